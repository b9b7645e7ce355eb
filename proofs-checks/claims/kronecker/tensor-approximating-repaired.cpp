// REV-P1-03: an absolute error of eps e^{-beta} is a relative error of eps.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;

/// All pairs of n tokens, logits at most B^3, each weight off by +-eps e^{-B^3} or any share of it, the sign that of
/// the value.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const Precision p(192);
  const std::size_t n = x.size("n"), d = x.size("d");
  const Rational &B = x.rational("B"), &eps = x.rational("eps");
  const RationalMatrix q = sampler.matrix(1, d, B), k1 = sampler.matrix(n, d, B), k2 = sampler.matrix(n, d, B);
  const RationalMatrix v1 = sampler.matrix(n, 1, B), v2 = sampler.matrix(n, 1, B);
  const Ball allowed = mul(Ball(eps, p), exp(Ball(-(B * B * B), p), p), p);
  std::vector<Ball> a, off;
  std::vector<Rational> v;
  Truth all = Truth::yes;
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t l = 0; l < n; ++l) {
      Rational s;
      for (std::size_t c = 0; c < d; ++c) s += q.get(0, c) * k1.get(j, c) * k2.get(l, c);
      v.push_back(v1.get(j, 0) * v2.get(l, 0));
      a.push_back(exp(Ball(s / Rational(d), p), p));
      const Rational share = Rational(v.back().sign()) * sampler.between(0, 1);
      off.push_back(add(a.back(), mul(allowed, Ball(share, p), p), p));
      all = all && less_equal(abs(sub(off.back(), a.back(), p)), above_by_a_hair(mul(Ball(eps, p), a.back(), p), p));
    }
  const Ball moved = abs(sub(mean(off, v, p), mean(a, v, p), p));
  return all && less(moved, above_by_a_hair(Ball(Rational(2) * eps * B * B, p), p));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "each weight within eps of itself and the output within 2 eps B^2, every time; no larger absolute "
                    "error will do, the weight e^{-beta} being attained (tensor-approximating-absolute)");
}

const Registration registration({
    .id = "tensor-approximating-repaired",
    .paper = "attest",
    .label = "absolute error of A, repaired",
    .ledger = {"REV-P1-03", "P1-08"},
    .statement =
        "Where the logits are at most beta = B^3 and |A~ - A| <= eps e^{-beta}, A~ has relative error eps, and "
        "its output is within 2 eps B^2.",
    .tex = "\\|\\tilde A - A\\|_\\infty \\le \\varepsilon e^{-\\beta} \\implies |\\tilde A - A| \\le \\varepsilon A",
    .hypotheses = {integer_parameter("n", "tokens", 1, 3), integer_parameter("d", "columns of Q and K", 1, 2),
                   rational_parameter("B", "bound of all entries", Rational(1, 4), 2),
                   rational_parameter("eps", "relative error", Rational(1, 1000), Rational(3, 4)), seed_parameter()},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
