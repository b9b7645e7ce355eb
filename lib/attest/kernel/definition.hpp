#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "attest/number/double_matrix.hpp"

namespace attest::kernel {

/// Keys begin .. end - 1; none where begin >= end.
struct KeyRange {
  std::size_t begin = 0, end = 0;
};

/// Rows of attention of any order straight from the definition, in double: for a row x,
///
///   sums[c] = sum over all tuples (j_1, j_2, ...) of e^{s - t} w1_{j_1 c} w2_{j_2 c} ...,
///   s = sum_l x_l y1_{j_1 l} y2_{j_2 l} ...,  with t = 0, or t the largest score of the row as computed.
///
/// Shapes     y_a m_a x d, w_a m_a x c (a column of ones among them gives the sum of the weights).  At least one mode;
///            std::invalid_argument where they do not fit.
/// Guarantee  (docs/theory/rounding.md, *The definition*; every |y| <= 1)
///            plain    for |s| + score_error(...) <= exponential_range each sum is within
///                       definition_error(score_error(...), rows) * sum e^s |w1 w2 ...|
///                     of the exact one, apart from underflow and overflow;
///            shifted  for scores of any size, with e = score_error(...) + shift_error <= 1: within
///                       definition_error(e, rows) * sum e^{s - t} |w1 w2 ...| + tuples * shift_lost * max |w1 w2 ...|,
///                     and sum e^{s - t} >= e^{-e}.
///            A row's sums do not depend on the rows beside it, nor on threads; in their last places they depend on
///            the instruction set, as the width of its vectors is the order of summation.
/// Cost       d + c + 17 operations a tuple in the machine's vectors, shifted d + 1 more; keys and values are read once
///            for `rows_at_once` rows.  Memory (d + c) padded(m) of the longest mode, which runs innermost, shared by
///            all rows; 8 kB and 64 c bytes a row in hand.  With ranges only the keys from the first to the last that
///            some of four rows see are run through, in blocks of 16.
/// Laws       property-tests/kernel/definition.cpp
class DefinitionRows {
 public:
  DefinitionRows(std::vector<const DoubleMatrix*> y, const std::vector<DoubleMatrix>& w);

  enum class Scores { plain, shifted };
  /// Rows of x one behind another; as many of sums.
  void rows(std::span<const double> x, std::span<double> sums, Scores scores = Scores::plain) const;
  /// Order 2 alone: the sums of row i are over the keys seen[i], and t is the largest of their scores; 0 for none.
  /// std::invalid_argument where there are more modes, or a range ends beyond the keys.
  void rows(std::span<const double> x, std::span<const KeyRange> seen, std::span<double> sums,
            Scores scores = Scores::plain) const;
  [[nodiscard]] std::size_t columns() const { return w_.front()->cols(); }

  static constexpr std::size_t rows_at_once = 32;
  /// How many keys are run through for m of the innermost mode: whole blocks.
  [[nodiscard]] static std::size_t padded(std::size_t m);

 private:
  struct alignas(64) CacheLine {
    double entry[8];
  };
  class Walk;
  void all_rows(std::span<const double> x, const KeyRange* seen, std::span<double> sums, Scores scores) const;

  std::vector<const DoubleMatrix*> y_;
  std::vector<const DoubleMatrix*> w_;
  std::vector<CacheLine> keys_, values_;  // the innermost mode, block after block, each by columns
};

/// Upper bound of the error of a computed score, where sum_l |x_l| |y1_l| ... <= absolute, and every |y| <= 1.
[[nodiscard]] double score_error(std::size_t d, std::size_t modes, double absolute);
/// What subtracting t adds to it, and the most a weight loses that is cut off at e^{-exponential_range}.
inline constexpr double shift_error = 700 * 0x1p-53;
inline constexpr double shift_lost = 0x1p-1000;
/// Upper bound of the relative error of the sums for scores that are within `score_error` of those meant, m_a rows
/// each.
[[nodiscard]] double definition_error(double score_error, std::span<const std::size_t> rows);

}  // namespace attest::kernel
