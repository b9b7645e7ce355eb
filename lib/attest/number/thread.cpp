#include "attest/number/thread.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "attest/number/flint.hpp"

namespace attest {

CacheGuard::~CacheGuard() {
  flint_cleanup();
  mpfr_free_cache();
}

void for_each_chunk(std::size_t n, std::size_t chunk, unsigned threads,
                    const std::function<void(std::size_t, std::size_t)>& work) {
  if (chunk == 0) throw std::invalid_argument("chunk: 0; at least 1 is needed");
  const std::size_t chunks = (n + chunk - 1) / chunk;
  std::atomic<std::size_t> next{0};
  std::mutex failed;
  std::exception_ptr failure;
  std::size_t failed_chunk = chunks;

  const auto worker = [&] {
    for (std::size_t c; (c = next.fetch_add(1)) < chunks;) {
      try {
        work(c * chunk, std::min(n, (c + 1) * chunk));
      } catch (...) {
        const std::lock_guard lock(failed);
        if (c < failed_chunk) {
          failed_chunk = c;
          failure = std::current_exception();
        }
        next = chunks;
      }
    }
  };

  const std::size_t helpers = std::min<std::size_t>(std::max(1U, threads), std::max<std::size_t>(chunks, 1)) - 1;
  std::vector<std::thread> pool;
  pool.reserve(helpers);
  try {
    for (std::size_t t = 0; t < helpers; ++t)
      pool.emplace_back([&] {
        const CacheGuard guard;
        worker();
      });
  } catch (const std::system_error&) {  // no more threads to be had: those there are do the work
  }
  worker();
  for (auto& t : pool) t.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace attest
