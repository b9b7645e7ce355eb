// PA-07 (c): Bernstein's comparison of derivatives.
#include "lower_bound.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// z^{n+1} e^{-z} / (2^n (n+1)!).
Ball bound(const Rational& z, std::size_t n, Precision p) {
  Rational product = Rational(2);
  for (std::size_t k = 1; k <= n + 1; ++k) product *= z / Rational(2 * k);
  return mul(Ball(product, p), exp(Ball(-z, p), p), p);
}

Verdict check(const Claim& claim, const Effort& effort) { return weaker_than_points(claim, effort, bound); }

const Registration registration({
    .id = "exp-lower-bernstein",
    .paper = "Aggarwal & Alman 2022",
    .label = "lower bound by Bernstein",
    .ledger = {"PA-07"},
    .statement = "With E_n(z) the least error of degree n for e^{zt} on [-1, 1]: E_n(z) >= z^{n+1} e^{-z} / (2^n "
                 "(n+1)!).",
    .tex = "E_n(z) \\ge \\frac{z^{n+1}e^{-z}}{2^n\\,(n+1)!}",
    .hypotheses = {rational_parameter("z", "half-width", Rational(1, 4), 10), integer_parameter("n", "degree", 2, 24)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
