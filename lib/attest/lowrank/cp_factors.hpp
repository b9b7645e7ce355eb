#pragma once

#include <optional>
#include <vector>

#include "attest/lowrank/cp_rank.hpp"

namespace attest::lowrank {

/// Factors U_1 .. U_k with `count` columns each whose products add up to the tensor, where one of these ways finds
/// them:
///
/// fibres      the fibres along one mode that are not zero, each times unit vectors;
/// matrices    order 2: columns of the matrix times its reduced echelon form;
/// eigenvectors  a tensor of CP rank r with r independent vectors in one mode and in another: two random combinations
///             of its slices are A D B^T and A E B^T, so A consists of eigenvectors of A D E^-1 A^-1; where the
///             eigenvalues are rational and distinct, A is found, and the rest by splitting products of vectors.
///
/// Nothing is returned where none does: that proves nothing.  What is returned adds up to the tensor, which is checked.
///
/// Cost     exact elimination and a characteristic polynomial of size r for every pair of modes.
/// Source   R. A. Harshman, UCLA Working Papers in Phonetics 22 (1972), Jennrich's uniqueness proof.
/// Laws     property-tests/lowrank/cp_factors.cpp
[[nodiscard]] std::optional<std::vector<Dense<Rational>>> find_factors(const Tensor& tensor, std::size_t count);

}  // namespace attest::lowrank
