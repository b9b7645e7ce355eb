#pragma once

#include "record.hpp"

namespace check {

/// Kind structure: a matrix is, or is not, a circulant or Toeplitz matrix S, or diag(u) S diag(v) over a field.
void structure(Record& problem, Record& proof);

}  // namespace check
