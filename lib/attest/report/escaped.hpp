#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attest::report {

/// The bytes of the letter of text that begins at `at` < text.size(): well-formed UTF-8 and allowed in XML and HTML,
/// so no control character but line break and tab, no surrogate, not U+FFFE, U+FFFF and their like; 0 where there is
/// none.
[[nodiscard]] std::size_t letter_at(std::string_view text, std::size_t at);

/// Text for XML and HTML, for the space between tags and for quoted attributes: & < > " ' become entities, letters pass
/// as they are, and every byte that is in no letter becomes U+FFFD.
///
/// Guarantee  well-formed UTF-8, whatever the bytes; equal to the text where all of it is letters, but for the
///            entities.
/// Cost       O(length).
/// Laws       property-tests/report/plot.cpp, property-tests/report/site.cpp
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace attest::report
