#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "attest/kernel/convolution.hpp"
#include "attest/number/field.hpp"
#include "attest/number/integer.hpp"

namespace attest::structured {

/// The linear convolution c_k = sum_{i+j=k} a_i b_j, k = 0 .. |a| + |b| - 2; empty where a or b is.
///
/// Guarantee  exact over Z and Q; an enclosure in balls.
/// Cost       over Z convolutions in double (integer_convolution.hpp) where these are expected to take less time than
///            one product of integer polynomials (FLINT's fmpz_poly_mul: Kronecker substitution and Schoenhage-Strassen),
///            about O(N log N) products of words times the bits of an entry, N = |a| + |b|; over Q the bits include the
///            common denominators.  In balls Arb's arb_poly_mul, block by block of similar exponents.
/// Laws       property-tests/structured/structured.cpp
[[nodiscard]] std::vector<Integer> convolve(std::span<const Integer> a, std::span<const Integer> b,
                                            IntegerRing ring = {});
[[nodiscard]] std::vector<Rational> convolve(std::span<const Rational> a, std::span<const Rational> b,
                                             RationalField field = {});
[[nodiscard]] std::vector<Ball> convolve(std::span<const Ball> a, std::span<const Ball> b, BallField field);

/// Its entries first .. first+count-1; over Z without the others.
/// Throws     std::invalid_argument unless a and b have entries and first + count <= |a| + |b| - 1.
[[nodiscard]] std::vector<Integer> convolve_part(std::span<const Integer> a, std::span<const Integer> b,
                                                 std::size_t first, std::size_t count, IntegerRing ring);
template <class Field>
[[nodiscard]] std::vector<typename Field::Element> convolve_part(std::span<const typename Field::Element> a,
                                                                 std::span<const typename Field::Element> b,
                                                                 std::size_t first, std::size_t count,
                                                                 const Field& field) {
  kernel::require_window(a.size(), b.size(), first, count);
  auto all = convolve(a, b, field);
  all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first));
  all.resize(count);
  return all;
}

}  // namespace attest::structured
