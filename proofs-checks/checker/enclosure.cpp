#include "enclosure.hpp"

namespace check {
namespace {

mpz_class shift_down(const mpz_class& x, unsigned bits) {
  mpz_class r;
  mpz_fdiv_q_2exp(r.get_mpz_t(), x.get_mpz_t(), bits);
  return r;
}
mpz_class shift_up(const mpz_class& x, unsigned bits) {
  mpz_class r;
  mpz_cdiv_q_2exp(r.get_mpz_t(), x.get_mpz_t(), bits);
  return r;
}
mpz_class divide_down(const mpz_class& a, const mpz_class& b) {
  mpz_class r;
  mpz_fdiv_q(r.get_mpz_t(), a.get_mpz_t(), b.get_mpz_t());
  return r;
}
mpz_class divide_up(const mpz_class& a, const mpz_class& b) {
  mpz_class r;
  mpz_cdiv_q(r.get_mpz_t(), a.get_mpz_t(), b.get_mpz_t());
  return r;
}

/// e^z from below (above) for z = y / 2^bits >= 0: Taylor at z / 2^halvings, all terms non-negative and
/// rounded one way, then as many squarings.  Above: once a term is at most one unit and the argument below
/// 1/2, the rest is at most that term again.
mpz_class exp_bound(const mpz_class& y, unsigned bits, bool above) {
  const auto rounded = [&](const mpz_class& x) { return above ? shift_up(x, bits) : shift_down(x, bits); };
  const std::size_t size = mpz_sizeinbase(y.get_mpz_t(), 2);
  const unsigned halvings = size + 8 > bits ? static_cast<unsigned>(size + 8 - bits) : 0;
  const mpz_class z = above ? shift_up(y, halvings) : shift_down(y, halvings);

  mpz_class term = mpz_class(1) << bits, sum = term;
  for (unsigned k = 1; term > 1; ++k) {
    term = rounded(term * z);
    term = above ? divide_up(term, k) : divide_down(term, k);
    sum += term;
  }
  if (above) sum += term;
  for (unsigned i = 0; i < halvings; ++i) sum = rounded(sum * sum);
  return sum;
}

}  // namespace

mpz_class floor(const mpq_class& q) { return divide_down(q.get_num(), q.get_den()); }
mpz_class ceil(const mpq_class& q) { return divide_up(q.get_num(), q.get_den()); }

Fixed exp_minus(const mpq_class& z_lower, const mpq_class& z_upper, unsigned bits) {
  if (z_lower > bits) return {0, 1};  // e^{-z} < 2^{-z}
  const mpz_class one = mpz_class(1) << bits, square = one << bits;
  const mpz_class least = exp_bound(floor(z_lower * one), bits, false);
  if (z_upper > bits) return {0, divide_up(square, least)};  // too wide an enclosure to bound below by more than 0
  const mpz_class most = exp_bound(ceil(z_upper * one), bits, true);
  return {divide_down(square, most), divide_up(square, least)};
}

Bounds inverse_sqrt(unsigned long d, unsigned bits) {
  // r = floor(sqrt(4^bits d)):  r <= 2^bits sqrt(d) < r + 1, and 1/sqrt(d) = sqrt(d)/d.
  const mpz_class root = sqrt(mpz_class((mpz_class(1) << (2 * bits)) * d));
  const mpz_class below = mpz_class(d) << bits;
  Bounds b{mpq_class(root, below), mpq_class(root + 1, below)};
  b.lower.canonicalize();
  b.upper.canonicalize();
  return b;
}

}  // namespace check
