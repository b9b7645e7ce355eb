// P2-02: n theta_1 = n is never a multiple of pi.
#include "attest/ledger/claim.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// n/pi lies strictly between two integers.  The criterion w(n-k) = c w(-k) at k = 1 and k = n-1 asks cos^2(n-1) =
/// cos^2 1.
Truth holds(long n) {
  const Precision p(128);
  const Ball quotient = div(Ball(n), constant_pi(p), p);
  const Integer below = floor(quotient.lower());
  const Truth between = less(Ball(below), quotient) && less(quotient, Ball(Integer(below + 1)));
  const auto square = [&](long k) { return pow(sin_cos(Ball(k), p).cos, 2, p); };
  return between && (truth(n < 3) || !equal(square(n - 1), square(1)));
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (long n = 1; n <= 10'000; ++n) sweep(holds(n), [&] { return "n = " + std::to_string(n); });
  return sweep.verdict(
      Status::verified, "n = 1 .. 10000, balls; for every n because pi is irrational",
      "n/pi is strictly between two integers, and cos^2(n-1) differs from cos^2 1 for n >= 3, every time");
}

const Registration registration({
    .id = "rope-angle-never-pi",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "theta_1 = 1, wrap-around",
    .ledger = {"P2-02", "P2-10"},
    .statement = "For the first angle of RoPE, theta_1 = 1, no n >= 1 has n theta_1 a multiple of pi; so its cosine "
                 "block is a rescaled circulant for no n >= 3.",
    .tex = "n \\theta_1 = n \\notin \\pi\\mathbb{Z}\\quad (n \\ge 1)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
