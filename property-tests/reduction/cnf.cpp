#include "attest/reduction/cnf.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/reduction/split.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::reduction;

namespace {

std::uint64_t seed() { return *rc::gen::arbitrary<std::uint64_t>(); }

/// Clauses of any width, repeated and opposite literals included.
Cnf any_cnf(std::size_t variables, std::size_t clauses) {
  Cnf f{variables, {}};
  for (std::size_t j = 0; j < clauses; ++j) {
    f.clauses.emplace_back();
    for (std::size_t w = size_in(0, 3); w-- > 0;) {
      const long v = static_cast<long>(size_in(1, variables));
      f.clauses.back().push_back(size_in(0, 1) == 0 ? v : -v);
    }
  }
  return f;
}

/// Straight from the definition, by going through all assignments one by one.
std::size_t count_satisfying(const Cnf& f) {
  std::size_t count = 0;
  for (std::size_t a = 0; a < std::size_t{1} << f.variables; ++a) {
    bool all = true;
    for (const auto& clause : f.clauses) {
      bool one = false;
      for (const long l : clause) one = one || (l > 0 ? (a >> (l - 1)) % 2 == 1 : (a >> (-l - 1)) % 2 == 0);
      all = all && one;
    }
    count += all ? 1U : 0U;
  }
  return count;
}

bool refused(const std::string& text, const std::vector<std::string>& words) {
  return throws_with<std::invalid_argument>([&] { (void)parse_dimacs(text); }, words);
}

/// The satisfiability of f, read off the split vectors; the choice found gives a satisfying assignment.
bool by_vectors(const Cnf& f, std::size_t order) {
  const auto found = find_orthogonal(split(f, order));
  if (found) RC_ASSERT(satisfies(f, assignment_of(f, order, *found)));
  return found.has_value();
}

}  // namespace

