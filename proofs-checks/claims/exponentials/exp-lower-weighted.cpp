// PA-07 (a): the weighted L2 lower bound.
#include "attest/expoly/bessel.hpp"
#include "lower_bound.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// sqrt(1/2 sum_{k>n} (2 I_k)^2); the squares left out add up to at most the square of the tail.
Ball bound(const Rational& z, std::size_t n, Precision p) {
  const auto bessel = expoly::bessel_i(z, n + 40, p);
  Ball sum = Ball::between(0, (bessel.tail.upper()) * bessel.tail.upper(), p);
  for (std::size_t k = n + 40; k > n; --k) sum = add(sum, mul(bessel.value[k], bessel.value[k], p), p);
  return sqrt(mul(Ball(2), sum, p), p);
}

Verdict check(const Claim& claim, const Effort& effort) { return weaker_than_points(claim, effort, bound); }

const Registration registration({
    .id = "exp-lower-weighted",
    .paper = "Aggarwal & Alman 2022",
    .label = "lower bound in weighted L2",
    .ledger = {"PA-07"},
    .statement = "With E_n(z) the least error of degree n for e^{zt} on [-1, 1]: E_n(z)^2 >= 1/2 sum_{k>n} (2 "
                 "I_k(z))^2.",
    .tex = "E_n(z)^2 \\ge \\tfrac12\\sum_{k > n}(2 I_k(z))^2",
    .hypotheses = {rational_parameter("z", "half-width", Rational(1, 4), 10), integer_parameter("n", "degree", 2, 24)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
