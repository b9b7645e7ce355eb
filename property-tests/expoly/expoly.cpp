#ifdef ATTEST_FLINT3
#include <flint/arb_hypgeom.h>
#else
#include <arb_hypgeom.h>
#endif

#include <map>

#include "../gen/gen.hpp"
#include "../gen/oracle.hpp"
#include "../gen/suite.hpp"
#include "attest/expoly/approximation.hpp"
#include "attest/expoly/bessel.hpp"
#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/error.hpp"
#include "attest/expoly/levelled.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/expoly/taylor.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::expoly;
using polynomial::Interval;
using polynomial::Polynomial;

namespace {

ErrorKind kind() { return *rc::gen::element(ErrorKind::absolute, ErrorKind::relative); }

/// Bounds of the error of p at x, from an independent exponential.
oracle::Bounds error_at(const Polynomial& p, const Rational& x, ErrorKind k) {
  const auto e = oracle::exp(oracle::from(x), 300);
  const auto value = oracle::from(p(x));
  oracle::Q low = value - e.upper, high = value - e.lower;
  if (k == ErrorKind::relative) {
    low = low < 0 ? low / e.lower : low / e.upper;
    high = high < 0 ? high / e.upper : high / e.lower;
  }
  if (low < 0 && high > 0) return {0, std::max<oracle::Q>(-low, high)};
  return low >= 0 ? oracle::Bounds{low, high} : oracle::Bounds{-high, -low};
}

Rational eps_of(long digits) { return pow(Rational(10), -digits); }

}  // namespace

