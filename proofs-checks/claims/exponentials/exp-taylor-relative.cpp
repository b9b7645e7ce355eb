// PA-12: Taylor's polynomial in relative error, with explicit constants.
#include "attest/expoly/error.hpp"
#include "attest/expoly/taylor.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

Truth holds(const Instance& x) {
  const Rational& beta = x.rational("beta");
  const std::size_t g = x.size("g");
  const Precision p(192);
  const Ball bound = expoly::taylor_relative_bound(beta, g, p);
  const auto error = expoly::certify_error(expoly::taylor(g), Interval(-beta, beta), ErrorKind::relative,
                                           Rational(1, 10'000), Budget{});
  if (!error.decided()) return Truth::unknown;
  if (certainly(less_equal(Ball(error.value().upper, p), bound))) return Truth::yes;
  return certainly(less(bound, Ball(error.value().lower, p))) ? Truth::no : Truth::unknown;
}

/// g + 1 >= max(e^2 beta, beta + ln(1/eps)) brings the bound below eps.
Truth degree_suffices(const Rational& beta, const Rational& eps) {
  const Precision p(192);
  const Ball first = mul(exp(Ball(2), p), Ball(beta, p), p);
  const Ball second = sub(Ball(beta, p), log(Ball(eps, p), p), p);
  const auto n = static_cast<std::size_t>(ceil(max(first, second, p).upper()));
  return less_equal(expoly::taylor_relative_bound(beta, n == 0 ? 0 : n - 1, p), Ball(eps, p));
}

Verdict check(const Claim& claim, const Effort& effort) {
  const auto first = survey(claim.hypotheses, effort.instances(40), effort.seed, holds);
  Verdict v = verdict_of(first, "");
  if (v.status != Status::verified) return v;
  const std::vector<Parameter> second{rational_parameter("beta", "", Rational(1, 8), 60),
                                      integer_parameter("digits", "", 1, 100)};
  const auto degrees = survey(second, effort.instances(200), effort.seed, [](const Instance& x) {
    return degree_suffices(x.rational("beta"), pow(Rational(10), -static_cast<long>(x.size("digits"))));
  });
  Verdict w = verdict_of(degrees, "");
  if (w.status != Status::verified) return w;
  v.evidence = "certified sup error at most the bound every time; g+1 >= max(e^2 beta, beta + ln(1/eps)) sufficed on " +
               degrees.scope;
  return v;
}

const Registration registration({
    .id = "exp-taylor-relative",
    .paper = "attest",
    .label = "explicit Taylor bound",
    .ledger = {"PA-12"},
    .statement = "P_g = sum_{k<=g} x^k/k! satisfies |P_g(x) - e^x| <= e^beta beta^{g+1}/(g+1)! e^x on [-beta, beta]; "
                 "so the relative "
                 "error is at most eps as soon as g+1 >= max(e^2 beta, beta + ln(1/eps)).",
    .tex = "|P_g(x) - e^x| \\le e^{\\beta}\\frac{\\beta^{g+1}}{(g+1)!}\\,e^{x}\\quad(|x| \\le \\beta)",
    .hypotheses = {rational_parameter("beta", "bound of |x|", Rational(1, 8), 12),
                   integer_parameter("g", "degree", 0, 30)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
