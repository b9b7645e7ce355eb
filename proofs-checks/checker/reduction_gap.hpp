#pragma once

#include "record.hpp"

namespace check {

/// Kind reduction-gap: attention built from sets of vectors tells, from outputs with errors up to `error`, a product of
/// at least t from products of at most (1 - gap) t, whatever the sets; and the answer for the sets given.
void reduction_gap(Record& problem, Record& proof);

}  // namespace check
