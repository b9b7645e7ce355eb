#pragma once

#include <vector>

#include "attest/reduction/cnf.hpp"
#include "attest/reduction/vectors.hpp"

namespace attest::reduction {

/// A formula as orthogonal vectors of order k (Williams 2005).  The variables are split into k runs, the first ones
/// longer by one where k does not divide; set p holds a vector for each of the 2^{length} assignments of run p, bit b
/// of the vector's number being the value of the run's b-th variable, and coordinate j says that this partial
/// assignment makes no literal of clause j true.  So the product of a choice is the number of clauses that the whole
/// assignment violates, and a choice is orthogonal if and only if its assignment satisfies the formula.
///
/// Domain   2 <= order <= 6, std::invalid_argument otherwise; runs of at most 24 variables and 2^32 entries a set,
///          std::length_error otherwise.  A formula without clauses gets one coordinate of zeros.
/// Cost     2^{variables/k} times the literals, for each set.
/// Laws     property-tests/reduction/cnf.cpp
/// The lengths of the k runs.
[[nodiscard]] std::vector<std::size_t> run_lengths(const Cnf& f, std::size_t order);
[[nodiscard]] VectorSets split(const Cnf& f, std::size_t order);

/// The assignment that a choice stands for; std::invalid_argument where the choice is none of split(f, order).
[[nodiscard]] std::vector<bool> assignment_of(const Cnf& f, std::size_t order, const Choice& choice);

}  // namespace attest::reduction
