#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/table/table.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::ledger;

int main() {
  Suite s("ledger");
  s.law("a survey finds and shrinks the counterexample of a threshold to the least one", [] {
    const std::size_t limit = size_in(1, 90);
    const std::vector<Parameter> hypotheses{integer_parameter("n", "", 0, 100)};
    const auto result =
        survey(hypotheses, 2000, size_in(0, 1000), [&](const Instance& x) { return truth(x.size("n") < limit); });
    RC_ASSERT(result.counterexample.has_value());
    RC_ASSERT(result.counterexample->size("n") == limit);
    RC_ASSERT(verdict_of(result, "").status == Status::refuted);
  });
  s.law("instances stay within their hypotheses and repeat with the seed", [] {
    const Rational a = rational(), b = a + positive_rational();
    const std::vector<Parameter> hypotheses{rational_parameter("x", "", a, b), integer_parameter("n", "", 2, 9),
                                            seed_parameter()};
    const std::size_t seed = size_in(0, 1000);
    std::vector<std::string> first, second;
    for (auto* list : {&first, &second})
      static_cast<void>(survey(hypotheses, 20, seed, [&](const Instance& x) {
        RC_ASSERT(a <= x.rational("x"));
        RC_ASSERT(x.rational("x") <= b);
        RC_ASSERT(x.size("n") >= 2 && x.size("n") <= 9);
        list->push_back(to_text(x));
        return Truth::yes;
      }));
    RC_ASSERT(first == second);
    RC_ASSERT(first.size() == 20U);
  });
  s.fact("an instance that cannot be decided makes the verdict undecided, never verified", [] {
    const auto open = survey({integer_parameter("n", "", 0, 3)}, 50, 1,
                             [](const Instance& x) { return x.size("n") == 2 ? Truth::unknown : Truth::yes; });
    RC_ASSERT(verdict_of(open, "fine").status == Status::undecided);
    const auto held = survey({integer_parameter("n", "", 0, 3)}, 50, 1, [](const Instance&) { return Truth::yes; });
    RC_ASSERT(verdict_of(held, "fine").status == Status::verified);
    RC_ASSERT(verdict_of(held, "fine").scope.find("50 random instances, 0 <= n <= 3, seed 1") != std::string::npos);
  });
  s.fact("every claim has an id, a statement, a source and a check, and its verdict is repeatable", [] {
    RC_ASSERT(claims().size() >= 11U);
    for (const auto& c : claims()) {
      RC_ASSERT(!c.statement.empty() && !c.tex.empty() && !c.paper.empty() && !c.label.empty() && !c.ledger.empty());
      const Effort effort{0.1, 7};
      const Verdict a = c.check(c, effort), b = c.check(c, effort);
      RC_ASSERT(a.status != Status::undecided);
      RC_ASSERT(a.evidence == b.evidence);
      RC_ASSERT(a.scope == b.scope);
      RC_ASSERT(!a.scope.empty());
      if (a.status == Status::refuted) RC_ASSERT(a.witness.has_value());
      for (const auto& r : a.repairs)
        RC_ASSERT(std::any_of(claims().begin(), claims().end(), [&](const Claim& other) { return other.id == r; }));
    }
  });
  s.fact("the claims of this slice are all there", [] {
    for (const char* item : {"PA-02", "PA-11", "PA-12", "P0-01", "P0-07", "P0-08", "P0-09", "P0-11", "P0-12",
                             "P0-13", "K-01",  "K-02",  "K-03",  "K-04",  "K-05",  "K-06",  "K-07",  "K-08",
                             "K-09",  "K-10",  "K-11",  "K-12",  "K-13",  "K-14",  "K-15",  "K-16",  "K-17"})
      RC_ASSERT(std::any_of(claims().begin(), claims().end(), [&](const Claim& c) {
        return std::find(c.ledger.begin(), c.ledger.end(), item) != c.ledger.end();
      }));
  });
  s.fact("the printed forms of a table have the same cells", [] {
    const table::Table t{{"a", "long name"}, {{"1", "x|y"}, {"22", "é"}}};
    RC_ASSERT(table::to_plain_text(t) == "a   long name\n1   x|y\n22  é\n");
    RC_ASSERT(table::to_markdown(t) == "| a | long name |\n|---|---|\n| 1 | x\\|y |\n| 22 | é |\n");
    RC_ASSERT(throws_with<std::invalid_argument>(
        [] {
          static_cast<void>(table::to_plain_text({{"a"}, {{"1", "2"}}}));
        },
        {"2 cells"}));
  });
  return s.finish();
}
