#include "attest/expoly/degree.hpp"

#include <map>

#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/levelled.hpp"
#include "attest/expoly/sandwich.hpp"
#include "common.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::expoly;

namespace {

/// The points of the evidence as numbers.
std::vector<Rational> points_of(const DegreeEvidence& e, const Interval& I) {
  std::vector<Rational> x;
  for (const auto& n : e.points) x.push_back(I.lower() + (I.upper() - I.lower()) * Rational(n, e.steps));
  return x;
}

/// The sum of w_i e^{x_i} over the sum of |w_i| omega(x_i), from below, with plain fractions.
oracle::Q dual_bound(const std::vector<Rational>& x, ErrorKind k) {
  oracle::Q low = 0, high = 0, norm = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    oracle::Q w = 1;
    for (std::size_t j = 0; j < x.size(); ++j)
      if (j != i) w /= oracle::from(x[i] - x[j]);
    const auto e = oracle::exp(oracle::from(x[i]), 400);
    low += w > 0 ? w * e.lower : w * e.upper;
    high += w > 0 ? w * e.upper : w * e.lower;
    norm += (w > 0 ? w : oracle::Q(-w)) * (k == ErrorKind::absolute ? oracle::Q(1) : e.upper);
  }
  return std::max<oracle::Q>(low, -high) / norm;
}

}  // namespace

