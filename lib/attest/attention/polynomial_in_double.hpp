#pragma once

#include <span>

#include "attest/attention/polynomial_plan.hpp"
#include "attest/kernel/definition.hpp"

namespace attest::attention {

/// What the rounding bound needs to know of a problem in doubles.
struct DoubleSizes {
  double x = 0;  ///< the largest |entry|
  struct Key {
    std::size_t rows = 0;
    double y = 0, v = 0;
  };
  std::vector<Key> keys;  ///< k - 1
  ScoreBounds bounds;
  bool ranged = false;  ///< each query sees a range of the keys
};

/// Exact doubles whose scores are sum_l x_l y1_l y2_l ..., and the values that go with the rows of each y.
struct DoubleProblem {
  const DoubleMatrix& x;
  Modes y, v;  ///< k - 1 each
  DoubleSizes sizes;
  std::span<const kernel::KeyRange> seen{};  ///< of each row of x, for one y; all keys where empty
};

/// `answer`, which comes with its polynomial and normalization errors (answer_from), with that of rounding in double,
/// and the weights of the monomials; undecided where the bound exceeds eps or the range of double.
struct Weighed {
  Answer answer;
  std::vector<double> weights;
};
[[nodiscard]] Outcome<Weighed> weigh(Answer answer, const ScorePlan& plan, std::size_t d, const DoubleSizes& sizes,
                                     const Rational& eps);

/// The polynomial method for any order in double: with M_a[m][c] = sum_j y_a[j]^m v_a[j][c], a column of ones behind
/// the values,
///     sums[i][c] = sum_m weight[m] x_i^m M_1[m][c] M_2[m][c] ...,
/// and the quotients of these; for ranges of keys the sums of kernel/ranged_sums.hpp.  `answer` comes with its
/// polynomial and normalization errors (answer_from).
///
/// Guarantee  the rounding error is bounded by the majorant (docs/theory/rounding.md).
/// Returns    undecided where the proven bound exceeds eps or the range of double: the text has the numbers.
/// Cost       about 2 (n + sum m_a) r (dv + 1) operations, r = C(d+g, g); memory O(r (dv + 1)).
/// Laws       property-tests/attention/{attention,tensor}.cpp
[[nodiscard]] Outcome<Answer> polynomial_in_double(Answer answer, const ScorePlan& plan, const DoubleProblem& problem,
                                                   const Rational& eps, unsigned threads);

}  // namespace attest::attention
