#include "attest/attention/normalization.hpp"

#include "attest/table/tables.hpp"

namespace attest::table {
namespace {

Sheet sheet(const Grid& grid) {
  Sheet s{
      "normalization",
      {"What a relative error eps of the weights may do to attention of order k with values in [-B, B]: the papers' "
       "bound 2 eps B^(k-1), and the sharp one B^(k-1) 2(1 - sqrt(1 - eps^2))/eps, below which no constant holds for "
       "all data.",
       "What a relative error $\\varepsilon$ of the weights may do to attention of order $k$ with values in "
       "$[-B,B]$: the papers' bound $2\\varepsilon B^{k-1}$, and the sharp one "
       "$B^{k-1}\\,2(1-\\sqrt{1-\\varepsilon^2})/\\varepsilon$, below which no constant holds for all data."},
      {{"order", {"k", "$k$"}},
       {"b", {"B", "$B$"}},
       {"eps", {"eps", "$\\varepsilon$"}},
       {"papers", {"papers", "$2\\varepsilon B^{k-1}$"}},
       {"sharp", {"sharp"}, "", Show::above, 8},
       {"ratio", {"papers/sharp"}, "", Show::below, 8},
       words("scope", {"scope"})},
      {}};
  s.rows = [grid](const auto& emit) {
    const Precision p(512);
    for (const long k : grid.wholes("order"))
      for (const auto& B : grid.numbers("b"))
        for (const auto& eps : grid.numbers("eps")) {
          const Rational values = pow(B, k - 1), papers = Rational(2) * eps * values;
          const Ball sharp = mul(Ball(values, p), attention::normalization_constant(eps, p), p);
          const Ball ratio = div(Ball(papers, p), sharp, p);
          emit({Integer(k), B, eps, papers, Enclosure{sharp.lower(), sharp.upper()},
                Enclosure{ratio.lower(), ratio.upper()}, Text{"all data; sharp is attained"}});
        }
  };
  return s;
}

}  // namespace

Definition normalization_table() {
  return {"normalization",
          "the papers' constant of the division, 2 eps B, against the sharp one",
          {{"order", "orders k", Kind::whole, {2, 3}, 2, 6},
           {"b", "bounds B of the values", Kind::rational, {1, 4}, Rational(1, 1'000'000), 1'000'000},
           {"eps",
            "relative errors of the weights",
            Kind::rational,
            {Rational(9, 10), Rational(3, 5), Rational(1, 10), Rational(1, 1000), pow(Rational(10), -6)},
            pow(Rational(10), -60),
            Rational(999, 1000)}},
          Needs::nothing,
          sheet};
}

}  // namespace attest::table
