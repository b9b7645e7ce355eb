// P1-04, P1-12: almost linear time for B = o((log n)^{1/k}).
#include "tensor_exponents.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// n = 2^m, d = m, B^k = sqrt(m), eps_a = 1/n, m = 4^j: log_n of k r d, r = C(d+g, g) and g Taylor's degree for weights
/// within eps_a / (2 B^k), at most eps_a / (2 B^{k-1}); k = 3 and, dearer by its factor alone, k = 6.
Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  Truth falls = Truth::yes;
  std::string shown;
  std::optional<Ball> before;
  for (long j = 3, m = 64; j <= 7; ++j, m *= 4) {
    const Rational beta(1L << j);
    const long g = taylor_degree(beta, Rational::power_of_two(-m - j - 1));
    const Ball e = log_n(Integer(6 * m) * count::tight_rank(m, g), m, p);
    if (before) falls = falls && less(e, *before);
    before = e;
    shown += (shown.empty() ? "" : ", ") + to_text(e, 4) + " at log2 n = " + std::to_string(m);
  }
  Verdict v;
  v.scope = "n = 2^m, m = 4^3 .. 4^7, d = m, B^k = sqrt(m), eps_a = 1/n, k <= 6";
  v.evidence = "log_n of 6 r d, one less than that of the time, falls for certain in each step: " + shown;
  v.status = falls == Truth::yes ? Status::verified : (falls == Truth::no ? Status::refuted : Status::undecided);
  if (falls == Truth::no) v.witness = v.evidence = "it rises: " + shown;
  return v;
}

const Registration registration({
    .id = "tensor-upper-bound",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Theorem 1.4 and its order k",
    .ledger = {"P1-04", "P1-12"},
    .statement =
        "For d = O(log n), B = o((log n)^{1/k}), eps_a = 1/poly(n) and fixed k, attention of order k within "
        "eps_a takes n^{1+o(1)} operations; for d = log2 n, B^k = sqrt(log2 n), eps_a = 1/n the exponent falls "
        "as n grows.",
    .tex = "k\\,n\\,d\\binom{d+g}{g} = n^{1+o(1)}\\quad(d = O(\\log n),\\ B^k = o(\\log n))",
    .hypotheses = {},
    .proof = "theory/tensor.md",
    .check = check,
});

}  // namespace
