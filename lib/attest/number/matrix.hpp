#pragma once

#include <cstddef>

#include "attest/number/ball.hpp"
#include "attest/number/flint.hpp"
#include "attest/number/rational.hpp"

namespace attest {

/// Throws std::length_error unless rows * cols entries of `entry_bytes`, and a pointer a row, stay within
/// 2^46 bytes and fit FLINT's signed sizes, whatever is empty: asked before FLINT would abort.
void require_shape(std::size_t rows, std::size_t cols, std::size_t entry_bytes);

/// Dense matrices, row-major, over Z and Q (FLINT) and in balls (Arb).  Regular value types; entries
/// start at 0.  Indices are checked: std::out_of_range names them.  Products of unfitting shapes throw
/// std::invalid_argument.
///
/// Cost     entry access O(1) plus a copy; products as FLINT's fmpz_mat_mul, fmpq_mat_mul, arb_mat_mul.
/// Laws     property-tests/number/matrix.cpp
class IntegerMatrix {
 public:
  IntegerMatrix(std::size_t rows, std::size_t cols);
  IntegerMatrix(const IntegerMatrix& other);
  IntegerMatrix(IntegerMatrix&& other) noexcept;
  IntegerMatrix& operator=(IntegerMatrix other) noexcept {
    fmpz_mat_swap(m_, other.m_);
    return *this;
  }
  ~IntegerMatrix() { fmpz_mat_clear(m_); }

  [[nodiscard]] std::size_t rows() const { return static_cast<std::size_t>(fmpz_mat_nrows(m_)); }
  [[nodiscard]] std::size_t cols() const { return static_cast<std::size_t>(fmpz_mat_ncols(m_)); }
  [[nodiscard]] Integer get(std::size_t i, std::size_t j) const;
  void set(std::size_t i, std::size_t j, const Integer& value);
  friend bool operator==(const IntegerMatrix& a, const IntegerMatrix& b) { return fmpz_mat_equal(a.m_, b.m_) != 0; }

  [[nodiscard]] const fmpz_mat_struct* raw() const { return m_; }
  [[nodiscard]] fmpz_mat_struct* raw() { return m_; }

 private:
  fmpz_mat_t m_;
};

class RationalMatrix {
 public:
  RationalMatrix(std::size_t rows, std::size_t cols);
  RationalMatrix(const RationalMatrix& other);
  RationalMatrix(RationalMatrix&& other) noexcept;
  RationalMatrix& operator=(RationalMatrix other) noexcept {
    fmpq_mat_swap(m_, other.m_);
    return *this;
  }
  ~RationalMatrix() { fmpq_mat_clear(m_); }

  [[nodiscard]] std::size_t rows() const { return static_cast<std::size_t>(fmpq_mat_nrows(m_)); }
  [[nodiscard]] std::size_t cols() const { return static_cast<std::size_t>(fmpq_mat_ncols(m_)); }
  [[nodiscard]] Rational get(std::size_t i, std::size_t j) const;
  void set(std::size_t i, std::size_t j, const Rational& value);
  friend bool operator==(const RationalMatrix& a, const RationalMatrix& b) { return fmpq_mat_equal(a.m_, b.m_) != 0; }

  [[nodiscard]] const fmpq_mat_struct* raw() const { return m_; }
  [[nodiscard]] fmpq_mat_struct* raw() { return m_; }

 private:
  fmpq_mat_t m_;
};

class BallMatrix {
 public:
  BallMatrix(std::size_t rows, std::size_t cols);
  BallMatrix(const BallMatrix& other);
  BallMatrix(BallMatrix&& other) noexcept;
  BallMatrix& operator=(BallMatrix other) noexcept {
    arb_mat_swap(m_, other.m_);
    return *this;
  }
  ~BallMatrix() { arb_mat_clear(m_); }

  [[nodiscard]] std::size_t rows() const { return static_cast<std::size_t>(arb_mat_nrows(m_)); }
  [[nodiscard]] std::size_t cols() const { return static_cast<std::size_t>(arb_mat_ncols(m_)); }
  [[nodiscard]] Ball get(std::size_t i, std::size_t j) const;
  void set(std::size_t i, std::size_t j, const Ball& value);
  /// Row i as Arb's vector; unchecked.
  [[nodiscard]] arb_srcptr row_unchecked(std::size_t i) const { return m_->rows[i]; }
  [[nodiscard]] arb_ptr row_unchecked(std::size_t i) { return m_->rows[i]; }

  [[nodiscard]] const arb_mat_struct* raw() const { return m_; }
  [[nodiscard]] arb_mat_struct* raw() { return m_; }

 private:
  arb_mat_t m_;
};

[[nodiscard]] IntegerMatrix mul(const IntegerMatrix& a, const IntegerMatrix& b);
[[nodiscard]] RationalMatrix mul(const RationalMatrix& a, const RationalMatrix& b);
[[nodiscard]] BallMatrix mul(const BallMatrix& a, const BallMatrix& b, Precision p);
[[nodiscard]] RationalMatrix transpose(const RationalMatrix& a);
[[nodiscard]] BallMatrix to_balls(const RationalMatrix& a, Precision p);

/// The rank over Q, exactly.  Cost FLINT's fmpz_mat_rank after clearing denominators row by row.
[[nodiscard]] std::size_t rank(const IntegerMatrix& a);
[[nodiscard]] std::size_t rank(const RationalMatrix& a);

}  // namespace attest
