// P2-15: for given Q and K, M cannot be any circulant.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// d = 1: M_ij = q_i w_{i-j} k_j = C_ij asks C_ij / (q_i k_j) to depend on i-j only.
Truth reached(const std::vector<long>& q, const std::vector<long>& k, RationalMatrix c) {
  for (std::size_t i = 0; i < q.size(); ++i)
    for (std::size_t j = 0; j < k.size(); ++j) c.set(i, j, c.get(i, j) / Rational(q[i] * k[j]));
  return truth(is_toeplitz(c));
}
std::string column(const std::vector<long>& x) {
  std::string s;
  for (const long y : x) s += (s.empty() ? "[" : "; ") + std::to_string(y);
  return s + "]";
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 1; n <= 2; ++n)
    for_each_tuple(n, 1, 2, [&](const std::vector<long>& q) {
      for_each_tuple(n, 1, 2, [&](const std::vector<long>& k) {
        for_each_tuple(n, 0, 1, [&](const std::vector<long>& c) {
          const RationalMatrix wanted = circulant(rationals(c));
          return sweep(reached(q, k, wanted),
                       [&] { return "Q = " + column(q) + ", K = " + column(k) + ", C = " + to_text(wanted); });
        });
        return true;
      });
      return true;
    });
  Verdict v =
      sweep.verdict(Status::verified, "d = 1, n = 1, 2, Q and K in {1, 2}, circulants in {0, 1}, smallest first",
                    "reached every time", {"rope-any-circulant", "rope-terms-toeplitz"});
  const Truth theirs = reached({1, 2}, {3, 4}, circulant({1, 0}));
  if (v.status == Status::refuted)
    v.evidence +=
        std::string("; with the reviewer's Q = [1; 2], K = [3; 4], M = [3 R0, 4 R-1; 6 R1, 8 R0], the identity: ") +
        (theirs == Truth::no ? "not reached either" : "reached");
  return v;
}

const Registration registration({
    .id = "rope-any-circulant-fixed-data",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "Q6JF, item 7: M can be any circulant, Q and K given",
    .ledger = {"P2-15", "REV-P2-26", "REV-P2-09"},
    .statement = "For given Q and K without zeros, the entries of W can be picked so that M is any circulant.",
    .tex = "\\forall\\, Q, K, C\\ \\exists\\, W:\\ M = C",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
