#include "suggest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace attest::run {
namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({change, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  const std::string looked_at = word.substr(0, 200);
  std::size_t least = std::max<std::size_t>(2, std::min<std::size_t>(looked_at.size(), 20) / 2) + 1;
  for (const auto& c : candidates) {
    const bool begins = !word.empty() && c.starts_with(word);
    const std::size_t distance = begins ? 0 : edit_distance(looked_at, c);
    if (distance >= least) continue;
    least = distance;
    best = c;
  }
  return best;
}

}  // namespace attest::run
