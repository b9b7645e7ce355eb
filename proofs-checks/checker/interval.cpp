#include "interval.hpp"

#include <algorithm>

#include "enclosure.hpp"

namespace check {
namespace {

mpq_class power_of_two(long e) {
  const mpz_class p = mpz_class(1) << static_cast<unsigned long>(e < 0 ? -e : e);
  return e < 0 ? mpq_class(1, p) : mpq_class(p);
}
/// e with 2^(e-1) < |x| < 2^(e+1), x not 0.
long magnitude(const mpq_class& x) {
  return static_cast<long>(mpz_sizeinbase(x.get_num_mpz_t(), 2)) -
         static_cast<long>(mpz_sizeinbase(x.get_den_mpz_t(), 2));
}
mpq_class rounded(const mpq_class& x, unsigned bits, bool up) {
  if (x == 0) return x;
  const mpq_class unit = power_of_two(magnitude(x) - static_cast<long>(bits));
  const mpq_class units = x / unit;
  return mpq_class(up ? ceil(units) : floor(units)) * unit;
}

/// x 2^bits, rounded down; the fixed point of the series below.
mpz_class fixed(const mpq_class& x, unsigned bits) { return floor(x * power_of_two(bits)); }
mpz_class shifted(const mpz_class& x, unsigned bits) {
  mpz_class r;
  mpz_fdiv_q_2exp(r.get_mpz_t(), x.get_mpz_t(), bits);
  return r;
}
/// A sum of at most `bits` terms, each within 8 units, and a tail within 8: within 16 bits units.
Interval around(const mpz_class& sum, unsigned bits) {
  const mpz_class radius = 16 * bits;
  return {mpq_class(sum - radius) * power_of_two(-static_cast<long>(bits)),
          mpq_class(sum + radius) * power_of_two(-static_cast<long>(bits))};
}

/// e^x for |x| <= 1/2: each term x^k/k! is at most half the last one, and rounded twice.
Interval exp_small(const mpq_class& x, unsigned bits) {
  const mpz_class z = fixed(x, bits);
  mpz_class term = mpz_class(1) << bits, sum = term;
  for (unsigned long k = 1; abs(term) > 1; ++k) {
    term = shifted(term * z, bits) / k;
    sum += term;
  }
  return around(sum, bits);
}
/// 2 artanh(z) for |z| <= 1/3: z^(2k+1)/(2k+1), each power at most a ninth of the last one.
Interval artanh_twice(const mpq_class& z, unsigned bits) {
  const mpz_class first = fixed(z, bits), square = shifted(first * first, bits);
  mpz_class power = 2 * first, sum = 0;
  for (unsigned long k = 1; abs(power) > 1; k += 2) {
    sum += power / k;
    power = shifted(power * square, bits);
  }
  return around(sum, bits);
}
Interval square(const Interval& x, unsigned bits) {  // of a positive number
  return rounded(Interval{x.lower * x.lower, x.upper * x.upper}, bits);
}
Interval exp_at(const mpq_class& x, unsigned bits) {
  if (x == 0) return {1, 1};
  if (x < 0) {
    const Interval y = exp_at(-x, bits);
    return {1 / y.upper, 1 / y.lower};
  }
  const unsigned halvings = static_cast<unsigned>(std::max(0L, magnitude(x) + 2)), most = bits + halvings + 64;
  Interval y = exp_small(x * power_of_two(-static_cast<long>(halvings)), most);
  for (unsigned i = 0; i < halvings; ++i) y = square(y, most);
  return y;
}
Interval ln_at(const mpq_class& x, unsigned bits) {
  if (x == 1) return {0, 0};
  const long e = magnitude(x);
  const unsigned most = bits + 96;
  const mpq_class m = x * power_of_two(-e);  // between 1/2 and 2
  const Interval y = artanh_twice((m - 1) / (m + 1), most), two = artanh_twice(mpq_class(1, 3), most);
  return e < 0 ? Interval{y.lower + e * two.upper, y.upper + e * two.lower}
               : Interval{y.lower + e * two.lower, y.upper + e * two.upper};
}
Interval sqrt_at(const mpq_class& x, unsigned bits) {
  const mpz_class n = sqrt(x.get_num()), d = sqrt(x.get_den());
  if (n * n == x.get_num() && d * d == x.get_den()) return {mpq_class(n, d), mpq_class(n, d)};
  const long half = static_cast<long>(bits) - magnitude(x) / 2 + 2;  // the root of x 4^half has `bits` bits
  const mpz_class root = sqrt(floor(x * power_of_two(2 * half)));
  return {mpq_class(root) * power_of_two(-half), mpq_class(root + 1) * power_of_two(-half)};
}
/// cos x and sin x by Taylor at x / 2^h, |.| <= 1/2, then doubled h times.
Interval sine_or_cosine(const mpq_class& x, unsigned bits, bool sine) {
  const unsigned halvings = static_cast<unsigned>(x == 0 ? 0 : std::max(0L, magnitude(x) + 2));
  const unsigned most = bits + 4 * halvings + 64;
  const mpz_class z = fixed(x * power_of_two(-static_cast<long>(halvings)), most);
  mpz_class term = mpz_class(1) << most, parts[2] = {term, 0};
  for (unsigned long k = 1; abs(term) > 1; ++k) {
    term = shifted(term * z, most) / k;
    parts[k % 2] += k % 4 < 2 ? term : mpz_class(-term);
  }
  // Midpoints are doubled; an error of r becomes one of at most 4 r + r^2 units and two roundings.
  mpz_class c = parts[0], s = parts[1];
  mpq_class radius = 16 * most;
  for (unsigned i = 0; i < halvings; ++i) {
    const mpz_class doubled = shifted(2 * c * s, most);
    c = shifted(2 * c * c, most) - (mpz_class(1) << most);
    s = doubled;
    radius = 6 * radius + 4;
  }
  const mpq_class middle = sine ? s : c, unit = power_of_two(-static_cast<long>(most));
  return {(middle - radius) * unit, (middle + radius) * unit};
}

using At = Interval (*)(const mpq_class&, unsigned);
Interval increasing(const Interval& x, unsigned bits, At f) {
  const Interval low = f(x.lower, bits);
  if (x.exact()) return rounded(low, bits);
  return rounded(Interval{low.lower, f(x.upper, bits).upper}, bits);
}
Interval wave(const Record& at, const Interval& x, unsigned bits, bool sine) {
  if (abs(x.lower) > 1024 || abs(x.upper) > 1024) at.reject("an angle above 2^10");
  if (x.exact() && x.lower == 0) return sine ? Interval{0, 0} : Interval{1, 1};
  const Interval y = sine_or_cosine(x.lower, bits, sine);
  const mpq_class moved = x.upper - x.lower;  // the derivative is at most 1
  return rounded(Interval{y.lower - moved, y.upper + moved}, bits);
}

}  // namespace

Interval rounded(const Interval& x, unsigned bits) {
  if (x.exact()) return x;
  return {rounded(x.lower, bits, false), rounded(x.upper, bits, true)};
}

Interval exp(const Record& at, const Interval& x, unsigned bits) {
  if (abs(x.lower) > 65536 || abs(x.upper) > 65536) at.reject("an exponent above 2^16");
  return increasing(x, bits, exp_at);
}
Interval ln(const Record& at, const Interval& x, unsigned bits) {
  if (x.lower <= 0) at.reject("a logarithm of a number that is not shown to be positive");
  return increasing(x, bits, ln_at);
}
Interval sqrt(const Record& at, const Interval& x, unsigned bits) {
  if (x.lower < 0) at.reject("a root of a number that is not shown to be at least 0");
  return increasing(x, bits, sqrt_at);
}
Interval sin(const Record& at, const Interval& x, unsigned bits) { return wave(at, x, bits, true); }
Interval cos(const Record& at, const Interval& x, unsigned bits) { return wave(at, x, bits, false); }

}  // namespace check
