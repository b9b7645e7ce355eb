#pragma once

#include "record.hpp"

namespace check {

/// Kind protocol-count: on how many of the R coins the best of Merlin's messages is accepted, for k inputs of T blocks
/// of kappa bits, in the protocol over F_p.
void protocol_count(Record& problem, Record& proof);

}  // namespace check
