#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attest::reduction {

/// A formula in conjunctive normal form: each clause is a set of literals, v for variable v and -v for its negation,
/// v = 1 .. variables.  An empty clause is false, a formula without clauses true.
struct Cnf {
  std::size_t variables = 0;
  std::vector<std::vector<long>> clauses;
  friend bool operator==(const Cnf&, const Cnf&) = default;
};

/// Throws std::invalid_argument naming the first literal that is 0 or beyond the variables.
void require_valid(const Cnf& f);

/// DIMACS: comment lines `c ...`, one header `p cnf VARIABLES CLAUSES`, then CLAUSES clauses, each ended by 0 and free
/// to run over lines; a line `%` ends the text, as in SATLIB's files.
///
/// Limits   at most 1,000,000 variables and as many clauses, and 10,000,000 literals; nothing is set aside for what
///          the header only announces.
/// Throws   std::invalid_argument with the number of the line, what stands there, and what is allowed.
/// Cost     linear in the text.
/// Laws     property-tests/reduction/cnf.cpp
[[nodiscard]] Cnf parse_dimacs(std::string_view text);
/// One clause a line; parse_dimacs reads it back exactly.
[[nodiscard]] std::string to_dimacs(const Cnf& f);

/// Is every clause true?  `assignment` holds the value of variable v at place v-1; std::invalid_argument where its
/// length is not the number of variables.
[[nodiscard]] bool satisfies(const Cnf& f, const std::vector<bool>& assignment);
/// The number of clauses that are false.
[[nodiscard]] std::size_t violated(const Cnf& f, const std::vector<bool>& assignment);
/// The first satisfying assignment, variable 1 changing fastest, by trying all 2^variables of them; std::length_error
/// beyond 30 variables.
[[nodiscard]] std::optional<std::vector<bool>> find_assignment(const Cnf& f);

/// Formulas to test with, the same on every machine.  Clauses of `width` different variables with random signs;
/// std::invalid_argument unless 1 <= width <= variables.
[[nodiscard]] Cnf random_cnf(std::size_t variables, std::size_t clauses, std::size_t width, std::uint64_t seed);
/// Satisfiable: a hidden assignment makes a literal of every clause true.
[[nodiscard]] Cnf planted_cnf(std::size_t variables, std::size_t clauses, std::size_t width, std::uint64_t seed);
/// holes + 1 pigeons in so many holes, no two in one: unsatisfiable, (holes + 1) holes variables.  1 <= holes <= 100.
[[nodiscard]] Cnf pigeonhole(std::size_t holes);
/// x_i + x_{i+1} = c_i mod 2 around a cycle of at least 3 variables, random c_i of the given sum mod 2: satisfiable,
/// by two assignments, if and only if the sum is even.
[[nodiscard]] Cnf parity(std::size_t variables, bool odd, std::uint64_t seed);

}  // namespace attest::reduction
