// P1-05: entries up to B bound the logits of order k by B^k.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), k = x.size("k");
  const Rational& B = x.rational("B");
  const Rational most = pow(B, static_cast<long>(k));
  return truth(largest(scores(draw(sampler, k, n, d, 1, B), inverse(d))) <= most &&
               largest(scores(constant(k, n, d, 1, B), inverse(d))) == most);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(150), effort.seed, holds),
      "never exceeded, and attained with equality where all entries are B (all shapes: kron-logit-bound)");
}

const Registration registration({
    .id = "tensor-bounded-logits",
    .paper = "Alman & Song, Kronecker attention",
    .label = "bounded logits, order k",
    .ledger = {"P1-05"},
    .statement = "If the entries of Q, K1, .., K_{k-1} are at most B in absolute value, those of Q (K1 (/) .. (/) "
                 "K_{k-1})^T / d are at most B^k; the bound is attained.",
    .tex = "\\|Q(K_1\\oslash K_2)^\\top/d\\|_{\\max} \\le B^3",
    .hypotheses = {integer_parameter("k", "order", 2, 5), integer_parameter("n", "rows", 1, 3),
                   integer_parameter("d", "columns", 1, 4),
                   rational_parameter("B", "bound of the entries", Rational(1, 8), 4), seed_parameter()},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
