#include <algorithm>
#include <set>

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
  s.fact("a part speaks where it is a statement or a structure, and counters where it says what fails", [] {
    const auto part = [](const std::string& lines) { return "attest-problem 1\nid x\n" + lines + "end\n"; };
    for (const char* lines :
         {"kind statement\nsay (= 1 1)\nanswer holds\n", "kind statement\nsay (= 1 1)\nanswer always\n",
          "kind structure\nfield real\nholds yes\n"})
      RC_ASSERT(speaks({"x", part(lines)}) && !counterexample({"x", part(lines)}));
    for (const char* lines : {"kind statement\nsay (= 1 2)\nanswer fails\n", "kind structure\nfield real\nholds no\n"})
      RC_ASSERT(speaks({"x", part(lines)}) && counterexample({"x", part(lines)}));
    for (const char* lines : {"kind rank\nat-least 1\nat-most 2\n", "kind reduction-gap\nanswer no\n"})
      RC_ASSERT(!speaks({"x", part(lines)}) && !counterexample({"x", part(lines)}));
  });
  s.fact("each side is told once, of a claim that has problems, and no counterexample is for its claim", [] {
    std::set<std::string> told;
    for (const auto& side : sides()) RC_ASSERT(told.insert(std::string(side.claim)).second);
    const auto ids = claims_with_problems();
    RC_ASSERT(told == std::set<std::string>(ids.begin(), ids.end()));
    for (const auto& side : sides())
      if (!side.against)
        for (const auto& p : problems_of(std::string(side.claim), Status::proved)) RC_ASSERT(!counterexample(p));
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
