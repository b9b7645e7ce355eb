#pragma once

#include "attest/attention/position_kernel.hpp"
#include "attest/number/double_matrix.hpp"

namespace attest::attention {

/// The rows as the queries (keys) at positions first, first + 1, ..., in place: each entry within `turned_error` of
/// itself of the exact one, and 2^-1074.  Entries may become infinite.
///
/// Method     sines and cosines in pairs of doubles: those of 2^k positions from balls, the others as products of them
///            (kernel/turns.hpp); rows that this does not settle, and all where a plane grows, are turned in balls.
/// Throws     std::domain_error where 8192 bits do not tell where an entry is turned to.
/// Cost       some 10 ns a row and plane; a row in balls some 10 us a plane.  Memory that of the rows once more.
/// Laws       property-tests/attention/turned_rows.cpp
void turn_rows(const Rotary& rotary, DoubleMatrix& rows, std::size_t first, Role role);
inline constexpr double turned_error = 0x1p-52;

}  // namespace attest::attention
