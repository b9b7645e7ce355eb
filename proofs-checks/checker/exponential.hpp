#pragma once

#include "record.hpp"

namespace check {

/// Kind exp-degree: points show that no polynomial of degree at-least - 1 is within eps of exp on the interval, and a
/// polynomial that one of degree at-most is.
void exp_degree(Record& problem, Record& proof);

/// Kind exp-error: a given polynomial is within `at-most` of exp on the interval, and not within less than
/// `at-least` at a point.
void exp_error(Record& problem, Record& proof);

}  // namespace check
