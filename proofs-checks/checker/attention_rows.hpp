#pragma once

#include <string>

#include "record.hpp"

namespace check {

/// Kinds attention-rows and tensor-attention-rows: recomputes the named rows of softmax attention, or of attention of
/// the order in the problem, from the definition, in rationals with enclosed exponentials, and compares the output
/// file. The records stand behind their `kind` lines.  Throws Rejected unless every entry is proved.
void attention_rows(Record& problem, Record& proof, const std::string& folder, bool tensor);

}  // namespace check
