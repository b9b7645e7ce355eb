// P1-01: where the 1/d goes.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// Q/d without 1/d has the scores of Q with it; without 1/d the largest score is d B^k.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), k = x.size("k");
  const Rational& B = x.rational("B");
  Data data = draw(sampler, k, n, d, 1, B);
  const Matrix with = scores(data, inverse(d));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l) data.q(i, l) *= inverse(d);
  const Rational all = largest(scores(constant(k, n, d, 1, B), 1));
  return truth(scores(data, 1) == with && all == Rational(d) * pow(B, static_cast<long>(k)));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(150), effort.seed, holds),
                    "the same scores exactly, every time; without 1/d entries B give the score d B^k, so the bound "
                    "B = o((log n)^{1/k}) of the theorem asks for the 1/d as soon as d grows");
}

const Registration registration({
    .id = "tensor-definition-scale-moved",
    .paper = "attest",
    .label = "1/d in the exponent or in Q",
    .ledger = {"P1-01"},
    .statement = "Attention of order k with 1/d is attention without it for Q/d; for the same Q the scores without "
                 "1/d reach d B^k instead of B^k.",
    .tex = "\\exp\\big((Q/d)(K_1\\oslash\\cdots)^\\top\\big) = \\exp\\big(Q(K_1\\oslash\\cdots)^\\top/d\\big)",
    .hypotheses = {integer_parameter("k", "order", 2, 4), integer_parameter("n", "rows", 1, 3),
                   integer_parameter("d", "columns", 1, 4),
                   rational_parameter("B", "bound of the entries", Rational(1, 8), 4), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
