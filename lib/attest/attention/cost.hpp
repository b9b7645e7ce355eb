#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "attest/attention/problem.hpp"
#include "attest/attention/tensor_problem.hpp"
#include "attest/number/integer.hpp"
#include "attest/number/outcome.hpp"

namespace attest::attention {

/// What each method would cost: estimates, which steer `auto`, `plan` and the refusals, and prove nothing.

/// Seconds of one thread: rates of a 2020s server core unless measured (attest/attention/rates.hpp).
struct Rates {
  double multiply_add = 5e-11;  ///< passes over monomials: one monomial, one row, one column
  double feature = 2.5e-11;     ///< and the making of the monomial of that row
  double monomial = 1e-6;       ///< exact weight of a monomial
  double call = 3e-4;           ///< what every call takes, the choice of an easy polynomial included
  double entry = 8e-9;          ///< checks, balancing and bounds: an entry of Q, K or V
  double pair = 0.5e-9;         ///< definition in double: one tuple of keys
  double pair_column = 0.1e-9;  ///< and each column of it, of keys and of values
  double ball_pair = 500e-9;    ///< definition in balls
  double ball_pair_column = 16e-9;
  double ball_multiply_add = 60e-9;  ///< passes over monomials in balls
  double ball_monomial = 5e-6;       ///< exact weight of a monomial
  double convolution_entry = 4e-6;   ///< product of ball polynomials, each coefficient
  double transform_entry = 0.4e-9;   ///< Toeplitz terms in double: each number and stage of a transform
  double product_entry = 1e-9;       ///< and each number of a product of two of them
};

/// All that costs depend on.  `tuples` are those seen by all queries together.
struct Shape {
  double n = 1, d = 1, dv = 1, tuples = 1;
  std::vector<double> m;  ///< keys of each place: order - 1 of them
  bool general = false;   ///< a general W between query and key
  bool bias = false;
  bool masked = false;
  [[nodiscard]] double rows() const;  ///< of Q and all keys
  [[nodiscard]] double columns() const { return dv + 1; }
  [[nodiscard]] double entries() const { return rows() * d + (rows() - n) * dv; }
};
[[nodiscard]] Shape shape_of(const Problem& problem);
[[nodiscard]] Shape shape_of(const TensorProblem& problem);
/// n queries and n keys of each place, nothing masked.
[[nodiscard]] Shape square_shape(double n, double d, double dv, std::size_t order);

/// Estimated peak bytes beyond input and output, and seconds.
struct Cost {
  double bytes = 0, seconds = 0;
};
[[nodiscard]] Cost definition_cost(const Shape& shape, unsigned threads, const Rates& rates = {});
[[nodiscard]] Cost definition_in_double_cost(const Shape& shape, unsigned threads, const Rates& rates = {});
/// rank = C(d+g, g) monomials.
[[nodiscard]] Cost polynomial_cost(const Shape& shape, const Integer& rank, unsigned threads, const Rates& rates = {});
[[nodiscard]] Cost polynomial_balls_cost(const Shape& shape, const Integer& rank, unsigned threads,
                                         const Rates& rates = {});
/// So many pairs of exponents, in double or in balls.
[[nodiscard]] Cost toeplitz_cost(const Shape& shape, const Integer& terms, unsigned threads, const Rates& rates = {});
[[nodiscard]] Cost toeplitz_balls_cost(const Shape& shape, const Integer& terms, const Rates& rates = {});

/// Nothing where the cost is within the budget; otherwise the refusal, `what` first, with the numbers.
[[nodiscard]] std::optional<Undecided> over_budget(const std::string& what, const Cost& cost, const Budget& budget);

/// The least n, a whole number up to 2^60, from which the polynomial method with so many monomials takes less time than
/// the definition in double, for square shapes; nothing where there is none.
[[nodiscard]] std::optional<double> crossover(double d, double dv, std::size_t order, const Integer& rank,
                                              unsigned threads, const Rates& rates = {});

}  // namespace attest::attention
