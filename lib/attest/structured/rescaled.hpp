#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/structured/circulant.hpp"

namespace attest::structured {

/// diag(u) S diag(v) for a Toeplitz matrix or a circulant S: the entry at (i, j) is u_i S_ij v_j.  Owns the three.
///
/// Throws   std::invalid_argument unless u has rows entries and v has cols entries.
/// Cost     two products an entry; u and v may hold zeros.
/// Laws     property-tests/structured/structured.cpp
template <class S>
class Rescaled {
 public:
  using Element = typename S::Element;
  Rescaled(std::vector<Element> u, S core, std::vector<Element> v)
      : u_(std::move(u)), v_(std::move(v)), core_(std::move(core)) {
    if (u_.size() != core_.rows() || v_.size() != core_.cols())
      throw std::invalid_argument("Rescaled: u and v have " + std::to_string(u_.size()) + " and " +
                                  std::to_string(v_.size()) + " entries; the matrix is " +
                                  std::to_string(core_.rows()) + " x " + std::to_string(core_.cols()));
  }

  [[nodiscard]] std::size_t rows() const { return core_.rows(); }
  [[nodiscard]] std::size_t cols() const { return core_.cols(); }
  [[nodiscard]] const std::vector<Element>& u() const { return u_; }
  [[nodiscard]] const std::vector<Element>& v() const { return v_; }
  [[nodiscard]] const S& core() const { return core_; }

 private:
  std::vector<Element> u_, v_;
  S core_;
};

/// The entry at (i, j) of any of the kinds.
template <class S, class Field>
[[nodiscard]] typename Field::Element entry(const S& s, std::size_t i, std::size_t j, const Field&) {
  return s.entry(i, j);
}
template <class S, class Field>
[[nodiscard]] typename Field::Element entry(const Rescaled<S>& s, std::size_t i, std::size_t j, const Field& field) {
  return field.mul(field.mul(s.u()[i], s.core().entry(i, j)), s.v()[j]);
}

/// The products a_i b_i; the lengths agree.
template <class Field>
[[nodiscard]] std::vector<typename Field::Element> hadamard(std::span<const typename Field::Element> a,
                                                            std::span<const typename Field::Element> b,
                                                            const Field& field) {
  if (a.size() != b.size())
    throw std::invalid_argument("hadamard: " + std::to_string(a.size()) + " and " + std::to_string(b.size()) +
                                " entries");
  std::vector<typename Field::Element> out;
  out.reserve(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out.push_back(field.mul(a[i], b[i]));
  return out;
}

/// diag(u) (S (v o x)).  Throws std::invalid_argument unless x has cols entries.  Cost that of S x, and rows + cols
/// products.
template <class S, class Field>
[[nodiscard]] std::vector<typename Field::Element> multiply(const Rescaled<S>& s,
                                                            std::span<const typename Field::Element> x,
                                                            const Field& field) {
  using View = std::span<const typename Field::Element>;
  if (x.size() != s.cols())
    throw std::invalid_argument("x: " + std::to_string(x.size()) + " entries; the matrix has " +
                                std::to_string(s.cols()) + " columns");
  const auto scaled = hadamard(View(s.v()), x, field);
  const auto product = multiply(s.core(), View(scaled), field);
  return hadamard(View(s.u()), View(product), field);
}

}  // namespace attest::structured