int main() {
  Suite s("expoly/degree");
  s.law(
      "no certified error of a near-best polynomial is below the closed forms' lower side, nor much above their upper",
      [] {
        const Interval I = proper_interval(6);
        const ErrorKind k = kind();
        const auto first = static_cast<std::size_t>(ceil(I.half_width()));
        const std::size_t g = (k == ErrorKind::relative ? first : 0) + size_in(0, 14);
        const Precision p(256);
        const auto points = guess_extremal_points(I, g, k);
        const auto q = guess_levelled(I, points, bound_from_points(points, k, p), 250, p);
        const auto e = certify_error(q, k, Rational(1, 1000), Budget{});
        RC_ASSERT(e.decided());
        const BesselSandwich a(I, eps_of(60), p);
        const RelativeSandwich r(I, eps_of(60), p);
        const Ball lower = k == ErrorKind::absolute ? a.lower(g) : r.lower(g),
                   upper = k == ErrorKind::absolute ? a.upper(g) : r.upper(g);
        RC_ASSERT(lower.lower() <= e.value().upper);
        RC_ASSERT(upper.upper() >= e.value().lower * Rational(9, 10));
      },
      0.5);
  s.law("the lower side in J is not above the error at degree g of the polynomial it comes with, in closed form", [] {
    // R_g <= the error of the best constant for g = 0, tanh(h): (e^h - e^-h)/(e^h + e^-h).
    const Rational h(*rc::gen::inRange(1, 100), 100);
    const Precision p(192);
    const RelativeSandwich r(Interval(-h, h), eps_of(60), p);
    const Ball up = exp(Ball(h, p), p), down = exp(Ball(-h, p), p);
    const Ball best = div(sub(up, down, p), add(up, down, p), p);
    RC_ASSERT(certainly(less(r.lower(0), best)));
    RC_ASSERT(certainly(less(best, r.upper(0))));
  });
  s.law(
      "the degree bracket falls with eps and grows with the interval",
      [] {
        const Rational B = positive_rational(20), wider = B + positive_rational(5);
        const long digits = *rc::gen::inRange(1L, 30L);
        const ErrorKind k = kind();
        const auto here = bracket_degree(Interval(-B, B), eps_of(digits), k);
        const auto finer = bracket_degree(Interval(-B, B), eps_of(digits + 3), k),
                   larger = bracket_degree(Interval(-wider, wider), eps_of(digits), k);
        RC_ASSERT(here.decided() && finer.decided() && larger.decided());
        RC_ASSERT(here.upper.degree <= finer.upper.degree);
        RC_ASSERT(here.upper.degree <= larger.upper.degree);
        RC_ASSERT(certainly(less_equal(here.upper.bound, Ball(eps_of(digits), Precision(256)))));
        if (here.lower) RC_ASSERT(certainly(less(Ball(eps_of(digits), Precision(256)), here.lower->bound)));
      },
      0.5);
  s.law(
      "random rational intervals are decided from both sides, and moving them scales eps (reflection, PA-02)",
      [] {
        const Interval I = proper_interval(8);
        const Rational eps = eps_of(*rc::gen::inRange(1L, 20L)) * Rational(*rc::gen::inRange(1, 10)),
                       shift = rational(4);
        const Interval moved(I.lower() + shift, I.upper() + shift);
        const auto relative = bracket_degree(I, eps, ErrorKind::relative);
        const auto there = bracket_degree(moved, eps, ErrorKind::relative);
        RC_ASSERT(relative.decided() && there.decided());
        RC_ASSERT(relative.upper.degree == there.upper.degree);
        // eps e^shift between two rationals: the degrees there enclose the degree here.
        const Ball scaled =
            mul(Ball(eps, Precision(128)), exp(Ball(shift, Precision(128)), Precision(128)), Precision(128));
        const auto absolute = bracket_degree(I, eps, ErrorKind::absolute);
        RC_ASSERT(absolute.decided());
        RC_ASSERT(bracket_degree(moved, scaled.lower(), ErrorKind::absolute).upper.degree >= absolute.at_least());
        RC_ASSERT(bracket_degree(moved, scaled.upper(), ErrorKind::absolute).at_least() <= absolute.upper.degree);
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
  s.fact("the 70 cells B = 1..64, eps = 1e-3..1e-100, absolute and relative, are decided, most by closed forms alone",
         [] {
           std::map<std::string, int> routes;
           for (const auto k : {ErrorKind::absolute, ErrorKind::relative})
             for (const long B : {1, 2, 4, 8, 16, 32, 64})
               for (const long digits : {3, 6, 12, 30, 100}) {
                 const auto b = bracket_degree(Interval(-B, B), eps_of(digits), k);
                 RC_ASSERT(b.decided());
                 RC_ASSERT(b.upper.bound.upper() <= eps_of(digits));
                 RC_ASSERT(b.lower->bound.lower() > eps_of(digits));
                 const bool closed = b.lower->route != "points" && b.upper.route != "levelled";
                 ++routes[std::string(to_text(k)) + (closed ? " closed" : " refined")];
               }
           RC_ASSERT(routes["absolute closed"] == 34);
           RC_ASSERT(routes["relative closed"] >= 20);
         });
  s.law(
      "what points prove is below the certified error of every polynomial of that degree, and at most what fractions "
      "say",
      [] {
        const Interval I = proper_interval(5);
        const std::size_t g = size_in(0, 10);
        const ErrorKind k = kind();
        const auto p = g == 0 ? random_polynomial(0) : chebyshev_truncation(I, g, 200).p;
        RC_PRE(p.degree() <= static_cast<long>(g));
        std::vector<Rational> points = guess_extremal_points(I, g, k);
        RC_ASSERT(points.size() == g + 2);
        if (*rc::gen::arbitrary<bool>())  // any points prove a bound, not only good ones
          for (std::size_t i = 1; i + 1 < points.size(); ++i)
            points[i] += (points[i + 1] - points[i]) * Rational(*rc::gen::inRange(0, 9), 10);
        const Ball lower = bound_from_points(points, k, Precision(400)).lower;
        for (const auto& x : points) RC_ASSERT(I.contains(x));
        const auto e = certify_error(p, I, k, Rational(1, 20), Budget{});
        RC_ASSERT(!e.decided() || lower.lower() <= e.value().upper);
        RC_ASSERT(oracle::from(lower.lower()) <= dual_bound(points, k) * oracle::Q(1'000'001) / 1'000'000);
        RC_ASSERT(dual_bound(points, k) <= oracle::from(lower.upper()));
      },
      0.5);
  s.law(
      "the points guessed are so good that the levelled polynomial is within 1 % of what they prove",
      [] {
        const Rational h = Rational(1, 10) + positive_rational(15), m = rational(3);
        const Interval I(m - h, m + h);
        const std::size_t g = size_in(static_cast<std::size_t>(ceil(h)) + 2, 50);
        const ErrorKind k = kind();
        const Precision p(900);
        const auto points = guess_extremal_points(I, g, k);
        const auto bound = bound_from_points(points, k, p);
        const auto e =
            certify_error(guess_levelled(I, points, bound, 700, p), k, Rational::power_of_two(-30), Budget{});
        RC_ASSERT(e.decided());
        RC_ASSERT(bound.lower.lower() <= e.value().upper);
        RC_ASSERT(e.value().upper <= Rational(101, 100) * bound.lower.lower());
      },
      0.5);
  s.law(
      "the least error is enclosed to the width asked, between the closed forms, and falls with the degree",
      [] {
        const Interval I = proper_interval(8);
        const ErrorKind k = kind();
        const std::size_t g = static_cast<std::size_t>(ceil(I.half_width())) + size_in(0, 14);
        const Rational width = *rc::gen::element(Rational(1, 1000), Rational::power_of_two(-12));
        const auto e = enclose_best_error(I, g, k, width), next = enclose_best_error(I, g + 1, k, width);
        RC_ASSERT(e.decided() && next.decided());
        RC_ASSERT(e.value().lower <= e.value().upper);
        RC_ASSERT(e.value().upper <= (Rational(1) + width) * e.value().lower);
        RC_ASSERT(next.value().lower <= e.value().upper);
        const Precision p(256);
        const BesselSandwich a(I, eps_of(60), p);
        const RelativeSandwich r(I, eps_of(60), p);
        RC_ASSERT((k == ErrorKind::absolute ? a.lower(g) : r.lower(g)).lower() <= e.value().upper);
        RC_ASSERT(e.value().lower <= (k == ErrorKind::absolute ? a.upper(g) : r.upper(g)).upper());
      },
      0.3);
  s.law(
      "from bad points the exchange comes to the same bound: never above the certified error, and within 1 % of it",
      [] {
        const Rational h = Rational(1) + positive_rational(6);
        const Interval I(-h, h);
        const std::size_t g = static_cast<std::size_t>(ceil(h)) + size_in(2, 12);
        const ErrorKind k = kind();
        const Precision p(900);
        std::vector<Rational> points = guess_extremal_points(I, g, k);
        for (std::size_t i = 1; i + 1 < points.size(); ++i)
          points[i] += (points[i + 1] - points[i]) * Rational(*rc::gen::inRange(0, 4), 10);
        Rational lower, upper;
        for (int step = 0; step < 8; ++step) {
          const auto bound = bound_from_points(points, k, p);
          const auto q = guess_levelled(I, points, bound, 700, p);
          const auto e = certify_error(q, k, Rational(1, 1000), Budget{});
          RC_ASSERT(e.decided());
          lower = bound.lower.lower();
          upper = e.value().upper;
          RC_ASSERT(lower <= upper);
          if (upper <= Rational(101, 100) * lower) return;
          const auto moved = guess_exchanged_points(q, k);
          RC_ASSERT(moved.has_value());
          RC_ASSERT(moved->size() == points.size());
          points = *moved;
        }
        RC_ASSERT(upper <= Rational(101, 100) * lower);
      },
      0.2);
  s.law(
      "the evidence for a bracket proves it in plain fractions",
      [] {
        const Interval I = proper_interval(5);
        const ErrorKind k = kind();
        const Rational eps = eps_of(*rc::gen::inRange(1L, 12L));
        const auto b = bracket_degree(I, eps, k);
        const auto evidence = find_degree_evidence(I, eps, k, b.at_least(), b.upper.degree);
        RC_ASSERT(evidence.decided());
        const auto& e = evidence.value();
        RC_ASSERT(e.at_least == b.at_least() && e.at_most == b.upper.degree);
        RC_ASSERT(e.points.size() == (e.at_least == 0 ? 0 : e.at_least + 1));
        for (std::size_t i = 0; i < e.points.size(); ++i)
          RC_ASSERT(e.points[i] >= 0 && e.points[i] <= e.steps && (i == 0 || e.points[i] > e.points[i - 1]));
        if (e.at_least > 0) RC_ASSERT(dual_bound(points_of(e, I), k) > oracle::from(eps));
        RC_ASSERT(e.q.c.size() <= e.at_most + 1);
        RC_ASSERT(error_at(to_monomials(e.q), point_in(I), k).lower <= oracle::from(eps));
      },
      0.3);
  s.law(
      "the evidence still proves where eps is a hair below the least error of the degree that fails",
      [] {
        const Interval I = proper_interval(5);
        const ErrorKind k = kind();
        const std::size_t g = static_cast<std::size_t>(ceil(I.half_width())) + size_in(3, 9);
        const auto least = enclose_best_error(I, g, k, Rational(1, 1'000'000));
        RC_ASSERT(least.decided());
        const Rational eps = least.value().lower * Rational(999'990, 1'000'000);
        const auto evidence = find_degree_evidence(I, eps, k, g + 1, g + 1);
        RC_ASSERT(evidence.decided());
        RC_ASSERT(dual_bound(points_of(evidence.value(), I), k) > oracle::from(eps));
      },
      0.2);
  s.law(
      "the growth bound never exceeds the degree of a certified polynomial",
      [] {
        const Rational beta = positive_rational(12), eta = Rational(1, *rc::gen::inRange(2L, 1000L));
        const auto a = chebyshev_for_relative_error(Interval(-beta, beta), eta);
        RC_ASSERT(relative_degree_lower(beta, eta, Precision(128)).lower() <= Rational(a.p.degree()));
      },
      0.3);
  s.fact("a point, a huge and a tiny interval have their degrees too, and eps >= 1 asks for nothing", [] {
    RC_ASSERT(bracket_degree(Interval(3, 3), eps_of(50), ErrorKind::absolute).upper.degree == 0U);
    RC_ASSERT(
        bracket_degree(Interval(0, Rational::power_of_two(-60)), Rational(1, 10), ErrorKind::relative).upper.degree ==
        0U);
    const auto b = bracket_degree(Interval(-2000, 2000), Rational(1), ErrorKind::absolute);
    RC_ASSERT(b.at_least() <= b.upper.degree);
    RC_ASSERT(b.at_least() > 2000U);
    const auto all = bracket_degree(Interval(-30, 30), Rational(1), ErrorKind::relative);
    RC_ASSERT(all.decided() && all.upper.degree == 0U);
  });
  s.fact("an error next to 1 on a long interval, degrees below its half-width, is decided", [] {
    const auto b = bracket_degree(Interval(-64, 64), Rational(9, 10), ErrorKind::relative);
    RC_ASSERT(b.decided());
    RC_ASSERT(b.upper.degree < 64U);
  });
  s.fact("arguments out of range are refused by name", [] {
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(bracket_degree(Interval(0, 1), 0, ErrorKind::absolute)); }, {"eps: 0"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(bracket_degree(Interval(0, 3'000'000), 1, ErrorKind::absolute)); },
        {"interval", "1000000"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(relative_degree_lower(1, 1, Precision(64))); },
                                             {"eta: 1"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [] { static_cast<void>(chebyshev_for_relative_error(Interval(-1, 1), 2)); }, {"eps: 2"}));
  });
  s.fact("an exchange encloses the least error to 2^-60, where the points guessed do not", [] {
    for (const ErrorKind k : {ErrorKind::absolute, ErrorKind::relative})
      for (const std::size_t g : {1U, 3U, 6U}) {
        const Interval I(Rational(-5, 2), 3);
        const Rational width = Rational::power_of_two(-60);
        const auto fine = enclose_best_error(I, g, k, width), coarse = enclose_best_error(I, g, k, Rational(1, 2));
        RC_ASSERT(fine.decided() && coarse.decided());
        RC_ASSERT(fine.value().lower <= fine.value().upper);
        RC_ASSERT(fine.value().upper <= (Rational(1) + width) * fine.value().lower);
        RC_ASSERT(coarse.value().lower <= fine.value().upper && fine.value().lower <= coarse.value().upper);
      }
  });
  s.fact("points, widths, series and evidence out of range are refused by name", [] {
    const auto refused = [](const auto& call, const std::vector<std::string>& words) {
      return throws_with<std::domain_error>([&] { static_cast<void>(call()); }, words);
    };
    const Precision p(128);
    const Interval unit(-1, 1), point(1, 1);
    RC_ASSERT(
        refused([&] { return guess_extremal_points(point, 3, ErrorKind::absolute); }, {"half-width 0, degree 3"}));
    RC_ASSERT(refused([&] { return guess_extremal_points(unit, 5001, ErrorKind::absolute); }, {"degree 5001"}));
    RC_ASSERT(refused([&] { return bound_from_points({Rational(1)}, ErrorKind::absolute, p); }, {"fewer than 2"}));
    RC_ASSERT(refused(
        [&] {
          return bound_from_points({Rational(1), Rational(1)}, ErrorKind::absolute, p);
        },
        {"not ascending at 1"}));
    RC_ASSERT(refused([&] { return enclose_best_error(unit, 3, ErrorKind::absolute, 2); }, {"relative_width: 2"}));
    RC_ASSERT(refused([&] { return chebyshev_truncation(Interval(0, 2002), 3, 64); }, {"interval"}));
    RC_ASSERT(refused([&] { return chebyshev_truncation(unit, 3, 7); }, {"bits: 7"}));
    RC_ASSERT(refused([&] { return chebyshev_truncation(unit, 2001, 64); }, {"degree: 2001"}));
    const auto beyond = find_degree_evidence(unit, Rational::power_of_two(-12'001), ErrorKind::absolute, 0, 10);
    RC_ASSERT(!beyond.decided() && beyond.why().text.find("2^-12000") != std::string::npos);
    RC_ASSERT(!find_degree_evidence(unit, eps_of(9), ErrorKind::absolute, 0, 2).decided());
  });
  return s.finish();
}
