#include "attest/expoly/thresholds.hpp"

#include "attest/table/tables.hpp"

namespace attest::table {
namespace {

using expoly::Route;

Enclosure enclosure(const Ball& x) { return {x.lower(), x.upper()}; }

Sheet sheet(const Grid& grid) {
  Sheet s{
      "threshold",
      {"Attention of order k with d = C ln n columns, error n^-a and logits at most kappa ln n: the kappa below which "
       "the polynomial method takes n^(k - Omega(1)) operations, where the definition takes n^k: with Taylor's "
       "degree, with the papers' route (absolute error on [0, 2 kappa ln n]), and with the least degree. Entries "
       "are then at most kappa^(1/k) (ln n)^(1/k). A statement as n grows; docs/theory/hardness-thresholds.md.",
       "Attention of order $k$ with $d=C\\ln n$ columns, error $n^{-a}$ and logits at most $\\kappa\\ln n$: the "
       "$\\kappa$ below which the polynomial method takes $n^{k-\\Omega(1)}$ operations, where the definition takes "
       "$n^k$: with Taylor's degree, with the papers' route (absolute error on $[0,2\\kappa\\ln n]$), and with the "
       "least degree. Entries are then at most $\\kappa^{1/k}(\\ln n)^{1/k}$. A statement as $n$ grows."},
      {{"order", {"k", "$k$"}},
       {"c", {"C", "$C$"}},
       {"a", {"a", "$a$"}},
       {"taylor", {"kappa, Taylor", "$\\kappa$, Taylor"}, "", Show::both, 7},
       {"paper", {"kappa, papers' route", "$\\kappa$, papers' route"}, "", Show::both, 7},
       {"optimum", {"kappa, least degree", "$\\kappa$, least degree"}, "", Show::both, 7},
       {"degree", {"g / ln n there", "$g/\\ln n$ there"}, "", Show::above, 5},
       words("scope", {"least degree is"})},
      {}};
  s.rows = [grid](const auto& emit) {
    const Precision p(96);
    for (const long k : grid.wholes("order"))
      for (const auto& C : grid.numbers("c"))
        for (const auto& a : grid.numbers("a")) {
          const auto order = static_cast<std::size_t>(k);
          Row row{Integer(k), C, a};
          for (const Route route : {Route::taylor, Route::paper})
            row.emplace_back(enclosure(expoly::threshold(route, order, C, a, p)));
          const Ball kappa = expoly::threshold(Route::optimum, order, C, a, p);
          row.emplace_back(enclosure(kappa));
          const Ball g = expoly::degree_constant(Route::optimum, a, kappa.lower(), p);
          row.emplace_back(enclosure(g));
          const bool attained = certainly(expoly::optimum_attained(g, kappa, p));
          row.emplace_back(Text{attained ? "attained" : "a lower bound"});
          emit(row);
        }
  };
  return s;
}

}  // namespace

Definition threshold_table() {
  return {"threshold",
          "up to which logits kappa ln n the polynomial method beats the definition",
          {{"order", "orders k", Kind::whole, {2, 3, 4, 5, 6}, 2, 8},
           {"c", "C, d = C ln n", Kind::rational, {1, 2}, Rational(1, 4), 64},
           {"a", "a, error n^-a", Kind::rational, {1}, Rational(1, 64), 64}},
          Needs::nothing,
          sheet};
}

}  // namespace attest::table
