#include "attest/structured/convolution.hpp"

#include <algorithm>
#include <utility>

#include "attest/number/flint_functions.hpp"
#include "attest/structured/integer_convolution.hpp"

namespace attest::structured {
namespace {

class IntegerPoly {
 public:
  explicit IntegerPoly(std::span<const Integer> c) {
    fmpz_poly_init2(p_, static_cast<slong>(c.size()));
    for (std::size_t i = 0; i < c.size(); ++i) {
      fmpz_t x;
      fmpz_init_set_readonly(x, c[i].raw());
      fmpz_poly_set_coeff_fmpz(p_, static_cast<slong>(i), x);
      fmpz_clear_readonly(x);
    }
  }
  IntegerPoly(const IntegerPoly&) = delete;
  IntegerPoly& operator=(const IntegerPoly&) = delete;
  ~IntegerPoly() { fmpz_poly_clear(p_); }

  /// The coefficients first .. first+size-1.
  [[nodiscard]] std::vector<Integer> times(const IntegerPoly& other, std::size_t first, std::size_t size) const {
    fmpz_poly_t product;
    fmpz_poly_init(product);
    fmpz_poly_mul(product, p_, other.p_);
    std::vector<Integer> c(size);
    const auto length = static_cast<std::size_t>(fmpz_poly_length(product));
    for (std::size_t i = first; i < std::min(first + size, length); ++i)
      fmpz_get_mpz(c[i - first].raw(), fmpz_poly_get_coeff_ptr(product, static_cast<slong>(i)));
    fmpz_poly_clear(product);
    return c;
  }

 private:
  fmpz_poly_t p_;
};

/// Entries over their common denominator.
struct Cleared {
  explicit Cleared(std::span<const Rational> a) {
    for (const auto& x : a) denominator = lcm(denominator, x.denominator());
    numerators.reserve(a.size());
    for (const auto& x : a) numerators.push_back(x.numerator() * (denominator / x.denominator()));
  }
  Integer denominator = 1;
  std::vector<Integer> numerators;
};

/// A copy of balls as Arb's vector.
class BallVector {
 public:
  explicit BallVector(std::size_t n) : n_(static_cast<slong>(n)), v_(_arb_vec_init(n_)) {}
  explicit BallVector(std::span<const Ball> a) : BallVector(a.size()) {
    for (std::size_t i = 0; i < a.size(); ++i) arb_set(v_ + i, a[i].raw());
  }
  BallVector(const BallVector&) = delete;
  BallVector& operator=(const BallVector&) = delete;
  ~BallVector() { _arb_vec_clear(v_, n_); }
  [[nodiscard]] arb_ptr raw() const { return v_; }
  [[nodiscard]] slong size() const { return n_; }

 private:
  slong n_;
  arb_ptr v_;
};

}  // namespace

std::vector<Integer> convolve(std::span<const Integer> a, std::span<const Integer> b, IntegerRing) {
  if (a.empty() || b.empty()) return {};
  return convolve_part(a, b, 0, a.size() + b.size() - 1, IntegerRing{});
}

std::vector<Integer> convolve_part(std::span<const Integer> a, std::span<const Integer> b, std::size_t first,
                                   std::size_t count, IntegerRing) {
  if (auto c = convolve_in_doubles(a, b, first, count)) return std::move(*c);
  return IntegerPoly(a).times(IntegerPoly(b), first, count);
}

std::vector<Rational> convolve(std::span<const Rational> a, std::span<const Rational> b, RationalField) {
  const Cleared x(a), y(b);
  const Integer denominator = x.denominator * y.denominator;
  std::vector<Rational> out;
  for (const auto& c : convolve(std::span<const Integer>(x.numerators), std::span<const Integer>(y.numerators)))
    out.emplace_back(c, denominator);
  return out;
}

std::vector<Ball> convolve(std::span<const Ball> a, std::span<const Ball> b, BallField field) {
  if (a.empty() || b.empty()) return {};
  const BallVector x(a), y(b);
  BallVector product(a.size() + b.size() - 1);
  if (x.size() >= y.size())
    _arb_poly_mul(product.raw(), x.raw(), x.size(), y.raw(), y.size(), field.precision.bits());
  else
    _arb_poly_mul(product.raw(), y.raw(), y.size(), x.raw(), x.size(), field.precision.bits());
  std::vector<Ball> out(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < out.size(); ++i) arb_swap(out[i].raw(), product.raw() + i);
  return out;
}

}  // namespace attest::structured
