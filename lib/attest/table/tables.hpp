#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "attest/attention/problem.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/double_matrix.hpp"
#include "attest/table/sheet.hpp"

namespace attest::table {

/// Matrices of one attention head, as read from files.
struct Head {
  std::string name;
  DoubleMatrix q, k, v;
};

/// What a table is made for: a list of numbers for each of its options, and what some tables want besides.
struct Grid {
  std::map<std::string, std::vector<Rational>> lists;
  std::vector<Head> heads{};
  attention::Scale scale = attention::Scale::inverse_sqrt();
  std::vector<const ledger::Claim*> claims{};
  ledger::Effort effort{};
  unsigned threads = 1;

  [[nodiscard]] const std::vector<Rational>& numbers(const std::string& option) const { return lists.at(option); }
  /// Of an option whose numbers are whole.
  [[nodiscard]] std::vector<long> wholes(const std::string& option) const;
};

/// An option that takes a list: what it is, the numbers it has where none are given, and which are allowed.  `powers`:
/// the numbers are exponents of 2, written 2^K.
enum class Kind { rational, whole, powers };
struct ListOption {
  std::string name, text;
  Kind kind;
  std::vector<Rational> usual;
  Rational lower, upper;
};
enum class Needs { nothing, heads, claims };
/// A table that can be made: its name, what it shows, its options.
struct Definition {
  std::string name, what;
  std::vector<ListOption> options;
  Needs needs = Needs::nothing;
  std::function<Sheet(const Grid&)> make;
};

/// All tables, in the order they are listed.
[[nodiscard]] const std::vector<Definition>& definitions();
inline constexpr std::size_t most_cells = 100'000;

/// The grid completed by the usual lists and checked.
/// Throws   std::invalid_argument where a list is not the table's, empty, or holds a number that is not whole though it
///          should be; std::domain_error where a number is out of range, or the lists have more than most_cells
///          combinations.  Option, value and what is allowed are named.
[[nodiscard]] Grid checked(const Definition& table, Grid grid);

/// Each is made by the library from its arguments.  Columns: docs/tables.md.  Laws property-tests/table/tables.cpp
[[nodiscard]] Definition degree_table();         ///< the least degree beside every route
[[nodiscard]] Definition rank_table();           ///< the papers' counts beside the tight one
[[nodiscard]] Definition exponent_table();       ///< log_n of each count, n up to 2^(10^6)
[[nodiscard]] Definition threshold_table();      ///< up to which logits the method is faster than the definition
[[nodiscard]] Definition stability_table();      ///< bits lost by evaluating in monomials
[[nodiscard]] Definition normalization_table();  ///< 2 eps B against the sharp constant
[[nodiscard]] Definition terms_table();          ///< Toeplitz terms of RoPE
[[nodiscard]] Definition ledger_table();         ///< claims and verdicts
[[nodiscard]] Definition rulings_table();        ///< the same by item of the claims list
[[nodiscard]] Definition bounded_entries_table();
[[nodiscard]] Definition attention_table();
[[nodiscard]] Definition experiments_table();

}  // namespace attest::table
