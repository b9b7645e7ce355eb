// PA-06: the tail of the Chebyshev series, and its first term.
#include "attest/expoly/bessel.hpp"
#include "attest/expoly/levelled.hpp"
#include "attest/ledger/claim.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

const Precision p(256);

/// E_n <= 2 (I_{n+1} + I_{n+2} + ...)(z) <= 2 I_{n+1}(z) / (1 - z / (2 (n+2))).
Truth holds(const Instance& x) {
  const Rational& z = x.rational("z");
  const std::size_t n = x.size("n");
  const Rational ratio = z / Rational(2 * (n + 2));
  if (ratio >= Rational(1)) return Truth::yes;  // outside the hypothesis n + 2 > z/2
  const auto bessel = expoly::bessel_i(z, n + 40, p);
  Ball tail = bessel.tail;
  for (std::size_t k = n + 40; k > n; --k) tail = add(tail, bessel.value[k], p);
  tail = mul(Ball(2), tail, p);
  const Ball geometric = div(mul(Ball(2), bessel.value[n + 1], p), Ball(Rational(1) - ratio, p), p);
  const auto e = expoly::enclose_best_error(Interval(-z, z), n, ErrorKind::absolute, Rational(1, 100'000));
  if (!e.decided()) return Truth::unknown;
  const Ball lower(e.value().lower, p), upper(e.value().upper, p);
  const Truth below = certainly(less(tail, lower)) ? Truth::no : less_equal(upper, tail);
  return below && less_equal(tail, geometric);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "a polynomial of degree n is certified to be within the tail, and the tail to be at most the "
                    "geometric bound, every time");
}

const Registration registration({
    .id = "exp-chebyshev-tail",
    .paper = "Aggarwal & Alman 2022",
    .label = "upper bound by the Chebyshev series",
    .ledger = {"PA-06"},
    .statement = "With E_n(z) the least error of degree n for e^{zt} on [-1, 1]: E_n(z) <= 2 sum_{k>n} I_k(z) <= 2 "
                 "I_{n+1}(z)/(1 - z/(2(n+2))) for n + 2 > z/2.",
    .tex = "E_n(z) \\le \\sum_{k > n} 2 I_k(z) \\le \\frac{2 I_{n+1}(z)}{1 - \\frac{z}{2(n+2)}}\\quad(n + 2 > z/2)",
    .hypotheses = {rational_parameter("z", "half-width", Rational(1, 4), 10), integer_parameter("n", "degree", 4, 24)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
