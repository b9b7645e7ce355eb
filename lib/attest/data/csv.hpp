#pragma once

#include <filesystem>

#include "attest/number/double_matrix.hpp"
#include "attest/number/matrix.hpp"

namespace attest::data {

/// Reads a matrix of exact numbers: one row a line, entries separated by commas, each an integer, a
/// fraction or a decimal (parse_rational, exponents up to 5000); blank lines and lines starting with '#' are skipped.
///
/// Throws   InputError naming file and line: a ragged row, an entry that is no number, an empty file, a
///          file above 1 GiB.
/// Cost     O(size).
[[nodiscard]] RationalMatrix read_csv(const std::filesystem::path& file);

/// A matrix of exact doubles from .npy, or from .csv where every entry is exactly a double; InputError
/// naming the first entry that is not, or an ending that is neither.
[[nodiscard]] DoubleMatrix read_double_matrix(const std::filesystem::path& file);

}  // namespace attest::data
