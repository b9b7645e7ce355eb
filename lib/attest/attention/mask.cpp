#include "attest/attention/mask.hpp"

#include <algorithm>
#include <stdexcept>

namespace attest::attention {

bool Mask::allows(long offset) const {
  if (causal && offset < 0) return false;
  if (window && static_cast<std::size_t>(offset < 0 ? -offset : offset) >= *window) return false;
  return offset % static_cast<long>(dilation) == 0;
}

bool Mask::sees(std::size_t p, std::size_t j) const {
  return allows(static_cast<long>(p) - static_cast<long>(j)) && (!block || p / *block == j / *block);
}

Mask::Run Mask::run(std::size_t p, std::size_t m) const {
  std::size_t low = 0, high = m;  // half open
  if (causal) high = std::min(high, p + 1);
  if (window) {
    low = p + 1 > *window ? p + 1 - *window : 0;
    high = std::min(high, p + *window);
  }
  if (block) {
    const std::size_t begin = p / *block * *block;
    low = std::max(low, begin);
    high = std::min(high, begin + *block);
  }
  if (low >= high) return {};
  low += (p % dilation + dilation - low % dilation) % dilation;  // the first in p's class
  if (low >= high) return {};
  const std::size_t count = (high - 1 - low) / dilation + 1;
  return {low, low + (count - 1) * dilation, count};
}

std::string Mask::text() const {
  std::string s;
  const auto add = [&](const std::string& part) { s += (s.empty() ? "" : ", ") + part; };
  if (causal) add("causal");
  if (window) add("window " + std::to_string(*window));
  if (dilation != 1) add("dilation " + std::to_string(dilation));
  if (block) add("block " + std::to_string(*block));
  return s;
}

void require_valid(const Mask& mask) {
  const auto positive = [](std::size_t x, const char* what) {
    if (x == 0) throw std::invalid_argument(std::string(what) + ": 0; at least 1 is needed");
    if (x >> 62 != 0)
      throw std::invalid_argument(std::string(what) + ": " + std::to_string(x) + "; at most 2^62 is allowed");
  };
  positive(mask.window.value_or(1), "window");
  positive(mask.dilation, "dilation");
  positive(mask.block.value_or(1), "block");
}

}  // namespace attest::attention
