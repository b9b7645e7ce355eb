#pragma once

#include <cstddef>
#include <vector>

#include "record.hpp"

namespace check {

/// An array with k modes seen as a matrix: the modes of line `modes` index its rows, the others its columns, on either
/// side the first mode fastest.  Neither side is longer than 2^20.
class Flattening {
 public:
  /// Takes the line: ascending numbers from 1 to k, not all of them.
  Flattening(Record& proof, const std::vector<std::size_t>& sizes);
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  /// The index in each mode of an entry of the matrix.
  [[nodiscard]] std::vector<std::size_t> indices(std::size_t row, std::size_t column) const;

 private:
  std::vector<std::size_t> sizes_;
  std::vector<bool> on_rows_;
  std::size_t rows_ = 1, columns_ = 1;
};

}  // namespace check