int main() {
  Suite s("expoly");
  s.law(
      "Bessel enclosures overlap Arb's own, and the tail is what is left of the generating sum",
      [] {
        const Rational x = positive_rational(30);
        const std::size_t n = static_cast<std::size_t>(ceil(x)) + size_in(0, 40);
        const Precision p(*rc::gen::element(64L, 128L, 256L));
        const BesselI b = bessel_i(x, n, p);
        Ball sum = b.tail;
        for (std::size_t k = 0; k <= n; ++k) {
          Ball direct, order(k);
          arb_hypgeom_bessel_i(direct.raw(), order.raw(), Ball(x, p).raw(), p.bits());
          RC_ASSERT(overlap(direct, b.value[k]));
          RC_ASSERT(b.value[k].radius() <= b.value[k].upper() * Rational::power_of_two(32 - p.bits()));
          if (k > 0) sum = add(sum, b.value[k], p);
        }
        // e^x = I_0 + 2 (I_1 + I_2 + ...)
        RC_ASSERT(overlap(exp(Ball(x, p), p), add(b.value[0], mul(Ball(2), sum, p), p)));
      },
      0.5);
  s.law("the certified error bounds the error at every rational point of the interval", [] {
    const Interval I = interval();
    const Polynomial p = *rc::gen::arbitrary<bool>() ? random_polynomial(size_in(0, 6)) : taylor(size_in(0, 12));
    const ErrorKind k = kind();
    const auto e = certify_error(p, I, k, Rational(1, 10), Budget{});
    RC_ASSERT(e.decided());
    RC_ASSERT(e.value().lower <= e.value().upper);
    RC_ASSERT(e.value().upper <= Rational(11, 10) * e.value().lower);
    for (int t = 0; t < 5; ++t) RC_ASSERT(error_at(p, point_in(I), k).lower <= oracle::from(e.value().upper));
  });
  s.law(
      "the whole is the larger of two halves",
      [] {
        const Interval I = interval(4);
        const Polynomial p = taylor(size_in(0, 10));
        const Rational m = point_in(I), width(1, 20);
        const ErrorKind k = kind();
        const auto whole = certify_error(p, I, k, width, Budget{}),
                   left = certify_error(p, Interval(I.lower(), m), k, width, Budget{}),
                   right = certify_error(p, Interval(m, I.upper()), k, width, Budget{});
        RC_ASSERT(whole.decided());
        // An error of exactly 0 (p(0) = 1 on the point 0) cannot be enclosed relatively; the bound 0 is then its value.
        if (!left.decided() || !right.decided()) return;
        const Rational low = max(left.value().lower, right.value().lower),
                       high = max(left.value().upper, right.value().upper);
        RC_ASSERT(whole.value().lower <= high);
        RC_ASSERT(low <= whole.value().upper);
      },
      0.5);
  s.law(
      "enclosures to two widths overlap",
      [] {
        const Interval I(-*rc::gen::inRange(1L, 5L), *rc::gen::inRange(1L, 5L));
        const Polynomial p = taylor(size_in(2, 14));
        const ErrorKind k = kind();
        const auto wide = certify_error(p, I, k, Rational(1, 2), Budget{}),
                   narrow = certify_error(p, I, k, Rational(1, 100), Budget{});
        RC_ASSERT(wide.decided() && narrow.decided());
        RC_ASSERT(wide.value().lower <= narrow.value().upper);
        RC_ASSERT(narrow.value().lower <= wide.value().upper);
      },
      0.3);
  s.fact("a budget too small is undecided, with its reason and bounds that still hold", [] {
    const Polynomial p({1, 2});  // |1 + 2x - e^x| on [0, 6/5] is largest at ln 2, where it is 2 ln 2 - 1
    const Interval I(0, Rational(6, 5));
    const Ball exact = sub(mul(Ball(2), log(Ball(2), Precision(128)), Precision(128)), Ball(1), Precision(128));
    Budget pieces, bits;
    pieces.pieces = 3;
    bits.precision_bits = 128;
    const auto few = certify_error(p, I, ErrorKind::absolute, pow(Rational(10), -12), pieces);
    const auto coarse = certify_error(p, I, ErrorKind::absolute, pow(Rational(10), -60), bits);
    RC_ASSERT(!few.decided() && !coarse.decided());
    RC_ASSERT(few.why().reason == Undecided::Reason::pieces);
    RC_ASSERT(coarse.why().reason == Undecided::Reason::precision);
    for (const auto* stopped : {&few, &coarse}) {
      RC_ASSERT(*stopped->why().lower <= exact.upper());
      RC_ASSERT(exact.lower() <= *stopped->why().upper);
    }
    RC_ASSERT(certify_error(p, I, ErrorKind::absolute, pow(Rational(10), -12), Budget{}).decided());
  });
  s.law("Taylor's relative bound holds at every rational point", [] {
    const Rational beta = positive_rational(8);
    const std::size_t g = size_in(0, 25);
    const Rational bound = taylor_relative_bound(beta, g, Precision(128)).upper();
    RC_ASSERT(error_at(taylor(g), point_in(Interval(-beta, beta)), ErrorKind::relative).lower <= oracle::from(bound));
  });
  s.law("Taylor's degree is the least its bound allows", [] {
    const Interval I = interval(10);
    const Rational eps = eps_of(*rc::gen::inRange(1L, 40L));
    const std::size_t g = taylor_relative_degree(I, eps);
    RC_ASSERT(
        certainly(less_equal(taylor_relative_bound(I.half_width(), g, Precision(256)), Ball(eps, Precision(256)))));
    if (g > 0)
      RC_ASSERT(!certainly(less(taylor_relative_bound(I.half_width(), g - 1, Precision(256)),
                                Ball(eps * Rational(999, 1000), Precision(256)))));
  });
  s.law("a Chebyshev truncation keeps both error bounds it states, at every rational point", [] {
    const Interval I = interval(5);
    const auto a = chebyshev_truncation(I, size_in(0, 16), *rc::gen::element(20L, 60L, 120L));
    const Rational x = point_in(I);
    RC_ASSERT(error_at(a.p, x, ErrorKind::absolute).lower <= oracle::from(a.absolute_error));
    RC_ASSERT(error_at(a.p, x, ErrorKind::relative).lower <= oracle::from(a.relative_error));
  });
  s.law(
      "the truncation for a relative error keeps it, at the least degree its own bound allows",
      [] {
        const Rational S = positive_rational(6);
        const Interval I(-S, S);
        const Rational eps = eps_of(*rc::gen::inRange(1L, 20L));
        const auto a = chebyshev_for_relative_error(I, eps);
        RC_ASSERT(a.relative_error <= eps);
        RC_ASSERT(error_at(a.p, point_in(I), ErrorKind::relative).lower <= oracle::from(eps));
        if (a.p.degree() > 1)
          RC_ASSERT(chebyshev_truncation(I, static_cast<std::size_t>(a.p.degree()) - 2, 200).relative_error > eps);
      },
      0.5);
  s.law(
      "the approximation of least degree keeps its relative error, at the least degree there is",
      [] {
        const Rational S = positive_rational(12), eps = eps_of(*rc::gen::inRange(1L, 25L));
        const Interval I(-S, S);
        const auto a = least_degree_approximation(I, eps);
        RC_ASSERT(a.relative_error <= eps);
        const Rational x = point_in(I);
        RC_ASSERT(error_at(a.p, x, ErrorKind::relative).lower <= oracle::from(a.relative_error));
        RC_ASSERT(error_at(a.p, x, ErrorKind::absolute).lower <= oracle::from(a.absolute_error));
        const auto b = bracket_degree(I, eps, ErrorKind::relative);
        RC_ASSERT(b.decided());
        RC_ASSERT(a.p.degree() <= static_cast<long>(b.upper.degree) + 1);
      },
      0.5);
  s.law("the sandwich is in order, falls with the degree, and scales with the midpoint", [] {
    const Interval I = interval(12);
    RC_PRE(I.half_width().sign() > 0);
    const Precision p(192);
    const BesselSandwich b(I, eps_of(30), p);
    const std::size_t g = size_in(0, 30);
    RC_PRE(g + 1 < b.degrees());
    RC_ASSERT(certainly(less_equal(b.lower(g), b.upper(g))));
    RC_ASSERT(!certainly(less(b.upper(g), b.upper(g + 1))));
    const Interval centred(-I.half_width(), I.half_width());
    const BesselSandwich c(centred, eps_of(40), p);
    RC_ASSERT(overlap(b.upper(g), mul(exp(Ball(I.midpoint(), p), p), c.upper(g), p)));
  });
  s.law(
      "the lower side is not above the error of near-best polynomials, the best constant among them",
      [] {
        const Interval I = interval(6);
        RC_PRE(I.half_width() > Rational(1, 100));
        const std::size_t g = size_in(0, 14);
        const Precision p(256);
        const BesselSandwich b(I, eps_of(60), p);
        // The best constant is the mean of the ends.
        const Ball ends = sub(exp(Ball(I.upper(), p), p), exp(Ball(I.lower(), p), p), p);
        RC_ASSERT(possibly(less_equal(b.lower(0), div(ends, Ball(2), p))));
        // The levelled polynomial through good points comes within a few per cent of the best.
        const auto points = guess_extremal_points(I, g, ErrorKind::absolute);
        const auto q = guess_levelled(I, points, bound_from_points(points, ErrorKind::absolute, p), 250, p);
        const Rational inverse = Rational(1) / I.half_width();
        const auto monomial = compose_affine(polynomial::from_chebyshev(q.c), -I.midpoint() * inverse, inverse);
        const auto e = certify_error(monomial, I, ErrorKind::absolute, Rational(1, 50), Budget{});
        RC_ASSERT(e.decided());
        RC_ASSERT(b.lower(g).lower() <= e.value().upper);
        RC_ASSERT(b.upper(g).lower() >= e.value().lower * Rational(9, 10));
      },
      0.5);
  s.law(
      "the degree bracket falls with eps and grows with the interval",
      [] {
        const Rational B = positive_rational(20), wider = B + positive_rational(5);
        const long digits = *rc::gen::inRange(1L, 30L);
        const ErrorKind k = kind();
        const auto here = bracket_degree(Interval(-B, B), eps_of(digits), k);
        const auto finer = bracket_degree(Interval(-B, B), eps_of(digits + 3), k),
                   larger = bracket_degree(Interval(-wider, wider), eps_of(digits), k);
        RC_ASSERT(here.at_least() <= here.upper.degree);
        RC_ASSERT(here.at_least() <= finer.upper.degree);
        RC_ASSERT(here.upper.degree <= finer.upper.degree);
        RC_ASSERT(here.at_least() <= larger.upper.degree);
        RC_ASSERT(certainly(less_equal(here.upper.bound, Ball(eps_of(digits), Precision(256)))));
        const auto routes = degree_routes(Interval(-B, B), eps_of(digits), k);
        RC_ASSERT(*routes.taylor >= here.at_least());
        RC_ASSERT(*routes.chebyshev >= here.at_least());
      },
      0.5);
  s.law(
      "the growth bound never exceeds the degree of a certified polynomial",
      [] {
        const Rational beta = positive_rational(12), eta = Rational(1, *rc::gen::inRange(2L, 1000L));
        const auto a = chebyshev_for_relative_error(Interval(-beta, beta), eta);
        RC_ASSERT(relative_degree_lower(beta, eta, Precision(128)).lower() <= Rational(a.p.degree()));
      },
      0.3);
  s.fact("on [-4, 4] to within 1e-6 the least degree is 13, certified from both sides", [] {
    const auto b = bracket_degree(Interval(-4, 4), eps_of(6), ErrorKind::absolute);
    RC_ASSERT(b.decided());
    RC_ASSERT(b.upper.degree == 13U);
    RC_ASSERT(b.lower->degree == 12U);
    RC_ASSERT(b.lower->bound.lower() > eps_of(6));
    RC_ASSERT(b.upper.bound.upper() <= eps_of(6));
  });
  s.fact("the 70 cells B = 1..64, eps = 1e-3..1e-100, absolute and relative, are decided from both sides", [] {
    std::map<std::string, int> routes;
    for (const auto k : {ErrorKind::absolute, ErrorKind::relative})
      for (const long B : {1, 2, 4, 8, 16, 32, 64})
        for (const long digits : {3, 6, 12, 30, 100}) {
          const auto b = bracket_degree(Interval(-B, B), eps_of(digits), k);
          RC_ASSERT(b.decided());
          RC_ASSERT(b.upper.bound.upper() <= eps_of(digits));
          RC_ASSERT(b.lower->bound.lower() > eps_of(digits));
          if (k == ErrorKind::absolute) ++routes[b.lower->route + " " + b.upper.route];
        }
    RC_ASSERT(routes["sandwich chebyshev"] == 34);
    RC_ASSERT(routes["sandwich levelled"] == 1);
  });
  s.law(
      "what points prove is below the certified error of every polynomial of that degree",
      [] {
        const Interval I = interval(5);
        RC_PRE(I.half_width() > Rational(1, 1000));
        const std::size_t g = size_in(0, 10);
        const ErrorKind k = kind();
        const auto p = g == 0 ? random_polynomial(0) : chebyshev_truncation(I, g, 200).p;
        RC_PRE(p.degree() <= static_cast<long>(g));
        std::vector<Rational> points = guess_extremal_points(I, g, k);
        RC_ASSERT(points.size() == g + 2);
        if (*rc::gen::arbitrary<bool>())  // any points prove a bound, not only good ones
          for (std::size_t i = 1; i + 1 < points.size(); ++i)
            points[i] += (points[i + 1] - points[i]) * Rational(*rc::gen::inRange(0, 9), 10);
        const Rational lower = bound_from_points(points, k, Precision(400)).lower.lower();
        for (const auto& x : points) RC_ASSERT(I.contains(x));
        const auto e = certify_error(p, I, k, Rational(1, 20), Budget{});
        RC_ASSERT(!e.decided() || lower <= e.value().upper);
      },
      0.5);
  s.law(
      "the points guessed are so good that the levelled polynomial is within the slack of what they prove",
      [] {
        const Rational h = Rational(1, 10) + positive_rational(15), m = rational(3);
        const Interval I(m - h, m + h);
        const std::size_t g = size_in(static_cast<std::size_t>(ceil(h)) + 2, 50);
        const ErrorKind k = kind();
        const Precision p(900);
        const auto points = guess_extremal_points(I, g, k);
        const auto bound = bound_from_points(points, k, p);
        const auto q = guess_levelled(I, points, bound, 700, p);
        const Ball upper = sup_error_upper(q, k, bound.lower.upper(), Rational(101, 100), p);
        RC_ASSERT(bound.lower.lower() <= upper.upper());
        RC_ASSERT(upper.upper() <= Rational(102, 100) * bound.lower.lower());
      },
      0.5);
  s.law("the grid's upper bound is above the error at every rational point, good polynomial or bad", [] {
    const Interval I = interval(5);
    RC_PRE(I.half_width() > Rational(1, 1000));
    const ErrorKind k = kind();
    ChebyshevSeries q{I, {}};
    for (std::size_t n = size_in(1, 8); n > 0; --n) q.c.push_back(rational(4));
    const Ball upper =
        sup_error_upper(q, k, Rational(1, 100), *rc::gen::element(Rational(3, 2), Rational(101, 100)), Precision(256));
    const Rational x = point_in(I), inverse = Rational(1) / I.half_width();
    const auto monomial = compose_affine(polynomial::from_chebyshev(q.c), -I.midpoint() * inverse, inverse);
    RC_ASSERT(error_at(monomial, x, k).lower <= oracle::from(upper.upper()));
  });
  s.fact("a point, a huge and a tiny interval have their degrees too", [] {
    RC_ASSERT(bracket_degree(Interval(3, 3), eps_of(50), ErrorKind::absolute).upper.degree == 0U);
    RC_ASSERT(
        bracket_degree(Interval(0, Rational::power_of_two(-60)), Rational(1, 10), ErrorKind::relative).upper.degree ==
        0U);
    const auto b = bracket_degree(Interval(-2000, 2000), Rational(1), ErrorKind::absolute);
    RC_ASSERT(b.at_least() <= b.upper.degree);
    RC_ASSERT(b.at_least() > 2000U);
  });
  s.fact("arguments out of range are refused by name", [] {
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(bracket_degree(Interval(0, 1), 0, ErrorKind::absolute)); }, {"eps: 0"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(bracket_degree(Interval(0, 3'000'000), 1, ErrorKind::absolute)); },
        {"interval", "1000000"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(certify_error(taylor(3), Interval(0, 1), ErrorKind::absolute, 0, Budget{})); },
        {"relative_width: 0"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(relative_degree_lower(1, 1, Precision(64))); },
                                             {"eta: 1"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(bessel_i(0, 5, Precision(64))); }, {"x: 0"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(chebyshev_for_relative_error(Interval(-1, 1), 2)); }, {"eps: 2"}));
  });
  return s.finish();
}
