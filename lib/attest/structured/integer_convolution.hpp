#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "attest/number/integer.hpp"

namespace attest::structured {

/// The entries first .. first+count-1 of the linear convolution of whole numbers, exactly, by convolutions in double:
/// the numbers are cut into digits so short that every product of digits is proven to be off by less than 1/2, and
/// rounded (docs/theory/structured.md, Whole numbers).
///
/// Returns  nothing where entries have more than 62 bits or sums of products may have more than
///          126, no cut into at most
///          `most_digits` digits is short enough, or FLINT's product is expected to take less time.
/// Throws   std::invalid_argument unless a and b have entries and first + count <= |a| + |b| - 1.
/// Cost     p (2 q + 1) transforms of the least length that holds the window, for p and q digits.
/// Laws     property-tests/structured/structured.cpp
inline constexpr std::size_t most_digits = 6;
[[nodiscard]] std::optional<std::vector<Integer>> convolve_in_doubles(std::span<const Integer> a,
                                                                      std::span<const Integer> b, std::size_t first,
                                                                      std::size_t count);
/// The same whatever FLINT would take.
[[nodiscard]] std::optional<std::vector<Integer>> convolve_in_doubles_always(std::span<const Integer> a,
                                                                             std::span<const Integer> b,
                                                                             std::size_t first, std::size_t count);

}  // namespace attest::structured
