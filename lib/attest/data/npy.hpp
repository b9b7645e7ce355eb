#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "attest/number/double_matrix.hpp"

namespace attest::data {

/// An array as read from a .npy file: exact doubles in C order, whatever the file's type, byte order and
/// layout were.
struct Array {
  std::vector<std::size_t> shape;
  std::vector<double> entries;
};

/// Reads NumPy's .npy format, versions 1, 2 and 3.
///
/// Domain   f2, f4, f8 and signed or unsigned integers of 1, 2, 4, 8 bytes; either byte order; C or
///          Fortran order; any number of dimensions.  Entries must be finite, and 8-byte integers must be
///          exact as doubles.
/// Throws   InputError, one line: a missing or truncated file, a header that promises more (or less) than
///          the file holds, an object or other unsupported dtype, NaN or infinity with its position.  The
///          header is held against the file's size before anything is allocated.
/// Cost     O(size); memory: the file plus 8 bytes an entry.
/// Laws     property-tests/data/npy.cpp
[[nodiscard]] Array read_npy(const std::filesystem::path& file);

/// A two-dimensional .npy file (n rows, d columns, both at least 1).
[[nodiscard]] DoubleMatrix read_npy_matrix(const std::filesystem::path& file);

/// Bytes of a version 1 .npy file holding `a` as little-endian float64 in C order.
[[nodiscard]] std::string npy_bytes(const DoubleMatrix& a);
/// Writes them under a temporary name and renames; OutputError on failure.
void write_npy(const std::filesystem::path& file, const DoubleMatrix& a);

}  // namespace attest::data
