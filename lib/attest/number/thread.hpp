#pragma once

#include <cstddef>
#include <functional>

namespace attest {

/// Frees this thread's FLINT and MPFR caches when it goes out of scope.  Every thread that computes with
/// balls or FLINT matrices holds one; `for_each_chunk` does so for its workers.
class CacheGuard {
 public:
  CacheGuard() = default;
  CacheGuard(const CacheGuard&) = delete;
  CacheGuard& operator=(const CacheGuard&) = delete;
  ~CacheGuard();
};

/// Calls work(begin, end) on consecutive chunks that cover [0, n), on up to `threads` threads (at least
/// one).  The chunks depend on n and `chunk` alone, never on the number of threads, so work that depends
/// on its own chunk alone gives the same result for every thread count.  The first exception thrown by a
/// chunk (lowest chunk first) is rethrown here after all threads have ended.
///
/// Throws   std::invalid_argument when chunk == 0.
/// Cost     one std::thread per worker, n / chunk calls.
void for_each_chunk(std::size_t n, std::size_t chunk, unsigned threads,
                    const std::function<void(std::size_t begin, std::size_t end)>& work);

}  // namespace attest