int main() {
  Suite s("reduction/cnf");
  s.law("a formula has a satisfying assignment if and only if its split vectors have an orthogonal choice", [] {
    const std::size_t variables = size_in(1, 8);
    const Cnf f = any_cnf(variables, size_in(0, 6));
    const bool satisfiable = count_satisfying(f) > 0;
    RC_ASSERT(find_assignment(f).has_value() == satisfiable);
    RC_ASSERT(by_vectors(f, size_in(2, 6)) == satisfiable);
  });
  s.law(
      "so it is for 3-CNFs of 6 to 12 variables near the threshold of satisfiability, at every order",
      [] {
        const std::size_t variables = size_in(6, 12);
        const Cnf f = random_cnf(variables, variables * 17 / 4, 3, seed());
        RC_ASSERT(by_vectors(f, size_in(2, 6)) == find_assignment(f).has_value());
      },
      0.3);
  s.law("the product of a choice is the number of clauses its assignment violates", [] {
    const Cnf f = any_cnf(size_in(1, 10), size_in(1, 8));
    const std::size_t order = size_in(2, 6);
    const VectorSets x = split(f, order);
    Choice c;
    std::size_t assignments = 1;
    for (const auto& set : x.sets) c.push_back(size_in(0, set.size() - 1)), assignments *= set.size();
    RC_ASSERT(assignments == std::size_t{1} << f.variables);
    RC_ASSERT(product(x, c) == violated(f, assignment_of(f, order, c)));
  });
  s.law("an assignment found satisfies, and none is missed", [] {
    const Cnf f = any_cnf(size_in(1, 9), size_in(0, 12));
    const auto found = find_assignment(f);
    RC_ASSERT(found.has_value() == (count_satisfying(f) > 0));
    if (found) RC_ASSERT(satisfies(f, *found));
  });
  s.law("planted formulas are satisfiable, with clauses of the width asked for", [] {
    const std::size_t variables = size_in(1, 10), width = size_in(1, std::min<std::size_t>(variables, 4));
    const Cnf f = planted_cnf(variables, size_in(0, 40), width, seed());
    RC_ASSERT(find_assignment(f).has_value());
    for (const auto& clause : f.clauses) RC_ASSERT(clause.size() == width);
  });
  s.fact("pigeons do not fit: pigeonhole(1..3) is unsatisfiable, and satisfiable without its last clause", [] {
    for (std::size_t holes = 1; holes <= 3; ++holes) {
      Cnf f = pigeonhole(holes);
      RC_ASSERT(f.variables == holes * (holes + 1));
      for (std::size_t order = 2; order <= 6; ++order) RC_ASSERT(!by_vectors(f, order));
      f.clauses.pop_back();
      RC_ASSERT(by_vectors(f, 3));
    }
  });
  s.law("parities around a cycle have two solutions when their sum is even, and none when it is odd", [] {
    const std::size_t variables = size_in(3, 10);
    const bool odd = size_in(0, 1) == 1;
    const Cnf f = parity(variables, odd, seed());
    RC_ASSERT(count_satisfying(f) == (odd ? 0U : 2U));
    RC_ASSERT(by_vectors(f, size_in(2, 4)) != odd);
  });
  s.law("what is written as DIMACS is read back exactly, with comments, blank lines and clauses over several lines",
        [] {
          const Cnf f = any_cnf(size_in(1, 9), size_in(0, 6));
          const std::string text = to_dimacs(f);
          RC_ASSERT(parse_dimacs(text) == f);
          std::string loose = "c a comment\n\n";
          bool header = true;
          for (const char c : text) {
            loose += !header && c == ' ' ? "\r\n\t" : std::string(1, c);
            if (c == '\n') header = false;
            if (c == '\n' && size_in(0, 2) == 0) loose += "c p cnf 7 7\nc\n";
          }
          RC_ASSERT(parse_dimacs(loose + "%\n0\n") == f);
        });
  s.fact("DIMACS that is none is refused with its line", [] {
    RC_ASSERT(refused("", {"header"}));
    RC_ASSERT(refused("c only\n", {"header"}));
    RC_ASSERT(refused("1 -2 0\n", {"line 1", "header"}));
    RC_ASSERT(refused("c\np cnf 2\n", {"line 2", "p cnf VARIABLES CLAUSES"}));
    RC_ASSERT(refused("p dnf 2 1\n1 0\n", {"line 1", "p cnf VARIABLES CLAUSES"}));
    RC_ASSERT(refused("p cnf 2 1\np cnf 2 1\n1 0\n", {"line 2", "second header"}));
    RC_ASSERT(refused("p cnf -2 1\n1 0\n", {"line 1", "-2", "1000000"}));
    RC_ASSERT(refused("p cnf 2 99999999999999999999999999\n", {"line 1", "9999999", "1000000"}));
    RC_ASSERT(refused("p cnf 2 1000001\n", {"line 1", "1000001", "1000000"}));
    RC_ASSERT(refused("p cnf 2 1000000\n1 0\n", {"1 clauses", "1000000"}));
    RC_ASSERT(refused("p cnf 2 1\n1 3 0\n", {"line 2", "3", "1 to 2"}));
    RC_ASSERT(refused("p cnf 2 1\n1 -3 0\n", {"line 2", "-3", "1 to 2"}));
    RC_ASSERT(refused("p cnf 2 1\n1 -9223372036854775808 0\n", {"line 2", "-9223372036854775808"}));
    RC_ASSERT(refused("p cnf 2 1\n1 123456789012345678901234567890 0\n", {"line 2", "1 to 2"}));
    RC_ASSERT(refused("p cnf 2 1\n1 2x 0\n", {"line 2", "2x"}));
    RC_ASSERT(refused("p cnf 2 1\n1 1.5 0\n", {"line 2", "1.5"}));
    RC_ASSERT(refused("p cnf 2 1\n1 +2 0\n", {"line 2", "+2"}));
    RC_ASSERT(refused("p cnf 2 1\n1 2\n", {"lacks its 0"}));
    RC_ASSERT(refused("p cnf 2 1\n1 2 0\n2 0\n", {"line 3", "announces 1"}));
    RC_ASSERT(refused("p cnf 2 2\n1 2 0\n", {"1 clauses", "announces 2"}));
    RC_ASSERT(refused("p cnf 2 1\n1 2 0\n%\n", {}) == false);
    RC_ASSERT(refused("p cnf 2 1\n" + std::string(100'000, 'x') + "\n", {"line 2", "xxx..."}));
    RC_ASSERT(refused("p cnf 2 1\n\x01\x80 0\n", {"line 2", "??"}));
  });
  s.fact("a million clauses are read, one more is refused at its line", [] {
    std::string text = "p cnf 1 1000000\n";
    for (int j = 0; j < 1'000'000; ++j) text += "1 0\n";
    RC_ASSERT(parse_dimacs(text).clauses.size() == 1'000'000U);
    RC_ASSERT(refused(text + "-1 0\n", {"line 1000002", "announces 1000000"}));
  });
  s.fact("what does not fit is refused by name", [] {
    const auto refuses = [](auto body, const std::vector<std::string>& words) {
      return throws_with<std::invalid_argument>(body, words);
    };
    const Cnf f{2, {{1, -2}}};
    RC_ASSERT(refuses([&] { (void)split(f, 1); }, {"order: 1", "2 to 6"}));
    RC_ASSERT(refuses([&] { (void)split(f, 7); }, {"order: 7", "2 to 6"}));
    RC_ASSERT(refuses([&] { (void)split(Cnf{2, {{3}}}, 2); }, {"literal 3"}));
    RC_ASSERT(refuses([&] { (void)split(Cnf{2, {{0}}}, 2); }, {"literal 0"}));
    RC_ASSERT(refuses([&] { (void)satisfies(f, {true}); }, {"assignment: 1", "2"}));
    RC_ASSERT(refuses([&] { (void)assignment_of(f, 2, {0}); }, {"choice: 1"}));
    RC_ASSERT(refuses([&] { (void)assignment_of(f, 2, {0, 2}); }, {"choice: vector 2 of set 2", "has 2"}));
    RC_ASSERT(refuses([&] { (void)random_cnf(2, 1, 3, 1); }, {"width: 3", "1 to 2"}));
    RC_ASSERT(refuses([&] { (void)pigeonhole(0); }, {"holes: 0"}));
    RC_ASSERT(refuses([&] { (void)parity(2, true, 1); }, {"variables: 2"}));
    RC_ASSERT(throws_with<std::length_error>([] { (void)find_assignment(Cnf{31, {}}); }, {"31 variables", "30"}));
    RC_ASSERT(throws_with<std::length_error>([] { (void)split(Cnf{60, {{1}}}, 2); }, {"60 variables", "48"}));
  });
  return s.finish();
}
