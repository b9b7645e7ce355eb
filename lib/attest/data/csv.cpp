#include "attest/data/csv.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/data/npy.hpp"
#include "attest/number/text.hpp"

namespace attest::data {
namespace {

constexpr long largest_exponent = 5000;  // of an entry, so that a small file cannot ask for all memory

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view blank = " \t\r";
  const auto first = s.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(blank) - first + 1);
}

/// Removes and returns what stands before the first `separator`.
std::string_view take_until(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const auto head = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return head;
}

std::vector<Rational> parse_row(std::string_view line, const std::string& where) {
  std::vector<Rational> row;
  for (bool more = true; more;) {
    more = line.find(',') != std::string_view::npos;
    const auto entry = trimmed(take_until(line, ','));
    try {
      row.push_back(parse_rational(entry, largest_exponent));
    } catch (const std::invalid_argument& e) {
      throw InputError(where + ", entry " + std::to_string(row.size() + 1) + ": " + e.what());
    }
  }
  return row;
}

}  // namespace

RationalMatrix read_csv(const std::filesystem::path& file) {
  const std::string bytes = read_file(file, std::uintmax_t{1} << 30);
  std::vector<std::vector<Rational>> rows;
  std::string_view rest = bytes;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const auto line = trimmed(take_until(rest, '\n'));
    if (line.empty() || line.front() == '#') continue;
    const std::string where = file.string() + ", line " + std::to_string(number);
    rows.push_back(parse_row(line, where));
    if (rows.back().size() != rows.front().size())
      throw InputError(where + ": " + std::to_string(rows.back().size()) + " entries; the rows above have " +
                       std::to_string(rows.front().size()));
  }
  if (rows.empty()) throw InputError(file.string() + ": no rows");
  RationalMatrix m(rows.size(), rows.front().size());
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) m.set(i, j, rows[i][j]);
  return m;
}

DoubleMatrix read_double_matrix(const std::filesystem::path& file) {
  const auto ending = file.extension();
  if (ending == ".npy") return read_npy_matrix(file);
  if (ending != ".csv") {
    static_cast<void>(regular_file_size(file));
    throw InputError(file.string() + ": a name ending in .npy or .csv is needed");
  }
  const RationalMatrix q = read_csv(file);
  DoubleMatrix m(q.rows(), q.cols());
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) {
      const Rational value = q.get(i, j);
      m(i, j) = value.nearest_double();
      if (abs(value) > Rational(Integer(1) << 1000) || Rational::exact(m(i, j)) != value)
        throw InputError(file.string() + ": entry (" + std::to_string(i) + ", " + std::to_string(j) + ") is " +
                         to_text(value) + ", which no double equals; give .npy or dyadic decimals");
    }
  return m;
}

}  // namespace attest::data
