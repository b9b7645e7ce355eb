#pragma once

#include "attest/attention/cost.hpp"

namespace attest::attention {

/// The rates of this machine, one thread, from the kernels themselves on small problems: the least of a few runs each.
/// Estimates, as all of cost.hpp.
/// Cost     about a third of a second.
[[nodiscard]] Rates measure_rates();

}  // namespace attest::attention
