#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "attest/number/integer.hpp"
#include "attest/number/rational.hpp"

namespace attest::reduction {

using Symbol = std::uint64_t;      ///< an element of F_p: 0 .. p - 1
using Word = std::vector<Symbol>;  ///< one symbol a point

/// Systematic Reed–Solomon code over F_p: the polynomials of degree < dimension at the points 0 .. length - 1; a
/// message is the values at the first `dimension` of them.
///
/// Domain  p a prime below 2^31, 1 <= dimension <= length <= p, dimension x length <= 2^22; std::invalid_argument
///         otherwise.
/// Source  docs/theory/hardness-protocol.md; laws in property-tests/reduction/protocol.cpp.
class ReedSolomon {
 public:
  ReedSolomon(Symbol p, std::size_t length, std::size_t dimension);

  [[nodiscard]] Symbol p() const { return p_; }
  [[nodiscard]] std::size_t length() const { return length_; }
  [[nodiscard]] std::size_t dimension() const { return generator_.size(); }
  /// p^dimension.
  [[nodiscard]] Integer words() const;
  /// Cost dimension x length.  std::invalid_argument unless `message` is `dimension` symbols of F_p.
  [[nodiscard]] Word encode(const Word& message) const;
  /// Is `word`, of `length` symbols, the encoding of its first symbols?
  [[nodiscard]] bool contains(const Word& word) const;
  /// The words of the unit messages.
  [[nodiscard]] const std::vector<Word>& generator() const { return generator_; }

 private:
  Symbol p_;
  std::size_t length_;
  std::vector<Word> generator_;  // the word of each unit message
};

/// The least weight of a non-zero word, by looking at all p^dimension of them; std::length_error beyond 2^24.
[[nodiscard]] std::size_t find_distance(const ReedSolomon& code);
/// The dimension of the span of all products of k words: the rank modulo p of the products of k words of a basis.
/// k >= 1; at most 2^16 products, std::length_error otherwise.
[[nodiscard]] std::size_t find_product_dimension(const ReedSolomon& code, std::size_t k);

/// Codes over F_{q^2}, q prime, of the n-th function field of Garcia and Stichtenoth's tower
/// y^q + y = x^q / (x^{q-1} + 1): at least length = (q - 1) q^n places split, one more is totally ramified, and
/// the genus is (q^{n/2} - 1)^2 for even n, (q^{(n+1)/2} - 1)(q^{(n-1)/2} - 1) for odd, below length / (q - 1).
/// Functions with one pole, of order <= degree: products of k of them have at most k degree zeros, so with
/// degree = floor(length / 2k) the distance of the product code is at least length / 2; Riemann's inequality gives the
/// dimension.
struct TowerCode {
  Integer length, genus, degree;
  Integer dimension_lower;  ///< max(0, degree + 1 - genus)
};
/// Domain  2 <= k, q prime below 2^31, 1 <= n <= 64; std::invalid_argument otherwise.
[[nodiscard]] TowerCode tower_code(std::size_t k, std::size_t q, std::size_t n);
/// 1/(2k) - 1/(q-1), which dimension_lower / length exceeds for all n and tends to; not positive where q <= 2k + 1.
[[nodiscard]] Rational tower_rate(std::size_t k, std::size_t q);
/// The least prime q > T with tower_rate(k, q) > 0.
[[nodiscard]] std::size_t least_tower_prime(std::size_t k, std::size_t T);

/// The least prime at or above n; n < 2^31 - 1.
[[nodiscard]] std::size_t prime_from(std::size_t n);

}  // namespace attest::reduction
