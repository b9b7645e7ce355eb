#include "attest/count/binomial.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace attest::count {

Integer binomial(long n, long k) {
  if (n < 0 || n > (1L << 32))
    throw std::domain_error("n: " + std::to_string(n) + "; binomials are computed for 0 <= n <= 2^32");
  if (k < 0 || k > n) return 0;
  const long least = std::min(k, n - k);
  if (least > 250'000)
    throw std::domain_error("k: " + std::to_string(k) + "; binomials are computed for min(k, n-k) <= 250000");
  Integer value;
  mpz_bin_uiui(value.raw(), static_cast<unsigned long>(n), static_cast<unsigned long>(least));
  return value;
}

}  // namespace attest::count
