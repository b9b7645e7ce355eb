#include "reduction_folder.hpp"

#include <fmt/format.h>

#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/number/text.hpp"
#include "commands.hpp"
#include "positions.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;
using namespace reduction;

constexpr std::uintmax_t largest_formula = std::uintmax_t{1} << 28, largest_manifest = std::uintmax_t{1} << 22;

const char* to_text(Link link) { return link == Link::direct ? "direct" : "protocol"; }
const char* to_text(Form form) { return form == Form::centred ? "centred" : "paper-like"; }

std::string short_text(const Integer& n) { return to_short_text(Rational(n)); }

Json protocol_json(const Protocol& p) {
  return {{"p", p.p}, {"blocks", p.blocks}, {"symbols", p.symbols}, {"length", p.length}, {"players", p.players}};
}

/// A field of a manifest, as text; empty where it is null.
std::string field(const Json& json, const fs::path& file, const char* name) {
  const auto at = json.find(name);
  if (at == json.end()) throw data::InputError(fmt::format("{}: '{}' is missing", file.string(), name));
  if (at->is_null()) return {};
  if (at->is_string()) return at->get<std::string>();
  if (at->is_number_integer()) return at->dump();
  throw data::InputError(fmt::format("{}: '{}' is no text and no whole number", file.string(), name));
}

std::size_t whole(const std::string& name, const std::string& text, long least, long most) {
  const long value = parse_whole(name.c_str(), text);
  if (value < least || value > most)
    throw std::invalid_argument(fmt::format("{}: {}; {} to {} is allowed", name, value, least, most));
  return static_cast<std::size_t>(value);
}

}  // namespace

Link parse_link(const char* option, const std::string& text) {
  if (text == "direct") return Link::direct;
  if (text == "protocol") return Link::protocol;
  throw std::invalid_argument(fmt::format("{}: '{}'; allowed are direct and protocol", option, text));
}

Form parse_form(const char* option, const std::string& text) {
  if (text == "centred") return Form::centred;
  if (text == "paper-like") return Form::paper_like;
  throw std::invalid_argument(fmt::format("{}: '{}'; allowed are centred and paper-like", option, text));
}

fs::path message_folder(const fs::path& folder, const Integer& index) {
  return folder / ("message-" + attest::to_text(index));
}

Cnf read_formula(const fs::path& file) {
  const std::string text = data::read_file(file, largest_formula);
  try {
    return parse_dimacs(text);
  } catch (const std::invalid_argument& e) {
    throw data::InputError(file.string() + ": " + e.what());
  }
}

AttentionInstance::AttentionInstance(const Chain& chain, const Integer& index, const std::string& rope)
    : gap(chain.gap(index)) {
  hardness = chain.route().form == Form::centred ? centred(gap) : paper_like(gap);
  if (!rope.empty()) rotary = with_rotary(hardness, parse_rotary(rope, hardness.problem.q.cols()));
}

const Thresholds& AttentionInstance::thresholds() const {
  if (rotary) return *rotary;
  return hardness;
}

std::vector<std::pair<std::string, const DoubleMatrix*>> AttentionInstance::files() const {
  const auto& p = hardness.problem;
  if (rotary) return {{"Q.npy", &rotary->problem.q}, {"K.npy", &rotary->problem.k}, {"V.npy", &rotary->problem.v}};
  std::vector<std::pair<std::string, const DoubleMatrix*>> named{{"Q.npy", &p.q}};
  for (const auto& [letter, list] : {std::pair{'K', &p.k}, std::pair{'V', &p.v}})
    for (std::size_t a = 0; a < list->size(); ++a)
      named.emplace_back(list->size() == 1 ? fmt::format("{}.npy", letter) : fmt::format("{}{}.npy", letter, a + 1),
                         &(*list)[a]);
  return named;
}

