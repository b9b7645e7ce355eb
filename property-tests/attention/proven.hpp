#pragma once

#include <rapidcheck.h>
#include <vector>

#include "attest/attention/answer.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/problem.hpp"

namespace attest::test {

inline std::vector<std::size_t> all_rows(const attention::Problem& p) {
  std::vector<std::size_t> rows(p.q.rows());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  return rows;
}

/// Is every entry of these rows of the output within the answer's bound of the definition, and the bound within eps?
inline void assert_proven(const attention::Problem& p, const attention::Answer& a, const Rational& eps,
                          const std::vector<std::size_t>& rows, Precision precision = Precision(300)) {
  RC_ASSERT(a.error_bound() <= eps);
  const BallMatrix exact = definition_rows(p, rows, precision, 1);
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < p.v.cols(); ++c) {
      const Ball error = abs(sub(exact.get(r, c), Ball::exact(a.output(rows[r], c)), precision));
      RC_ASSERT(error.lower() <= a.error_bound());
      RC_ASSERT(error.radius() < Rational::power_of_two(-100));
    }
}

}  // namespace attest::test
