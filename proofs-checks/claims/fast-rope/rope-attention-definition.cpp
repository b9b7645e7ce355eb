// P2-01: what ARAttC asks for is well defined with any W.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// D > 0, and every output lies between the least and the greatest value of its column.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  const RationalMatrix Q = sampler.matrix(n, d, x.rational("B")), K = sampler.matrix(n, d, x.rational("B"));
  const RationalMatrix V = sampler.matrix(n, 1, x.rational("B"));
  const Offsets W = random_offsets(sampler, n, d, 1);
  const RationalMatrix s = logits(Q, K, W, Rational(d));
  const Precision p(192);
  const Ball slack(Rational::power_of_two(-64), p);
  RationalMatrix ones(n, 1);
  Rational low = V.get(0, 0), high = low;
  for (std::size_t j = 0; j < n; ++j) {
    ones.set(j, 0, 1);
    low = min(low, V.get(j, 0));
    high = max(high, V.get(j, 0));
  }
  const BallMatrix out = attend(s, V, p);
  Truth all = Truth::yes;
  for (std::size_t i = 0; i < n; ++i) {
    Ball sum(0);
    for (std::size_t j = 0; j < n; ++j) sum = add(sum, exp(Ball(s.get(i, j), p), p), p);
    all = all && positive(sum) && less(sub(Ball(low, p), slack, p), out.get(i, 0)) &&
          less(out.get(i, 0), add(Ball(high, p), slack, p));
  }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "D > 0, and every output lies between the least and the greatest value of its column, to 2^-64");
}

const Registration registration({
    .id = "rope-attention-definition",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Definition 1.1, any W",
    .ledger = {"P2-01"},
    .statement =
        "For any W_{-(n-1)} .. W_{n-1}, with A_ij = exp(Q_i W_{i-j} K_j^T / d) and D = diag(A 1), D^{-1} A V is "
        "well defined, each row a convex combination of the rows of V.",
    .tex = "A_{ij} = \\exp(Q_i W_{i-j} K_j^\\top/d),\\quad D = \\mathrm{diag}(A\\mathbf 1) > 0",
    .hypotheses = {integer_parameter("n", "positions", 1, 5), integer_parameter("d", "columns of Q and K", 1, 3),
                   rational_parameter("B", "bound of all entries", Rational(1, 8), 4), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
