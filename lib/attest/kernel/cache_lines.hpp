#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace attest::kernel {

/// Numbers that begin at a cache line: zeros, or whatever was there.
class Numbers {
 public:
  enum class Start { zeros, any };
  explicit Numbers(std::size_t n, Start start = Start::zeros)
      : store_(start == Start::zeros ? std::make_unique<double[]>(n + line)
                                     : std::make_unique_for_overwrite<double[]>(n + line)) {
    const auto address = reinterpret_cast<std::uintptr_t>(store_.get());
    begin_ = store_.get() + (64 - address % 64) % 64 / sizeof(double);
  }
  static constexpr std::size_t line = 8;
  [[nodiscard]] double* data() { return begin_; }
  double* operator+(std::size_t i) { return begin_ + i; }

 private:
  std::unique_ptr<double[]> store_;
  double* begin_;
};

[[nodiscard]] inline std::size_t lines(std::size_t n) {
  return (n + Numbers::line - 1) / Numbers::line * Numbers::line;
}
/// Room for a row of n numbers that is read and written a whole vector at a time, at an odd number of lines from the
/// next, so that rows do not fall on each other in the cache.
[[nodiscard]] inline std::size_t row_stride(std::size_t n) {
  return (lines(n + Numbers::line) / Numbers::line | 1) * Numbers::line;
}

}  // namespace attest::kernel
