#include "attest/reduction/code.hpp"

#include <flint/nmod_mat.h>
#include <flint/nmod_poly.h>
#include <flint/ulong_extras.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "attest/number/text.hpp"

namespace attest::reduction {
namespace {

bool is_prime(std::size_t q) { return q > 1 && n_is_prime(q) == 1; }

void require_prime(const std::string& name, std::size_t q) {
  if (q >= (std::size_t{1} << 31) || !is_prime(q))
    throw std::invalid_argument(name + ": " + std::to_string(q) + "; a prime below 2^31 is needed");
}
void require_factors(std::size_t k) {
  if (k < 2) throw std::invalid_argument("k: " + std::to_string(k) + "; at least two factors are needed");
}

}  // namespace

ReedSolomon::ReedSolomon(Symbol p, std::size_t length, std::size_t dimension) : p_(p), length_(length) {
  require_prime("p", p);
  if (length == 0 || length > p)
    throw std::invalid_argument("length: " + std::to_string(length) + "; F_" + std::to_string(p) + " has 1 to " +
                                std::to_string(p) + " points");
  if (dimension == 0 || dimension > length || dimension * length > std::size_t{1} << 22)
    throw std::invalid_argument("dimension: " + std::to_string(dimension) + "; 1 to length = " +
                                std::to_string(length) + ", at most 2^22 entries of the generator");
  std::vector<ulong> x(length), y(length);
  for (std::size_t r = 0; r < length; ++r) x[r] = r;
  nmod_poly_t f;
  nmod_poly_init(f, p);
  for (std::size_t i = 0; i < dimension; ++i) {
    std::vector<ulong> unit(dimension, 0);
    unit[i] = 1;
    nmod_poly_interpolate_nmod_vec(f, x.data(), unit.data(), static_cast<slong>(dimension));
    nmod_poly_evaluate_nmod_vec(y.data(), f, x.data(), static_cast<slong>(length));
    generator_.emplace_back(y.begin(), y.end());
  }
  nmod_poly_clear(f);
}

Integer ReedSolomon::words() const {
  return pow(Integer(p_), static_cast<unsigned long>(dimension()));
}

Word ReedSolomon::encode(const Word& message) const {
  if (message.size() != dimension())
    throw std::invalid_argument("message: " + std::to_string(message.size()) + " symbols; " +
                                std::to_string(dimension()) + " are needed");
  Word word(length_, 0);
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (message[i] >= p_)
      throw std::invalid_argument("message: symbol " + std::to_string(message[i]) + "; 0 to " + std::to_string(p_ - 1) +
                                  " is allowed");
    for (std::size_t r = 0; r < length_; ++r) word[r] = (word[r] + message[i] * generator_[i][r]) % p_;
  }
  return word;
}

bool ReedSolomon::contains(const Word& word) const {
  if (word.size() != length_) return false;
  if (std::ranges::any_of(word, [&](Symbol s) { return s >= p_; })) return false;
  return encode(Word(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(dimension()))) == word;
}

std::size_t find_distance(const ReedSolomon& code) {
  if (code.words() > Integer(1) << 24)
    throw std::length_error("code: " + to_text(code.words()) + " words; at most 2^24 are looked at");
  std::size_t least = code.length();
  Word message(code.dimension(), 0);
  for (;;) {
    std::size_t i = message.size();
    while (i > 0 && ++message[i - 1] == code.p()) message[--i] = 0;
    if (i == 0) return least;
    const Word word = code.encode(message);
    least = std::min(least, code.length() - static_cast<std::size_t>(std::ranges::count(word, Symbol{0})));
  }
}

std::size_t find_product_dimension(const ReedSolomon& code, std::size_t k) {
  if (k == 0) throw std::invalid_argument("k: 0; at least one factor is needed");
  std::vector<Word> products = code.generator();
  for (std::size_t factor = 1; factor < k; ++factor) {
    if (products.size() * code.dimension() > std::size_t{1} << 16)
      throw std::length_error("code: more than 2^16 products of " + std::to_string(k) + " words of a basis");
    std::vector<Word> next;
    for (const Word& a : products)
      for (const Word& b : code.generator()) {
        Word c(code.length());
        for (std::size_t r = 0; r < c.size(); ++r) c[r] = a[r] * b[r] % code.p();
        next.push_back(std::move(c));
      }
    std::ranges::sort(next);
    next.erase(std::unique(next.begin(), next.end()), next.end());
    products = std::move(next);
  }
  nmod_mat_t m;
  nmod_mat_init(m, static_cast<slong>(products.size()), static_cast<slong>(code.length()), code.p());
  for (std::size_t i = 0; i < products.size(); ++i)
    for (std::size_t r = 0; r < code.length(); ++r) nmod_mat_entry(m, i, r) = products[i][r];
  const auto rank = static_cast<std::size_t>(nmod_mat_rank(m));
  nmod_mat_clear(m);
  return rank;
}

TowerCode tower_code(std::size_t k, std::size_t q, std::size_t n) {
  require_factors(k);
  require_prime("q", q);
  if (n == 0 || n > 64) throw std::invalid_argument("n: " + std::to_string(n) + "; 1 to 64 is allowed");
  const auto power = [&](std::size_t e) { return pow(Integer(q), static_cast<unsigned long>(e)); };
  TowerCode code;
  code.length = (Integer(q) - 1) * power(n);
  code.genus = (power((n + 1) / 2) - 1) * (power(n / 2) - 1);
  code.degree = code.length / (2 * k);
  code.dimension_lower = code.degree + 1 - code.genus;
  if (code.dimension_lower < 0) code.dimension_lower = 0;
  return code;
}

Rational tower_rate(std::size_t k, std::size_t q) {
  require_factors(k);
  require_prime("q", q);
  return Rational(Integer(1), Integer(2 * k)) - Rational(Integer(1), Integer(q - 1));
}

std::size_t least_tower_prime(std::size_t k, std::size_t T) {
  require_factors(k);
  std::size_t q = prime_from(T + 1);
  while (q < 3 || tower_rate(k, q).sign() <= 0) q = prime_from(q + 1);
  return q;
}

std::size_t prime_from(std::size_t n) {
  if (n >= (std::size_t{1} << 31) - 1)
    throw std::invalid_argument("n: " + std::to_string(n) + "; below 2^31 - 1 is allowed");
  while (!is_prime(n)) ++n;
  return n;
}

}  // namespace attest::reduction
