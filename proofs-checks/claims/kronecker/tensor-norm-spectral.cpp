// REV-P1-13: what an l_inf bound says of the spectral norm.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Is the symmetric matrix positive semidefinite?  Elimination: every pivot positive, or zero with its row.
bool semidefinite(RationalMatrix a) {
  const std::size_t n = a.rows();
  for (std::size_t c = 0; c < n; ++c) {
    const Rational pivot = a.get(c, c);
    if (pivot.sign() < 0) return false;
    for (std::size_t i = c + 1; i < n; ++i) {
      if (pivot.sign() == 0) {
        if (a.get(c, i).sign() != 0) return false;
        continue;
      }
      const Rational factor = a.get(i, c) / pivot;
      for (std::size_t j = c; j < n; ++j) a.set(i, j, a.get(i, j) - factor * a.get(c, j));
    }
  }
  return true;
}

/// s I - X^T X is semidefinite just where ||X||_2^2 <= s.
bool spectral_within(const RationalMatrix& x, const Rational& s) {
  RationalMatrix gap = mul(transpose(x), x);
  for (std::size_t i = 0; i < gap.rows(); ++i)
    for (std::size_t j = 0; j < gap.cols(); ++j) gap.set(i, j, (i == j ? s : Rational(0)) - gap.get(i, j));
  return semidefinite(gap);
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  const Rational& eps = x.rational("eps");
  const RationalMatrix m = sampler.matrix(n, d, eps);
  Rational frobenius;
  RationalMatrix equal(n, d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j) {
      frobenius += m.get(i, j) * m.get(i, j);
      equal.set(i, j, eps);
    }
  const Rational most = Rational(n * d) * eps * eps;
  const Rational less = most * (Rational(1) - Rational::power_of_two(-40));
  return truth(spectral_within(m, frobenius) && frobenius <= most && spectral_within(equal, most) &&
               !spectral_within(equal, less));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "||X||_F^2 I - X^T X is semidefinite by exact elimination; where all entries are eps the bound is "
                    "attained, to 2^-40, every time");
}

const Registration registration({
    .id = "tensor-norm-spectral",
    .paper = tensor_review::paper,
    .label = "Definition 1.2: why l_inf, spectral norm",
    .ledger = {"REV-P1-13"},
    .statement = "An n x d matrix with entries at most eps has spectral norm at most its Frobenius norm, so at most "
                 "sqrt(nd) eps, and no less will do.",
    .tex = "\\|X\\|_2 \\le \\|X\\|_F \\le \\sqrt{nd}\\,\\|X\\|_\\infty",
    .hypotheses = {integer_parameter("n", "rows", 1, 5), integer_parameter("d", "columns", 1, 5),
                   rational_parameter("eps", "largest entry", Rational(1, 1000), 1), seed_parameter()},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
