// PA-11: relative error needs degree linear in beta.
#include "attest/expoly/degree.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

/// Two witnesses against it would be: a polynomial of certified error with a degree below the bound, or a
/// step of the proof that fails, T_n(3) > (3 + 2 sqrt 2)^n.
Truth holds(const Instance& x) {
  const Rational &beta = x.rational("beta"), &eta = x.rational("eta");
  const Precision p(192);
  const Ball bound = expoly::relative_degree_lower(beta, eta, p);
  const auto routes = expoly::degree_routes(Interval(-beta, beta), eta, ErrorKind::relative);
  const Truth degrees = less_equal(bound, Ball(std::min(*routes.taylor, *routes.chebyshev)));

  const std::size_t n = x.size("n");
  Integer now = 1, next = 3;  // T_0(3), T_1(3); T_{k+1} = 6 T_k - T_{k-1}
  for (std::size_t k = 0; k < n; ++k) now = std::exchange(next, Integer(6 * next - now));
  const Ball growth = pow(add(Ball(3), mul(Ball(2), sqrt(Ball(2), p), p), p), n, p);
  return degrees && less_equal(Ball(now), growth);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "no certified polynomial has a smaller degree, and T_n(3) <= (3 + 2 sqrt 2)^n, every time");
}

const Registration registration({
    .id = "exp-relative-degree-lower",
    .paper = "attest",
    .label = "growth bound",
    .ledger = {"PA-11"},
    .statement = "If |p(x) - e^x| <= eta e^x on [-beta, beta] with eta < 1, the degree of p is at least "
                 "(beta - ln((1+eta)/(1-eta))) / ln(3 + 2 sqrt 2).",
    .tex = "\\deg p \\ge \\frac{\\beta - \\ln\\frac{1+\\eta}{1-\\eta}}{\\ln(3 + 2\\sqrt 2)}",
    .hypotheses = {rational_parameter("beta", "half-width of the interval", Rational(1, 2), 40),
                   rational_parameter("eta", "relative error", Rational(1, 1000), Rational(99, 100)),
                   integer_parameter("n", "degree in the growth step", 1, 60)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
