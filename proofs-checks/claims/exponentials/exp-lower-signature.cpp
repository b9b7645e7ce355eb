// PA-07 (b): the lower bound by the signature of T_{n+1}.
#include "attest/expoly/bessel.hpp"
#include "lower_bound.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// (2/pi) |a_N - a_{3N}/3 + a_{5N}/5 - ...|, N = n+1, a_k = 2 I_k; what is left out is at most the tail.
Ball bound(const Rational& z, std::size_t n, Precision p) {
  const std::size_t N = n + 1, terms = 3;
  const auto bessel = expoly::bessel_i(z, 2 * terms * N + 20, p);
  Ball sum;
  for (std::size_t j = 0; j <= terms - 1; ++j) {
    const Ball term = div(bessel.value[(2 * j + 1) * N], Ball(2 * j + 1), p);
    sum = j % 2 ? sub(sum, term, p) : add(sum, term, p);
  }
  Ball rest = bessel.tail;
  for (std::size_t k = (2 * terms + 1) * N; k < bessel.value.size(); ++k) rest = add(rest, bessel.value[k], p);
  return div(mul(Ball(4), abs(widened(sum, rest)), p), constant_pi(p), p);
}

Verdict check(const Claim& claim, const Effort& effort) { return weaker_than_points(claim, effort, bound); }

const Registration registration({
    .id = "exp-lower-signature",
    .paper = "Aggarwal & Alman 2022",
    .label = "lower bound by signature",
    .ledger = {"PA-07"},
    .statement = "With E_n(z) the least error of degree n for e^{zt} on [-1, 1], N = n+1 and a_k = 2 I_k(z): E_n(z) >="
                 " (2/pi) |a_N - a_{3N}/3 + a_{5N}/5 - ...|.",
    .tex =
        "E_n(z) \\ge \\tfrac{2}{\\pi}\\left|a_N - \\tfrac{a_{3N}}{3} + \\tfrac{a_{5N}}{5} - \\cdots\\right|,\\quad N ="
        " n+1,\\ a_k = 2 I_k(z)",
    .hypotheses = {rational_parameter("z", "half-width", Rational(1, 4), 10), integer_parameter("n", "degree", 2, 24)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
