#pragma once

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include "attest/number/double_matrix.hpp"

// What the programs of the figures share: a clock, repeatable data, medians, and the line `job figure value unit`.
namespace attest::bench {

inline double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
/// Of all threads of this program, with what the system does for them: what others do to a shared machine counts less.
inline double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Of work on one thread.
template <class F>
double processor_seconds_of(F work) {
  const double start = processor_seconds();
  work();
  return processor_seconds() - start;
}
template <class F>
double seconds_of(F work) {
  const double start = now();
  work();
  return now() - start;
}

/// Seconds from the start of the first to the end of the last of `threads` threads, thread t doing work(t).
template <class F>
double seconds_together(unsigned threads, F work) {
  return seconds_of([&] {
    std::vector<std::thread> pool;
    for (unsigned t = 1; t < threads; ++t) pool.emplace_back([&work, t] { work(t); });
    work(0);
    for (auto& t : pool) t.join();
  });
}

/// Memory once had is kept, so that the system's handing it out anew in every round is not what is measured.
inline void keep_memory() {
#if defined(__GLIBC__)
  mallopt(M_MMAP_MAX, 0);  // nothing is mapped for itself
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

/// Entries in [-bound, bound].
inline DoubleMatrix numbers(std::size_t rows, std::size_t cols, double bound, std::uint64_t seed) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    x = bound * (static_cast<double>(seed >> 11) * 0x1p-52 - 1);
  }
  return m;
}

/// A row of ones, so that scores reach 1 whatever the seed.
inline void reach_one(DoubleMatrix& m) { std::fill(m.row(0).begin(), m.row(0).end(), 1.0); }

/// One figure, measured once a round; the median is what counts.
class Figure {
 public:
  Figure(std::string name, std::string unit) : name_(std::move(name)), unit_(std::move(unit)) {}
  void add(double value) { values_.push_back(value); }
  void print(const char* job) {
    std::sort(values_.begin(), values_.end());
    std::printf("%s %s %.4g %s  # %.4g .. %.4g in %zu rounds\n", job, name_.c_str(), values_[values_.size() / 2],
                unit_.c_str(), values_.front(), values_.back(), values_.size());
    std::fflush(stdout);
  }

 private:
  std::string name_, unit_;
  std::vector<double> values_;
};

}  // namespace attest::bench
