#pragma once

#include "record.hpp"

namespace check {

/// Kind `statement`: relations between expressions that hold, fail, or hold identically (docs/certificates.md).
void statement(Record& problem, Record& proof);

}  // namespace check
