// The rank of p(X Y^T), certified from both sides, against one elimination modulo a prime of the finished matrix, which
// proves a lower bound only, and against FLINT's rank over Z.  One line a figure: job, figure, value, unit.
// Exit code 0; 1 where the sides do not meet or FLINT finds another rank; 2 for a bad argument.

#include <flint/fmpz_mat.h>
#include <flint/nmod_mat.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "attest/lowrank/score_rank.hpp"
#include "attest/number/flint.hpp"

using namespace attest;

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double median(std::vector<double> x) {
  std::sort(x.begin(), x.end());
  return x[x.size() / 2];
}

void say(const char* figure, double value, const char* unit) { std::printf("rank %s %.4g %s\n", figure, value, unit); }

RationalMatrix numbers(std::size_t n, std::size_t d, std::uint64_t seed) {
  RationalMatrix m(n, d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l) {
      seed = seed * 6364136223846793005U + 1442695040888963407U;
      m.set(i, l, Rational(static_cast<long>(seed >> 60) - 8));
    }
  return m;
}

}  // namespace

int main(int argc, char** argv) {
  const bool quick = argc == 2 && std::string(argv[1]) == "--quick";
  if (argc > 1 && !quick) {
    std::cerr << "rank: '" << argv[1] << "'; allowed is --quick\n";
    return 2;
  }
  const std::size_t n = quick ? 192 : 512, d = 4;
  std::vector<Rational> c;  // 5! times Taylor's polynomial: 126 monomials in 4 variables
  Rational f = 120;
  for (long k = 0; k <= 5; ++k) {
    c.push_back(f);
    f = f / Rational(k + 1);
  }
  const polynomial::Polynomial p(c);
  const RationalMatrix X = numbers(n, d, 1), Y = numbers(n, d, 2);

  fmpz_mat_t whole;
  nmod_mat_t residues;
  fmpz_mat_init(whole, static_cast<slong>(n), static_cast<slong>(n));
  nmod_mat_init(residues, static_cast<slong>(n), static_cast<slong>(n), (1UL << 31) - 1);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      Rational s = 0;
      for (std::size_t l = 0; l < d; ++l) s += X.get(i, l) * Y.get(j, l);
      fmpz_set_str(fmpz_mat_entry(whole, i, j), p(s).numerator().str().c_str(), 10);
    }
  fmpz_mat_get_nmod_mat(residues, whole);

  std::vector<double> ours, modular;
  lowrank::ScoreRank r;
  for (int repeat = 0; repeat < 9; ++repeat) {
    double start = now();
    r = lowrank::certify_score_rank(p, X, Y);
    ours.push_back(now() - start);
    start = now();
    const auto found = nmod_mat_rank(residues);
    modular.push_back(now() - start);
    if (static_cast<std::size_t>(found) != r.lower) return 1;
  }
  const double start = now();
  const auto exact = static_cast<std::size_t>(fmpz_mat_rank(whole));
  const double flint = now() - start;

  say("certified_rank", static_cast<double>(r.lower), "");
  say("seconds", median(ours), "s");
  say("over_modular", median(ours) / median(modular), "x");
  say("speedup_over_flint", flint / median(ours), "x");
  nmod_mat_clear(residues);
  fmpz_mat_clear(whole);
  return r.exact() && exact == r.lower ? 0 : 1;
}
