#include <fmt/format.h>

#include "attest/count/ranks.hpp"
#include "attest/number/text.hpp"
#include "attest/table/table.hpp"
#include "commands.hpp"

namespace attest::run {

Result rank(const RankOptions& o) {
  const Integer tight = count::tight_rank(o.dim, o.degree);
  const std::string name = fmt::format("C({0}(g+d), {0}g)", o.order);
  const Integer paper = count::paper_rank(o.dim, o.degree, o.order);
  if (o.json) {
    return {decided, to_document({{"dim", o.dim}, {"degree", o.degree}, {"order", o.order}, {"tight", to_text(tight)}, {"papers", {{name, to_text(paper)}}}})};
  }
  const table::Table t{{"count", "formula", "columns"}, {{"tight", "C(d+g, g)", to_text(tight)}, {"papers", name, to_text(paper)}}};
  return {decided, fmt::format("factors of a polynomial of degree {} in products of {} vectors in R^{}\n", o.degree, o.order, o.dim) + table::to_plain_text(t)};
}

}  // namespace attest::run
