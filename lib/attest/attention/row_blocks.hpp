#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// The rows of a matrix a block at a time, by columns: what is done for every row alike is then done for several rows
/// beside each other.  Behind the last row stand copies of it, for which a largest or least value is the same.
class RowBlock {
 public:
  static constexpr std::size_t rows = 64, lanes = 8;
  using Rows = std::array<double, rows>;    ///< a number for each row
  using Lanes = std::array<double, lanes>;  ///< some of them together

  explicit RowBlock(std::size_t d) : columns_(d) {}

  /// Rows [begin, begin + count()) of a, d columns.
  void load(const DoubleMatrix& a, std::size_t begin) {
    begin_ = begin;
    count_ = std::min(rows, a.rows() - begin);
    const std::size_t d = columns_.size();
    const double* const first = a.row(begin).data();
    for (std::size_t l = 0; l < d; ++l) {
      Rows& column = columns_[l];
      for (std::size_t b = 0; b < count_; ++b) column[b] = first[b * d + l];
      for (std::size_t b = count_; b < rows; ++b) column[b] = column[count_ - 1];
    }
  }
  void store(DoubleMatrix& a) const {
    for (std::size_t b = 0; b < count_; ++b) {
      double* row = a.row(begin_ + b).data();
      for (std::size_t l = 0; l < columns_.size(); ++l) row[l] = columns_[l][b];
    }
  }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] Rows& column(std::size_t l) { return columns_[l]; }
  /// With zeros for the copies behind the last row: what sums need.
  [[nodiscard]] Rows own(std::size_t l) const {
    Rows x = columns_[l];
    for (std::size_t b = count_; b < rows; ++b) x[b] = 0;
    return x;
  }

 private:
  std::vector<Rows> columns_;
  std::size_t begin_ = 0, count_ = 0;
};

/// Calls use(block) for all rows of a.
template <class F>
void for_each_block(const DoubleMatrix& a, F use) {
  RowBlock block(a.cols());
  for (std::size_t begin = 0; begin < a.rows(); begin += RowBlock::rows) {
    block.load(a, begin);
    use(block);
  }
}

/// acc = op(acc, x), the numbers of x joined in pairs until there are as many as lanes.
template <class Op>
void fold(RowBlock::Lanes& acc, const RowBlock::Rows& x, Op op) {
  static_assert(RowBlock::rows == 8 * RowBlock::lanes);
  constexpr std::size_t n = RowBlock::lanes;
  std::array<double, 4 * n> y;
  for (std::size_t b = 0; b < 4 * n; ++b) y[b] = op(x[b], x[b + 4 * n]);
  for (std::size_t b = 0; b < 2 * n; ++b) y[b] = op(y[b], y[b + 2 * n]);
  for (std::size_t b = 0; b < n; ++b) acc[b] = op(acc[b], op(y[b], y[b + n]));
}
inline void raise(RowBlock::Lanes& most, const RowBlock::Rows& x) {
  fold(most, x, [](double a, double b) { return a < b ? b : a; });
}
inline void raise_absolute(RowBlock::Lanes& most, const RowBlock::Rows& x) {
  fold(most, x, [](double a, double b) { return std::fabs(a) < std::fabs(b) ? std::fabs(b) : std::fabs(a); });
}
inline void lower(RowBlock::Lanes& least, const RowBlock::Rows& x) {
  fold(least, x, [](double a, double b) { return b < a ? b : a; });
}
[[nodiscard]] inline double largest(const RowBlock::Lanes& x) { return *std::max_element(x.begin(), x.end()); }
[[nodiscard]] inline double least(const RowBlock::Lanes& x) { return *std::min_element(x.begin(), x.end()); }

/// to += |x| w
inline void add_absolute(RowBlock::Rows& to, const RowBlock::Rows& x, double w) {
  for (std::size_t b = 0; b < RowBlock::rows; ++b) to[b] += std::fabs(x[b]) * w;
}
/// to += w x^2
inline void add_square(RowBlock::Rows& to, const RowBlock::Rows& x, double w) {
  for (std::size_t b = 0; b < RowBlock::rows; ++b) to[b] += w * x[b] * x[b];
}

}  // namespace attest::attention
