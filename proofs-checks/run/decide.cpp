#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "attest/attention/tensor.hpp"
#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/data/npy.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/number/text.hpp"
#include "commands.hpp"
#include "reduction_folder.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;
using namespace reduction;

/// An output of one instance: the program's own, or one that was given.
struct Output {
  DoubleMatrix values;
  Rational error;
  std::string method, why;
};

/// The matrices in the folder must be those of the reduction, number by number.
void require_as_built(const fs::path& folder, const AttentionInstance& x) {
  for (const auto& [name, built] : x.files()) {
    const fs::path file = folder / name;
    // A header is at most 64 kB and an entry 8 bytes: more is not read.
    if (data::regular_file_size(file) > 8 * built->entries().size() + (std::uintmax_t{1} << 16))
      throw data::InputError(fmt::format("{}: too large; the reduction of {} makes {} x {}", file.string(),
                                         formula_name, built->rows(), built->cols()));
    const DoubleMatrix there = data::read_npy_matrix(file);
    if (there.rows() != built->rows() || there.cols() != built->cols())
      throw data::InputError(fmt::format("{}: {} x {}; the reduction of {} makes {} x {}", file.string(), there.rows(),
                                         there.cols(), formula_name, built->rows(), built->cols()));
    for (std::size_t i = 0; i < there.rows(); ++i)
      for (std::size_t l = 0; l < there.cols(); ++l)
        if (there(i, l) != (*built)(i, l))
          throw data::InputError(fmt::format("{}: entry ({}, {}) is {}; the reduction of {} makes it {}", file.string(),
                                             i, l, there(i, l), formula_name, (*built)(i, l)));
  }
}

DoubleMatrix first_rows(const DoubleMatrix& a, std::size_t count) {
  DoubleMatrix b(count, a.cols());
  std::copy_n(a.entries().begin(), b.entries().size(), b.entries().begin());
  return b;
}

Output attended(const DecideOptions& o, const AttentionInstance& x, const Rational& eps, const Budget& budget) {
  const auto method = attention::parse_method(o.method);
  const unsigned threads = thread_count(o.threads);
  const std::size_t queries = x.thresholds().queries;
  const auto answered = [&]() -> Outcome<attention::Attended> {
    if (x.rotary) {
      auto problem = x.rotary->problem;
      problem.q = first_rows(problem.q, queries);
      return attention::softmax(problem, eps, method, budget, threads);
    }
    auto problem = x.hardness.problem;
    problem.q = first_rows(problem.q, queries);
    return attention::attend(problem, eps, method, budget, threads);
  }();
  if (!answered.decided()) throw Refusal(fmt::format("--method {}: {}", o.method, answered.why().text));
  const auto& a = answered.value();
  return {a.answer.output, a.answer.error_bound(), a.answer.method, a.why};
}

Output given(const DecideOptions& o) {
  const Rational error = parse_number("--error", o.error);
  if (error.sign() < 0) throw std::invalid_argument("--error: '" + o.error + "'; it cannot be negative");
  return {data::read_double_matrix(o.output), error, "given", "as claimed, not proved here"};
}

/// What the folder asks, its instances, and what was found.
struct Verdict {
  Decision decision;
  std::optional<std::size_t> row;  ///< where YES was seen
  std::optional<Integer> message;  ///< and in which instance
  Output output;                   ///< of that instance, or of the last one
  Rational tolerable, eps, error;  ///< error: the largest of all instances looked at
  Json links;
};

std::size_t largest_row(const DoubleMatrix& output, std::size_t queries) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < queries; ++i)
    if (output(i, 0) > output(best, 0)) best = i;
  return best;
}

/// What is left of the budget after `spent` seconds.
Budget left_of(Budget budget, double spent) {
  if (spent > budget.seconds)
    throw Refusal(fmt::format("--seconds: the reduction and the attention before took {:.3g} s; allowed are {:.3g}",
                              spent, budget.seconds));
  budget.seconds -= spent;
  return budget;
}

