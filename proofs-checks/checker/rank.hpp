#pragma once

#include "record.hpp"

namespace check {

/// Kind rank: a minor that is not zero modulo a prime, and two thin factors, bound the rank of a matrix.
void rank(Record& problem, Record& proof);

}  // namespace check
