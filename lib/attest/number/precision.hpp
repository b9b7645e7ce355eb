#pragma once

#include <compare>

namespace attest {

/// Binary precision, in bits.  A type of its own, so that it cannot be swapped with a degree or a size.
/// Domain   2 .. 2^30 (MPFR and Arb both allow it); std::domain_error otherwise.
class Precision {
 public:
  explicit Precision(long bits);
  [[nodiscard]] long bits() const { return bits_; }
  [[nodiscard]] Precision doubled() const { return Precision(2 * bits_); }
  friend auto operator<=>(const Precision&, const Precision&) = default;

 private:
  long bits_;
};

}  // namespace attest
