#include <fmt/format.h>

#include "attest/expoly/degree.hpp"
#include "attest/number/text.hpp"
#include "commands.hpp"

namespace attest::run {
namespace {

using expoly::ErrorKind;
using polynomial::Interval;

Interval parse_interval(const std::string& text) {
  const auto comma = text.find(',');
  if (comma == std::string::npos)
    throw std::invalid_argument("--interval: '" + text + "'; two numbers a,b with a <= b are needed");
  try {
    return {parse_rational(text.substr(0, comma)), parse_rational(text.substr(comma + 1))};
  } catch (const std::exception& e) {
    throw std::invalid_argument(std::string("--interval: ") + e.what());
  }
}

ErrorKind parse_kind(const std::string& text) {
  if (text == "absolute") return ErrorKind::absolute;
  if (text == "relative") return ErrorKind::relative;
  throw std::invalid_argument("--error: '" + text + "'; allowed are absolute and relative");
}

Json side(const expoly::DegreeBound& b, const char* bound_name) {
  return {{"route", b.route}, {"degree", b.degree}, {bound_name, enclosure(b.bound)}};
}

Json optional(const std::optional<std::size_t>& x) { return x ? Json(*x) : Json(nullptr); }

std::string shown(const std::optional<std::size_t>& x) { return x ? std::to_string(*x) : "-"; }

/// `degree 13 suffices: error <= 2.1e-07 (chebyshev)`
std::string sentences(const expoly::DegreeBracket& b) {
  std::string s = fmt::format("  above  degree {} suffices: error <= {} ({})\n", b.upper.degree,
                              to_decimal(b.upper.bound.upper(), 4, Direction::up), b.upper.route);
  if (b.lower)
    s += fmt::format("  below  degree {} does not: error >= {} ({})\n", b.lower->degree,
                     to_decimal(b.lower->bound.lower(), 4, Direction::down), b.lower->route);
  return s;
}

}  // namespace

Result degree(const DegreeOptions& options) {
  const Interval I = parse_interval(options.interval);
  const Rational eps = parse_positive("--eps", options.eps);
  if (eps < pow(Rational(10), -100'000))
    throw std::invalid_argument("--eps: below 1e-100000; degrees are decided down to that");
  const ErrorKind kind = parse_kind(options.error);
  const auto bracket = expoly::bracket_degree(I, eps, kind);
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
           {"routes",
            {{"taylor", optional(routes.taylor)},
             {"chebyshev", optional(routes.chebyshev)},
             {"paper", optional(routes.paper)}}}};
    if (!bracket.decided()) j["undecided"] = why;
    result.text = to_document(j);
    return result;
  }
  const std::string task = fmt::format("within {} ({}) of exp on [{}, {}]", to_text(eps), options.error,
                                       to_text(I.lower()), to_text(I.upper()));
  result.text = bracket.decided() ? fmt::format("degree {}: the least of a polynomial {}\n", bracket.upper.degree, task)
                                  : fmt::format("undecided: {}; wanted is the least of a polynomial {}\n", why, task);
  result.text += sentences(bracket) +
                 fmt::format("  routes taylor {}, chebyshev {}", shown(routes.taylor), shown(routes.chebyshev));
  if (routes.paper) result.text += fmt::format(", paper {}", shown(routes.paper));
  result.text += "\n";
  return result;
}

}  // namespace attest::run
