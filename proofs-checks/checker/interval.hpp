#pragma once

#include <gmpxx.h>

#include "record.hpp"

namespace check {

/// A real number between two rationals; exact where they are equal.
struct Interval {
  mpq_class lower, upper;
  [[nodiscard]] bool exact() const { return lower == upper; }
};

/// Rounds outward to so many significant bits; an exact number stays as it is.
Interval rounded(const Interval& x, unsigned bits);

/// Enclosures of about so many bits.  exp: at most 2^16 in size; ln: of a positive number; sqrt: of a number that is
/// not negative; sin, cos: at most 2^10 in size.  Rejects at the record's line elsewhere.
Interval exp(const Record& at, const Interval& x, unsigned bits);
Interval ln(const Record& at, const Interval& x, unsigned bits);
Interval sqrt(const Record& at, const Interval& x, unsigned bits);
Interval sin(const Record& at, const Interval& x, unsigned bits);
Interval cos(const Record& at, const Interval& x, unsigned bits);

}  // namespace check
