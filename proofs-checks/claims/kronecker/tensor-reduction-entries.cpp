// REV-P1-18: where a bound on the entries comes into the lower bound.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Matrix zeros_and_ones(Sampler& sampler, std::size_t n, std::size_t d) {
  Matrix m(n, d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l) m(i, l) = Rational(sampler.below(2));
  return m;
}
/// rho (a, u) for the first n rows, rho (0, w) for n more.
Matrix stacked(const Matrix& a, const Rational& u, const Rational& w, const Rational& rho) {
  const std::size_t n = a.rows(), d = a.cols();
  Matrix m(2 * n, 2 * d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l) {
      m(i, l) = rho * a(i, l);
      m(i, d + l) = rho * u;
      m(n + i, d + l) = rho * w;
    }
  return m;
}

/// Vectors of zeros and ones become queries rho (a, 1) and keys rho (b, 0), rho (0, 1): the logits are beta/(2d) <a, b,
/// c>, 0 and beta/2 with beta = rho^3, for order k rho^k.  None exceeds beta/2 = ln tau, which n^{k-1} tuples reach, so
/// D_i is between n^{k-1} tau and (2n)^{k-1} tau.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), k = x.size("k");
  const Rational& rho = x.rational("rho");
  const Rational beta = pow(rho, static_cast<long>(k));
  const Matrix a = zeros_and_ones(sampler, n, d);
  std::vector<Matrix> b;
  Data data{stacked(a, 1, 0, rho), {}, {}};
  for (std::size_t m = 1; m < k; ++m) {
    b.push_back(zeros_and_ones(sampler, n, d));
    data.k.push_back(stacked(b.back(), 0, 1, rho));
  }
  const Matrix s = scores(data, inverse(2 * d));
  const std::vector<std::size_t> sizes(k - 1, 2 * n);
  std::size_t dummies = 0;
  bool same = largest(data.q) == rho && largest(data.k[0]) == rho;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t t = 0; t < s.cols(); ++t) {
      const auto tuple = lowrank::split<last>(t, sizes);
      const bool all = std::all_of(tuple.begin(), tuple.end(), [&](std::size_t j) { return j >= n; });
      Rational inner;
      for (std::size_t l = 0; l < d; ++l) {
        Rational z = a(i, l);
        for (std::size_t m = 0; m < tuple.size(); ++m) z *= tuple[m] < n ? b[m](tuple[m], l) : Rational(0);
        inner += z;
      }
      if (all && i == 0) ++dummies;
      same = same && s(i, t) <= beta / Rational(2) &&
             s(i, t) == (all ? beta / Rational(2) : beta * inner / Rational(2 * d));
    }
  return truth(same && Rational(dummies) == pow(Rational(n), static_cast<long>(k) - 1));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
                    "these logits exactly, none above ln tau, n^{k-1} of them equal to it, every time; Gap-MaxIP knows "
                    "zeros and ones only, so the bound of the entries is rho = beta^{1/k} and comes from beta alone");
}

const Registration registration({
    .id = "tensor-reduction-entries",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "where B appears in the lower bound",
    .ledger = {"REV-P1-18", "P1-27"},
    .statement = "In the reduction from Gap-MaxIP with queries rho (a, 1), keys rho (b, 0) and dummies rho (0, 1), the "
                 "largest entry is rho = beta^{1/k}, the logits are beta <a, b, ..>/(2d), 0 and beta/2 = ln tau, and "
                 "n^{k-1} tau <= D_i <= (2n)^{k-1} tau.",
    .tex = "B = \\rho = \\beta^{1/k},\\quad n^{k-1}\\tau \\le D_{ii} \\le (2n)^{k-1}\\tau",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "vectors in each set", 1, 2),
                   integer_parameter("d", "coordinates", 1, 3),
                   rational_parameter("rho", "largest entry", Rational(1, 4), 3), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
