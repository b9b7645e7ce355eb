// The tables of counts: columns of factors, and Toeplitz terms.
#include "attest/count/ranks.hpp"
#include "attest/table/tables.hpp"

namespace attest::table {
namespace {

std::vector<long> up_to(long g) {
  std::vector<long> degrees;
  for (long t = 0; t <= g; ++t) degrees.push_back(t);
  return degrees;
}
Enclosure ratio(const Integer& a, const Integer& b) { return {Rational(a, b), Rational(a, b)}; }

Sheet rank_sheet(const Grid& grid) {
  Sheet s{
      "rank",
      {"Columns of thin factors of a polynomial of degree g in the scores of order k, vectors in R^d: what the papers "
       "print, C(k(g+d), kg), beside the tight count C(d+g, g), the same for every order; it is the rank of "
       "generic data with enough rows. Every row holds for its d, g, k exactly.",
       "Columns of thin factors of a polynomial of degree $g$ in the scores of order $k$, vectors in "
       "$\\mathbf R^d$: what the papers print, ${k(g+d)\\choose kg}$, beside the tight count ${d+g\\choose g}$, the "
       "same for every order; it is the rank of generic data with enough rows. Every row holds for its $d,g,k$ "
       "exactly."},
      {{"order", {"k", "$k$"}},
       {"d", {"d", "$d$"}},
       {"g", {"g", "$g$"}},
       {"tight", {"tight", "${d+g\\choose g}$"}},
       {"papers", {"papers", "${k(g+d)\\choose kg}$"}},
       {"ratio", {"papers/tight"}, "", Show::below},
       words("scope", {"scope"})},
      {}};
  s.rows = [grid](const auto& emit) {
    for (const long k : grid.wholes("order"))
      for (const long d : grid.wholes("d"))
        for (const long g : grid.wholes("g")) {
          const Integer tight = count::tight_rank(d, g), papers = count::paper_rank(d, g, k);
          emit({Integer(k), Integer(d), Integer(g), tight, papers, ratio(papers, tight), Text{"all data; attained"}});
        }
  };
  return s;
}

Sheet terms_sheet(const Grid& grid) {
  Sheet s{
      "terms",
      {"Terms of a polynomial of degree g in q^T W k, vectors in R^d. Standard RoPE (2d entries of W): the paper's "
       "C(2d+g, g) rescaled Toeplitz matrices, grouped by their diagonals, and the C(d+g, g) columns that are left "
       "once queries and keys are turned. Any W: C(d^2+g, g), and grouped.",
       "Terms of a polynomial of degree $g$ in $q^\\top Wk$, vectors in $\\mathbf R^d$. Standard RoPE ($2d$ entries "
       "of $W$): the paper's ${2d+g\\choose g}$ rescaled Toeplitz matrices, grouped by their diagonals, and the "
       "${d+g\\choose g}$ columns that are left once queries and keys are turned. Any $W$: ${d^2+g\\choose g}$, and "
       "grouped."},
      {{"d", {"d", "$d$"}},
       {"g", {"g", "$g$"}},
       {"rope_paper", {"RoPE, paper"}},
       {"rope_grouped", {"RoPE, grouped"}},
       {"rope_turned", {"RoPE, turned"}},
       {"any_paper", {"any W, paper", "any $W$, paper"}},
       {"any_grouped", {"any W, grouped", "any $W$, grouped"}},
       words("scope", {"scope"})},
      {}};
  s.rows = [grid](const auto& emit) {
    for (const long d : grid.wholes("d"))
      for (const long g : grid.wholes("g")) {
        Row row{Integer(d), Integer(g), count::rope_terms(2 * d, g)};
        if (d % 2 == 0)
          row.emplace_back(count::grouped_terms(
              std::vector<std::pair<long, long>>(static_cast<std::size_t>(d / 2), {2, 2}), up_to(g)));
        else
          row.emplace_back(Missing{"RoPE turns pairs, an even d is needed"});
        row.emplace_back(count::tight_rank(d, g));
        row.emplace_back(count::rope_terms(d * d, g));
        row.emplace_back(count::grouped_terms({{d, d}}, up_to(g)));
        row.emplace_back(Text{"all data; generic attains"});
        emit(row);
      }
  };
  return s;
}

}  // namespace

Definition rank_table() {
  return {"rank",
          "columns of the factors of p(QK^T): the papers' counts beside the tight one",
          {{"order", "orders k", Kind::whole, {2, 3}, 2, 6},
           {"d", "columns d", Kind::whole, {4, 8, 16, 64}, 1, 65'536},
           {"g", "degrees g", Kind::whole, {4, 8, 16}, 0, 2000}},
          Needs::nothing,
          rank_sheet};
}

Definition terms_table() {
  return {"terms",
          "Toeplitz terms of RoPE and of any W, as the paper counts and grouped",
          {{"d", "columns d", Kind::whole, {4, 8, 16, 64}, 1, 4096},
           {"g", "degrees g", Kind::whole, {2, 4, 8, 16}, 0, 500}},
          Needs::nothing,
          terms_sheet};
}

}  // namespace attest::table
