#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace attest::kernel {

/// Doubles from the start of a cache line on, 0 at first.
class Numbers {
 public:
  explicit Numbers(std::size_t n) : lines_((n + per_line - 1) / per_line) {}
  [[nodiscard]] double* data() { return lines_.front().numbers; }
  [[nodiscard]] const double* data() const { return lines_.front().numbers; }
  void clear() { std::fill(lines_.begin(), lines_.end(), Line{}); }

 private:
  static constexpr std::size_t per_line = 8;
  struct alignas(64) Line {
    double numbers[per_line];
  };
  std::vector<Line> lines_;
};

/// e^(pi i r(k)), k < n, r(k) as in convolution_vectors.hpp, each part within 2^-54 + 2^-95.
struct Roots {
  std::vector<double> re, im;
};

/// At least n of them, n a power of two; those made before serve every smaller n.
/// Cost   once for each new largest n: n/2 balls.
/// Thread safe.
[[nodiscard]] std::shared_ptr<const Roots> roots(std::size_t n);

}  // namespace attest::kernel