Json AttentionInstance::links(const Chain& chain) const {
  const auto& sizes = chain.sizes();
  Json vectors = Json::array();
  for (const auto& n : sizes.vectors) vectors.push_back(attest::to_text(n));
  Json gap_link{
      {"link", to_text(chain.route().link)},           {"to", "Gap-MaxIP"}, {"instances", short_text(sizes.instances)},
      {"dimension", attest::to_text(sizes.dimension)}, {"t", gap.t},        {"gap", attest::to_text(gap.gap)}};
  if (sizes.chosen) gap_link["protocol"] = protocol_json(*sizes.chosen);
  Json links{{{"link", "split"},
              {"to", "orthogonal vectors"},
              {"order", chain.route().order},
              {"vectors", vectors},
              {"dimension", attest::to_text(sizes.clauses)}},
             gap_link,
             {{"link", to_text(chain.route().form)},
              {"to", "attention"},
              {"beta", attest::to_text(hardness.beta)},
              {"lambda", attest::to_text(hardness.lambda)},
              {"entry_bound", enclosure(hardness.entries, 10)},
              {"entry_bound_over_root_of_log", enclosure(hardness.entries_ratio, 10)}}};
  if (rotary)
    links.push_back({{"link", "rotary"},
                     {"to", "attention with rotary positions"},
                     {"growth", to_decimal(rotary->growth, 10, Direction::up)},
                     {"perturbation", to_decimal(rotary->perturbation, 6, Direction::up)}});
  return links;
}

Json manifest(const Chain& chain, const Recipe& recipe, const AttentionInstance& instance, bool holds_it) {
  const auto& t = instance.thresholds();
  Json files = nullptr;
  if (holds_it) {
    files = Json::array();
    for (const auto& [name, matrix] : instance.files()) files.push_back(name);
  }
  const auto decimal = [](const Rational& x) { return to_decimal(x, 10, Direction::nearest); };
  const auto given = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {
      {"attest_reduction", 1},
      {"formula",
       {{"file", formula_name}, {"variables", chain.formula().variables}, {"clauses", chain.formula().clauses.size()}}},
      {"order", recipe.route.order},
      {"link", to_text(recipe.route.link)},
      {"form", to_text(recipe.route.form)},
      {"blocks", chain.sizes().chosen ? Json(chain.sizes().chosen->blocks) : Json(nullptr)},
      {"rope", given(recipe.rope)},
      {"instances", attest::to_text(chain.sizes().instances)},
      {"message", recipe.message ? Json(attest::to_text(*recipe.message)) : Json(nullptr)},
      {"files", files},
      {"scale", "1/d"},
      {"queries", t.queries},
      {"meaning",
       "column 0 of the first `queries` rows of the attention output: YES if one of them is at least yes_at_least, "
       "NO if all are at most no_at_most"},
      {"yes_at_least", attest::to_text(t.yes_at_least)},
      {"no_at_most", attest::to_text(t.no_at_most)},
      {"threshold", attest::to_text(t.threshold)},
      {"tolerable_error", attest::to_text(t.tolerable)},
      {"decimals",
       {{"yes_at_least", decimal(t.yes_at_least)},
        {"no_at_most", decimal(t.no_at_most)},
        {"threshold", decimal(t.threshold)},
        {"tolerable_error", decimal(t.tolerable)}}},
      {"links", instance.links(chain)}};
}

Recipe read_recipe(const fs::path& folder) {
  const fs::path file = folder / manifest_name;
  const std::string text = data::read_file(file, largest_manifest);
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) throw data::InputError(file.string() + ": no JSON object");
  if (field(json, file, "attest_reduction") != "1")
    throw data::InputError(file.string() + ": 'attest_reduction' is not 1; version 1 is read here");
  Recipe r;
  try {
    r.route.order = whole("order", field(json, file, "order"), 2, 6);
    r.route.link = parse_link("link", field(json, file, "link"));
    r.route.form = parse_form("form", field(json, file, "form"));
    if (r.route.link == Link::protocol) r.route.blocks = whole("blocks", field(json, file, "blocks"), 1, 1L << 16);
    r.rope = field(json, file, "rope");
    if (const std::string message = field(json, file, "message"); !message.empty())
      r.message = whole("message", message, 0, 1'000'000);
  } catch (const std::invalid_argument& e) {
    throw data::InputError(file.string() + ": " + e.what());
  }
  return r;
}

}  // namespace attest::run
