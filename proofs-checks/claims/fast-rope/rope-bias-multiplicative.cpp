// P2-31: a relative bias multiplies the weights, and costs no term.
#include "attention_terms.hpp"
#include "attest/lowrank/factors.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// p(QK^T/d) o E with E_ij = e_{i-j} any Toeplitz matrix: r terms, one for each column of the thin factors, exactly;
/// and e^{s + b} = e^s e^b in balls, b as large as 1000.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), g = x.size("g");
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2), V = sampler.matrix(n, 1, 2);
  const polynomial::Polynomial p = random_polynomial(sampler, g);
  std::vector<Rational> b, e;
  for (std::size_t t = 0; t + 1 < 2 * n; ++t) {
    b.push_back(sampler.between(-1000, 1000));
    e.push_back(sampler.between(0, 1000));
  }
  const auto f = lowrank::factor(p, Q, K);
  std::vector<Rescaled> N;
  for (std::size_t r = 0; r < f.u1.cols(); ++r) {
    Rescaled t{{}, e, {}};
    for (std::size_t i = 0; i < n; ++i) {
      t.u.push_back(f.u1.get(i, r));
      t.v.push_back(f.u2.get(i, r));
    }
    N.push_back(std::move(t));
  }
  const RationalMatrix s = mul(Q, transpose(K));
  const RationalMatrix weights =
      entrywise(entrywise(p, s), [&](std::size_t i, std::size_t j, const Rational& y) { return y * e[i + n - 1 - j]; });
  const Precision precision(128);
  const Product fast = multiply(N, V);
  Truth all = truth(fast.value == mul(weights, V) && fast.convolutions == f.u1.cols());
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const Rational& bias = b[i + n - 1 - j];
      const Ball apart =
          mul(exp(Ball(s.get(i, j), precision), precision), exp(Ball(bias, precision), precision), precision);
      const Ball ratio = div(exp(Ball(s.get(i, j) + bias, precision), precision), apart, precision);
      all = all && less(abs(sub(ratio, Ball(1), precision)), Ball(Rational::power_of_two(-90), precision));
    }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
      "as many convolutions as thin factors have columns, exactly; e^{s+b} = e^s e^b to 2^-90 for |b| up to "
      "1000");
}

const Registration registration({
    .id = "rope-bias-multiplicative",
    .paper = "attest",
    .label = "T5 and ALiBi biases, W = I",
    .ledger = {"P2-31"},
    .statement =
        "With a relative bias b_{i-j} of any size the weights are exp(q.k) e^{b_{i-j}}: p(QK^T) times a Toeplitz "
        "matrix, a sum of rank-many rescaled Toeplitz matrices.",
    .tex = "e^{s_{ij} + b_{i-j}} = e^{s_{ij}}\\,e^{b_{i-j}},\\quad p(s)\\circ E = \\sum_{r} "
           "\\mathrm{diag}(u_r)\\,E\\,\\mathrm{diag}(v_r)",
    .hypotheses = {integer_parameter("n", "positions", 1, 5), integer_parameter("d", "columns", 1, 3),
                   integer_parameter("g", "degree", 0, 4), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
