#pragma once

// What the answers to the reviews of tensor attention share: the program's own attention of order k on exact data.
#include <string>
#include <utility>
#include <vector>

#include "../fast-rope/rope_sweep.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger::tensor_review {

inline const std::string paper = "Alman & Song, Kronecker attention (review)";

/// Entries that are doubles exactly, so that the problem's numbers are these.
inline DoubleMatrix doubles(const RationalMatrix& a) {
  DoubleMatrix m(a.rows(), a.cols());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) m(i, j) = a.get(i, j).nearest_double();
  return m;
}
inline RationalMatrix rows(const std::vector<std::vector<Rational>>& entries) {
  RationalMatrix m(entries.size(), entries.front().size());
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) m.set(i, j, entries[i].at(j));
  return m;
}

/// sum_j w_j v_j / sum_j w_j.
inline Ball mean(const std::vector<Ball>& w, const std::vector<Rational>& v, Precision p) {
  Ball above(0), below(0);
  for (std::size_t j = 0; j < w.size(); ++j) {
    above = add(above, mul(w[j], Ball(v[j], p), p), p);
    below = add(below, w[j], p);
  }
  return div(above, below, p);
}

/// A hair for what may hold with equality.
inline Ball above_by_a_hair(const Ball& x, Precision p) { return add(x, Ball(Rational::power_of_two(-100), p), p); }

inline Verdict recorded(std::string evidence) {
  return {Status::recorded, "not for computation to decide", std::move(evidence), {}, {}};
}

}  // namespace attest::ledger::tensor_review
