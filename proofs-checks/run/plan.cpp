#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "attest/attention/rates.hpp"
#include "attest/count/ranks.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/number/text.hpp"
#include "attention_job.hpp"
#include "commands.hpp"
#include "positions.hpp"

namespace attest::run {
namespace {

namespace fs = std::filesystem;
using namespace attention;

// --- rates of this machine, kept in the user's cache ---------------------------------------------------------------

/// The processor's name, or nothing where the system does not say.
std::string processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 1);
  return {};
}

fs::path cache_file() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return fs::path(cache) / "attest" / "rates.json";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fs::path(home) / ".cache" / "attest" / "rates.json" : fs::path();
}

constexpr std::pair<const char*, double Rates::*> rate_names[] = {{"multiply_add", &Rates::multiply_add},
                                                                  {"feature", &Rates::feature},
                                                                  {"monomial", &Rates::monomial},
                                                                  {"call", &Rates::call},
                                                                  {"entry", &Rates::entry},
                                                                  {"pair", &Rates::pair},
                                                                  {"pair_column", &Rates::pair_column},
                                                                  {"ball_pair", &Rates::ball_pair},
                                                                  {"ball_pair_column", &Rates::ball_pair_column}};

/// Nothing where there are none, or they are another machine's or version's.
std::optional<Rates> cached_rates(const fs::path& file) {
  try {
    const auto kept = parse_json(data::read_file(file, 1 << 16));
    if (!kept || !kept->is_object()) return std::nullopt;
    const Json& json = *kept;
    if (json.value("attest", "") != ATTEST_VERSION || json.value("processor", "") != processor()) return std::nullopt;
    Rates r;
    for (const auto& [name, rate] : rate_names) {
      r.*rate = json.at(name).get<double>();
      if (!(r.*rate >= 0 && r.*rate < 1)) return std::nullopt;
    }
    return r;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

/// A cache that cannot be written is measured anew the next time, without a word.
void keep_rates(const fs::path& file, const Rates& rates) {
  Json json{{"attest", ATTEST_VERSION}, {"processor", processor()}};
  for (const auto& [name, rate] : rate_names) json[name] = rates.*rate;
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  try {
    data::write_file(file, to_document(json));
  } catch (const data::OutputError&) {
  }
}

Rates rates_of_this_machine(bool calibrate) {
  const fs::path file = cache_file();
  if (!calibrate && !file.empty())
    if (const auto kept = cached_rates(file)) return *kept;
  progress("attest: measuring the rates of this machine");
  const Rates rates = measure_rates();
  if (!file.empty()) keep_rates(file, rates);
  return rates;
}

// --- what is planned ------------------------------------------------------------------------------------------------

/// Sizes and scores, from data or as given.
struct Task {
  Shape shape;
  std::size_t order = 2;
  Outcome<ScorePlan> scores;
  Integer rank;      ///< columns, or Toeplitz terms, where the scores could be planned
  std::string from;  ///< `data` or `sizes`
  bool positions = false, masked = false;
};

/// How long the choice of a polynomial takes depends on the scores: it is made once more, beside what every call takes.
double seconds_of_choice(double score, const Rational& eps) {
  const Stopwatch watch;
  static_cast<void>(plan_scores(score, 0, Rational(1), eps).decided());
  return watch.seconds();
}

double parse_size(const char* option, const std::string& text, const std::string& otherwise) {
  const std::string& given = text.empty() ? otherwise : text;
  if (given.empty()) throw std::invalid_argument(fmt::format("{}: it is required without --q", option));
  const Rational x = parse_positive(option, given);
  if (!x.is_integer() || x > Rational(Integer(1) << 50))
    throw std::invalid_argument(fmt::format("{}: '{}'; a whole number of at most 2^50 is needed", option, given));
  return x.nearest_double();
}

std::size_t parse_dimension(const char* option, const std::string& text, const std::string& otherwise) {
  const double x = parse_size(option, text, otherwise);
  if (x > 1e6) throw std::invalid_argument(fmt::format("{}: {}; at most 1000000 is allowed", option, x));
  return static_cast<std::size_t>(x);
}

/// What only matrices can have; one more than `defaults` would go unheard.
void require_none_of_matrices(const AttentionOptions& o) {
  const AttentionOptions defaults;
  const auto require = [](const std::string& option, bool absent) {
    if (!absent) throw std::invalid_argument(option + ": for matrices, --q; sizes alone are planned here");
  };
  require("--k", o.k.empty());
  require("--v", o.v.empty());
  for (std::size_t a = 0; a < o.ks.size(); ++a) {
    require(fmt::format("--k{}", a + 1), o.ks[a].empty());
    require(fmt::format("--v{}", a + 1), o.vs[a].empty());
  }
  require("--scale", o.scale == defaults.scale);
  require("--rope, --w-kernel, --bias, --causal, --window, --dilation, --block, --query-offset", !has_positions(o));
}

Task from_sizes(const PlanOptions& o, const Rational& eps) {
  require_none_of_matrices(o.data);
  const double n = parse_size("--n", o.n, "");
  const std::size_t d = parse_dimension("--d", o.d, ""), dv = parse_dimension("--dv", o.dv, std::to_string(d));
  const std::size_t order = parse_order(o.data.order);
  if (o.beta.empty()) throw std::invalid_argument("--beta: it is required without --q");
  const Rational beta = parse_number("--beta", o.beta);
  if (beta.sign() < 0) throw std::invalid_argument("--beta: '" + o.beta + "'; it cannot be negative");
  Task t{square_shape(n, static_cast<double>(d), static_cast<double>(dv), order), order,
         plan_scores(beta.nearest_double(), 0, Rational(1), eps), 0, "sizes"};
  if (t.scores.decided())
    t.rank = count::tight_rank(static_cast<long>(d), static_cast<long>(t.scores.value().degree()));
  return t;
}

Task from_data(const PlanOptions& o, const Rational& eps) {
  for (const auto& [name, text] : {std::pair{"--n", &o.n}, {"--d", &o.d}, {"--dv", &o.dv}, {"--beta", &o.beta}})
    if (!text->empty()) throw std::invalid_argument(fmt::format("{}: the matrices say it already", name));
  const AttentionJob job(o.data);
  auto [shape, scores, rank] = job.plan(eps);
  return {shape, job.order(), scores, rank, "data", !job.positions().empty(), !job.mask().empty()};
}

struct Line {
  std::string name;
  bool feasible = false;
  std::string why;
  std::optional<Cost> cost;
};

std::vector<Line> lines_of(const Task& t, const Budget& budget, unsigned threads, const Rates& rates) {
  std::vector<Line> lines;
  const auto add = [&](const char* name, const Cost& cost, const std::string& what) {
    const auto refusal = over_budget(what, cost, budget);
    lines.push_back({name, !refusal, refusal ? refusal->text : what, cost});
  };
  const std::string pairs = fmt::format("{:.4g} exponentials", t.shape.tuples);
  const auto none = [&](const char* name, const std::string& why) { lines.push_back({name, false, why, {}}); };
  if (t.shape.general) {
    const char* why = "a kernel W of its own has scores of no low rank";
    none("polynomial", why);
    none("polynomial-balls", why);
    if (!t.scores.decided())
      none("toeplitz", t.scores.why().text);
    else
      add("toeplitz", toeplitz_cost(t.shape, t.rank, threads, rates),
          fmt::format("degree {}, {} terms", t.scores.value().degree(), to_short_text(Rational(t.rank))));
  } else if (!t.scores.decided()) {
    none("polynomial", t.scores.why().text);
    none("polynomial-balls", t.scores.why().text);
  } else {
    const std::string size =
        fmt::format("degree {}, {} columns", t.scores.value().degree(), to_short_text(Rational(t.rank)));
    if (t.shape.bias)
      none("polynomial", "biases are for polynomial-balls");
    else
      add("polynomial", polynomial_cost(t.shape, t.rank, threads, rates), size);
    add("polynomial-balls", polynomial_balls_cost(t.shape, t.rank, threads, rates), size);
  }
  if (t.shape.general || t.shape.bias)
    none("definition-double", "biases and kernels of their own are for the definition in balls");
  else
    add("definition-double", definition_in_double_cost(t.shape, threads, rates), pairs);
  add("definition", definition_cost(t.shape, threads, rates), pairs);
  return lines;
}

const Line* winner_of(const std::vector<Line>& lines) {
  const Line* best = nullptr;
  for (const auto& l : lines)
    if (l.feasible && (best == nullptr || l.cost->seconds < best->cost->seconds)) best = &l;
  return best;
}

/// The largest order for which some method fits the budget, with as many keys in each place as there are queries; 0
/// where there is none.
std::size_t largest_affordable(const Task& t, const Budget& budget, unsigned threads, const Rates& rates) {
  for (std::size_t order = largest_order; order >= 2; --order) {
    Task other = t;
    other.shape = square_shape(t.shape.n, t.shape.d, t.shape.dv, order);
    other.order = order;
    if (winner_of(lines_of(other, budget, threads, rates)) != nullptr) return order;
  }
  return 0;
}

std::string seconds_text(double s) { return fmt::format("{:.3g} s", s); }

std::string bytes_text(double b) {
  const char* units[] = {"B", "kB", "MB", "GB", "TB"};
  std::size_t u = 0;
  while (b >= 1000 && u < 4) b /= 1000, ++u;
  return fmt::format("{:.3g} {}", b, units[u]);
}

}  // namespace

Result plan(const PlanOptions& o) {
  const Rational eps = parse_positive("--eps", o.data.eps);
  const Budget budget = parse_budget(o.data.memory, o.data.seconds);
  const unsigned threads = thread_count(o.data.threads);
  const Task t = o.data.q.empty() ? from_sizes(o, eps) : from_data(o, eps);
  Rates rates = rates_of_this_machine(o.calibrate);
  if (t.scores.decided()) rates.call += seconds_of_choice(t.scores.value().score, eps);
  const auto lines = lines_of(t, budget, threads, rates);
  const Line* winner = winner_of(lines);
  std::optional<double> cross;
  if (t.scores.decided() && !t.shape.general) cross = crossover(t.shape.d, t.shape.dv, t.order, t.rank, threads, rates);
  const std::size_t affordable = t.positions || t.masked ? 0 : largest_affordable(t, budget, threads, rates);
  const int code = winner != nullptr ? decided : refused;

  if (o.data.json) {
    Json methods = Json::array();
    for (const auto& l : lines)
      methods.push_back({{"name", l.name},
                         {"feasible", l.feasible},
                         {"why", l.why},
                         {"seconds", l.cost ? Json(l.cost->seconds) : Json(nullptr)},
                         {"bytes", l.cost ? Json(l.cost->bytes) : Json(nullptr)}});
    return {code, to_document({{"from", t.from},
                               {"order", t.order},
                               {"eps", to_text(eps)},
                               {"threads", threads},
                               {"score_bound", t.scores.decided() ? Json(t.scores.value().score) : Json(nullptr)},
                               {"degree", t.scores.decided() ? Json(t.scores.value().degree()) : Json(nullptr)},
                               {"rank", t.scores.decided() ? Json(to_text(t.rank)) : Json(nullptr)},
                               {"methods", methods},
                               {"winner", winner != nullptr ? Json(winner->name) : Json(nullptr)},
                               {"crossover_n", cross ? Json(*cross) : Json(nullptr)},
                               {"largest_affordable_order", affordable > 0 ? Json(affordable) : Json(nullptr)}})};
  }
  std::string s = fmt::format("attention of order {}, n = {:.6g}, d = {:.6g}, dv = {:.6g}, eps = {}", t.order,
                              t.shape.n, t.shape.d, t.shape.dv, to_short_text(eps));
  if (t.scores.decided())
    s += fmt::format(": scores up to {}, degree {}, {} {}", to_decimal_up(t.scores.value().score, 3),
                     t.scores.value().degree(), to_short_text(Rational(t.rank)), t.shape.general ? "terms" : "columns");
  s += "\n";
  for (const auto& l : lines)
    s += fmt::format("  {:18}{}{}\n", l.name,
                     l.cost ? fmt::format("{:>10} {:>9}  ", seconds_text(l.cost->seconds), bytes_text(l.cost->bytes))
                            : std::string(22, ' '),
                     l.feasible ? "" : "no: " + l.why);
  s += "  winner            " + (winner != nullptr ? winner->name : "none fits --seconds and --memory") + "\n";
  if (t.scores.decided() && !t.shape.general)
    s += cross ? fmt::format("  from n = {:.4g} on the polynomial method takes less than the definition in double\n",
                             *cross)
               : "  the polynomial method does not pay for any n\n";
  if (affordable > 0) s += fmt::format("  affordable        up to order {} at these sizes and scores\n", affordable);
  s += "  (estimates from rates measured on this machine, " + std::to_string(threads) + " threads)\n";
  return {code, s};
}

}  // namespace attest::run
