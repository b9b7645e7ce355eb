#pragma once

// An independent reading of the definitions, with plain Boost.Multiprecision: no FLINT, no Arb, nothing of
// lib/ beyond the Rational it is compared with.

#include <boost/multiprecision/cpp_int.hpp>
#include <iterator>
#include <vector>

#include "attest/number/double_matrix.hpp"
#include "attest/number/rational.hpp"

namespace attest::test::oracle {

using Q = boost::multiprecision::cpp_rational;

inline Q from(const Rational& r) {
  using boost::multiprecision::cpp_int;
  return {cpp_int(r.numerator().str()), cpp_int(r.denominator().str())};
}
inline Rational back(const Q& q) {
  // Not through text: cpp_int prints a locale's thousands separators.
  const auto integer = [](const boost::multiprecision::cpp_int& x) {
    std::vector<unsigned long> words;
    export_bits(x, std::back_inserter(words), 64);
    Integer size = 0;
    for (const unsigned long w : words) size = (size << 64) + w;
    return x < 0 ? -size : size;
  };
  return {integer(numerator(q)), integer(denominator(q))};
}

struct Bounds {
  Q lower, upper;
};

/// e^x to within 2^-bits relatively: Taylor at x / 2^s with Lagrange's remainder, squared s times, ends cut
/// outward to `bits` + 64 binary places.
Bounds exp(const Q& x, unsigned bits);

/// One output row of softmax attention with given scaled scores between rational bounds.
std::vector<Bounds> attention_row(const std::vector<Bounds>& scores, const DoubleMatrix& v, unsigned bits);

/// Row i for a rational scale, straight from the definition.
std::vector<Bounds> attention_row(const DoubleMatrix& q, const DoubleMatrix& k, const DoubleMatrix& v,
                                  const Rational& scale, std::size_t i, unsigned bits);

}  // namespace attest::test::oracle
