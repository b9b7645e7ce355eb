#include "minor.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace check {
namespace {

/// By trial division.
bool is_prime(std::uint64_t p) {
  for (std::uint64_t d = 2; d * d <= p; ++d)
    if (p % d == 0) return false;
  return p >= 2;
}

std::uint64_t inverse(std::uint64_t x, std::uint64_t p) {  // x^(p - 2)
  std::uint64_t result = 1;
  for (std::uint64_t e = p - 2; e > 0; e /= 2, x = x * x % p)
    if (e % 2 == 1) result = result * x % p;
  return result;
}

std::vector<std::size_t> take_pivots(Record& proof, const std::string& key, std::size_t count, std::size_t size) {
  const auto pivots = take_counts(proof, key, count, size - 1);
  if (std::set(pivots.begin(), pivots.end()).size() != count) proof.reject("a pivot is repeated");
  return pivots;
}

}  // namespace

Minor take_minor(Record& proof, std::size_t count, std::size_t rows, std::size_t columns) {
  const std::uint64_t p = take_count(proof, "prime", (std::size_t{1} << 31) - 1);
  if (!is_prime(p)) proof.reject("not a prime");
  auto pivot_rows = take_pivots(proof, "pivot-rows", count, rows);
  return {p, std::move(pivot_rows), take_pivots(proof, "pivot-columns", count, columns)};
}

std::uint64_t residue(const Record& at, const mpq_class& x, std::uint64_t p) {
  const std::uint64_t below = mpz_fdiv_ui(x.get_den_mpz_t(), p);
  if (below == 0) at.reject("the prime divides a denominator");
  return mpz_fdiv_ui(x.get_num_mpz_t(), p) * inverse(below, p) % p;
}

void check_minor(Record& proof, Work& work, const Minor& minor,
                 const std::function<std::uint64_t(std::size_t row, std::size_t column)>& entry) {
  const std::size_t n = minor.rows.size();
  const std::uint64_t p = minor.prime;
  work.pay(proof, 2 * n * n * n);
  std::vector<std::vector<std::uint64_t>> a(n, std::vector<std::uint64_t>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) a[i][j] = entry(minor.rows[i], minor.columns[j]);
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    while (pivot < n && a[pivot][k] == 0) ++pivot;
    if (pivot == n) proof.reject("the minor is zero modulo the prime");
    std::swap(a[k], a[pivot]);
    const std::uint64_t unit = inverse(a[k][k], p);
    for (std::size_t i = k + 1; i < n; ++i) {
      const std::uint64_t factor = p - a[i][k] * unit % p;
      for (std::size_t j = k; j < n; ++j) a[i][j] = (a[i][j] + factor * a[k][j]) % p;
    }
  }
}

}  // namespace check
