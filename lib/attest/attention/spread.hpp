#pragma once

#include <cstddef>
#include <limits>
#include <optional>

#include "attest/attention/row_passes.hpp"
#include "attest/attention/scores.hpp"
#include "attest/expoly/approximation.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// A polynomial for scores of which most are small, and what it costs the output, from sums over the data.
struct SpreadPlan {
  expoly::Approximation approximation;  ///< of exp on an interval that holds all scores
  double first = 0;  ///< the output moves by at most first + second: the errors of the weights against the spread of V,
  double second = 0;      ///< and their sum against what an output may differ from the mean of V
  double weights = 0;     ///< |mean over the keys of p(s) - e^s| is at most this, for every row
  std::size_t power = 0;  ///< of the scores in the sums behind the bound: 0, 2, 4 or 6
};

/// Data of the plain problem with scores x_i.y_j: no mask, no bias.
struct SpreadData {
  const Balanced& ready;
  const DoubleMatrix& v;
  const ColumnRanges& values;                                  ///< those of V
  double most_work = std::numeric_limits<double>::infinity();  ///< multiplications a row that a pass may take
  unsigned threads = 1;                                        ///< the result does not depend on them
};

/// The polynomial of least cost, of a degree at most `most_degree`, for which the output sum p(s_ij) v_j / sum p(s_ij)
/// is certainly within `allowed` of softmax; nothing where there is none.
///
/// With m_c about the mean of column c of V, r = p - exp, E = sum e^s:
///     |error| <= (sum |r_j| |v_jc - m_c| + |o - m_c| sum |r_j|) / sum p(s_j);
/// the sums of |r_j| through those of s_ij^2, s_ij^4 or s_ij^6, weighted by what the length of a key says of its
/// scores: one pass over the monomials of that degree with two columns; |o - m_c| through sums of first and second
/// degree.
///
/// Domain     entries of x at most 1 in size; nothing is found otherwise.
/// Guarantee  first, second, weights and the errors of `approximation` are rounded upward; the choice is a guess from
///            some rows and keys, and what is returned is certified.
/// Cost       O((n + m) (d + dv)), that pass if any, seldom a second time and at most a third, and sometimes the
///            moments of degree 1; by the count of multiplications a pass takes less than the monomials it saves.
///            Where it saves none: a hundredth of the work, or nothing.
/// Source     ours; docs/theory/spread.md.
/// Laws       property-tests/attention/spread.cpp
[[nodiscard]] std::optional<SpreadPlan> find_spread_plan(const SpreadData& data, std::size_t most_degree,
                                                         double allowed);

}  // namespace attest::attention
