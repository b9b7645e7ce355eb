#include "rank.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "work.hpp"

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

/// The minor is not zero modulo p < 2^31, so not zero: its rows' denominators are units.
void check_minor(Record& proof, const Matrix& m, std::size_t least) {
  const std::uint64_t p = take_count(proof, "prime", (std::size_t{1} << 31) - 1);
  if (!is_prime(p)) proof.reject("not a prime");
  const auto rows = take_pivots(proof, "pivot-rows", least, m.rows);
  const auto columns = take_pivots(proof, "pivot-columns", least, m.cols);
  std::vector<std::vector<std::uint64_t>> a(least, std::vector<std::uint64_t>(least));
  for (std::size_t i = 0; i < least; ++i)
    for (std::size_t j = 0; j < least; ++j) {
      const mpq_class& x = m.at(rows[i], columns[j]);
      const std::uint64_t below = mpz_fdiv_ui(x.get_den_mpz_t(), p);
      if (below == 0) proof.reject("the prime divides a denominator");
      a[i][j] = mpz_fdiv_ui(x.get_num_mpz_t(), p) * inverse(below, p) % p;
    }
  for (std::size_t k = 0; k < least; ++k) {
    std::size_t pivot = k;
    while (pivot < least && a[pivot][k] == 0) ++pivot;
    if (pivot == least) proof.reject("the minor is zero modulo the prime");
    std::swap(a[k], a[pivot]);
    const std::uint64_t unit = inverse(a[k][k], p);
    for (std::size_t i = k + 1; i < least; ++i) {
      const std::uint64_t factor = p - a[i][k] * unit % p;
      for (std::size_t j = k; j < least; ++j) a[i][j] = (a[i][j] + factor * a[k][j]) % p;
    }
  }
}

/// left (rows x most) right (most x cols) = m, on whole numbers.
void check_factors(Record& proof, const Matrix& m, std::size_t most) {
  Work().pay(proof, 64 * m.rows * m.cols * most);  // what takes too long is refused before it starts
  Work work;
  auto left = take_exactly(proof, "left", m.rows * most);
  auto right = take_exactly(proof, "right", most * m.cols);
  std::vector<mpz_class> over_row, over_column;
  for (std::size_t i = 0; i < m.rows; ++i) over_row.push_back(clear_denominators(work, proof, left, i * most, 1, most));
  for (std::size_t j = 0; j < m.cols; ++j)
    over_column.push_back(clear_denominators(work, proof, right, j, m.cols, most));
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.cols; ++j) {
      mpz_class sum = 0;
      for (std::size_t k = 0; k < most; ++k) {
        const mpz_class &a = left[i * most + k].get_num(), &b = right[k * m.cols + j].get_num();
        work.multiply(proof, a, b);
        mpz_addmul(sum.get_mpz_t(), a.get_mpz_t(), b.get_mpz_t());
      }
      const mpz_class below = times(work, proof, over_row[i], over_column[j]);
      if (times(work, proof, sum, m.at(i, j).get_den()) != times(work, proof, m.at(i, j).get_num(), below))
        proof.reject("the factors give another entry (" + std::to_string(i) + ", " + std::to_string(j) + ")");
    }
}

}  // namespace

void rank(Record& problem, Record& proof) {
  const Matrix m = take_matrix(problem);
  const std::size_t full = std::min(m.rows, m.cols);
  const std::size_t least = take_count(problem, "at-least", full), most = take_count(problem, "at-most", full);
  if (least > most) problem.reject("at-least is above at-most");
  problem.finish();
  if (least > 0) check_minor(proof, m, least);
  if (most == 0) {
    for (const auto& x : m.entries)
      if (x != 0) problem.reject("an entry is not zero");
  } else if (most < full) {
    check_factors(proof, m, most);
  }
  proof.finish();
}

}  // namespace check
