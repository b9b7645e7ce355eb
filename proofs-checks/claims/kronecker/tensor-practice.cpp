// REV-P1-08: from which n on the polynomial method takes fewer operations than the definition.
#include "tensor_exponents.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

constexpr long largest_m = 64;

/// n = 2^m, d = ln n rounded up, B = 1, eps_a = 1/n: does k r < n^{k-1}, so k n r d < n^k d, with the least certified
/// degree that suffices; with one that fails, the answer no is certain as well.
Truth pays(long k, long m, const std::function<Integer(long d, long g)>& columns) {
  const auto d = log_rounded_up(m, Precision(128));
  if (!d) return Truth::unknown;
  const auto b = expoly::bracket_degree({-1, 1}, Rational::power_of_two(-m - 1), expoly::ErrorKind::relative);
  const Integer most = Integer(1) << static_cast<unsigned>(m * (k - 1));
  if (Integer(k) * columns(*d, static_cast<long>(b.upper.degree)) < most) return Truth::yes;
  if (Integer(k) * columns(*d, static_cast<long>(b.at_least())) >= most) return Truth::no;
  return Truth::unknown;
}

/// The least m from which on it pays up to largest_m, 0 where it does not pay at largest_m; nothing where one is open.
std::optional<long> from(long k, const std::function<Integer(long d, long g)>& columns) {
  long least = 0;
  for (long m = 2; m <= largest_m; ++m) {
    const Truth t = pays(k, m, columns);
    if (t == Truth::unknown) return std::nullopt;
    if (t == Truth::no) least = 0;
    if (t == Truth::yes && least == 0) least = m;
  }
  return least;
}

Verdict check(const Claim&, const Effort&) {
  Verdict v;
  v.scope = "n = 2^2 .. 2^64, d = ln n rounded up, B = 1, eps_a = 1/n, scores 1/d";
  Truth all = Truth::yes;
  long before = largest_m;
  for (const long k : {2, 3, 4}) {
    const auto tight = from(k, [](long d, long g) { return count::tight_rank(d, g); });
    const auto paper = from(k, [k](long d, long g) { return count::paper_rank(d, g, k); });
    if (!tight || !paper) {
      all = Truth::unknown;
      v.evidence = "a degree at k = " + std::to_string(k) + " is not decided";
      break;
    }
    all = all && truth(*tight != 0 && *tight <= before);
    before = *tight;
    v.evidence += (k == 2 ? "k r < n^{k-1} from n = 2^" : ", 2^") + std::to_string(*tight) +
                  " on for k = " + std::to_string(k) + " (with C(k(g+d), kg) columns " +
                  (*paper == 0 ? "not up to 2^64)" : "from 2^" + std::to_string(*paper) + ")");
  }
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (all == Truth::no) v.witness = v.evidence;
  return v;
}

const Registration registration({
    .id = "tensor-practice",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "implementable?",
    .ledger = {"REV-P1-08", "P1-12"},
    .statement = "For B = 1, d = ln n and eps_a = 1/n the polynomial method of order k takes fewer operations than the "
                 "definition from some n = 2^m <= 2^64 on, and for higher orders no later.",
    .tex = "k\\binom{d+g}{g} < n^{k-1}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
