// P2-10: the 3 x 3 matrix of the dispute.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// What the cell equalities say about the letters: a structure makes two letters equal where it joins their cells.
Partition letters(const Partition& cells) {
  constexpr std::size_t letter[9] = {0, 1, 2, 1, 0, 1, 2, 1, 0};
  Partition p(3);
  for (std::size_t x = 0; x < 9; ++x)
    for (std::size_t y = 0; y < x; ++y)
      if (cells.least(x) == cells.least(y)) p.equate(letter[x], letter[y]);
  return p;
}

Verdict check(const Claim&, const Effort&) {
  Partition free(3), b_is_c(3);
  b_is_c.equate(1, 2);
  Sweep sweep;
  sweep(truth(letters(toeplitz_cells(3)) == free), [] { return "Toeplitz"; });
  sweep(truth(letters(circulant_cells(3)) == b_is_c), [] { return "circulant"; });
  return sweep.verdict(Status::proved, "all a, b, c",
                       "Toeplitz asks nothing of a, b, c; circulant asks b = c and nothing else");
}

const Registration registration({
    .id = "rope-reviewer-matrix",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "review of Q6JF, item 6",
    .ledger = {"P2-10", "REV-P2-06", "REV-P2-25", "REV-P2-27"},
    .statement = "The matrix [a, b, c; b, a, b; c, b, a] is Toeplitz, and circulant exactly when b = c.",
    .tex = "\\begin{pmatrix}a&b&c\\\\b&a&b\\\\c&b&a\\end{pmatrix} \\text{ circulant} \\iff b = c",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
