#pragma once

#include "record.hpp"

namespace check {

/// Kind normalization: weights, perturbed weights and values for which the division by the sum of the weights turns a
/// relative error of at most eps into an error of at least at-least.
void normalization(Record& problem, Record& proof);

}  // namespace check
