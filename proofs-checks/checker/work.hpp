#pragma once

#include <gmpxx.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "record.hpp"

namespace check {

/// The most numbers in a list.
inline constexpr std::size_t most_numbers = std::size_t{1} << 20;

/// Arithmetic is paid for before it is done, so that no file makes the checker run on: a unit is about a
/// nanosecond, and 2^33 units are all there are.
class Work {
 public:
  void multiply(const Record& at, const mpz_class& a, const mpz_class& b) { pay(at, product(a, b)); }
  void gcd(const Record& at, const mpz_class& a, const mpz_class& b) { pay(at, 8 * product(a, b)); }
  void pay(const Record& at, std::uint64_t units);
  /// Words of memory that stay until `release`: 2^25 at most.
  void hold(const Record& at, const mpz_class& x) { hold(at, mpz_size(x.get_mpz_t())); }
  void hold(const Record& at, std::uint64_t words);
  void release() { held_ = 0; }

 private:
  static std::uint64_t product(const mpz_class& a, const mpz_class& b);
  std::uint64_t spent_ = 0, held_ = 0;
};

/// a b, paid for.
mpz_class times(Work& work, const Record& at, const mpz_class& a, const mpz_class& b);
/// |x|^e, paid for; rejects results beyond 2^28 bits.
mpz_class power(Work& work, const Record& at, const mpz_class& x, unsigned long e);
/// A common denominator of the numbers that start at x[first], `step` apart; they become whole multiples of its
/// inverse, held until `release`.
mpz_class clear_denominators(Work& work, const Record& at, std::vector<mpq_class>& x, std::size_t first,
                             std::size_t step, std::size_t count);

/// A whole number from 0 to `most`.
std::size_t to_count(const Record& at, const mpq_class& x, std::size_t most);
/// The next line: exactly `count` numbers, whole numbers, or one whole number from 0 to `most`.
std::vector<mpq_class> take_exactly(Record& from, const std::string& key, std::size_t count);
std::vector<std::size_t> take_counts(Record& from, const std::string& key, std::size_t count, std::size_t most);
std::size_t take_count(Record& from, const std::string& key, std::size_t most);

/// Lines `size` and `matrix`: at most 2^20 entries, row by row.
struct Matrix {
  std::size_t rows, cols;
  std::vector<mpq_class> entries;
  [[nodiscard]] const mpq_class& at(std::size_t i, std::size_t j) const { return entries[i * cols + j]; }
};
Matrix take_matrix(Record& problem);

}  // namespace check
