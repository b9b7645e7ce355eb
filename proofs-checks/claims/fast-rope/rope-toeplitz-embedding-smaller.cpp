// P2-11: 2n-1 is the least size.
#include <optional>

#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// The block at the corner of a circulant of size N needs c_{k mod N} = w_k for all k = -(n-1) .. n-1.
Truth embeds(const std::vector<long>& w, std::size_t n, std::size_t N) {
  std::vector<std::optional<long>> c(N);
  for (std::size_t k = 0; k < w.size(); ++k) {
    auto& slot = c[(k + N * n - (n - 1)) % N];
    if (slot && *slot != w[k]) return Truth::no;
    slot = w[k];
  }
  return Truth::yes;
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep, next;
  for (std::size_t n = 2; n <= 4; ++n)
    for_each_tuple(2 * n - 1, 0, 1, [&](const std::vector<long>& w) {
      const auto text = [&] { return "n = " + std::to_string(n) + ", T = " + to_text(toeplitz(rationals(w))); };
      next(embeds(w, n, 2 * n - 1), text);
      sweep(embeds(w, n, 2 * n - 2), text);
      return true;
    });
  Verdict v = sweep.verdict(Status::verified, "0/1 Toeplitz matrices, n = 2, 3, 4, smallest first", "embeds every time",
                            {"rope-toeplitz-embedding"});
  if (v.status == Status::refuted)
    v.evidence += ": w_{n-1} and w_{-(n-1)} share a place; " + std::to_string(next.tested()) +
                  " matrices embed with 2n-1 (" + to_text(next.verdict(Status::verified, "", "").status) + ")";
  return v;
}

const Registration registration({
    .id = "rope-toeplitz-embedding-smaller",
    .paper = "attest",
    .label = "rescaled Toeplitz, a circulant of size 2n-2",
    .ledger = {"P2-11"},
    .statement = "An n x n Toeplitz matrix, n >= 2, is the leading block of a circulant of size 2n-2.",
    .tex = "T = \\begin{pmatrix} I_n & 0 \\end{pmatrix} C \\begin{pmatrix} I_n \\\\ 0 \\end{pmatrix},\\quad N = 2n-2",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
