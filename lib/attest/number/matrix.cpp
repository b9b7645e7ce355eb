#include "attest/number/matrix.hpp"

#include <limits>
#include <stdexcept>
#include <string>

namespace attest {
namespace {

template <class M>
void require_index(const M& m, std::size_t i, std::size_t j) {
  if (i >= m.rows() || j >= m.cols())
    throw std::out_of_range("index: (" + std::to_string(i) + ", " + std::to_string(j) + ") outside a " +
                            std::to_string(m.rows()) + " x " + std::to_string(m.cols()) + " matrix");
}

template <class M>
void require_product(const M& a, const M& b) {
  if (a.cols() != b.rows())
    throw std::invalid_argument("product: " + std::to_string(a.rows()) + " x " + std::to_string(a.cols()) + " times " +
                                std::to_string(b.rows()) + " x " + std::to_string(b.cols()));
}

slong size(std::size_t n) { return static_cast<slong>(n); }

}  // namespace

void require_shape(std::size_t rows, std::size_t cols, std::size_t entry_bytes) {
  constexpr std::size_t limit = std::size_t{1} << 46;
  if (rows > limit / sizeof(void*) || cols > limit || (rows != 0 && cols > limit / rows / entry_bytes))
    throw std::length_error("matrix: " + std::to_string(rows) + " x " + std::to_string(cols) +
                            " entries do not fit any memory");
}

IntegerMatrix::IntegerMatrix(std::size_t rows, std::size_t cols) {
  require_shape(rows, cols, sizeof(fmpz));
  fmpz_mat_init(m_, size(rows), size(cols));
}
IntegerMatrix::IntegerMatrix(const IntegerMatrix& other) { fmpz_mat_init_set(m_, other.m_); }
IntegerMatrix::IntegerMatrix(IntegerMatrix&& other) noexcept {
  fmpz_mat_init(m_, 0, 0);
  fmpz_mat_swap(m_, other.m_);
}
Integer IntegerMatrix::get(std::size_t i, std::size_t j) const {
  require_index(*this, i, j);
  Integer value;
  fmpz_get_mpz(value.raw(), fmpz_mat_entry(m_, i, j));
  return value;
}
void IntegerMatrix::set(std::size_t i, std::size_t j, const Integer& value) {
  require_index(*this, i, j);
  fmpz_set_mpz(fmpz_mat_entry(m_, i, j), value.raw());
}

RationalMatrix::RationalMatrix(std::size_t rows, std::size_t cols) {
  require_shape(rows, cols, sizeof(fmpq));
  fmpq_mat_init(m_, size(rows), size(cols));
}
RationalMatrix::RationalMatrix(const RationalMatrix& other) { fmpq_mat_init_set(m_, other.m_); }
RationalMatrix::RationalMatrix(RationalMatrix&& other) noexcept {
  fmpq_mat_init(m_, 0, 0);
  fmpq_mat_swap(m_, other.m_);
}
Rational RationalMatrix::get(std::size_t i, std::size_t j) const {
  require_index(*this, i, j);
  Rational value;
  fmpq_get_mpq(value.raw(), fmpq_mat_entry(m_, i, j));
  return value;
}
void RationalMatrix::set(std::size_t i, std::size_t j, const Rational& value) {
  require_index(*this, i, j);
  fmpq_set_mpq(fmpq_mat_entry(m_, i, j), value.raw());
}

BallMatrix::BallMatrix(std::size_t rows, std::size_t cols) {
  require_shape(rows, cols, sizeof(arb_struct));
  arb_mat_init(m_, size(rows), size(cols));
}
BallMatrix::BallMatrix(const BallMatrix& other) {
  arb_mat_init(m_, size(other.rows()), size(other.cols()));
  arb_mat_set(m_, other.m_);
}
BallMatrix::BallMatrix(BallMatrix&& other) noexcept {
  arb_mat_init(m_, 0, 0);
  arb_mat_swap(m_, other.m_);
}
Ball BallMatrix::get(std::size_t i, std::size_t j) const {
  require_index(*this, i, j);
  Ball b;
  arb_set(b.raw(), arb_mat_entry(m_, i, j));
  return b;
}
void BallMatrix::set(std::size_t i, std::size_t j, const Ball& value) {
  require_index(*this, i, j);
  arb_set(arb_mat_entry(m_, i, j), value.raw());
}

IntegerMatrix mul(const IntegerMatrix& a, const IntegerMatrix& b) {
  require_product(a, b);
  IntegerMatrix c(a.rows(), b.cols());
  fmpz_mat_mul(c.raw(), a.raw(), b.raw());
  return c;
}

RationalMatrix mul(const RationalMatrix& a, const RationalMatrix& b) {
  require_product(a, b);
  RationalMatrix c(a.rows(), b.cols());
  fmpq_mat_mul(c.raw(), a.raw(), b.raw());
  return c;
}

BallMatrix mul(const BallMatrix& a, const BallMatrix& b, Precision p) {
  require_product(a, b);
  BallMatrix c(a.rows(), b.cols());
  arb_mat_mul(c.raw(), a.raw(), b.raw(), p.bits());
  return c;
}

RationalMatrix transpose(const RationalMatrix& a) {
  RationalMatrix t(a.cols(), a.rows());
  fmpq_mat_transpose(t.raw(), a.raw());
  return t;
}

BallMatrix to_balls(const RationalMatrix& a, Precision p) {
  BallMatrix b(a.rows(), a.cols());
  arb_mat_set_fmpq_mat(b.raw(), a.raw(), p.bits());
  return b;
}

std::size_t rank(const IntegerMatrix& a) { return static_cast<std::size_t>(fmpz_mat_rank(a.raw())); }

std::size_t rank(const RationalMatrix& a) {
  IntegerMatrix cleared(a.rows(), a.cols());  // scaling a row by a non-zero number keeps the rank
  fmpq_mat_get_fmpz_mat_rowwise(cleared.raw(), nullptr, a.raw());
  return rank(cleared);
}

}  // namespace attest
