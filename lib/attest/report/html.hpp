#pragma once

#include <string>
#include <string_view>

namespace attest::report {

/// Words for a reader as HTML: escaped, and <=, >=, !=, -> as the signs they stand for.
[[nodiscard]] std::string prose(std::string_view text);

/// A name that can stand in an address without escapes: letters, digits, hyphens, dots; others become hyphens.
[[nodiscard]] std::string address_part(std::string_view text);

}  // namespace attest::report
