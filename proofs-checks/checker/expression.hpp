#pragma once

#include <string>
#include <vector>

#include "record.hpp"

namespace check {

/// An expression: a word or a number, or a list in parentheses.
struct Expression {
  std::string word;  ///< empty: a list
  std::vector<Expression> list;
};

/// Words and lists with single blanks between them, at most 100 deep; rejects at the record's line.
Expression parse_expression(const Record& at, const std::string& text);
/// A letter a-z or A-Z, then letters, digits, hyphens: at most 40.
bool is_name(const std::string& word);

}  // namespace check