Verdict decide_folder(const DecideOptions& o, const fs::path& folder, const Chain& chain, const Recipe& recipe,
                      const Budget& whole, const Stopwatch& since_start) {
  Verdict v;
  std::vector<Decision> decisions;
  const bool several = !recipe.message && chain.sizes().instances > 1;
  if (several && !o.output.empty())
    throw std::invalid_argument(fmt::format("--output: {} holds {} instances; decide one, such as {}", folder.string(),
                                            to_text(chain.sizes().instances), message_folder(folder, 0).string()));
  const Integer first = recipe.message.value_or(0), end = several ? chain.sizes().instances : Integer(first + 1);
  for (Integer i = first; i < end; ++i) {
    const AttentionInstance x = [&] {
      try {
        return AttentionInstance(chain, i, recipe.rope);
      } catch (const std::logic_error& e) {
        throw data::InputError((folder / manifest_name).string() + ": " + e.what());
      }
    }();
    require_as_built(several ? message_folder(folder, i) : folder, x);
    const Thresholds& t = x.thresholds();
    v.tolerable = t.tolerable;
    v.links = x.links(chain);
    v.eps = o.eps == "auto" ? t.tolerable / Rational(16) : parse_positive("--eps", o.eps);
    const Budget budget = left_of(whole, since_start.seconds());
    Output output = o.output.empty() ? attended(o, x, v.eps, budget) : given(o);
    v.error = max(v.error, output.error);
    try {
      decisions.push_back(decide(t, output.values, output.error));
    } catch (const std::invalid_argument& e) {
      throw data::InputError(o.output + ": " + e.what());
    }
    const bool yes = decisions.back().answer == Answer::yes;
    if (yes && !v.row) {
      v.row = largest_row(output.values, t.queries);
      if (several) v.message = i;
    }
    if (yes || !v.row) v.output = std::move(output);
    if (yes) break;
  }
  v.decision = combined(decisions);
  return v;
}

const char* answer_text(Answer a) { return a == Answer::yes ? "YES" : a == Answer::no ? "NO" : "UNDECIDED"; }

std::string why_undecided(const Verdict& v) {
  if (v.decision.impossible) return "an attention output lies in [0, 1]: this one is further off than claimed";
  if (v.decision.promise_broken)
    return "the output says that a product lies strictly between the promised sides, which no formula makes: it is "
           "further off than claimed";
  return fmt::format("its error may be {}; tolerable is {}", to_decimal(v.error, 4, Direction::up),
                     to_decimal(v.tolerable, 4, Direction::down));
}

