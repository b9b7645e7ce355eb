#pragma once

#include "attest/number/integer.hpp"

namespace attest::count {

/// C(n, k), exactly; 0 where k < 0 or k > n.
///
/// Domain   0 <= n <= 2^32 and min(k, n-k) <= 250000; std::domain_error otherwise (the result would have
///          millions of digits).
/// Cost     GMP's mpz_bin_ui, about min(k, n-k) word multiplications, fewer by its product trees.
[[nodiscard]] Integer binomial(long n, long k);

}  // namespace attest::count
