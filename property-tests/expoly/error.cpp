#include "attest/expoly/error.hpp"

#include "attest/expoly/approximation.hpp"
#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/error_series.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/expoly/sandwich_in_double.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/expoly/taylor.hpp"
#include "common.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::expoly;

namespace {

/// The value at theta of an error series.
Ball value(const ErrorSeries& e, const Rational& turns, Precision p) {
  Ball sum;
  for (std::size_t k = 0; k < e.f.size(); ++k) sum = add(sum, mul(e.f[k], cos_pi(Rational(k) * turns, p), p), p);
  return widened(sum, e.tail);
}

ChebyshevSeries random_series(const Interval& I) {
  ChebyshevSeries q{I, {}};
  for (std::size_t n = size_in(1, 9); n > 0; --n) q.c.push_back(rational(4));
  return q;
}

}  // namespace

int main() {
  Suite s("expoly/error");
  s.law("the error series is the error, at every angle, for any polynomial", [] {
    const Interval I = proper_interval(5);
    const auto q = random_series(I);
    const ErrorKind k = kind();
    const Precision p(256);
    const ErrorSeries e = error_series(q, k, 60, p);
    const Rational turns(*rc::gen::inRange(0, 101), 100);
    const Ball t = cos_pi(turns, p), x = add(Ball(I.midpoint(), p), mul(Ball(I.half_width(), p), t, p), p);
    Ball direct;
    for (std::size_t j = 0; j < q.c.size(); ++j)
      direct = add(direct, mul(Ball(q.c[j], p), cos_pi(Rational(j) * turns, p), p), p);
    direct = sub(direct, exp(x, p), p);
    if (k == ErrorKind::relative) direct = div(direct, exp(x, p), p);
    RC_ASSERT(overlap(value(e, turns, p), direct));
    // ... and its tail is as small as asked.
    Ball largest;
    for (const auto& f : e.f) largest = max(largest, abs(f), p);
    RC_ASSERT(e.tail.upper() <= largest.upper() * Rational::power_of_two(-60));
  });
  s.law("the certified error bounds the error at every rational point of the interval", [] {
    const Interval I = interval();
    const Polynomial p = *rc::gen::arbitrary<bool>() ? random_polynomial(size_in(0, 6)) : taylor(size_in(0, 12));
    const ErrorKind k = kind();
    const Rational width = *rc::gen::element(Rational(1, 10), Rational(1, 1000), Rational::power_of_two(-60));
    const auto e = certify_error(p, I, k, width, Budget{});
    if (!e.decided()) RC_ASSERT(I.half_width().sign() == 0);
    if (!e.decided()) return;
    RC_ASSERT(e.value().lower <= e.value().upper);
    RC_ASSERT(e.value().upper <= (Rational(1) + width) * e.value().lower);
    for (int t = 0; t < 5; ++t) RC_ASSERT(error_at(p, point_in(I), k).lower <= oracle::from(e.value().upper));
    // The point named has an error next to the bound.
    RC_ASSERT(I.contains(e.value().at));
    RC_ASSERT(error_at(p, e.value().at, k).upper >= oracle::from(e.value().lower * Rational(99'999, 100'000)));
  });
  s.law(
      "near-best polynomials have their many equal maxima enclosed too, to any width",
      [] {
        const Rational h = Rational(1, 4) + positive_rational(30), m = rational(3);
        const Interval I(m - h, m + h);
        const std::size_t g = static_cast<std::size_t>(ceil(h)) + size_in(0, 30);
        const ErrorKind k = kind();
        const auto p = chebyshev_truncation(I, g, 400).p;
        const Rational width = *rc::gen::element(Rational(1, 1000), Rational::power_of_two(-40));
        const auto e = certify_error(p, I, k, width, Budget{});
        RC_ASSERT(e.decided());
        RC_ASSERT(e.value().upper <= (Rational(1) + width) * e.value().lower);
        for (int t = 0; t < 3; ++t) RC_ASSERT(error_at(p, point_in(I), k, 500).lower <= oracle::from(e.value().upper));
        RC_ASSERT(error_at(p, e.value().at, k, 500).upper >= oracle::from(e.value().lower * Rational(99'999, 100'000)));
      },
      0.3);
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
        // An error of exactly 0 (p(0) = 1 on the point 0) cannot be enclosed relatively; the bound 0 is then its value.
        if (!whole.decided() || !left.decided() || !right.decided()) return;
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
                   narrow = certify_error(p, I, k, Rational::power_of_two(-100), Budget{});
        RC_ASSERT(wide.decided() && narrow.decided());
        RC_ASSERT(wide.value().lower <= narrow.value().upper);
        RC_ASSERT(narrow.value().lower <= wide.value().upper);
      },
      0.3);
  s.law("shifting polynomial and interval scales the absolute error by e^s and leaves the relative", [] {
    const Interval I = proper_interval(4);
    const Rational shift = rational(3), width(1, 1'000'000);
    const Polynomial p = taylor(size_in(1, 10));
    const Precision prec(192);
    const Ball factor = exp(Ball(shift, prec), prec);
    const Rational near = factor.midpoint();  // e^s rounded: the error of that is far below the width
    const Polynomial moved = near * compose_affine(p, -shift, 1);
    const ErrorKind k = kind();
    const auto here = certify_error(p, I, k, width, Budget{});
    const auto there = certify_error(moved, Interval(I.lower() + shift, I.upper() + shift), k, width, Budget{});
    RC_ASSERT(here.decided() && there.decided());
    const Ball expected = mul(Ball::between(here.value().lower, here.value().upper, prec),
                              k == ErrorKind::absolute ? factor : Ball(1), prec);
    RC_ASSERT(overlap(widened(expected, Ball(Rational::power_of_two(-150), prec)),
                      Ball::between(there.value().lower, there.value().upper, prec)));
  });
  s.fact("the error |1 + 2x - e^x| on [0, 6/5] is 2 ln 2 - 1 to 50 digits", [] {
    const Precision p(256);
    const Ball exact = sub(mul(Ball(2), log(Ball(2), p), p), Ball(1), p);
    const auto e =
        certify_error(Polynomial({1, 2}), Interval(0, Rational(6, 5)), ErrorKind::absolute, eps_of(50), Budget{});
    RC_ASSERT(e.decided());
    RC_ASSERT(e.value().lower <= exact.upper() && exact.lower() <= e.value().upper);
    RC_ASSERT(e.value().upper - e.value().lower < eps_of(49));
  });
  s.fact("a budget too small is undecided, with its reason and bounds that still hold", [] {
    const Polynomial p({1, 2});
    const Interval I(0, Rational(6, 5));
    const Ball exact = sub(mul(Ball(2), log(Ball(2), Precision(128)), Precision(128)), Ball(1), Precision(128));
    Budget pieces, bits;
    pieces.pieces = 0;
    bits.precision_bits = 128;
    const auto few = certify_error(p, I, ErrorKind::absolute, eps_of(12), pieces);
    const auto coarse = certify_error(p, I, ErrorKind::absolute, eps_of(60), bits);
    RC_ASSERT(!few.decided() && !coarse.decided());
    RC_ASSERT(few.why().reason == Undecided::Reason::pieces);
    RC_ASSERT(coarse.why().reason == Undecided::Reason::precision);
    for (const auto* stopped : {&few, &coarse}) {
      RC_ASSERT(*stopped->why().lower <= exact.upper());
      RC_ASSERT(exact.lower() <= *stopped->why().upper);
    }
  });
  s.fact("degree 300 on [-64, 64] is enclosed to 2^-40, and holds at points", [] {
    const Interval I(-64, 64);
    for (const auto k : {ErrorKind::absolute, ErrorKind::relative}) {
      const auto p = taylor(300);
      const auto e = certify_error(p, I, k, Rational::power_of_two(-40), Budget{});
      RC_ASSERT(e.decided());
      for (const auto& x : {Rational(64), Rational(-64), Rational(333, 7)})
        RC_ASSERT(error_at(p, x, k, 800).lower <= oracle::from(e.value().upper));
      RC_ASSERT(error_at(p, e.value().at, k, 800).upper >= oracle::from(e.value().lower * Rational(99'999, 100'000)));
    }
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
  s.fact("on a grid the approximation has the degree that the bracket decides, and an error it really has", [] {
    for (const Rational& S : {Rational(1, 1024), Rational(1, 3), Rational(1), Rational(3, 2), Rational(2), Rational(3),
                              Rational(5), Rational(8)})
      for (const long digits : {1L, 2L, 3L, 6L, 9L, 12L}) {
        const Interval I(-S, S);
        const Rational eps = Rational(9, 10) * eps_of(digits);
        const auto b = bracket_degree(I, eps, ErrorKind::relative);
        if (!b.decided()) continue;
        const auto a = least_degree_approximation(I, eps);
        RC_ASSERT(a.p.degree() == static_cast<long>(b.upper.degree));
        RC_ASSERT(a.relative_error <= eps);
        const auto e = certify_error(a.p, I, ErrorKind::relative, Rational(1, 100), Budget{});
        RC_ASSERT(e.decided() && e.value().lower <= a.relative_error);
      }
  });
  s.law("in double the sandwich decides the degree that it decides in balls, and its polynomial keeps both errors", [] {
    const Rational S(*rc::gen::inRange(1L, 8193L), 1024);
    const Rational eps = Rational(*rc::gen::inRange(1L, 1000L), 1000) * eps_of(*rc::gen::inRange(0L, 12L));
    if (eps >= Rational(1)) return;
    const auto a = sandwich_in_double(S.nearest_double(), eps);
    RC_TAG(a ? std::string("found") : std::string("none"));
    if (!a) return;
    const Interval I(-S, S);
    const auto g = static_cast<std::size_t>(a->p.degree());
    RC_ASSERT(a->relative_error <= eps);
    const Precision p(200);
    const RelativeSandwich side(I, eps, p);
    if (g > 0) RC_ASSERT(certainly(less(Ball(eps, p), side.lower(g - 1))));
    // As certified, with what rounding adds.
    RC_ASSERT(certainly(less_equal(Ball(Rational(8) * a->relative_error, p), mul(Ball(9), side.lower(g), p))));
    const Rational x = *rc::gen::element(point_in(I), I.lower(), I.upper());
    RC_ASSERT(error_at(a->p, x, ErrorKind::relative).lower <= oracle::from(a->relative_error));
    RC_ASSERT(error_at(a->p, x, ErrorKind::absolute).lower <= oracle::from(a->absolute_error));
    // Nothing is lost to rounding but a millionth: the end is where the error is largest.
    if (eps > eps_of(8) && g >= 4 * side.first() + 4)
      RC_ASSERT(error_at(a->p, I.upper(), ErrorKind::relative).upper >=
                oracle::from(a->relative_error * Rational(9, 10)));
  });
  s.fact("in double it decides where balls do, scores up to 1/4 to 4, eps from 1e-3 to 1e-9, and gives their degree",
         [] {
           const Precision p(200);
           std::size_t found = 0;
           for (const double h : {0.25, 0.5, 1.0, 2.0, 4.0})
             for (const long digits : {3L, 6L, 9L}) {
               const Rational eps = Rational(9, 10) * eps_of(digits);
               const Interval I(-Rational::exact(h), Rational::exact(h));
               const RelativeSandwich side(I, eps, p);
               std::size_t g = side.first();
               while (!certainly(less_equal(side.upper(g), Ball(eps, p)))) ++g;
               const bool least = g == 0 || (g > side.first() && certainly(less(Ball(eps, p), side.lower(g - 1))));
               const bool near = certainly(less_equal(mul(Ball(8), side.upper(g), p), mul(Ball(9), side.lower(g), p)));
               const auto a = sandwich_in_double(h, eps);
               RC_ASSERT(a.has_value() == (least && near));
               if (!a) continue;
               ++found;
               RC_ASSERT(a->p.degree() == static_cast<long>(g));
               RC_ASSERT(g == bracket_degree(I, eps, ErrorKind::relative).upper.degree);
             }
           RC_ASSERT(found >= 8);
         });
  s.law("the polynomial of the sandwich in J reaches its upper side at the right end, and nowhere more", [] {
    const Interval I = proper_interval(3);
    const Precision p(256);
    const RelativeSandwich side(I, eps_of(40), p);
    const std::size_t g = side.first() + size_in(0, 12);
    ChebyshevSeries q{I, {}};
    for (const Ball& c : side.coefficients(g)) {
      RC_ASSERT(c.radius() < eps_of(30));
      q.c.push_back(round_to_bits(c.midpoint(), 200));
    }
    const Polynomial exact = to_monomials(q);
    const Rational bound = side.upper(g).upper() + eps_of(25);
    RC_ASSERT(error_at(exact, point_in(I), ErrorKind::relative).lower <= oracle::from(bound));
    // E = -2 sum of J at the right end; the folded powers are what the factor 1 + e^h tau is for.
    const auto end = error_at(exact, I.upper(), ErrorKind::relative);
    if (g >= 4 * side.first() + 4) RC_ASSERT(end.upper >= oracle::from(side.upper(g).lower() * Rational(9, 10)));
  });
  s.fact("arguments out of range are refused by name", [] {
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(certify_error(taylor(3), Interval(0, 1), ErrorKind::absolute, 0, Budget{})); },
        {"relative_width: 0"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] {
          static_cast<void>(
              certify_error(taylor(3), Interval(0, 20'000), ErrorKind::absolute, Rational(1, 2), Budget{}));
        },
        {"interval", "5000"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] {
          static_cast<void>(certify_error(Polynomial::monomial(1, 6000), Interval(0, 1), ErrorKind::absolute,
                                          Rational(1, 2), Budget{}));
        },
        {"degree 6000"}));
  });
  s.fact("approximations and series out of range are refused by name", [] {
    const auto refused = [](const auto& call, const std::vector<std::string>& words) {
      return throws_with<std::domain_error>([&] { static_cast<void>(call()); }, words);
    };
    const Precision p(128);
    RC_ASSERT(
        refused([] { return least_degree_approximation(Interval(1, 1), Rational(1, 2)); }, {"interval: half-width"}));
    RC_ASSERT(refused([] { return least_degree_approximation(Interval(0, 1), 1); }, {"eps: 1"}));
    const ChebyshevSeries none{Interval(0, 1), {}}, far{Interval(20'000, 20'001), {1}};
    RC_ASSERT(refused([&] { return error_series(none, ErrorKind::absolute, 64, p); }, {"degree: -1"}));
    RC_ASSERT(refused([&] { return error_series(far, ErrorKind::absolute, 64, p); }, {"interval: [20000, 20001]"}));
    const ChebyshevSeries two{Interval(1, 1), {1, 1}};
    RC_ASSERT(refused([&] { return polynomial::to_monomials(two); }, {"on a point only a constant"}));
  });
  return s.finish();
}
