#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace check {

/// A matrix of finite doubles in C order.
struct Matrix {
  std::size_t rows = 0, cols = 0;
  std::vector<double> entries;
  [[nodiscard]] double at(std::size_t i, std::size_t j) const { return entries[i * cols + j]; }
};

/// Reads the bytes of a two-dimensional .npy file: f2, f4, f8, or integers exact as doubles; any byte
/// order; C or Fortran order.  Throws std::runtime_error with the reason.
Matrix parse_npy(const std::string& bytes);

}  // namespace check
