#include "attest/table/tables.hpp"

#include <algorithm>
#include <stdexcept>

namespace attest::table {
namespace {

std::string written(const Rational& x, Kind kind) { return (kind == Kind::powers ? "2^" : "") + exact_text(x); }

void require_allowed(const ListOption& o, const std::vector<Rational>& list) {
  if (list.empty())
    throw std::invalid_argument("--" + o.name + ": an empty list; numbers separated by commas are needed");
  for (const auto& x : list) {
    if (o.kind != Kind::rational && !x.is_integer())
      throw std::invalid_argument("--" + o.name + ": " + to_short_text(x) + "; whole numbers are needed");
    if (x < o.lower || o.upper < x)
      throw std::domain_error("--" + o.name + ": " + (o.kind == Kind::powers ? "2^" : "") + to_short_text(x) +
                              "; allowed are " + written(o.lower, o.kind) + " to " + written(o.upper, o.kind));
  }
}

}  // namespace

std::vector<long> Grid::wholes(const std::string& option) const {
  std::vector<long> list;
  for (const auto& x : numbers(option)) list.push_back(static_cast<long>(x.numerator()));
  return list;
}

const std::vector<Definition>& definitions() {
  static const std::vector<Definition> all{degree_table(),          rank_table(),      exponent_table(),
                                           threshold_table(),       stability_table(), normalization_table(),
                                           terms_table(),           ledger_table(),    rulings_table(),
                                           bounded_entries_table(), attention_table(), experiments_table()};
  return all;
}

Grid checked(const Definition& table, Grid grid) {
  for (const auto& [name, list] : grid.lists) {
    const bool known = std::any_of(table.options.begin(), table.options.end(),
                                   [&, &n = name](const ListOption& o) { return o.name == n; });
    if (known) continue;
    std::string names;
    for (const auto& o : table.options) names += " --" + o.name;
    throw std::invalid_argument("--" + name + ": not an option of table " + table.name +
                                (names.empty() ? ", which takes no lists" : "; it takes" + names));
  }
  std::size_t cells = std::max<std::size_t>(1, grid.heads.size());
  for (const auto& o : table.options) {
    const auto& list = grid.lists.try_emplace(o.name, o.usual).first->second;
    require_allowed(o, list);
    cells *= list.size();
    if (cells > most_cells)
      throw std::domain_error("--" + o.name + ": the lists have more than " + std::to_string(most_cells) +
                              " combinations; that is the most for one table");
  }
  return grid;
}

}  // namespace attest::table
