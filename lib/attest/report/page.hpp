#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attest/ledger/claim.hpp"

namespace attest::report {

/// What stands around the content of a page.
struct Frame {
  std::string title;
  std::string root;     ///< from the page's folder to the report's: empty, or `../`
  std::string current;  ///< the page of the menu that this is, or belongs to
  std::string version;
  bool heads = false;  ///< the report has a page of heads
  bool figures = false;
};
/// A whole page: menu, the content as its main part, the version below.
[[nodiscard]] std::string page(const Frame& frame, const std::string& content);

/// What a verdict means, in a sentence; docs/verdicts.md has the same words (property-tests/house/docs.py).
[[nodiscard]] const char* meaning(ledger::Status status);
inline constexpr ledger::Status statuses[] = {
    ledger::Status::proved,  ledger::Status::verified,  ledger::Status::loose,   ledger::Status::repaired,
    ledger::Status::refuted, ledger::Status::undecided, ledger::Status::recorded};
/// The word of the verdict, coloured.
[[nodiscard]] std::string badge(ledger::Status status);

/// A table of text in a box that scrolls by itself; `wide` words to the left, numbers to the right.
struct Grid {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<bool> words;  ///< by column: words or numbers
  std::vector<std::vector<std::string>> rows;
};
[[nodiscard]] std::string to_html(const Grid& grid);

/// A command to be typed, which the script makes easy to copy.
[[nodiscard]] std::string command(std::string_view text);

}  // namespace attest::report
