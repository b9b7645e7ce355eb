#include "attest/expoly/degree.hpp"

#include "attest/expoly/routes.hpp"
#include "attest/table/tables.hpp"

namespace attest::table {
namespace {

using expoly::ErrorKind;

Cell cell(const std::optional<std::size_t>& degree, const char* why) {
  if (degree) return Integer(*degree);
  return Missing{why};
}
Cell cell(const std::optional<Ball>& x, const char* why) {
  if (x) return Enclosure{x->lower(), x->upper()};
  return Missing{why};
}

Row row(const Rational& B, const Rational& eps, ErrorKind kind) {
  const polynomial::Interval I(-B, B);
  const auto bracket = expoly::bracket_degree(I, eps, kind);
  const auto routes = expoly::degree_routes(I, eps, kind);
  const bool relative = kind == ErrorKind::relative;
  Cell least = Integer(bracket.upper.degree);
  if (!bracket.decided())
    least = Missing{
        "undecided between " + std::to_string(bracket.at_least()) + " and " + std::to_string(bracket.upper.degree),
        true};
  return {Text{relative ? "relative" : "absolute"},
          B,
          eps,
          least,
          cell(routes.economised, "the route's bound does not apply"),
          cell(routes.chebyshev, "the route's bound does not apply"),
          cell(routes.taylor, "half-widths up to 5000 only"),
          cell(routes.paper, "absolute error needs no detour"),
          cell(routes.formula, "the formula needs eps < 1 and L above B"),
          cell(routes.estimate ? std::optional(routes.estimate->refined) : std::nullopt, "estimated for eps < 1 only"),
          Text{(bracket.lower ? bracket.lower->route + " below, " : "") + bracket.upper.route + " above"}};
}

}  // namespace

Definition degree_table() {
  const auto make = [](const Grid& grid) {
    Sheet s{"degree",
            {"Least degree of a polynomial within eps of exp on [-B, B], in absolute and in relative error, beside the "
             "degree that each classical route needs by its own bound; formula: max(L/ln(L/2B), 2B), L = ln(1/eps), "
             "the papers' with constant 1; estimate: not a bound. Each row is certified by what the last column names.",
             "Least degree of a polynomial within $\\varepsilon$ of $\\exp$ on $[-B,B]$, in absolute and in relative "
             "error, beside the degree that each classical route needs by its own bound; formula: "
             "$\\max\\{L/\\ln(L/2B),2B\\}$, $L=\\ln(1/\\varepsilon)$, the papers' with constant 1; estimate: not a "
             "bound. Each row is certified by what the last column names."},
            {words("error", {"error"}),
             {"b", {"B", "$B$"}},
             {"eps", {"eps", "$\\varepsilon$"}},
             {"degree", {"least degree"}},
             {"economised", {"economised"}},
             {"chebyshev", {"Chebyshev"}},
             {"taylor", {"Taylor"}},
             {"paper", {"papers' route"}},
             {"formula", {"formula"}, "", Show::above},
             {"estimate", {"estimate"}, "", Show::above},
             words("scope", {"certified by"})},
            {}};
    s.rows = [grid](const auto& emit) {
      for (const ErrorKind kind : {ErrorKind::absolute, ErrorKind::relative})
        for (const auto& B : grid.numbers("b"))
          for (const auto& eps : grid.numbers("eps")) emit(row(B, eps, kind));
    };
    return s;
  };
  return {"degree",
          "the least degree of a polynomial near exp beside every route",
          {{"b", "half-widths B", Kind::rational, {1, 2, 4, 8, 16, 32}, Rational(1, 1000), 500},
           {"eps",
            "errors",
            Kind::rational,
            {Rational(1, 1000), pow(Rational(10), -6), pow(Rational(10), -12)},
            pow(Rational(10), -300),
            Rational(1, 2)}},
          Needs::nothing,
          make};
}

}  // namespace attest::table
