// P2-26, REV-P2-21: the reviewer's limit.
#include "attest/ledger/claim.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

const Precision p(256);

/// For every delta the exponent of n ln n is below 1 + delta from ln n = Y = (2/(e delta))^2 on, since ln y / y < delta
/// there: it holds at Y, and ln y / y falls for y > e.
Truth from_there_on(const Rational& delta) {
  const Ball e = exp(Ball(1), p), root = div(Ball(2), mul(e, Ball(delta, p), p), p);
  const Ball y = max(mul(root, root, p), Ball(3), p);
  return less(div(log(y, p), y, p), Ball(delta, p)) && less(e, y);
}

/// Refuted where all deltas tried hold.
Verdict check(const Claim&, const Effort&) {
  Verdict v;
  Truth all = Truth::yes;
  constexpr long last = 200;
  for (long j = 2; j <= last; ++j) all = all && from_there_on(Rational::power_of_two(-j));
  v.scope = "delta = 2^-2 .. 2^-200, each for all n from exp((2/(e delta))^2) on";
  v.status = all == Truth::yes ? Status::refuted : Status::undecided;
  v.evidence = "ln ln n / ln n < delta from ln n = (2/(e delta))^2 on, for every delta tried";
  if (v.status != Status::refuted) return v;
  v.witness = "f(n) = ln ln n / ln n <= 2/(e sqrt(ln n)) -> 0 and n ln n = n^{1+f(n)}";
  v.repairs = {"rope-nlogn"};
  return v;
}

const Registration registration({
    .id = "rope-nlogn-not-almost-linear",
    .paper = "Alman & Song, Fast RoPE Attention (review)",
    .label = "Q6JF: n log n is not n^{1+o(1)}",
    .ledger = {"P2-26", "REV-P2-21"},
    .statement = "n log n is not n^{1+o(1)}: its exponent does not tend to 1.",
    .tex = "n \\log n \\ne n^{1+o(1)}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
