// REV-P2-32: the number of terms as a function of degree and support.
#include "attention_terms.hpp"
#include "attest/count/ranks.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Terms enumerated, one by one, against C(|S|+g, g).
Truth holds(const Instance& x) {
  const std::size_t support = x.size("S"), g = x.size("g");
  const std::vector<Rescaled> A(support, Rescaled{{1}, {1}, {1}});
  const std::size_t counted = terms(polynomial::Polynomial::monomial(1, g), A, 1).size();
  return truth(Integer(counted) == count::rope_terms(static_cast<long>(support), static_cast<long>(g)));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(25), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  std::string shown;
  for (const long g : {2L, 4L, 8L, 16L})
    shown += (shown.empty() ? "" : "; ") + ("g = " + std::to_string(g)) + ": " + to_text(count::rope_terms(128, g)) +
             " against " + to_text(count::tight_rank(64, g));
  v.evidence =
      "enumerated; times (dv+1) convolutions of length n.  RoPE, d = 64, Toeplitz terms against columns of the "
      "low-rank route: " +
      shown;
  return v;
}

const Registration registration({
    .id = "rope-degree-exposed",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "dependence on degree and support, any W",
    .ledger = {"REV-P2-32"},
    .statement = "Degree g and support S give C(|S|+g, g) terms, one convolution each for every column of [V 1].",
    .tex = "\\binom{|S|+g}{g}\\,(d_v+1)",
    .hypotheses = {integer_parameter("S", "size of the support", 1, 8), integer_parameter("g", "degree", 0, 6)},
    .proof = "",
    .check = check,
});

}  // namespace
