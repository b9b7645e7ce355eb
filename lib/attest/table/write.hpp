#pragma once

#include <functional>
#include <string_view>

#include "attest/table/sheet.hpp"

namespace attest::table {

enum class Format { plain, markdown, csv, json, latex };
/// `plain`, `markdown`, `csv`, `json`, `latex`; std::invalid_argument otherwise.
[[nodiscard]] Format parse_format(std::string_view text);

/// What was written.
struct Written {
  std::size_t rows = 0;
  std::size_t undecided = 0;  ///< cells missing because something stayed undecided
};

/// Writes a sheet, a row at a time as it is made (plain text and LaTeX by the block of 40 lines, since columns are
/// aligned and LaTeX's tables do not break), through `sink`.
///
/// All formats print the same cells: exact numbers in full; enclosures rounded outward, the end or ends that the column
/// shows (CSV: two columns KEY_lo, KEY_hi where both are shown; JSON: always {"lo", "hi"}); missing ones as a dash with
/// a note, in CSV empty with the reason in the last column `notes`, in JSON {"missing": reason}.  The caption ends with
/// what is exact, rounded which way, or measured.
///   csv       RFC 4180, CRLF, a header of keys
///   json      one document: table, caption, columns, rows; exact numbers are strings
///   latex     tables for the package booktabs and no other; `standalone`: a whole document around them
///   markdown  as GitHub reads it
///
/// Throws   std::invalid_argument where a row has not a cell for each column, or not of its kind, or `standalone` is
///          asked of another format than LaTeX; and what the sheet's rows and the sink throw.
/// Cost     linear in what is printed; memory of one block.
/// Laws     property-tests/table/write.cpp, property-tests/cli/tables.py
[[nodiscard]] Written write(const Sheet& sheet, Format format, bool standalone,
                            const std::function<void(std::string_view)>& sink);

/// For TeX: every character that TeX would take for its own is escaped.
[[nodiscard]] std::string tex_escaped(std::string_view plain);

}  // namespace attest::table
