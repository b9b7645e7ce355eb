// P0-23: the threshold of B with 1/sqrt(d), for every order.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// d = ln n = m^{2k}, B = m = (ln n)^{1/(2k)}: the largest logit of order k, B^k d / sqrt(d), is ln n exactly.
Truth holds(const Instance& x) {
  const auto k = static_cast<long>(x.size("k"));
  const Rational m(x.size("m")), d = pow(m, 2 * k), root = pow(m, k);
  // With the factor c of B the logit is c^k ln n.
  const Rational& c = x.rational("c");
  return truth(root * root == d && pow(m, k) * d / root == d && pow(c * m, k) * d / root == pow(c, k) * d);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
      "the largest logit is c^k ln n exactly at B = c (ln n)^{1/(2k)}, d = ln n: o(log n) just where c -> 0");
}

const Registration registration({
    .id = "rope-scale-threshold-order",
    .paper = "attest",
    .label = "threshold with 1/sqrt(d), order k, W = I",
    .ledger = {"P0-23", "REV-P2-30"},
    .statement =
        "With 1/sqrt(d) and d = ln n the logits of order k are o(log n) for all entries at most B just where B = "
        "o((log n)^{1/(2k)}); for k = 2 this is (log n)^{1/4}.",
    .tex = "B^k\\sqrt d = c^k\\ln n\\quad(d = \\ln n,\\ B = c(\\ln n)^{1/(2k)})",
    .hypotheses = {integer_parameter("k", "order", 2, 8), integer_parameter("m", "(ln n)^{1/(2k)}", 2, 50),
                   rational_parameter("c", "factor of B", Rational(1, 1000), 2)},
    .proof = "",
    .check = check,
});

}  // namespace
