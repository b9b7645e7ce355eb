#pragma once

#include <string>
#include <string_view>

namespace attest::report {

/// What a problem file asks attest-check to judge, in a sentence or two for a reader; plain text.  Numbers and
/// relations are those of the file; matrices are left where they are.
///
/// Returns  an empty text for kinds that belong to no claim (attention-rows), for others, and where a line is missing.
/// Cost     O(length).
/// Source   docs/certificates.md, the Meaning of each kind
/// Laws     property-tests/report/site.cpp
[[nodiscard]] std::string in_words(std::string_view problem);

}  // namespace attest::report
