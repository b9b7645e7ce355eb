#include <fmt/format.h>

#include "attest/count/ranks.hpp"
#include "attest/number/text.hpp"
#include "attest/table/table.hpp"
#include "commands.hpp"

namespace attest::run {

Result rank(const RankOptions& o) {
  const long dim = parse_whole("--dim", o.dim), degree = parse_whole("--degree", o.degree),
             order = parse_whole("--order", o.order);
  const std::string name = fmt::format("C({0}(g+d), {0}g)", order);
  const Integer paper = count::paper_rank(dim, degree, order);
  const Integer tight = count::tight_rank(dim, degree);
  if (o.json) {
    return {decided, to_document({{"dim", dim},
                                  {"degree", degree},
                                  {"order", order},
                                  {"tight", to_text(tight)},
                                  {"papers", {{name, to_text(paper)}}}})};
  }
  const table::Table t{{"count", "formula", "columns"},
                       {{"tight", "C(d+g, g)", to_text(tight)}, {"papers", name, to_text(paper)}}};
  return {decided,
          fmt::format("factors of a polynomial of degree {} in products of {} vectors in R^{}\n", degree, order, dim) +
              table::to_plain_text(t)};
}

}  // namespace attest::run
