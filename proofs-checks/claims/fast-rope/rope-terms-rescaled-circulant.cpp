// P2-10: A^{a,b} is not a rescaled circulant in general.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/structured/recognise.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// n = 2 with the diagonal c0 u_0 v_0, c0 u_1 v_1 and the others c1 u_0 v_1, c1 u_1 v_0: where exactly one of the two
/// entries of a pair is 0, a factor u or v of it is 0, and with it another entry.
Truth rescaled_circulant(const RationalMatrix& m) {
  const auto zero = [&](std::size_t i, std::size_t j) { return m.get(i, j) == Rational(0); };
  for (const std::size_t shift : {0U, 1U})
    for (const std::size_t i : {0U, 1U}) {
      const std::size_t j = i ^ shift;
      if (!zero(i, j) || zero(1 - i, 1 - j)) continue;
      if (!zero(i, 1 - j) && !zero(1 - i, j)) return Truth::no;
    }
  return Truth::unknown;
}

/// d = 1, Q = K = 1, W_k in {0, 1}.
Verdict check(const Claim&, const Effort&) {
  Verdict v;
  for_each_tuple(3, 0, 1, [&](const std::vector<long>& w) {
    const RationalMatrix m = toeplitz(rationals(w));
    if (rescaled_circulant(m) != Truth::no) return true;
    const auto found = structured::recognise_rescaled_circulant(m, structured::Field::complex);
    if (found.holds != Truth::no) return true;
    v.status = Status::refuted;
    v.scope = "general W, n = 2, d = 1, Q = K = 1, W_k in {0, 1}; n = 1 is always circulant";
    v.witness = "A = " + to_text(m);
    v.evidence = *v.witness +
                 ": one zero on a cyclic diagonal makes its row or its column vanish, and neither does; the recogniser "
                 "agrees, over C";
    v.repairs = {"rope-terms-toeplitz", "rope-rescaled-circulant-criterion"};
    return false;
  });
  if (v.status != Status::refuted) v.evidence = "no 0/1 matrix with n = 2 decides";
  return v;
}

const Registration registration({
    .id = "rope-terms-rescaled-circulant",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Section 4: A^{a,b} is a rescaled circulant",
    .ledger = {"P2-10", "REV-P2-25"},
    .statement = "For general W every A^{a,b} is a rescaled circulant matrix.",
    .tex = "A^{a,b} = \\mathrm{diag}(u)\\, C\\, \\mathrm{diag}(v),\\ C \\text{ circulant}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
