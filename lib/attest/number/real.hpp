#pragma once

#include <mpfr.h>

#include "attest/number/rational.hpp"
#include "attest/number/text.hpp"

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

/// A floating-point number of chosen precision (MPFR), correctly rounded, for *searching*: roots,
/// nodes, guesses.  It proves nothing; what it finds is handed on as a Rational.
///
/// Guarantee each operation is rounded to the precision given with it, in the direction given.
/// Throws    std::domain_error where the exact value would not be finite.
/// Thread    safe: no global precision, no shared state beyond MPFR's thread-local caches.
class Real {
 public:
  Real(const Rational& value, Precision precision, Direction direction = Direction::nearest);
  Real(const Real& other);
  Real(Real&& other) noexcept;
  Real& operator=(const Real& other);
  Real& operator=(Real&& other) noexcept;
  ~Real();

  [[nodiscard]] Precision precision() const { return Precision(mpfr_get_prec(value_)); }
  /// The rational number this is.
  [[nodiscard]] Rational exact() const;
  [[nodiscard]] double nearest_double() const { return mpfr_get_d(value_, MPFR_RNDN); }

  [[nodiscard]] mpfr_srcptr raw() const { return value_; }
  [[nodiscard]] mpfr_ptr raw() { return value_; }

 private:
  explicit Real(Precision precision);
  friend Real combine(int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t), const Real&, const Real&, Precision);
  friend Real apply(int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t), const Real&, Precision);

  mpfr_t value_;
};

[[nodiscard]] Real add(const Real& a, const Real& b, Precision precision);
[[nodiscard]] Real sub(const Real& a, const Real& b, Precision precision);
[[nodiscard]] Real mul(const Real& a, const Real& b, Precision precision);
[[nodiscard]] Real div(const Real& a, const Real& b, Precision precision);
[[nodiscard]] Real exp(const Real& a, Precision precision);
[[nodiscard]] Real log(const Real& a, Precision precision);
[[nodiscard]] Real cos(const Real& a, Precision precision);
[[nodiscard]] Real pi(Precision precision);

}  // namespace attest
