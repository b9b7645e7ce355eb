// REV-P1-05: the reduction from Gap-MaxIP to attention, worked out for n = 1.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;

const Precision p(160);
const Rational t(2), eps(1, 2);

/// Row 1 of attention of order 3 with Q = scale (a, 1), the keys given, and V1 = V2 = (1; 0); the scale is in Q whole.
Ball output(const Rational& scale, const RationalMatrix& k1, const RationalMatrix& k2) {
  const RationalMatrix q = rows({{scale, scale, scale, scale}, {0, 0, 0, 0}}), v = rows({{1}, {0}});
  return attention::definition_rows(
             {doubles(q), {doubles(k1), doubles(k2)}, {doubles(v), doubles(v)}, attention::Scale::inverse()}, {0}, p, 1)
      .get(0, 0);
}

/// a = b = (1, 1) and c = (1, c2): <a, b, c> = 1 + c2 is t = 2 or (1 - eps) t = 1.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  // Centred logits (P1-28): s >= 2/(eps t) ln(3 n^3), Q = sD (a, 1), K1 = (b, -lambda 1), lambda = (1 - eps/2) t/d.
  const Rational s(9, 4), lambda = (Rational(1) - eps / Rational(2)) * t / Rational(2);
  sweep(less(mul(Ball(Rational(2) / (eps * t), p), log(Ball(3), p), p), Ball(s, p)), [] { return "s = 9/4"; });
  // Positive entries (P1-27): beta >= 2d/(eps t) ln(16 n^2), keys (b, 0) and (0, 1).
  const Rational beta(12);
  sweep(less(mul(Ball(Rational(4) / (eps * t), p), log(Ball(16), p), p), Ball(beta, p)), [] { return "beta = 12"; });

  const auto centred = [&](long c2) {
    return output(Rational(4) * s, rows({{1, 1, -lambda, -lambda}, {0, 0, 0, 0}}), rows({{1, c2, 1, 1}, {0, 0, 0, 0}}));
  };
  const auto nonnegative = [&](long c2) {
    return output(beta, rows({{1, 1, 0, 0}, {0, 0, 1, 1}}), rows({{1, c2, 0, 0}, {0, 0, 1, 1}}));
  };
  const auto e = [&](const Rational& x) { return exp(Ball(x, p), p); };
  const Ball yes = centred(1), no = centred(0), high = nonnegative(1), low = nonnegative(0);
  const Ball nu = e(beta * (Rational(1) - eps) * t / Rational(4) - beta / Rational(2));
  sweep(less(Ball(Rational(1, 2), p), yes) && less(no, Ball(Rational(1, 10), p)), [] { return "centred logits"; });
  sweep(less(mul(Ball(4), nu, p), high) && less(low, nu), [] { return "non-negative entries"; });
  const auto by_hand = [&](const Ball& y, const Ball& real, const Ball& rest) {  // S / (S + the other three pairs)
    sweep(less(abs(sub(y, div(real, add(real, rest, p), p), p)), Ball(Rational::power_of_two(-100), p)),
          [&] { return to_text(y); });
  };
  by_hand(yes, e(s / Rational(2)), Ball(3));
  by_hand(no, e(-s / Rational(2)), Ball(3));
  by_hand(high, e(Rational(6)), add(Ball(2), e(Rational(6)), p));
  by_hand(low, e(Rational(3)), add(Ball(2), e(Rational(6)), p));
  return sweep.verdict(Status::verified, "n = 1, d = 2, t = 2, eps = 1/2, a = b = (1, 1), both sides of the promise",
                       "centred (s = 9/4): c = (1, 1) gives " + to_text(yes, 6) + ", c = (1, 0) gives " +
                           to_text(no, 6) + ", apart by a constant; non-negative (beta = 12): " + to_text(high, 6) +
                           " against " + to_text(low, 6) + ", threshold between nu and 4 nu, nu in " + to_text(nu, 6));
}

const Registration registration({
    .id = "tensor-gap-example",
    .paper = paper,
    .label = "an example of Gap-MaxIP to attention",
    .ledger = {"REV-P1-05", "REV-P1-18", "P1-27", "P1-28"},
    .statement = "For n = 1, d = 2, a = b = (1, 1) one row of attention of order 3 tells <a, b, c> = t = 2 from (1 - "
                 "eps) t = 1, "
                 "by keys with centred logits and by keys with non-negative entries.",
    .tex = "y = \\frac{e^{s(\\langle a,b,c\\rangle - (1-\\varepsilon/2)t)}}"
           "{e^{s(\\langle a,b,c\\rangle - (1-\\varepsilon/2)t)} + 3}",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
