#pragma once

#include <string>
#include <vector>

#include "attest/number/text.hpp"

namespace attest::certificate {

/// The lines records are made of: heads, and a key with its numbers; no line where there are none.
inline std::string word(std::size_t x) { return std::to_string(x); }
inline std::string word(unsigned x) { return std::to_string(x); }
inline std::string word(const Integer& x) { return attest::to_text(x); }
inline std::string word(const Rational& x) { return attest::to_text(x); }

template <class Number>
std::string line(const std::string& key, const std::vector<Number>& numbers) {
  if (numbers.empty()) return "";
  std::string s = key;
  for (const auto& x : numbers) s += " " + word(x);
  return s + "\n";
}

inline std::string problem_head(const std::string& id, const char* kind) {
  return "attest-problem 1\nid " + id + "\nkind " + kind + "\n";
}
inline std::string proof_head(const std::string& sha256, const char* kind) {
  return "attest-proof 1\nproblem " + sha256 + "\nkind " + kind + "\n";
}

}  // namespace attest::certificate
