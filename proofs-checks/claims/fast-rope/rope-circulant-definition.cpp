// P2-04: the two definitions of a circulant make the same entries equal.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Both say which cells are equal; so they agree for every matrix exactly when they join the same cells.
Truth agree(std::size_t n) {
  Partition wrapped = toeplitz_cells(n);
  for (std::size_t k = 1; k < n; ++k) wrapped.equate(k * n, n - k);  // (k, 0) and (0, n-k)
  return truth(wrapped == circulant_cells(n));
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 1; n <= 40; ++n) sweep(agree(n), [&] { return "n = " + std::to_string(n); });
  return sweep.verdict(Status::verified, "n = 1 .. 40, every n x n matrix",
                       "both definitions make the same entries equal, so they agree whatever the entries are");
}

const Registration registration({
    .id = "rope-circulant-definition",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Definition of circulant",
    .ledger = {"P2-04", "REV-P2-01"},
    .statement = "An n x n matrix has every row the one above shifted cyclically exactly when it is Toeplitz, M_ij = "
                 "w(i-j), with w(k) = w(k-n) for k = 1 .. n-1: entries on diagonals at distance n agree.",
    .tex = "M_{i+1,(j+1) \\bmod n} = M_{ij} \\iff M_{ij} = w_{i-j},\\ w_k = w_{k-n}\\ (1 \\le k < n)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
