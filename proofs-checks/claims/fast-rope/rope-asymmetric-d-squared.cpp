// P2-29: the asymmetric form does not need C(d^2+g, g) terms.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_indices.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// The terms it needs at most are the pairs (alpha, beta), written out; fewer than printed refutes the need.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t d = 1; d <= 3; ++d)
    for (unsigned g = 0; g <= 3; ++g) {
      const Integer needed = distinct_terms(dense_support(d), d, g),
                    printed = count::rope_terms(static_cast<long>(d * d), g);
      sweep(truth(needed >= printed), [&] {
        return "d = " + std::to_string(d) + ", g = " + std::to_string(g) + ": " + needed.str() +
               " terms suffice, C(d^2+g, g) = " + printed.str();
      });
    }
  return sweep.verdict(Status::verified, "dense W, d = 1, 2, 3, g = 0 .. 3, smallest first", "as many every time",
                       {"rope-grouped-terms", "rope-grouped-count-smaller"});
}

const Registration registration({
    .id = "rope-asymmetric-d-squared",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "reply on linear attention: d^2 in the binomial coefficient",
    .ledger = {"P2-29", "REV-P2-12"},
    .statement = "The form that treats i and j differently, on tensor powers of q_i and W_{i-j} k_j, needs C(d^2+g, g) "
                 "terms at line 497.",
    .tex = "\\text{terms of } (q^{\\otimes e})^\\top (W^{\\otimes e} k^{\\otimes e}),\\ e \\le g:\\ \\binom{d^2+g}{g}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
