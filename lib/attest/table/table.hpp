#pragma once

#include <string>
#include <vector>

namespace attest::table {

/// Cells as text, a row at a time: what every printed form is made from.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< each as long as `columns`
};

/// Columns padded to their widest cell, two spaces apart, the last one free; no trailing blanks.
/// Throws std::invalid_argument where a row has another length than the header.
[[nodiscard]] std::string to_plain_text(const Table& table);
[[nodiscard]] std::string to_markdown(const Table& table);

}  // namespace attest::table
