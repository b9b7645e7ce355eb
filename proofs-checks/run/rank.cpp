#include <fmt/format.h>

#include "attest/count/ranks.hpp"
#include "attest/number/text.hpp"
#include "attest/table/table.hpp"
#include "commands.hpp"

namespace attest::run {

namespace {

constexpr long largest_rope_dim = 4096, largest_rope_degree = 500;

/// Standard RoPE (2d entries of W in d/2 blocks) and any W, term by term as the paper counts and grouped by their
/// diagonals, beside the columns that are needed once queries and keys are turned.
Result rope_rank(const RankOptions& o, long dim, long degree) {
  if (dim < 2 || dim % 2 != 0)
    throw std::domain_error(fmt::format("--dim: {}; RoPE turns pairs, an even number from 2 on is needed", dim));
  if (o.order != "2") throw std::invalid_argument("--order: RoPE is for order 2");
  if (dim > largest_rope_dim || degree < 0 || degree > largest_rope_degree)
    throw std::domain_error(fmt::format("--dim, --degree: {}, {}; with --rope allowed are 2 to {} and 0 to {}", dim,
                                        degree, largest_rope_dim, largest_rope_degree));
  std::vector<long> degrees;
  for (long t = 0; t <= degree; ++t) degrees.push_back(t);
  const std::vector<std::pair<long, long>> planes(static_cast<std::size_t>(dim / 2), {2, 2});
  const Integer paper = count::rope_terms(2 * dim, degree), grouped = count::grouped_terms(planes, degrees),
                paper_any = count::rope_terms(dim * dim, degree), any = count::grouped_terms({{dim, dim}}, degrees),
                turned = count::tight_rank(dim, degree);
  if (o.json)
    return {decided, to_document({{"dim", dim},
                                  {"degree", degree},
                                  {"order", 2},
                                  {"tight", to_text(turned)},
                                  {"papers", {{"C(2d+g, g)", to_text(paper)}, {"C(d^2+g, g)", to_text(paper_any)}}},
                                  {"grouped", {{"rope", to_text(grouped)}, {"any", to_text(any)}}}})};
  const table::Table t{{"route", "formula", "terms"},
                       {{"RoPE, the paper's terms", "C(2d+g, g)", to_text(paper)},
                        {"RoPE, grouped by diagonals", "sum of [z^t] (sum (e+1)^2 z^e)^(d/2)", to_text(grouped)},
                        {"RoPE, turned: columns", "C(d+g, g)", to_text(turned)},
                        {"any W, the paper's terms", "C(d^2+g, g)", to_text(paper_any)},
                        {"any W, grouped by diagonals", "sum of C(d+t-1, t)^2", to_text(any)}}};
  return {decided, fmt::format("a polynomial of degree {} in q^T W k, vectors in R^{}\n", degree, dim) +
                       table::to_plain_text(t)};
}

/// The papers count monomials of degree jg in jd variables: j is the order; which j is printed for orders above 2 is
/// not known to us, so 2 and 3 stand beside it.
std::vector<long> counted_variables(long order) {
  std::vector<long> js;
  for (const long j : {2L, 3L, order})
    if (j <= order && (js.empty() || js.back() < j)) js.push_back(j);
  return js;
}

Result columns(const RankOptions& o) {
  const long dim = parse_whole("--dim", o.dim), degree = parse_whole("--degree", o.degree),
             order = parse_whole("--order", o.order);
  if (o.rope) return rope_rank(o, dim, degree);
  const Integer tight = count::tight_rank(dim, degree);
  Json papers;
  table::Table t{{"count", "formula", "columns"}, {{"tight, every order", "C(d+g, g)", to_text(tight)}}};
  for (const long j : counted_variables(order)) {
    const std::string name = fmt::format("C({0}(g+d), {0}g)", j), columns = to_text(count::paper_rank(dim, degree, j));
    papers[name] = columns;
    t.rows.push_back({fmt::format("papers, in {}d variables", j), name, columns});
  }
  if (o.json)
    return {decided,
            to_document(
                {{"dim", dim}, {"degree", degree}, {"order", order}, {"tight", to_text(tight)}, {"papers", papers}})};
  return {decided,
          fmt::format("factors of a polynomial of degree {} in products of {} vectors in R^{}\n", degree, order, dim) +
              table::to_plain_text(t)};
}

}  // namespace

Result rank(const RankOptions& o) {
  try {
    return columns(o);
  } catch (const std::domain_error& e) {  // of a count of columns, which calls dimensions d and counts k of n
    const std::string what = e.what();
    if (what.starts_with("d: ")) throw std::domain_error("--dim" + what.substr(1));
    throw std::domain_error(what.starts_with("k: ") ? "--dim, --degree: " + what : what);
  }
}

}  // namespace attest::run
