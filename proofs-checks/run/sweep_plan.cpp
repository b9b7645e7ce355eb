#include "sweep_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "output.hpp"
#include "suggest.hpp"

namespace attest::run {
namespace {

constexpr std::size_t most_values = 1'000'000, most_together = 2'000'000, most_cells = 1'000'000'000;
constexpr double default_seconds = 3600;

enum class Type { number, whole, word, claim };

struct AxisForm {
  std::string name;
  Type type;
  Rational lower, upper;           ///< numbers
  std::vector<std::string> words;  ///< words
  std::string otherwise;           ///< the value where the axis is not named; empty: it must be
};

struct JobForm {
  std::string kind;
  std::vector<AxisForm> axes;
};

AxisForm number(const char* name, const Rational& lower, const Rational& upper, const char* otherwise = "") {
  return {name, Type::number, lower, upper, {}, otherwise};
}
AxisForm whole(const char* name, long lower, long upper, const char* otherwise = "") {
  return {name, Type::whole, lower, upper, {}, otherwise};
}
AxisForm word(const char* name, std::vector<std::string> words, const char* otherwise = "") {
  return {name, Type::word, 0, 0, std::move(words), otherwise};
}

const std::vector<JobForm>& forms() {
  static const Rational tiny = pow(Rational(10), -1000);
  static const long seeds = 1'000'000'000;
  static const std::vector<JobForm> all{
      {"claim",
       {{"claim", Type::claim, 0, 0, {}, ""},
        number("effort", Rational(1) / Rational(1000), 1000, "1"),
        whole("seed", 0, seeds, "1")}},
      {"degree",
       {number("B", tiny, 500), number("centre", -10'000, 10'000, "0"), number("eps", tiny, 1'000'000),
        word("error", {"absolute", "relative"}, "absolute"), word("certificate", {"no", "yes"}, "no")}},
      {"rank", {whole("dim", 1, 1'000'000), whole("degree", 0, 10'000), whole("order", 2, 1000, "2")}},
      {"normalization",
       {whole("n", 1, 100'000), number("eps", 0, Rational(999) / Rational(1000)), whole("seed", 0, seeds, "1")}},
      {"recognise",
       {word("family",
             {"circulant", "toeplitz", "rescaled-circulant", "rescaled-toeplitz", "damaged", "low-rank", "generic"}),
        whole("n", 1, 512), whole("entries", 1, 1'000'000, "9"), word("over", {"Q", "R", "C"}, "Q"),
        word("certificate", {"no", "yes"}, "no"), whole("seed", 0, seeds, "1")}},
      {"attention",
       {whole("order", 2, 4, "2"), whole("n", 1, 10'000'000), whole("d", 1, 4096), number("beta", tiny, 10'000),
        number("eps", tiny, 1'000'000),
        word("method", {"auto", "definition", "definition-double", "polynomial", "polynomial-balls"}, "auto"),
        whole("rows", 0, 1000, "4"), whole("seed", 0, seeds, "1")}}};
  return all;
}

/// Reads a plan; `at` is where in it, for messages.
class PlanReader {
 public:
  explicit PlanReader(std::string file) : file_(std::move(file)) {}

  [[noreturn]] void fail(const std::string& at, const std::string& what) const {
    throw data::InputError(fmt::format("{}: {}{}{}", file_, at, at.empty() ? "" : ": ", what));
  }

  Json parse(const std::string& text) const {
    constexpr int deepest = 8;
    std::vector<std::set<std::string>> keys;
    try {
      return Json::parse(text, [&](int depth, Json::parse_event_t event, Json& value) {
        if (depth > deepest) fail("", "nested too deep");
        if (event == Json::parse_event_t::object_start) keys.emplace_back();
        if (event == Json::parse_event_t::object_end) keys.pop_back();
        if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
          fail("", fmt::format("'{}' is given twice", value.get<std::string>()));
        return true;
      });
    } catch (const Json::parse_error& e) {
      fail("", fmt::format("not JSON (byte {})", e.byte));
    } catch (const Json::out_of_range&) {
      fail("", "a number beyond the doubles; whole numbers stand as they are, all others in quotes");
    }
  }

  void require_known(const std::string& at, const Json& object, const std::vector<std::string>& allowed) const {
    if (!object.is_object()) fail(at, "an object { } is needed");
    for (const auto& [key, value] : object.items())
      if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
        const std::string near = nearest(key, allowed);
        fail(at, fmt::format("'{}' is not known{}; allowed are {}", key,
                             near.empty() ? "" : ", did you mean " + near + "?", fmt::join(allowed, ", ")));
      }
  }

  double seconds(const std::string& at, const Json& object, double otherwise) const {
    if (!object.contains("seconds")) return otherwise;
    const Rational s = exact(at + ".seconds", object["seconds"]);
    if (s.sign() <= 0 || s > Rational(10'000'000))
      fail(at + ".seconds", "a number above 0, at most 10000000, is needed");
    return s.nearest_double();
  }

  PlanJob job(const std::string& at, const Json& object, double budget) const {
    std::vector<std::string> kinds;
    for (const auto& f : forms()) kinds.push_back(f.kind);
    if (!object.is_object() || !object.contains("kind") || !object["kind"].is_string())
      fail(at, fmt::format("\"kind\" is needed: {}", fmt::join(kinds, ", ")));
    const auto kind = object["kind"].get<std::string>();
    const auto form = std::find_if(forms().begin(), forms().end(), [&](const JobForm& f) { return f.kind == kind; });
    if (form == forms().end()) {
      const std::string near = nearest(kind, kinds);
      fail(at + ".kind", fmt::format("'{}'{}; allowed are {}", kind, near.empty() ? "" : ", did you mean " + near + "?",
                                     fmt::join(kinds, ", ")));
    }
    std::vector<std::string> allowed{"kind"};
    for (const auto& a : form->axes) allowed.push_back(a.name);
    allowed.emplace_back("seconds");
    require_known(at, object, allowed);
    PlanJob job{kind, seconds(at, object, budget), {}, 0, 1};
    for (const auto& a : form->axes) {
      const std::string where = at + "." + a.name;
      if (!object.contains(a.name) && a.otherwise.empty()) fail(at, "\"" + a.name + "\" is needed");
      PlanAxis axis{a.name, object.contains(a.name) ? values(where, a, object[a.name]) : values(where, a, a.otherwise)};
      if (axis.values.empty()) fail(where, "a value is needed");
      std::set<std::string> seen;
      for (const auto& v : axis.values)
        if (!seen.insert(v.json).second) fail(where, v.json + " is given twice");
      if (job.count > most_cells / axis.values.size()) fail(at, fmt::format("more than {} cells", most_cells));
      job.count *= axis.values.size();
      job.axes.push_back(std::move(axis));
    }
    return job;
  }

 private:
  /// Integers as they stand, everything else as text: a number such as 0.1 would not be exact in JSON.
  Rational exact(const std::string& at, const Json& value) const {
    if (value.is_number_integer()) return parse_rational(value.dump());
    if (!value.is_string())
      fail(at, value.dump() + "; a whole number, or an exact number in quotes such as \"1/3\" or \"1e-6\", is needed");
    try {
      return parse_rational(value.get<std::string>(), 10'000);
    } catch (const std::invalid_argument& e) {
      fail(at, e.what());
    }
  }

  std::vector<PlanValue> values(const std::string& at, const AxisForm& form, const Json& json) const {
    std::vector<PlanValue> list;
    if (json.is_array()) {
      if (json.size() > most_values) fail(at, fmt::format("more than {} values", most_values));
      for (std::size_t i = 0; i < json.size(); ++i) append(list, fmt::format("{}[{}]", at, i), form, json[i]);
    } else if (json.is_object()) {
      if (form.type != Type::number && form.type != Type::whole) fail(at, "a range is for numbers");
      require_known(at, json, {"from", "to", "step"});
      for (const char* end : {"from", "to"})
        if (!json.contains(end)) fail(at, fmt::format("\"{}\" is needed", end));
      const Rational from = exact(at + ".from", json["from"]), to = exact(at + ".to", json["to"]),
                     step = json.contains("step") ? exact(at + ".step", json["step"]) : Rational(1);
      if (step.sign() <= 0 || from > to) fail(at, "from <= to and step > 0 are needed");
      if ((to - from) / step > Rational(most_values - 1)) fail(at, fmt::format("more than {} values", most_values));
      for (Rational x = from; x <= to; x += step) list.push_back(valued(at, form, x));
    } else {
      append(list, at, form, json);
    }
    return list;
  }

  PlanValue valued(const std::string& at, const AxisForm& form, const Rational& x) const {
    if (x < form.lower || x > form.upper || (form.type == Type::whole && !x.is_integer()))
      fail(at,
           fmt::format("{}; allowed is a {}number from {} to {}", to_short_text(x),
                       form.type == Type::whole ? "whole " : "", to_short_text(form.lower), to_short_text(form.upper)));
    const std::string text = to_text(x);
    return {x, text, form.type == Type::whole ? text : "\"" + text + "\""};
  }

  void append(std::vector<PlanValue>& list, const std::string& at, const AxisForm& form, const Json& json) const {
    if (form.type == Type::number || form.type == Type::whole) {
      list.push_back(valued(at, form, exact(at, json)));
      return;
    }
    if (!json.is_string()) fail(at, json.dump() + "; a word in quotes is needed");
    const auto text = json.get<std::string>();
    if (form.type == Type::claim) {
      bool any = false;
      for (const auto& c : ledger::claims()) {
        if (text != "all" && (text.empty() || !c.id.starts_with(text)) &&
            std::find(c.ledger.begin(), c.ledger.end(), text) == c.ledger.end())
          continue;
        any = true;  // words may overlap; a claim is taken once
        if (std::none_of(list.begin(), list.end(), [&](const PlanValue& v) { return v.word == c.id; }))
          list.push_back({0, c.id, "\"" + c.id + "\""});
      }
      if (!any) fail(at, "'" + text + "' is no id, prefix or ledger item of a claim, nor all");
      return;
    }
    if (std::find(form.words.begin(), form.words.end(), text) == form.words.end())
      fail(at, fmt::format("'{}'; allowed are {}", text, fmt::join(form.words, ", ")));
    list.push_back({0, text, "\"" + text + "\""});
  }

  std::string file_;
};

/// `{"B":"1","eps":"1/1000"}`: names sorted.
std::string canonical(const PlanJob& job, const std::vector<const PlanValue*>& values) {
  std::vector<std::size_t> order(job.axes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return job.axes[a].name < job.axes[b].name; });
  std::string s = "{";
  for (const std::size_t i : order) {
    if (s.size() > 1) s += ',';
    ((s += '"') += job.axes[i].name) += "\":";
    s += values[i]->json;
  }
  return s += '}';
}

}  // namespace

Inputs::Inputs(const PlanJob& job, std::size_t place) : job_(job), values_(job.axes.size()) {
  std::size_t rest = place - job.first;
  for (std::size_t i = job.axes.size(); i-- > 0;) {
    const auto& values = job.axes[i].values;
    values_[i] = &values[rest % values.size()];
    rest /= values.size();
  }
}

bool Inputs::has(const std::string& axis) const {
  return std::any_of(job_.axes.begin(), job_.axes.end(), [&](const PlanAxis& a) { return a.name == axis; });
}

const PlanValue& Inputs::value(const std::string& axis) const {
  for (std::size_t i = 0; i < job_.axes.size(); ++i)
    if (job_.axes[i].name == axis) return *values_[i];
  throw std::logic_error("axis: " + axis);
}

std::size_t Inputs::whole(const std::string& axis) const { return static_cast<std::size_t>(number(axis).numerator()); }

SweepPlan::SweepPlan(const std::string& file, const std::string& text) {
  const PlanReader reader(file);
  const Json json = reader.parse(text);
  reader.require_known("", json, {"name", "seconds", "jobs"});
  if (!json.contains("name") || !json["name"].is_string() || json["name"].get<std::string>().empty())
    reader.fail("", "\"name\" is needed: a word for this plan");
  name_ = json["name"].get<std::string>();
  if (!json.contains("jobs") || !json["jobs"].is_array() || json["jobs"].empty())
    reader.fail("", "\"jobs\" is needed: a list of jobs");
  const double budget = reader.seconds("plan", json, default_seconds);
  std::size_t together = 0;  // values, which take some hundred bytes each
  for (std::size_t i = 0; i < json["jobs"].size(); ++i) {
    const std::string at = fmt::format("jobs[{}]", i);
    PlanJob job = reader.job(at, json["jobs"][i], budget);
    for (const auto& axis : job.axes) together += axis.values.size();
    if (together > most_together)
      reader.fail(at, fmt::format("more than {} values in all jobs together", most_together));
    job.first = size_;
    size_ += job.count;
    if (size_ > most_cells) reader.fail("", fmt::format("more than {} cells", most_cells));
    jobs_.push_back(std::move(job));
  }
}

const PlanJob& SweepPlan::job(std::size_t place) const {
  return *std::prev(
      std::upper_bound(jobs_.begin(), jobs_.end(), place, [](std::size_t p, const PlanJob& j) { return p < j.first; }));
}

sweep::Cell SweepPlan::cell(std::size_t place) const {
  const PlanJob& j = job(place);
  const Inputs inputs(j, place);
  sweep::Cell cell{"", j.kind, canonical(j, inputs.values()), inputs.has("seed") ? inputs.word("seed") : ""};
  cell.key =
      data::sha256("{\"attest\":\"" ATTEST_VERSION "\",\"inputs\":" + cell.inputs + ",\"kind\":\"" + j.kind + "\"}");
  return cell;
}

sweep::Origin SweepPlan::origin() const {
  std::string all = ATTEST_VERSION;
  for (const auto& j : jobs_) {
    all += "\n" + j.kind;
    for (const auto& a : j.axes) {
      all += "\n" + a.name;
      for (const auto& v : a.values) (all += ' ') += v.json;
    }
  }
  return {ATTEST_VERSION, name_, data::sha256(all), size_};
}

}  // namespace attest::run
