// The benchmark of attention of order k: the polynomial method with its proven bound, against the plain loops a person
// would write for the definition, measured on a few rows of the same problem in the same run.
// Prints one line a figure.  Exit code 0; 1 where the two differ by more than the bound; 2 for a bad argument.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/number/text.hpp"

using namespace attest;
using namespace attest::attention;

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void say(const std::string& what, double figure, const char* unit, const std::string& note = "") {
  char text[100];
  std::snprintf(text, sizeof text, "%-40s %11.4g %-6s", what.c_str(), figure, unit);
  std::cout << text << note << std::endl;
}

/// Entries at most 1.
DoubleMatrix numbers(std::size_t rows, std::size_t cols, std::uint64_t seed) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    x = static_cast<double>(seed >> 11) * 0x1p-52 - 1;
  }
  return m;
}

TensorProblem problem(std::size_t order, std::size_t n, std::size_t d) {
  TensorProblem p{numbers(n, d, 1), {}, {}, Scale::inverse()};
  for (std::size_t a = 1; a < order; ++a) {
    p.k.push_back(numbers(n, d, 2 * a));
    p.v.push_back(numbers(n, d, 2 * a + 1));
  }
  return p;
}

/// The definition as it is written down, with libm's exp: sums over the tuples from place `a` on.
void plain_sums(const TensorProblem& p, std::size_t a, const std::vector<double>& z, std::vector<double>& sums) {
  const std::size_t d = z.size(), dv = p.values();
  std::vector<double> next(d), part(dv + 1);
  for (std::size_t j = 0; j < p.k[a].rows(); ++j) {
    if (a + 1 == p.k.size()) {
      double score = 0;
      for (std::size_t l = 0; l < d; ++l) score += z[l] * p.k[a](j, l);
      const double weight = std::exp(score);
      for (std::size_t c = 0; c < dv; ++c) sums[c] += weight * p.v[a](j, c);
      sums[dv] += weight;
      continue;
    }
    for (std::size_t l = 0; l < d; ++l) next[l] = z[l] * p.k[a](j, l);
    std::fill(part.begin(), part.end(), 0.0);
    plain_sums(p, a + 1, next, part);
    for (std::size_t c = 0; c < dv; ++c) sums[c] += part[c] * p.v[a](j, c);
    sums[dv] += part[dv];
  }
}

std::vector<double> plain_row(const TensorProblem& p, std::size_t i) {
  std::vector<double> z(p.q.row(i).begin(), p.q.row(i).end()), sums(p.values() + 1);
  for (double& x : z) x /= static_cast<double>(z.size());
  plain_sums(p, 0, z, sums);
  for (std::size_t c = 0; c < p.values(); ++c) sums[c] /= sums.back();
  sums.pop_back();
  return sums;
}

bool job(std::size_t order, std::size_t n, std::size_t d, std::size_t rows) {
  const TensorProblem p = problem(order, n, d);
  const std::string name =
      "order " + std::to_string(order) + ", n = " + std::to_string(n) + ", d = " + std::to_string(d);
  const Rational eps(1, 1'000'000);
  double start = now();
  const auto out = attend(p, eps, Method::polynomial, Budget{}, 1);
  const double fast = now() - start;
  if (!out.decided()) {
    std::cout << name << ": " << out.why().text << std::endl;
    return false;
  }
  const auto& answer = out.value().answer;
  say(name + ": polynomial", fast, "s",
      "degree " + std::to_string(*answer.degree) + ", rank " + answer.rank->str() + ", within " +
          to_decimal(answer.error_bound(), 3, Direction::up) + ", one thread, peak " +
          std::to_string(static_cast<long>(megabytes())) + " MB");
  std::vector<std::size_t> sample;
  for (std::size_t t = 0; t < rows; ++t) sample.push_back(t * (n - 1) / rows);
  start = now();
  double difference = 0;
  for (const std::size_t i : sample) {
    const auto row = plain_row(p, i);
    for (std::size_t c = 0; c < row.size(); ++c)
      difference = std::max(difference, std::fabs(row[c] - answer.output(i, c)));
  }
  const double plain = (now() - start) / static_cast<double>(rows);
  start = now();
  const auto certified = tensor_in_double(p, eps, 1, sample);
  const double proven = (now() - start) / static_cast<double>(rows);
  say(name + ": plain definition", plain, "s/row", "libm's exp, no bound");
  say(name + ": certified definition", proven, "s/row",
      certified.decided() ? "within " + to_decimal(certified.value().error_bound(), 3, Direction::up) : "undecided");
  say(name + ": speed-up", plain * static_cast<double>(n) / fast, "x", "all rows, over the plain definition");
  const bool within = difference <= answer.error_bound().nearest_double() + 1e-9;
  say(name + ": largest difference", difference, "", within ? "" : "OUTSIDE");
  return within;
}

}  // namespace

int main(int argc, char** argv) {
  const bool quick = argc == 2 && std::string(argv[1]) == "--quick";
  if (argc > 1 && !quick) {
    std::cerr << "usage: tensor [--quick]\n";
    return 2;
  }
  bool fine = job(2, quick ? 2000 : 20000, 4, 20);
  fine = job(3, quick ? 1000 : 20000, 4, 3) && fine;
  fine = job(4, quick ? 100 : 600, 4, 3) && fine;
  return fine ? 0 : 1;
}
