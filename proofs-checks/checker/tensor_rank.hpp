#pragma once

#include "record.hpp"

namespace check {

/// Kind tensor-rank: a flattening with a minor that is not zero modulo a prime, and factors, bound the CP rank of an
/// array, the least number of products of one vector a mode that add up to it.
void tensor_rank(Record& problem, Record& proof);

}  // namespace check
