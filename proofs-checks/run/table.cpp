#include "attest/table/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "attest/data/file.hpp"
#include "attest/number/text.hpp"
#include "attest/table/table.hpp"
#include "attest/table/write.hpp"
#include "commands.hpp"
#include "heads.hpp"
#include "suggest.hpp"

namespace attest::run {
namespace {

using table::Definition;
using table::Kind;

/// Every list of every table is an option of the command.
std::vector<std::pair<std::string, const std::vector<std::string>*>> lists_of(const TableOptions& o) {
  return {{"b", &o.b}, {"eps", &o.eps},     {"d", &o.d}, {"g", &o.g},
          {"n", &o.n}, {"order", &o.order}, {"c", &o.c}, {"a", &o.a}};
}

const Definition& find(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& t : table::definitions()) {
    if (t.name == name) return t;
    names.push_back(t.name);
  }
  const std::string near = nearest(name, names);
  throw std::invalid_argument(fmt::format("table: '{}' is not known{}; there are {}", name,
                                          near.empty() ? "" : "; did you mean " + near + "?", fmt::join(names, ", ")));
}

/// `1,2,3`, or a list of such: numbers; of powers of two, `2^10` is 10.
std::vector<Rational> parse_list(const std::string& option, const std::vector<std::string>& typed, Kind kind) {
  const std::string dashed = "--" + option;
  std::vector<Rational> numbers;
  for (const auto& text : typed)
    for (std::size_t at = 0; at <= text.size();) {
      const auto end = std::min(text.find(',', at), text.size());
      std::string part = text.substr(at, end - at);
      at = end + 1;
      if (kind == Kind::powers) {
        if (!part.starts_with("2^"))
          throw std::invalid_argument(fmt::format("{}: '{}'; a power of two, written 2^10, is needed", dashed, part));
        part.erase(0, 2);
      }
      numbers.push_back(parse_number(dashed.c_str(), part));
      if (numbers.size() > table::most_cells)
        throw std::domain_error(fmt::format("{}: more than {} numbers", dashed, table::most_cells));
    }
  return numbers;
}

table::Grid parse_grid(const Definition& t, const TableOptions& o) {
  table::Grid grid;
  for (const auto& [name, typed] : lists_of(o)) {
    if (typed->empty()) continue;
    const auto at = std::find_if(t.options.begin(), t.options.end(),
                                 [&, &n = name](const table::ListOption& x) { return x.name == n; });
    grid.lists[name] =
        at == t.options.end() ? std::vector<Rational>{} : parse_list(name, *typed, at->kind);  // refused by `checked`
  }
  grid.threads = thread_count(o.threads);
  grid.effort = parse_effort(o.effort, o.seed);
  if (!o.ids.empty() && t.needs != table::Needs::claims)
    throw std::invalid_argument("--id: it is for the tables ledger and rulings");
  if (t.needs == table::Needs::claims) grid.claims = select_claims(o.ids);
  if (t.needs == table::Needs::heads) {
    grid.heads = read_heads(o.q, o.k, o.v);
    grid.scale = attention::Scale::parse(o.scale);
  } else if (!(o.q.empty() && o.k.empty() && o.v.empty())) {
    throw std::invalid_argument("--q, --k, --v: they are for the tables bounded-entries and attention");
  }
  return table::checked(t, std::move(grid));
}

/// The names, what they show and their options.
std::string catalogue() {
  table::Table list{{"table", "shows", "options"}, {}};
  for (const auto& t : table::definitions()) {
    std::string options =
        t.needs == table::Needs::claims ? "--id" : (t.needs == table::Needs::heads ? "--q --k --v" : "");
    for (const auto& o : t.options) options += (options.empty() ? "--" : " --") + o.name;
    list.rows.push_back({t.name, t.what, options});
  }
  return table::to_plain_text(list);
}

}  // namespace

Result table(const TableOptions& o) {
  if (o.name.empty()) return {decided, catalogue()};
  const Definition& t = find(o.name);
  const auto format = table::parse_format(o.format);
  if (o.standalone && format != table::Format::latex)
    throw std::invalid_argument("--standalone: it is for --format latex");
  const table::Sheet sheet = t.make(parse_grid(t, o));
  std::size_t rows = 0;
  std::string file;
  if (!o.out.empty()) data::require_writable(o.out);
  const auto written = table::write(sheet, format, o.standalone, [&](std::string_view text) {
    if (o.out.empty())
      print(std::string(text));
    else
      file += text;
    if (++rows % 100 == 0) progress(fmt::format("attest: {} rows of table {}", rows, t.name));
  });
  if (!o.out.empty()) data::write_file(o.out, file);
  return {written.undecided == 0 ? decided : undecided,
          o.out.empty() ? "" : fmt::format("wrote {} ({} rows)\n", o.out, written.rows)};
}

}  // namespace attest::run
