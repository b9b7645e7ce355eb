#include "work.hpp"

#include <algorithm>

namespace check {

void Work::pay(const Record& at, std::uint64_t units) {
  constexpr std::uint64_t all = std::uint64_t{1} << 33;
  if (units > all - spent_) at.reject("more work than is done here");
  spent_ += units;
}

void Work::hold(const Record& at, std::uint64_t words) {
  held_ += words;
  if (held_ > (std::uint64_t{1} << 25)) at.reject("more memory than is used here");
}

std::uint64_t Work::product(const mpz_class& a, const mpz_class& b) {
  const std::uint64_t m = mpz_size(a.get_mpz_t()), n = mpz_size(b.get_mpz_t());
  return 64 + std::max(m, n) * std::min<std::uint64_t>(std::min(m, n), 256);
}

mpz_class times(Work& work, const Record& at, const mpz_class& a, const mpz_class& b) {
  work.multiply(at, a, b);
  return a * b;
}

mpz_class power(Work& work, const Record& at, const mpz_class& x, unsigned long e) {
  const std::size_t bits = mpz_sizeinbase(x.get_mpz_t(), 2);
  if (bits > (std::size_t{1} << 28) / std::max(e, 1UL)) at.reject("a power has too many digits");
  work.pay(at, 64 + bits * e * 8);
  mpz_class result;
  mpz_pow_ui(result.get_mpz_t(), mpz_class(abs(x)).get_mpz_t(), e);
  return result;
}

mpz_class clear_denominators(Work& work, const Record& at, std::vector<mpq_class>& x, std::size_t first,
                             std::size_t step, std::size_t count) {
  mpz_class common = 1;
  for (std::size_t k = 0; k < count; ++k) {
    const mpz_class& d = x[first + k * step].get_den();
    work.gcd(at, common, d);
    common = lcm(common, d);
  }
  for (std::size_t k = 0; k < count; ++k) {
    mpq_class& q = x[first + k * step];
    work.gcd(at, common, q.get_den());
    q = mpz_class(times(work, at, q.get_num(), common / q.get_den()));
    work.hold(at, q.get_num());
  }
  return common;
}

std::vector<mpq_class> take_exactly(Record& from, const std::string& key, std::size_t count) {
  auto numbers = from.take_numbers(key, count);
  if (numbers.size() != count) from.reject(std::to_string(count) + " numbers are needed");
  return numbers;
}

std::size_t to_count(const Record& at, const mpq_class& x, std::size_t most) {
  if (x.get_den() != 1 || x < 0 || x > most)
    at.reject("a whole number from 0 to " + std::to_string(most) + " is needed");
  return x.get_num().get_ui();
}

std::vector<std::size_t> take_counts(Record& from, const std::string& key, std::size_t count, std::size_t most) {
  std::vector<std::size_t> out;
  for (const auto& x : take_exactly(from, key, count)) out.push_back(to_count(from, x, most));
  return out;
}

std::size_t take_count(Record& from, const std::string& key, std::size_t most) {
  return take_counts(from, key, 1, most)[0];
}

Matrix take_matrix(Record& problem) {
  const auto size = take_counts(problem, "size", 2, most_numbers);
  if (size[0] == 0 || size[1] == 0 || size[0] * size[1] > most_numbers)
    problem.reject("a matrix of 1 to " + std::to_string(most_numbers) + " entries is needed");
  Matrix m{size[0], size[1], {}};
  m.entries = take_exactly(problem, "matrix", m.rows * m.cols);
  return m;
}

}  // namespace check
