#include "attest/table/table.hpp"

#include <algorithm>
#include <stdexcept>

namespace attest::table {
namespace {

void require_rectangular(const Table& t) {
  for (const auto& row : t.rows)
    if (row.size() != t.columns.size())
      throw std::invalid_argument("row: " + std::to_string(row.size()) + " cells; the table has " +
                                  std::to_string(t.columns.size()) + " columns");
}

/// Width as shown: UTF-8 continuation bytes take no room.
std::size_t width(const std::string& s) {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded_line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    line += cells[c];
    if (c + 1 < cells.size()) line.append(widths[c] + 2 - width(cells[c]), ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string markdown_line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const auto& cell : cells) {
    line += ' ';
    for (const char c : cell) line += c == '|' ? "\\|" : std::string(1, c);
    line += " |";
  }
  return line + "\n";
}

}  // namespace

std::string to_plain_text(const Table& t) {
  require_rectangular(t);
  std::vector<std::size_t> widths;
  for (const auto& name : t.columns) widths.push_back(width(name));
  for (const auto& row : t.rows)
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width(row[c]));
  std::string text = padded_line(t.columns, widths);
  for (const auto& row : t.rows) text += padded_line(row, widths);
  return text;
}

std::string to_markdown(const Table& t) {
  require_rectangular(t);
  std::string text = markdown_line(t.columns) + "|";
  for (std::size_t c = 0; c < t.columns.size(); ++c) text += "---|";
  text += "\n";
  for (const auto& row : t.rows) text += markdown_line(row);
  return text;
}

}  // namespace attest::table
