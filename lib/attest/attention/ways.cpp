#include "attest/attention/ways.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

std::string shown(double x) { return to_decimal_up(x, 2); }

std::string estimates(const Way& fast, const std::string& verb, const Way& slow) {
  return fast.size + verb + " an estimated " + shown(fast.cost.seconds) + " s against " + shown(slow.cost.seconds) +
         " s by the definition";
}

/// Runs ways and records what became of each.
class Attempt {
 public:
  explicit Attempt(const Budget& budget) : budget_(budget) {}

  void note(Consideration c) { result_.considered.push_back(std::move(c)); }

  Outcome<Attended> run(const Way& way, const std::string& why) {
    const auto refusal = over_budget(way.size, way.cost, budget_);
    note({way.name, !refusal, refusal ? refusal->text : way.size, way.cost});
    if (refusal) return *refusal;
    Outcome<Answer> answer = way.answer();
    if (!answer.decided()) {
      result_.considered.back().feasible = false;
      result_.considered.back().why = answer.why().text;
      return answer.why();
    }
    result_.answer = std::move(answer).value();
    result_.why = why;
    result_.estimated_bytes = way.cost.bytes;
    return std::move(result_);
  }

 private:
  const Budget& budget_;
  Attended result_;
};

struct Candidate {
  const Way* way;
  bool fast;
};

}  // namespace

Outcome<Attended> take(const Way& way, const std::string& why, const Budget& budget) {
  return Attempt(budget).run(way, why);
}

Outcome<Attended> take_cheapest(const std::vector<Way>& definitions, const FastWays& fast, const Budget& budget) {
  Attempt attempt(budget);
  const Way& slow = definitions.front();
  std::vector<Candidate> candidates;
  for (const Way& way : definitions) candidates.push_back({&way, false});
  std::string why_not, refusals;
  if (fast.ways.decided()) {
    for (const Way& way : fast.ways.value()) candidates.push_back({&way, true});
    const Way& first = fast.ways.value().front();
    why_not = estimates(first, " would take", slow);
    if (first.cost.seconds >= slow.cost.seconds)
      attempt.note({first.name, !over_budget(first.size, first.cost, budget), why_not, first.cost});
  } else {
    why_not = fast.ways.why().text;
    refusals = fast.name + ": " + why_not;
    attempt.note({fast.name, false, why_not, {}});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.way->cost.seconds < b.way->cost.seconds; });
  std::optional<Undecided> last;
  for (const auto& [way, is_fast] : candidates) {
    auto attended =
        attempt.run(*way, is_fast ? estimates(*way, ":", slow) : "polynomial method cannot pay: " + why_not);
    if (attended.decided()) return attended;
    last = attended.why();
    refusals += (refusals.empty() ? "" : "; ") + way->name + ": " + last->text;
    if (is_fast) why_not = last->text;
  }
  last->text = refusals;
  return *last;
}

}  // namespace attest::attention
