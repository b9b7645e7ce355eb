#include <map>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "../../proofs-checks/run/problems.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::run;
using ledger::Status;

namespace {

const std::vector<Status> all_verdicts{Status::proved,   Status::verified,  Status::refuted, Status::loose,
                                       Status::repaired, Status::undecided, Status::recorded};

/// What a part says by itself: that something holds, that it does not, or a number.
enum class Says { holds, fails, number };

struct Sample {
  const char* text;
  Says says;
};
const std::vector<Sample> samples{
    {"attest-problem 1\nid x\nkind statement\nsay (= 1 1)\nanswer holds\nend\n", Says::holds},
    {"attest-problem 1\nid x\nkind statement\nsay (= 1 1)\nanswer always\nend\n", Says::holds},
    {"attest-problem 1\nid x\nkind structure\nfield real\nholds yes\nend\n", Says::holds},
    {"attest-problem 1\nid x\nkind statement\nsay (= 1 2)\nanswer fails\nend\n", Says::fails},
    {"attest-problem 1\nid x\nkind structure\nfield real\nholds no\nend\n", Says::fails},
    {"attest-problem 1\nid x\nkind rank\nat-least 1\nat-most 2\nend\n", Says::number},
    {"attest-problem 1\nid x\nkind reduction-gap\nanswer no\nend\n", Says::number},
    {"attest-problem 1\nid x\nkind normalization\nat-least 4\nend\n", Says::number}};

Sample any_sample() { return samples.at(size_in(0, samples.size() - 1)); }

/// The claims that have problems, by the names of the first ones.
std::vector<std::string> claims_with_problems() {
  std::vector<std::string> out;
  for (const auto& c : ledger::claims())
    if (std::any_of(problems().begin(), problems().end(), [&](const Problem& p) { return p.id == c.id; }))
      out.push_back(c.id);
  return out;
}

}  // namespace

int main() {
  Suite s("checker/bearing");
  s.law("problems bear a verdict exactly when a counterexample among them is on its side", [] {
    std::vector<Problem> parts;
    std::map<Says, int> count;
    for (std::size_t i = 0, n = size_in(0, 4); i < n; ++i) {
      const auto sample = any_sample();
      parts.push_back({"x", sample.text});
      ++count[sample.says];
    }
    const bool fails = count[Says::fails] > 0, holds = !fails && count[Says::holds] > 0;
    for (const Status v : all_verdicts) {
      const bool wanted = v == Status::refuted || v == Status::repaired ? fails
                          : v == Status::proved || v == Status::loose   ? holds
                                                                        : false;
      RC_ASSERT(bear(parts, v) == wanted);
    }
  });
  s.fact("every claim's problems bear one side, and are lost where its verdict is the opposite", [] {
    const auto ids = claims_with_problems();
    RC_ASSERT(ids.size() >= 60U);
    for (const auto& id : ids) {
      const bool holds = !problems_of(id, Status::proved).empty(), fails = !problems_of(id, Status::refuted).empty();
      if (holds == fails) RC_FAIL(id + (holds ? ": both sides" : ": no side"));
      RC_ASSERT(problems_of(id, Status::loose).empty() == !holds);
      RC_ASSERT(problems_of(id, Status::repaired).empty() == !fails);
      for (const Status v : {Status::verified, Status::undecided, Status::recorded})
        RC_ASSERT(problems_of(id, v).empty());
    }
  });
  s.fact("every verdict that certificates or a theorem can show is on their side", [] {
    for (const auto& c : ledger::claims()) {
      const auto verdict = c.check(c, {0.1, 1}).status;
      const bool against = verdict == Status::refuted || verdict == Status::repaired;
      if (against || verdict == Status::proved) RC_ASSERT(!problems_of(c.id, verdict).empty());
      for (const auto& t : theorems())
        if (t.claim == c.id) RC_ASSERT(theorem_of(c.id, verdict) == std::string(t.name));
    }
  });
  s.fact("a theorem is named on one side alone", [] {
    RC_ASSERT(theorems().size() >= 20U);
    for (const auto& t : theorems()) {
      const std::string claim(t.claim);
      for (const Status v : all_verdicts) {
        const bool against = v == Status::refuted || v == Status::repaired;
        const bool open = v == Status::undecided || v == Status::recorded;
        RC_ASSERT(theorem_of(claim, v).has_value() == (!open && against == t.against));
      }
    }
  });
  return s.finish();
}
