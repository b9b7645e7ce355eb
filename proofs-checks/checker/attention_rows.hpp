#pragma once

#include <string>

#include "record.hpp"

namespace check {

/// Kind attention-rows: recomputes the named rows of softmax attention from the definition, in rationals
/// with enclosed exponentials, and compares the output file.  The records stand behind their `kind` lines.
/// Returns normally where every entry is proved; throws Rejected otherwise.
void attention_rows(Record& problem, Record& proof, const std::string& folder);

}  // namespace check
