// P0-20: no hardness for errors n^{kappa - O(1)}, whatever kappa.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

/// Is the constant 1/2 within 1/2 of every output?  V is 0 or 1.  Hardness falls only if it is on every instance.
Truth near(const Instance& x) {
  const auto h = reduction::centred(drawn(x, 2));
  const BallMatrix y = outputs(h);
  Truth all = Truth::yes;
  for (std::size_t i = 0; i < y.rows(); ++i)
    all = all && less_equal(abs(sub(y.get(i, 0), Ball(Rational(1, 2), p), p)), Ball(Rational(1, 2), p));
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(20), effort.seed, near), "");
  if (v.status != Status::verified) {
    v.status = Status::undecided;
    return v;
  }
  v.status = Status::repaired;
  v.witness = "every output 1/2, kappa >= c";
  v.evidence =
      "outputs are means of zeros and ones, so 1/2 everywhere is within 1/2 of them; n^{kappa - c} >= 1/2 for "
      "kappa >= c. Any constant error below 1/2 is hard";
  v.repairs = {"hard-attention-constant-error-order-2"};
  return v;
}

const Registration registration({
    .id = "hard-attention-any-kappa",
    .paper = "Alman & Song 2023",
    .label = "Lemma 4.7 as quoted by Alman & Song 2024 (fine-grained gradient), Lemma E.2",
    .ledger = {"P0-20"},
    .statement = "For every kappa >= 0 additive error n^{kappa - O(1)} is hard with V in {0,1}; so no output written "
                 "down without looking at Q and K, such as 1/2 everywhere, is within n^{kappa - O(1)} >= 1/2.",
    .tex = "\\forall\\kappa\\ge0:\\ \\varepsilon<n^{\\kappa-O(1)}\\text{ is hard}",
    .hypotheses = hypotheses(1, 0),
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
