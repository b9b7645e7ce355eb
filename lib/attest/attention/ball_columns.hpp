#pragma once

#include <vector>

#include "attest/attention/term_sums.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// Matrices of balls by columns, as the structured routes in balls use them.  Cost one ball an entry.
using BallColumns = ColumnsOf<BallField>;

[[nodiscard]] BallColumns columns_of(const DoubleMatrix& a);
/// V with a column of ones.
[[nodiscard]] BallColumns values_and_one(const DoubleMatrix& v);
/// Adds entry by entry.
void add_to(BallColumns& sum, const BallColumns& a, const BallField& field);
/// Each column divided by the last: n x (columns - 1).
[[nodiscard]] BallMatrix quotients(const BallColumns& sums, Precision p);

}  // namespace attest::attention
