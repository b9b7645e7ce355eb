#pragma once

#include <string_view>

namespace attest::report {

/// The one style sheet of a report: system fonts, light and dark, phones from 320 pixels, print.
[[nodiscard]] std::string_view style_sheet();
/// The one script: the search box of the list of claims, and buttons that copy commands.  Every page reads well
/// without it.
[[nodiscard]] std::string_view script();

}  // namespace attest::report
