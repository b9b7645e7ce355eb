// P1-13, REV-P1-08: the larger the entries, the smaller the largest order that is still fast.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

const Precision p(128);

/// The largest k with B^k <= ln n, B > 1; nothing where balls leave it open.
std::optional<long> largest_order(const Rational& B, const Rational& n) {
  const Ball l = log(Ball(n, p), p);
  for (long k = 0;; ++k) {
    const Truth fits = less_equal(Ball(pow(B, k + 1), p), l);
    if (fits == Truth::unknown) return std::nullopt;
    if (fits == Truth::no) return k;
  }
}

/// B^k <= ln n is B <= (ln n)^{1/k}: the threshold falls with k, and the largest k never rises with B.
Truth holds(const Instance& x) {
  const Rational &n = x.rational("n"), &B = x.rational("B");
  const Rational larger = B + x.rational("step");
  const Ball loglog = log(log(Ball(n, p), p), p);
  const auto threshold = [&](std::size_t k) { return exp(div(loglog, Ball(k), p), p); };
  const auto a = largest_order(B, n), b = largest_order(larger, n);
  if (!a || !b) return Truth::unknown;
  return truth(*b <= *a) && less(threshold(x.size("k") + 1), threshold(x.size("k")));
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  v.evidence = "every time; the largest order k with B^k <= ln n at n = 1e6:";
  for (const Rational& B : {Rational(11, 10), Rational(5, 4), Rational(3, 2), Rational(2), Rational(3), Rational(4)}) {
    const auto k = largest_order(B, pow(Rational(10), 6));
    v.evidence +=
        std::string(B == Rational(11, 10) ? " " : ", ") + (k ? std::to_string(*k) : "open") + " for B = " + to_text(B);
  }
  return v;
}

const Registration registration({
    .id = "tensor-threshold-decreases",
    .paper = "Alman & Song, Kronecker attention",
    .label = "the higher the order, the smaller the entries",
    .ledger = {"P1-13", "REV-P1-08"},
    .statement = "For log n > 1 the entry bound (log n)^{1/k} falls as the order k grows, and for B > 1 the largest "
                 "order with B <= (log n)^{1/k} never grows with B.",
    .tex = "(\\ln n)^{1/(k+1)} < (\\ln n)^{1/k},\\quad k^*(B) = \\lfloor \\ln\\ln n/\\ln B\\rfloor",
    .hypotheses = {integer_parameter("n", "rows", 3, 1'000'000'000), integer_parameter("k", "order", 2, 12),
                   rational_parameter("B", "bound of the entries", Rational(21, 20), 4),
                   rational_parameter("step", "how much larger", 0, 4)},
    .proof = "",
    .check = check,
});

}  // namespace
