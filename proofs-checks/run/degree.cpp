#include "attest/expoly/degree.hpp"

#include <fmt/format.h>

#include <cmath>

#include "attest/certificate/exponential.hpp"
#include "attest/expoly/levelled.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/number/text.hpp"
#include "certify.hpp"
#include "commands.hpp"

namespace attest::run {
namespace {

using expoly::ErrorKind;
using polynomial::Interval;

Json side(const expoly::DegreeBound& b, const char* bound_name) {
  return {{"route", b.route}, {"degree", b.degree}, {bound_name, enclosure(b.bound)}};
}

Json optional(const std::optional<std::size_t>& x) { return x ? Json(*x) : Json(nullptr); }
Json optional(const std::optional<Ball>& x) { return x ? enclosure(*x, 12) : Json(nullptr); }

std::string shown(const std::optional<std::size_t>& x) { return x ? std::to_string(*x) : "-"; }

/// One digit behind the point, for an estimate.
std::string shown(const Ball& x) { return fmt::format("{:.1f}", x.midpoint().nearest_double()); }

/// `degree 13 suffices: error <= 2.1e-07 (chebyshev)`
std::string sentences(const expoly::DegreeBracket& b) {
  std::string s = fmt::format("  above  degree {} suffices: error <= {} ({})\n", b.upper.degree,
                              to_decimal(b.upper.bound.upper(), 4, Direction::up), b.upper.route);
  if (b.lower)
    s += fmt::format("  below  degree {} does not: error >= {} ({})\n", b.lower->degree,
                     to_decimal(b.lower->bound.lower(), 4, Direction::down), b.lower->route);
  return s;
}

Json to_json(const expoly::DegreeRoutes& r) {
  return {{"taylor", optional(r.taylor)},
          {"chebyshev", optional(r.chebyshev)},
          {"economised", optional(r.economised)},
          {"paper", optional(r.paper)},
          {"formula", optional(r.formula)},
          {"leading", r.estimate ? enclosure(r.estimate->leading, 12) : Json(nullptr)},
          {"refined", r.estimate ? enclosure(r.estimate->refined, 12) : Json(nullptr)}};
}

std::string to_line(const expoly::DegreeRoutes& r) {
  std::string s = fmt::format("  routes taylor {}, economised {}, chebyshev {}", shown(r.taylor), shown(r.economised),
                              shown(r.chebyshev));
  if (r.paper) s += fmt::format(", paper {}", shown(r.paper));
  if (r.formula) s += fmt::format(", formula {}", shown(*r.formula));
  if (r.estimate) s += fmt::format(", leading {}, refined {}", shown(r.estimate->leading), shown(r.estimate->refined));
  return s + "\n";
}

/// Bits that evaluating the monomial form loses: log2 of the cancellation, rounded up.
Ball bits_lost(const expoly::Stability& s, Precision p) { return div(log(s.cancellation, p), log(Ball(2), p), p); }

struct Details {
  std::size_t degree;
  expoly::Stability stability;
  Ball bits;
};

/// The levelled polynomial at the degree that suffices, in monomials.
std::optional<Details> details(const Interval& I, const Rational& eps, ErrorKind kind, std::size_t degree) {
  if (I.half_width().sign() <= 0 || I.half_width() > Rational(500) || degree > 500) return std::nullopt;
  const auto trial = expoly::try_degree(I, degree, eps, kind);
  if (!trial.q) return std::nullopt;
  const Precision p(4096);
  Details d{degree, expoly::stability(to_monomials(*trial.q), I, p), {}};
  d.bits = bits_lost(d.stability, Precision(64));
  return d;
}

Json to_json(const std::optional<Details>& d) {
  if (!d) return nullptr;
  return {{"degree", d->degree},
          {"numerator_bits", d->stability.numerator_bits},
          {"denominator_bits", d->stability.denominator_bits},
          {"cancellation", enclosure(d->stability.cancellation)},
          {"bits_lost", enclosure(d->bits, 12)}};
}

std::string to_line(const std::optional<Details>& d) {
  if (!d) return "  cost   not computed: a half-width of at most 500 and a degree of at most 500 are needed\n";
  return fmt::format(
      "  cost   coefficients of at most {} bits over {}; sum |p_k||x|^k / |p(x)| up to {}: evaluating in monomials "
      "loses {} bits\n",
      d->stability.numerator_bits, d->stability.denominator_bits,
      to_decimal(d->stability.cancellation.upper(), 4, Direction::up), to_text(Rational(ceil(d->bits.upper()))));
}

/// Writes degree.problem and degree.proof; what could not be proved in rationals is a refusal.
void write_degree_certificate(const DegreeOptions& options, const Interval& I, const Rational& eps, ErrorKind kind,
                              const expoly::DegreeBracket& b) {
  const auto evidence = expoly::find_degree_evidence(I, eps, kind, b.at_least(), b.upper.degree);
  if (!evidence.decided()) throw Refusal("--certificate: " + evidence.why().text);
  const auto& e = evidence.value();
  const certificate::ExpDegreeProblem problem{
      {"degree", I.lower(), I.upper(), options.error}, eps, e.at_least, e.at_most};
  write_certificate(options.certificate, "degree", to_text(problem), [&](const std::string& sha256) {
    return to_text(certificate::ExpDegreeProof{sha256, e.steps, e.points, e.q.c});
  });
}

}  // namespace

Result degree(const DegreeOptions& options) {
  const Interval I = parse_interval(options.interval);
  const Rational eps = parse_positive("--eps", options.eps);
  if (eps < pow(Rational(10), -100'000))
    throw std::invalid_argument("--eps: below 1e-100000; degrees are decided down to that");
  const ErrorKind kind = parse_error_kind(options.error);
  if (!options.certificate.empty()) {
    if (I.half_width().sign() == 0 || I.half_width() > Rational(500) || abs(I.midpoint()) > Rational(10'000))
      throw std::invalid_argument(
          "--certificate: written for intervals of half-width above 0, at most 500, and a "
          "midpoint of at most 10000");
    make_folder(options.certificate);
  }
  const auto bracket = expoly::bracket_degree(I, eps, kind);
  if (!options.certificate.empty()) write_degree_certificate(options, I, eps, kind, bracket);
  const auto routes = expoly::degree_routes(I, eps, kind);
  const std::string why =
      fmt::format("the certified bounds leave degrees {} to {} open", bracket.at_least(), bracket.upper.degree);

  Result result{bracket.decided() ? decided : undecided, {}};
  if (options.json) {
    Json j{{"interval", {to_text(I.lower()), to_text(I.upper())}},
           {"error", options.error},
           {"eps", to_text(eps)},
           {"degree", bracket.decided() ? Json(bracket.upper.degree) : Json(nullptr)},
           {"lower", bracket.lower ? side(*bracket.lower, "bound_at_degree_minus_1") : Json(nullptr)},
           {"upper", side(bracket.upper, "bound")},
           {"routes", to_json(routes)}};
    if (options.details) j["cost"] = to_json(details(I, eps, kind, bracket.upper.degree));
    if (!options.certificate.empty()) j["certificate"] = options.certificate;
    if (!bracket.decided()) j["undecided"] = why;
    result.text = to_document(j);
    return result;
  }
  const std::string task = fmt::format("within {} ({}) of exp on [{}, {}]", options.eps, options.error,
                                       to_text(I.lower()), to_text(I.upper()));
  result.text = bracket.decided() ? fmt::format("degree {}: the least of a polynomial {}\n", bracket.upper.degree, task)
                                  : fmt::format("undecided: {}; wanted is the least of a polynomial {}\n", why, task);
  result.text += sentences(bracket) + to_line(routes);
  if (options.details) result.text += to_line(details(I, eps, kind, bracket.upper.degree));
  if (!options.certificate.empty())
    result.text += fmt::format("  check  attest-check {0}/degree.problem {0}/degree.proof\n", options.certificate);
  return result;
}

}  // namespace attest::run
