#pragma once

#include <chrono>
#include <limits>

namespace attest {

/// Seconds since it was made, or restarted.  Wall time that never runs backwards; 25 ns a look.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  void restart() { *this = {}; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Seconds that work may take from now on; once they have passed they stay so.
class Deadline {
 public:
  explicit Deadline(double seconds = std::numeric_limits<double>::infinity()) : seconds_(seconds) {}
  [[nodiscard]] double spent() const { return watch_.seconds(); }
  [[nodiscard]] bool passed() const { return spent() > seconds_; }

 private:
  Stopwatch watch_;
  double seconds_;
};

}  // namespace attest
