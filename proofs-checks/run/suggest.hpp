#pragma once

#include <string>
#include <vector>

namespace attest::run {

/// The candidate nearest to `word` by edit distance, or empty where none is near enough to be meant.
[[nodiscard]] std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace attest::run
