#include <fmt/format.h>

#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/data/npy.hpp"
#include "attest/number/text.hpp"
#include "certify.hpp"
#include "commands.hpp"
#include "reduction_folder.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;
using namespace reduction;

constexpr long most_instances = 1000;

Recipe parse_recipe(const ReduceOptions& o) {
  if (o.from.front() != "cnf") throw std::invalid_argument("--from: '" + o.from.front() + "'; allowed is cnf FILE");
  if (o.to != "attention") throw std::invalid_argument("--to: '" + o.to + "'; allowed is attention");
  if (o.out.empty()) throw std::invalid_argument("--out: it is empty; the name of a folder is needed");
  Recipe r;
  r.route.order = parse_order(o.order);
  r.route.link = parse_link("--link", o.link);
  r.route.form = parse_form("--form", o.form);
  if (!o.blocks.empty()) {
    const long blocks = parse_whole("--blocks", o.blocks);
    if (r.route.link == Link::direct) throw std::invalid_argument("--blocks: it is for --link protocol");
    if (blocks < 1) throw std::invalid_argument(fmt::format("--blocks: {}; at least 1 is needed", blocks));
    r.route.blocks = static_cast<std::size_t>(blocks);
  }
  if (!o.rope.empty() && r.route.order != 2)
    throw std::invalid_argument(fmt::format("--rope: positions are for order 2, not {}", r.route.order));
  r.rope = o.rope;
  return r;
}

void require_affordable(const ChainSizes& s, const std::string& memory) {
  if (s.instances > most_instances)
    throw Refusal(
        fmt::format("--link: the protocol makes {} instances of dimension {}; at most {} are written, and "
                    "--link direct makes one",
                    to_short_text(Rational(s.instances)), to_short_text(Rational(s.dimension)), most_instances));
  const Rational bytes(8 * s.entries);
  if (bytes > Rational::exact(parse_budget(memory, "1").memory_bytes))
    throw Refusal(
        fmt::format("--memory: the matrices take {} bytes, allowed are {}; {}", to_short_text(bytes), memory,
                    s.chosen ? "--link direct is smaller" : "a higher --order makes fewer vectors of many variables"));
}

/// Removes what an earlier run wrote, the manifest first, so that nothing of two reductions is ever taken for one.
void clear_folder(const fs::path& folder) {
  const auto remove = [](const fs::path& file) {
    std::error_code error;
    if (fs::is_regular_file(fs::symlink_status(file, error))) fs::remove(file, error);
    if (error && error != std::errc::no_such_file_or_directory)
      throw data::OutputError(file.string() + ": cannot be removed (" + error.message() + ")");
  };
  remove(folder / manifest_name);
  remove(folder / formula_name);
  for (const char letter : {'Q', 'K', 'V'})
    for (const char* number : {"", "1", "2", "3", "4", "5"}) remove(folder / fmt::format("{}{}.npy", letter, number));
  for (Integer i = 0; i < most_instances; ++i) {
    const fs::path message = message_folder(folder, i);
    std::error_code error;
    if (!fs::is_directory(fs::symlink_status(message, error))) continue;
    clear_folder(message);
    if (fs::is_empty(message, error)) fs::remove(message, error);
  }
}

void write_folder(const fs::path& folder, const Chain& chain, const Recipe& recipe, const AttentionInstance& instance) {
  make_folder(folder);
  const auto files = instance.files();
  for (const auto& [name, matrix] : files) data::require_writable(folder / name);
  data::write_file(folder / formula_name, to_dimacs(chain.formula()));
  for (const auto& [name, matrix] : files) data::write_npy(folder / name, *matrix);
  data::write_file(folder / manifest_name, to_document(manifest(chain, recipe, instance, true)));
}

std::string to_sentences(const ReduceOptions& o, const Chain& chain, const AttentionInstance& x) {
  const auto& s = chain.sizes();
  const auto& t = x.thresholds();
  const auto up = [](const Rational& v) { return to_decimal(v, 4, Direction::up); };
  const auto down = [](const Rational& v) { return to_decimal(v, 4, Direction::down); };
  std::vector<std::string> sets, shapes;
  for (const auto& n : s.vectors) sets.push_back(to_text(n));
  for (const auto& [name, matrix] : x.files())
    shapes.push_back(fmt::format("{} {} x {}", name, matrix->rows(), matrix->cols()));
  std::string out = fmt::format("wrote {}: attention of order {} that decides a formula of {} variables, {} clauses\n",
                                o.out, chain.route().order, chain.formula().variables, chain.formula().clauses.size());
  out += fmt::format("  split     {} vectors of dimension {}; orthogonal choices are satisfying assignments\n",
                     fmt::join(sets, " + "), to_text(s.clauses));
  out += fmt::format("  {:9} dimension {}: largest product at least {}, or at most {}\n", o.link, to_text(s.dimension),
                     x.gap.t, x.gap.most_of_no());
  if (s.chosen)
    out += fmt::format("            over F_{}, blocks {}, symbols {}, points {}; messages of Merlin {}{}\n",
                       s.chosen->p, s.chosen->blocks, s.chosen->symbols, s.chosen->length, to_text(s.instances),
                       s.instances > 1 ? ", each an instance in message-..." : "");
  out += fmt::format("  {:9} {}; scale 1/d\n", o.form, fmt::join(shapes, ", "));
  if (x.rotary)
    out += fmt::format("  rotary    {}: entries grow by {}, no score is off by more than {}\n", o.rope,
                       up(x.rotary->growth), to_decimal(x.rotary->perturbation, 3, Direction::up));
  out += fmt::format("  entries   at most B = {} in all matrices alike, {} (ln n)^(1/{})\n",
                     up(x.hardness.entries.upper()), up(x.hardness.entries_ratio.upper()), chain.route().order);
  out += fmt::format(
      "  answer    YES: one of {} rows is at least {}; NO: all are at most {}; any error up to {} decides\n", t.queries,
      down(t.yes_at_least), up(t.no_at_most), down(t.tolerable));
  return out;
}

}  // namespace

Result reduce(const ReduceOptions& o) {
  Recipe recipe = parse_recipe(o);
  Cnf formula = read_formula(o.from.back());
  require_affordable(chain_sizes(formula, recipe.route), o.memory);
  const Chain chain(std::move(formula), recipe.route);
  if (chain.sizes().chosen) recipe.route.blocks = chain.sizes().chosen->blocks;

  const bool several = chain.sizes().instances > 1;
  const fs::path folder = o.out;
  const AttentionInstance first(chain, 0, recipe.rope);  // what is wrong with --rope is seen here
  if (first.thresholds().tolerable < Rational::power_of_two(-1022))
    throw Refusal(
        fmt::format("--form paper-like: the tolerable error {} is below what float64 holds; --form centred "
                    "tolerates a constant",
                    to_decimal(first.thresholds().tolerable, 4, Direction::down)));
  make_folder(folder);
  data::require_writable(folder / manifest_name);
  clear_folder(folder);
  if (several) {
    for (Integer i = 0; i < chain.sizes().instances; ++i) {
      Recipe one = recipe;
      one.message = i;
      write_folder(message_folder(folder, i), chain, one, AttentionInstance(chain, i, recipe.rope));
    }
    data::write_file(folder / formula_name, to_dimacs(chain.formula()));
    data::write_file(folder / manifest_name, to_document(manifest(chain, recipe, first, false)));
  } else {
    write_folder(folder, chain, recipe, first);
  }
  Json json = manifest(chain, recipe, first, !several);
  json["out"] = o.out;
  return {decided, o.json ? to_document(json) : to_sentences(o, chain, first)};
}

}  // namespace attest::run
