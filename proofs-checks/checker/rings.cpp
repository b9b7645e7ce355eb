#include "rings.hpp"

#include <algorithm>

#include "enclosure.hpp"

namespace check {
namespace {

std::size_t size(const mpq_class& q) { return mpz_size(q.get_num_mpz_t()) + mpz_size(q.get_den_mpz_t()); }

std::size_t bits(const mpq_class& q) {
  return mpz_sizeinbase(q.get_num_mpz_t(), 2) + mpz_sizeinbase(q.get_den_mpz_t(), 2);
}

constexpr std::size_t most_bits = 1 << 15, most_monomials = 1 << 20;
constexpr std::uint64_t most_power = std::uint64_t{1} << 31;

}  // namespace

std::size_t Reals::words(const Number& a) { return size(a.lower) + size(a.upper); }

void Reals::pay(const Number& a, const Number& b) { work_.pay(at_, 2000 + 8 * words(a) * words(b)); }

Interval Reals::kept(Number a) {
  a = rounded(a, bits_);
  if (bits(a.lower) > most_bits || bits(a.upper) > most_bits) at_.reject("a number of more than 2^15 bits");
  return a;
}

Interval Reals::add(const Number& a, const Number& b) {
  pay(a, b);
  return kept({a.lower + b.lower, a.upper + b.upper});
}

Interval Reals::multiply(const Number& a, const Number& b) {
  pay(a, b);
  if (a.exact() && b.exact()) return number(a.lower * b.lower);
  const mpq_class p[4] = {a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper};
  return kept({*std::min_element(p, p + 4), *std::max_element(p, p + 4)});
}

Interval Reals::divide(const Number& a, const Number& b) {
  if (b.exact() && b.lower == 0) at_.reject("a division by 0");
  if (b.lower <= 0 && b.upper >= 0) throw Undecided();
  return multiply(a, {1 / b.upper, 1 / b.lower});
}

Interval Reals::function(const std::string& name, const Number& a) {
  work_.pay(at_, std::uint64_t{bits_} * bits_ / 4 + 10000);
  if (name == "abs") {
    if (a.lower >= 0) return a;
    if (a.upper <= 0) return negate(a);
    return {0, std::max(mpq_class(-a.lower), a.upper)};
  }
  if (name == "exp") return kept(exp(at_, a, bits_));
  if (name == "sin") return kept(sin(at_, a, bits_));
  if (name == "cos") return kept(cos(at_, a, bits_));
  if (!a.exact() && a.lower <= 0 && a.upper > 0) throw Undecided();
  return kept(name == "ln" ? ln(at_, a, bits_) : sqrt(at_, a, bits_));
}

Interval Reals::larger(const Number& a, const Number& b) {
  pay(a, b);
  return {std::max(a.lower, b.lower), std::max(a.upper, b.upper)};
}

bool Reals::equal(const Number& a, const Number& b) {
  pay(a, b);
  if (a.exact() && b.exact()) return a.lower == b.lower;
  if (a.upper < b.lower || b.upper < a.lower) return false;
  throw Undecided();
}

bool Reals::less(const Number& a, const Number& b, bool strictly) {
  pay(a, b);
  if (a.exact() && b.exact()) return strictly ? a.lower < b.lower : a.lower <= b.lower;
  if (a.upper < b.lower) return true;
  if (a.lower > b.upper) return false;
  throw Undecided();
}

mpz_class Reals::floor_of(const Number& a) {
  const mpz_class below = floor(a.lower);
  if (below != floor(a.upper)) throw Undecided();
  return below;
}

std::size_t Polynomials::words(const Number& a) {
  std::size_t words = 0;
  for (const auto& [m, c] : a) words += 2 * m.size() + size(c) + 16;
  return words;
}

const mpq_class& Polynomials::kept(const mpq_class& q) {
  if (bits(q) > most_bits) at_.reject("a number of more than 2^15 bits");
  return q;
}

/// Every polynomial made counts, whether it stays or not.
Polynomials::Number Polynomials::held(Number a) {
  if (a.size() > most_monomials) at_.reject("a polynomial with more than 2^20 monomials");
  work_.hold(at_, words(a));
  return a;
}

void Polynomials::add_to(Number& sum, const Monomial& m, const mpq_class& c) {
  mpq_class& present = sum[m];
  work_.pay(at_, 2000 + 64 * m.size() + 8 * size(present) * size(c));
  present += c;
  if (kept(present) == 0) sum.erase(m);
}

Polynomials::Number Polynomials::add(const Number& a, const Number& b) {
  work_.pay(at_, 2000 + 8 * words(a));
  Number sum = a;
  for (const auto& [m, c] : b) add_to(sum, m, c);
  return held(std::move(sum));
}

Polynomials::Number Polynomials::negate(const Number& a) {
  work_.pay(at_, 2000 + 8 * words(a));
  Number out = a;
  for (auto& [m, c] : out) c = -c;
  return held(std::move(out));
}

Polynomials::Number Polynomials::multiply(const Number& a, const Number& b) {
  work_.pay(at_, 2000);
  Number product;
  for (const auto& [m, c] : a)
    for (const auto& [n, d] : b) {
      work_.pay(at_, 2000 + 64 * (m.size() + n.size()) + 8 * size(c) * size(d));
      std::map<std::size_t, std::uint64_t> powers(m.begin(), m.end());
      for (const auto& [variable, power] : n)
        if ((powers[variable] += power) > most_power) at_.reject("a variable to a power above 2^31");
      if (powers.size() > 100) at_.reject("a monomial in more than 100 variables");
      add_to(product, Monomial(powers.begin(), powers.end()), c * d);
      if (product.size() > most_monomials) at_.reject("a polynomial with more than 2^20 monomials");
    }
  return held(std::move(product));
}

std::optional<mpq_class> Polynomials::exact(const Number& a) {
  if (a.empty()) return 0;
  if (a.size() > 1 || !a.begin()->first.empty()) return std::nullopt;
  return a.begin()->second;
}

mpq_class Polynomials::constant(const Number& a) {
  const auto q = exact(a);
  if (!q) at_.reject("only sums, products and comparisons by = of what is not a number are polynomial");
  return *q;
}

Polynomials::Number Polynomials::divide(const Number& a, const Number& b) {
  const mpq_class q = constant(b);
  if (q == 0) at_.reject("a division by 0");
  return multiply(a, number(1 / q));
}

Polynomials::Number Polynomials::function(const std::string& name, const Number& a) {
  const mpq_class q = constant(a);
  if (name != "abs") at_.reject("'" + name + "' in an identity");
  return number(abs(q));
}

Polynomials::Number Polynomials::larger(const Number& a, const Number& b) {
  return number(std::max(constant(a), constant(b)));
}

bool Polynomials::equal(const Number& a, const Number& b) {
  work_.pay(at_, 2000 + 8 * words(a));
  if (a == b) return true;
  if (exact(add(a, negate(b)))) return false;
  throw Undecided();
}

bool Polynomials::less(const Number& a, const Number& b, bool strictly) {
  const mpq_class p = constant(a), q = constant(b);
  return strictly ? p < q : p <= q;
}

mpz_class Polynomials::floor_of(const Number& a) { return floor(constant(a)); }

}  // namespace check
