#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "attest/data/error.hpp"
#include "attest/number/outcome.hpp"
#include "attest/number/text.hpp"

namespace attest::run {

/// The lines of a problem file, `key value` each, taken in the grammar's order (docs/certificates.md); what does not
/// fit is a data::InputError naming file and line.
class Lines {
 public:
  Lines(std::string file, const std::string& text) : file_(std::move(file)), in_(text) {}

  std::string take(const std::string& key) {
    std::string line;
    ++number_;
    if (!std::getline(in_, line) || !line.starts_with(key + " ")) fail(fmt::format("'{}' should stand here", key));
    return line.substr(key.size() + 1);
  }
  std::vector<Rational> take_numbers(const std::string& key) {
    const std::string line = take(key);
    std::vector<Rational> out;
    for (std::size_t at = 0; at <= line.size();) try {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        const std::string word = line.substr(at, end - at);
        at = end + 1;
        if (word.empty() || word.find_first_not_of("-0123456789/") != word.npos)
          throw std::invalid_argument("'" + word + "'; digits or digits/digits are needed");
        out.push_back(parse_rational(word, 0));
      } catch (const std::invalid_argument& e) {
        fail(e.what());
      }
    if (out.empty()) fail("a number is needed");
    return out;
  }
  /// `end`, and nothing behind it.
  void finish() {
    std::string line;
    ++number_;
    if (!std::getline(in_, line) || line != "end" || in_.eof()) fail("'end' should stand here");
    ++number_;
    if (std::getline(in_, line)) fail("something stands behind 'end'");
  }
  Rational take_number(const std::string& key) {
    const auto numbers = take_numbers(key);
    if (numbers.size() != 1) fail("one number is needed");
    return numbers[0];
  }
  std::size_t take_count(const std::string& key, std::size_t most) {
    const Rational value = take_number(key);
    if (!value.is_integer() || value.sign() < 0 || value > Rational(most))
      fail(fmt::format("a whole number from 0 to {} is needed", most));
    return static_cast<std::size_t>(value.numerator());
  }
  std::string take_word(const std::string& key, const std::vector<std::string>& allowed) {
    std::string word = take(key);
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end())
      fail(fmt::format("one of {} is needed", fmt::join(allowed, ", ")));
    return word;
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw data::InputError(fmt::format("{}: line {}: {}", file_, number_, what));
  }

 private:
  std::string file_;
  std::istringstream in_;
  std::size_t number_ = 0;
};

/// The proof of a problem of each kind, from the line behind `kind` on, or why there is none.
Outcome<std::string> prove_structure(Lines& lines, const std::string& sha256);
Outcome<std::string> prove_rank(Lines& lines, const std::string& sha256);
Outcome<std::string> prove_toeplitz_terms(Lines& lines, const std::string& sha256);
Outcome<std::string> prove_tensor_terms(Lines& lines, const std::string& sha256);
Outcome<std::string> prove_tensor_rank(Lines& lines, const std::string& sha256);
Outcome<std::string> prove_normalization(Lines& lines, const std::string& sha256);
Outcome<std::string> prove_reduction_gap(Lines& lines, const std::string& sha256);
/// The whole problem as text: its judge reads it.
Outcome<std::string> prove_statement(const std::string& file, const std::string& problem, const std::string& sha256);
Outcome<std::string> prove_protocol_count(Lines& lines, const std::string& sha256);

/// The proof of a problem given as text, of any kind but attention-rows; `file` is what errors name.
Outcome<std::string> proof_of(const std::string& file, const std::string& text);

}  // namespace attest::run
