#pragma once

#include <gmpxx.h>

namespace check {

/// A non-negative real x with lower <= 2^bits x <= upper, in integers: fixed point, rounded outward.
struct Fixed {
  mpz_class lower, upper;
};

/// Encloses e^{-z} for 0 <= z_lower <= z <= z_upper, in units of 2^-bits.
Fixed exp_minus(const mpq_class& z_lower, const mpq_class& z_upper, unsigned bits);

/// Encloses 1/sqrt(d), d >= 1, between rationals 2^-bits apart or less.
struct Bounds {
  mpq_class lower, upper;
};
Bounds inverse_sqrt(unsigned long d, unsigned bits);

mpz_class floor(const mpq_class& q);
mpz_class ceil(const mpq_class& q);

}  // namespace check
