// P2-12: for standard RoPE every term is a sum of two rescaled circulants, and circulants suffice.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  const auto planes = random_planes(sampler, 1);
  const Family w = standard_family(n, planes);
  const RationalMatrix Q = sampler.matrix(n, 2, 2), K = sampler.matrix(n, 2, 2);
  RationalMatrix c(n, 1), s(n, 1), minus(n, 1);
  for (std::size_t i = 0; i < n; ++i) {
    const Rotation a = multiple(planes[0], static_cast<long>(i));
    c.set(i, 0, a.cos);
    s.set(i, 0, a.sin);
    minus.set(i, 0, -a.sin);
  }
  const RationalMatrix ones = circulant(std::vector<Rational>(n, 1));
  const auto sum = [&](const RationalMatrix& u, const RationalMatrix& v, const RationalMatrix& u2,
                       const RationalMatrix& v2) {
    RationalMatrix m = rescaled(u, 0, ones, v, 0);
    const RationalMatrix second = rescaled(u2, 0, ones, v2, 0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) m.set(i, j, m.get(i, j) + second.get(i, j));
    return m;
  };
  bool low = true;
  for (const std::size_t a : {0U, 1U})
    for (const std::size_t b : {0U, 1U}) low = low && rank(rescaled(Q, a, core(w, a, b), K, b)) <= 2;
  return truth(low && core(w, 0, 0) == sum(c, c, s, s) && core(w, 1, 1) == core(w, 0, 0) &&
               core(w, 0, 1) == sum(s, c, c, minus) && core(w, 1, 0) == sum(minus, c, c, s));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "all four blocks of W, exactly, at rational rotations; rank at most 2 every time");
}

const Registration registration({
    .id = "rope-terms-two-circulants",
    .paper = "attest",
    .label = "standard RoPE without Toeplitz",
    .ledger = {"P2-12", "REV-P2-20"},
    .statement = "For standard RoPE each C^{a,b} is a sum of two rescaled circulants whose circulant is all ones, so "
                 "A^{a,b} has rank at most 2: cos((i-j) t) = cos it cos jt + sin it sin jt, sin((i-j) t) = sin it cos "
                 "jt - cos it sin jt.",
    .tex = "\\cos((i-j)\\theta) = \\cos i\\theta \\cos j\\theta + \\sin i\\theta \\sin j\\theta",
    .hypotheses = {integer_parameter("n", "tokens", 1, 7), seed_parameter()},
    .proof = "theory/rope.md",
    .check = check,
});

}  // namespace
