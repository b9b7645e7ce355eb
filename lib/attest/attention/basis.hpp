#pragma once

#include <optional>
#include <vector>

#include "attest/attention/problem.hpp"
#include "attest/attention/score_bounds.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// Queries and keys moved and turned together, so that the product of their largest norms comes near the largest
/// score.  With any vectors b, c and matrices A, B with A B^T near the scale sigma times the identity,
///   sigma q_i.k_j = (q_i - c) A . (k_j - b) B + sigma c.(k_j - b) + a constant of row i,
/// the second term depends on the key alone: it is a positive weight of the key, and softmax ignores the third.  So
/// attention is sum_j weight_j e^{x_i.y_j} v_j / sum_j weight_j e^{x_i.y_j} with
///   x_i ~ (q_i - c) A,  y_j ~ (k_j - b) B,  weight_j ~ e^{sigma c.(k_j - b)} / the largest of them.
/// The columns are principal axes, the strongest first.
struct Rebased {
  DoubleMatrix x, y;
  std::vector<double> weight;  ///< of the keys, in (0, 1], the largest 1
  double perturbation = 0;     ///< |ln(weight_j e^{x_i.y_j})| is off by at most this, apart from a constant of the row
  ScoreBounds bounds;          ///< of x and y; `mean` of the weighted mean
};

/// b, c and A are guessed from rows of Q and K: reweighted second moments whose balanced basis makes the largest norms
/// small (docs/theory/anisotropic.md).  The perturbation is proven for whatever they are.
///
/// Returns  nothing for masks, biases and positions, where entries leave [2^-200, 2^200], or where the guess fails
///          (Q or K constant).
/// Cost     O((n + m) d^2), and estimate_rebase_seconds below.
/// Laws     property-tests/attention/anisotropic.cpp
[[nodiscard]] std::optional<Rebased> rebase(const Problem& problem);
[[nodiscard]] double estimate_rebase_seconds(double rows, double d);

}  // namespace attest::attention
