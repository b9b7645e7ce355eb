#include "attest/expoly/routes.hpp"

#include "attest/expoly/degree.hpp"
#include "attest/expoly/taylor.hpp"
#include "common.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::expoly;

namespace {

/// The first digits, as a decimal between whose neighbours the ball lies.
bool begins(const Ball& x, const std::string& digits) {
  const Rational at = parse_rational(digits);
  const long places = static_cast<long>(digits.size() - digits.find('.') - 1);
  return at <= x.lower() && x.upper() <= at + eps_of(places);
}

}  // namespace

int main() {
  Suite s("expoly/routes");
  s.law(
      "no route needs less than the least degree",
      [] {
        const Interval I = interval(10);
        const Rational eps = eps_of(*rc::gen::inRange(1L, 30L));
        const ErrorKind k = kind();
        const auto b = bracket_degree(I, eps, k);
        const auto r = degree_routes(I, eps, k);
        for (const auto& route : {r.taylor, r.chebyshev, r.economised, r.paper})
          if (route) RC_ASSERT(*route >= b.at_least());
        RC_ASSERT(r.taylor && r.chebyshev && r.economised);
        RC_ASSERT(r.paper.has_value() == (k == ErrorKind::relative));
        RC_ASSERT(*r.economised >= *r.chebyshev);
        if (k == ErrorKind::absolute) RC_ASSERT(*r.economised <= *r.taylor);
      },
      0.5);
  s.law(
      "the refined estimate is within two degrees of the truth where degrees are well above the half-width",
      [] {
        const Rational h = Rational(1, 4) + positive_rational(12);
        const Interval I(-h, h);
        const long digits = *rc::gen::inRange(8L, 60L);
        const ErrorKind k = kind();
        const auto b = bracket_degree(I, eps_of(digits), k);
        RC_PRE(Rational(b.upper.degree) > Rational(2) * h);
        const auto e = estimate_degree(I, eps_of(digits), k, Precision(96));
        RC_ASSERT(b.decided());
        RC_ASSERT(abs(e.refined.midpoint() - Rational(b.upper.degree)) <= Rational(2));
      },
      0.5);
  s.fact("the leading constants come out certified to 30 digits", [] {
    const Precision p(128);
    // The digits are mpmath's, at 50 digits.
    RC_ASSERT(begins(leading_s0(p), "1.543404638418208447958709740053"));
    RC_ASSERT(begins(leading_c0(p), "1.116711531873220797584974080650"));
    for (const Ball& x : {leading_s0(p), leading_c0(p)}) RC_ASSERT(x.radius() * Rational(2) < eps_of(30));
    const std::vector<std::tuple<Rational, const char*, const char*>> table{
        {Rational(1, 10), "0.484369628843370352599621300978", "0.517701847876950762560267331695"},
        {Rational(1, 2), "0.844213227802057764677620836523", "1.087114332098170678927334334028"},
        {Rational(1), "1.116711531873220797584974080650", "1.688426455604115529355241673047"},
        {Rational(2), "1.508879561538319928909884488160", "2.836475523324742512531097965657"},
        {Rational(5), "2.303205367855818378089536869418", "6.211237705175865377313476194052"}};
    for (const auto& [kappa, decaying, growing] : table) {
      const Ball minus = leading_nu(Exponential::decaying, kappa, p), plus = leading_nu(Exponential::growing, kappa, p);
      RC_ASSERT(begins(minus, decaying) && begins(plus, growing));
      RC_ASSERT(minus.radius() * Rational(2) < eps_of(30) && plus.radius() * Rational(2) < eps_of(30));
    }
    RC_ASSERT(overlap(leading_nu(Exponential::decaying, 1, p), leading_c0(p)));
  });
  s.law("the two leading constants are each other's reflection: nu_+(k) = (1+k) nu_-(k/(1+k))", [] {
    const Rational kappa = positive_rational(20);
    const Precision p(160);
    const Ball left = leading_nu(Exponential::growing, kappa, p);
    const Ball right =
        mul(Ball(Rational(1) + kappa, p), leading_nu(Exponential::decaying, kappa / (Rational(1) + kappa), p), p);
    RC_ASSERT(overlap(left, right));
  });
  s.law("the cancellation is that of the definition, and bits are those of the coefficients", [] {
    const Rational B = positive_rational(12);
    const std::size_t g = size_in(0, 30);
    const auto p = taylor(g);
    const auto st = stability(p, Interval(-B, B), Precision(400));
    const Rational sum = majorant(p)(B), low = abs(p(-B));
    RC_PRE(low.sign() > 0);
    RC_ASSERT(contains(widened(st.cancellation, Ball(eps_of(60), Precision(400))), max(sum / low, Rational(1))));
    RC_ASSERT(st.numerator_bits == 1U);
    Integer factorial = 1;
    for (std::size_t k = 2; k <= g; ++k) factorial *= k;
    RC_ASSERT(st.denominator_bits == factorial.bits());
  });
  s.fact("arguments out of range are refused by name", [] {
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(leading_nu(Exponential::growing, 0, Precision(64))); }, {"kappa: 0"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(estimate_degree(Interval(0, 1), 2, ErrorKind::absolute, Precision(64))); }, {"eps"}));
  });
  return s.finish();
}
