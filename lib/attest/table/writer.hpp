#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attest/table/sheet.hpp"

namespace attest::table {

/// What the formats of attest/table/write.hpp share: how a cell reads, notes to missing ones, and lines kept by the
/// block.

using Sink = std::function<void(std::string_view)>;

/// What a cell shows, before any format dresses it.
struct Shown {
  enum class Kind { text, number, interval, missing } kind;
  std::string first{}, second{};  ///< the number; the ends; the reason
  std::string tex{};              ///< of text, where it has one
};
[[nodiscard]] Shown shown(const Cell& cell, const Column& column);
/// `heading (unit)`, or the heading alone.
[[nodiscard]] std::string with_unit(const std::string& heading, const std::string& unit);

/// What is exact, rounded which way, or measured, by headings.
template <class Heading>
std::string rounding_note(const Sheet& sheet, Heading heading) {
  const auto list = [&](Show show) {
    std::string names;
    for (const auto& c : sheet.columns)
      if (c.show == show) names += (names.empty() ? "" : ", ") + heading(c);
    return names;
  };
  std::string note = "Whole numbers and fractions are exact, other numbers rounded outward from certified enclosures.";
  for (const auto& [show, what] : {std::pair{Show::above, "Rounded up: "},
                                   {Show::below, "Rounded down: "},
                                   {Show::both, "Within the interval printed: "},
                                   {Show::measured, "Measured on one machine: "}})
    if (const std::string names = list(show); !names.empty()) note += " " + (what + names) + ".";
  return note;
}

/// One format's way with a sheet.
class Writer {
 public:
  Writer(const Sheet& sheet, const Sink& sink) : sheet_(sheet), sink_(sink) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  virtual ~Writer() = default;
  virtual void begin() = 0;
  virtual void row(const Row& row) = 0;
  virtual void end() = 0;

 protected:
  const Sheet& sheet_;
  const Sink& sink_;
};

/// Notes to the missing cells of a block: `-a`, `-b`, ..; equal reasons share one.
class Notes {
 public:
  std::string mark(const std::string& why) {
    std::size_t at = 0;
    while (at < reasons_.size() && reasons_[at] != why) ++at;
    if (at == reasons_.size()) reasons_.push_back(why);
    return name(at);
  }
  [[nodiscard]] bool empty() const { return reasons_.empty(); }
  /// `a: the reason.  b: ...`
  template <class Dress>
  [[nodiscard]] std::string text(Dress dress) const {
    std::string s;
    for (std::size_t i = 0; i < reasons_.size(); ++i) s += (i ? "; " : "") + name(i) + ": " + dress(reasons_[i]);
    return s;
  }
  void clear() { reasons_.clear(); }

 private:
  static std::string name(std::size_t i) {
    std::string s(1, static_cast<char>('a' + i % 26));
    return i < 26 ? s : name(i / 26 - 1) + s;
  }
  std::vector<std::string> reasons_;
};

/// Cells of a block kept until the block is full.
class Blocks : public Writer {
 public:
  using Writer::Writer;
  void row(const Row& row) override {
    std::vector<std::string> cells;
    for (std::size_t c = 0; c < row.size(); ++c) cells.push_back(dressed(shown(row[c], sheet_.columns[c]), c));
    const std::size_t more = lines(cells);
    if (!block_.empty() && lines_ + more > block_lines) flush();
    block_.push_back(std::move(cells));
    lines_ += more;
  }
  void end() override {
    if (!block_.empty() || blocks_ == 0) flush();
  }

 protected:
  virtual std::string dressed(const Shown& s, std::size_t column) = 0;
  /// About how many lines a row takes.
  [[nodiscard]] virtual std::size_t lines(const std::vector<std::string>&) const { return 1; }
  virtual void print(const std::vector<std::vector<std::string>>& block, std::size_t index) = 0;
  [[nodiscard]] std::vector<std::string> headings() const {
    std::vector<std::string> names;
    for (const auto& c : sheet_.columns) names.push_back(with_unit(c.heading.plain, c.unit));
    return names;
  }
  Notes notes_;

 private:
  static constexpr std::size_t block_lines = 40;
  void flush() {
    print(block_, blocks_++);
    block_.clear();
    notes_.clear();
    lines_ = 0;
  }
  std::vector<std::vector<std::string>> block_;
  std::size_t lines_ = 0, blocks_ = 0;
};

/// Tables for LaTeX, with booktabs; `standalone`: a whole document.
[[nodiscard]] std::unique_ptr<Writer> latex_writer(const Sheet& sheet, const Sink& sink, bool standalone);

}  // namespace attest::table