/// `x1 = 0, x2 = 1`.
std::string values_text(const std::vector<bool>& values) {
  std::vector<std::string> parts;
  for (std::size_t b = 0; b < values.size(); ++b) parts.push_back(fmt::format("x{} = {}", b + 1, values[b] ? 1 : 0));
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// What the whole folder says of its formula; one message of several says it for itself only.
std::string meaning(const Verdict& v, const Recipe& recipe) {
  if (v.decision.answer == Answer::undecided) return why_undecided(v);
  const bool yes = v.decision.answer == Answer::yes;
  if (recipe.message && !yes)
    return fmt::format("no choice of vectors makes the players accept message {} on all coins",
                       to_text(*recipe.message));
  return yes ? "the formula is satisfiable" : "the formula is not satisfiable";
}

/// What trying all assignments says beside it; one message alone speaks for the formula only with YES.
struct Confirmed {
  std::optional<bool> satisfiable;
  bool contradicted = false;
};
Confirmed by_trying(const Chain& chain, const Recipe& recipe, Answer answer) {
  const bool satisfiable = find_assignment(chain.formula()).has_value();
  const bool no_said = answer == Answer::no && !recipe.message;
  return {satisfiable, satisfiable ? no_said : answer == Answer::yes};
}

std::string to_sentences(const Verdict& v, const Chain& chain, const Recipe& recipe, const Confirmed& confirmed) {
  std::string s = fmt::format("{}: {}\n", answer_text(v.decision.answer), meaning(v, recipe));
  if (v.decision.answer != Answer::undecided)
    s += fmt::format("  margin    {}: any error less than that much larger gives the same answer\n",
                     to_decimal(v.decision.margin, 4, Direction::down));
  if (v.row) {
    const auto values = chain.values_of_row(*v.row);
    s += fmt::format("  seen      in row {}{}{}\n", *v.row,
                     v.message ? fmt::format(" of message {}", attest::to_text(*v.message)) : "",
                     values.empty() ? "" : ": " + values_text(values) + " can be completed");
  }
  s += fmt::format("  attention {}: every entry within {}; tolerable is {}\n",
                   v.output.method + (v.output.why.empty() ? "" : " (" + v.output.why + ")"),
                   to_decimal(v.error, 4, Direction::up), to_decimal(v.tolerable, 4, Direction::down));
  if (confirmed.satisfiable)
    s += fmt::format("  confirm   {} by trying all assignments{}\n",
                     *confirmed.satisfiable ? "satisfiable" : "not satisfiable",
                     confirmed.contradicted ? ": CONTRADICTED" : "");
  return s;
}

Json to_json(const Verdict& v, const Chain& chain, const Recipe& recipe, const Confirmed& confirmed) {
  Json values = nullptr;
  if (v.row) {
    values = Json::array();
    for (const bool b : chain.values_of_row(*v.row)) values.push_back(b ? 1 : 0);
  }
  return {{"answer", answer_text(v.decision.answer)},
          {"meaning", meaning(v, recipe)},
          {"margin", to_decimal(v.decision.margin, 10, Direction::down)},
          {"tolerable_error", to_decimal(v.tolerable, 10, Direction::down)},
          {"error_bound", to_decimal(v.error, 10, Direction::up)},
          {"promise_broken", v.decision.promise_broken},
          {"impossible", v.decision.impossible},
          {"method", v.output.method},
          {"why", v.output.why},
          {"row", v.row ? Json(*v.row) : Json(nullptr)},
          {"first_values", values},
          {"message", v.message ? Json(attest::to_text(*v.message)) : Json(nullptr)},
          {"satisfiable_by_trying", confirmed.satisfiable ? Json(*confirmed.satisfiable) : Json(nullptr)},
          {"contradicted", confirmed.contradicted},
          {"links", v.links}};
}

/// Before anything is built: the message exists, and one instance fits.
void require_affordable(const ChainSizes& sizes, const Recipe& recipe, const fs::path& folder, const Budget& budget) {
  if (recipe.message && (*recipe.message >= sizes.instances || sizes.instances == 1))
    throw data::InputError(fmt::format("{}: message {}; there are {}", (folder / manifest_name).string(),
                                       to_text(*recipe.message), to_short_text(Rational(sizes.instances))));
  const Rational bytes(8 * sizes.entries / sizes.instances);
  if (bytes > Rational::exact(budget.memory_bytes))
    throw Refusal(fmt::format("--memory: the matrices take {} bytes, allowed are {}", to_short_text(bytes),
                              to_decimal_up(budget.memory_bytes, 3)));
}

/// Trying takes about a nanosecond for each assignment and literal.
void require_triable(const Cnf& f, const Budget& budget) {
  if (f.variables > 30)
    throw std::length_error(fmt::format("--confirm: {} variables; at most 30 are tried", f.variables));
  double literals = 1;
  for (const auto& clause : f.clauses) literals += static_cast<double>(clause.size());
  const double seconds = std::ldexp(literals * 2e-9, static_cast<int>(f.variables));
  if (seconds > budget.seconds)
    throw Refusal(fmt::format("--confirm: trying all assignments may take {:.3g} s; allowed are {:.3g}", seconds,
                              budget.seconds));
}

}  // namespace

Result decide(const DecideOptions& o) {
  const Stopwatch since_start;
  if (o.folder.empty()) throw std::invalid_argument("folder: it is empty; one that reduce wrote is needed");
  if (o.output.empty() != o.error.empty())
    throw std::invalid_argument("--output, --error: an output comes with its error, and the other way round");
  const Budget budget = parse_budget(o.memory, o.seconds);
  const fs::path folder = o.folder;
  const Recipe recipe = read_recipe(folder);
  Cnf formula = read_formula(folder / formula_name);
  if (o.confirm) require_triable(formula, budget);
  const Chain chain = [&] {
    try {
      require_affordable(chain_sizes(formula, recipe.route), recipe, folder, budget);
      return Chain(std::move(formula), recipe.route);
    } catch (const std::invalid_argument& e) {
      throw data::InputError((folder / manifest_name).string() + ": " + e.what());
    }
  }();
  const Verdict v = decide_folder(o, folder, chain, recipe, budget, since_start);
  const Confirmed confirmed = o.confirm ? by_trying(chain, recipe, v.decision.answer) : Confirmed{};
  return {v.decision.answer == Answer::undecided || confirmed.contradicted ? undecided : decided,
          o.json ? to_document(to_json(v, chain, recipe, confirmed)) : to_sentences(v, chain, recipe, confirmed)};
}

}  // namespace attest::run
