#include "expression.hpp"

#include <algorithm>

namespace check {
namespace {

constexpr std::size_t deepest = 100;

Expression parse(const Record& at, const std::string& text, std::size_t& next, std::size_t depth) {
  if (depth > deepest) at.reject("an expression is more than 100 deep");
  Expression e;
  if (next < text.size() && text[next] == '(') {
    do {
      ++next;
      e.list.push_back(parse(at, text, next, depth + 1));
    } while (next < text.size() && text[next] == ' ');
    if (next == text.size() || text[next] != ')') at.reject("')' is missing");
    ++next;
    return e;
  }
  const auto end = std::min(text.find_first_of(" ()", next), text.size());
  e.word = text.substr(next, end - next);
  if (e.word.empty()) at.reject("a word is missing");
  next = end;
  return e;
}

}  // namespace

Expression parse_expression(const Record& at, const std::string& text) {
  std::size_t next = 0;
  Expression e = parse(at, text, next, 0);
  if (next != text.size()) at.reject("something stands behind the expression");
  return e;
}

bool is_name(const std::string& word) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (word.empty() || word.size() > 40 || !letter(word[0])) return false;
  for (const char c : word)
    if (!letter(c) && !(c >= '0' && c <= '9') && c != '-') return false;
  return true;
}

}  // namespace check
