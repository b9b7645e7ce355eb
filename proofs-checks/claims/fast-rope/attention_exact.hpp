#pragma once

// What the claims on Fast RoPE's algorithm have in common: attention with W_{i-j} over Q, weights exp in balls.
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attest/attention/position_kernel.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/polynomial.hpp"

namespace attest::ledger::rope_attention {

/// W_k for every offset k.
using Offsets = std::function<RationalMatrix(long)>;

/// d/2 planes (2l, 2l+1), each with a rational rotation: cos = (1 - t^2)/(1 + t^2), sin = 2t/(1 + t^2), 0 < t <= 1.
inline attention::Rotary rational_rotary(Sampler& sampler, std::size_t d) {
  attention::Rotary r;
  for (std::size_t l = 0; l + 1 < d; l += 2) {
    const Rational t(1 + sampler.below(4), 5), square = t * t, norm = Rational(1) + square;
    r.planes.push_back(
        {l, l + 1, attention::PythagoreanAngle{(Rational(1) - square) / norm, Rational(2) * t / norm}, {}});
  }
  return r;
}

inline Offsets offsets(const attention::Rotary& r, std::size_t d) {
  return [r, d](long k) { return attention::relative_matrix(r, d, k, RationalField{}); };
}

/// Dense W_{-(n-1)} .. W_{n-1} with entries at most `bound`.
inline Offsets random_offsets(Sampler& sampler, std::size_t n, std::size_t d, const Rational& bound) {
  std::vector<RationalMatrix> w;
  for (std::size_t k = 0; k + 1 < 2 * n; ++k) w.push_back(sampler.matrix(d, d, bound));
  return [w = std::move(w), n](long k) { return w.at(static_cast<std::size_t>(k + static_cast<long>(n) - 1)); };
}

inline long offset(std::size_t i, std::size_t j) { return static_cast<long>(i) - static_cast<long>(j); }

/// Q_i W_{i-j} K_j^T / scale for all i, j, from the definition.
inline RationalMatrix logits(const RationalMatrix& Q, const RationalMatrix& K, const Offsets& W,
                             const Rational& scale) {
  RationalMatrix s(Q.rows(), K.rows());
  for (std::size_t i = 0; i < Q.rows(); ++i)
    for (std::size_t j = 0; j < K.rows(); ++j) {
      const RationalMatrix w = W(offset(i, j));
      Rational sum;
      for (std::size_t a = 0; a < Q.cols(); ++a)
        for (std::size_t b = 0; b < K.cols(); ++b) sum += Q.get(i, a) * w.get(a, b) * K.get(j, b);
      s.set(i, j, sum / scale);
    }
  return s;
}

/// f of every entry, with its row and column.
inline RationalMatrix entrywise(const RationalMatrix& a,
                                const std::function<Rational(std::size_t, std::size_t, const Rational&)>& f) {
  RationalMatrix out(a.rows(), a.cols());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) out.set(i, j, f(i, j, a.get(i, j)));
  return out;
}
inline RationalMatrix entrywise(const polynomial::Polynomial& p, const RationalMatrix& a) {
  return entrywise(a, [&](std::size_t, std::size_t, const Rational& x) { return p(x); });
}
inline RationalMatrix sum(const RationalMatrix& a, const RationalMatrix& b) {
  return entrywise(a, [&](std::size_t i, std::size_t j, const Rational& x) { return x + b.get(i, j); });
}
inline RationalMatrix hadamard(const RationalMatrix& a, const RationalMatrix& b) {
  return entrywise(a, [&](std::size_t i, std::size_t j, const Rational& x) { return x * b.get(i, j); });
}

/// Every row x_i replaced by R_i x_i, or by R_i^T x_i = R_i^-1 x_i.
enum class Turn { forward, back };
inline RationalMatrix turned(const attention::Rotary& r, const RationalMatrix& X, Turn turn) {
  attention::Rotary used = r;
  if (turn == Turn::back)
    for (auto& plane : used.planes) {
      auto& angle = std::get<attention::PythagoreanAngle>(plane.angle);
      angle.sin = -angle.sin;
    }
  RationalMatrix out(X.rows(), X.cols());
  std::vector<Rational> x(X.cols());
  for (std::size_t i = 0; i < X.rows(); ++i) {
    for (std::size_t l = 0; l < x.size(); ++l) x[l] = X.get(i, l);
    attention::rotate(used, std::span<Rational>(x), i, attention::Role::query, RationalField{});
    for (std::size_t l = 0; l < x.size(); ++l) out.set(i, l, x[l]);
  }
  return out;
}

/// D^{-1} exp(s) V, D = diag(exp(s) 1): row by row, in balls; a pair without `sees` has no weight.
inline BallMatrix attend(const RationalMatrix& s, const RationalMatrix& V, Precision p,
                         const std::function<bool(std::size_t, std::size_t)>& sees = {}) {
  BallMatrix out(s.rows(), V.cols());
  for (std::size_t i = 0; i < s.rows(); ++i) {
    Ball d(0);
    std::vector<Ball> above(V.cols(), Ball(0));
    for (std::size_t j = 0; j < s.cols(); ++j) {
      if (sees && !sees(i, j)) continue;
      const Ball w = exp(Ball(s.get(i, j), p), p);
      d = add(d, w, p);
      for (std::size_t c = 0; c < V.cols(); ++c) above[c] = add(above[c], mul(w, Ball(V.get(j, c), p), p), p);
    }
    for (std::size_t c = 0; c < V.cols(); ++c) out.set(i, c, div(above[c], d, p));
  }
  return out;
}

inline Rational largest(const RationalMatrix& a) {
  Rational most;
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) most = max(most, abs(a.get(i, j)));
  return most;
}
/// The largest |a_ij - b_ij|, enclosed.
inline Ball distance(const BallMatrix& a, const BallMatrix& b, Precision p) {
  Ball most(0);
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t j = 0; j < a.cols(); ++j) most = max(most, abs(sub(a.get(i, j), b.get(i, j), p)), p);
  return most;
}

/// Two entries that a circulant has equal and that differ, first in the order of rows; none for a circulant.
using Pair = std::pair<std::size_t, std::size_t>;
inline std::optional<std::pair<Pair, Pair>> not_circulant(const RationalMatrix& a) {
  const std::size_t n = a.rows();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const std::size_t k = (i + n - j) % n;
      if (a.get(i, j) != a.get(k, 0)) return std::pair<Pair, Pair>{{i, j}, {k, 0}};
    }
  return {};
}
inline std::optional<std::pair<Pair, Pair>> not_toeplitz(const RationalMatrix& a) {
  for (std::size_t i = 1; i < a.rows(); ++i)
    for (std::size_t j = 1; j < a.cols(); ++j)
      if (a.get(i, j) != a.get(i - 1, j - 1)) return std::pair<Pair, Pair>{{i, j}, {i - 1, j - 1}};
  return {};
}
inline std::string cell_text(const Pair& cell) {
  return "(" + std::to_string(cell.first + 1) + "," + std::to_string(cell.second + 1) + ")";
}

/// A verdict that one family or list settles.
inline Verdict refuted(std::string scope, std::string witness, std::string evidence,
                       std::vector<std::string> repairs = {}) {
  return {Status::refuted, std::move(scope), std::move(evidence), std::move(witness), std::move(repairs)};
}
inline Verdict undecided(std::string scope, std::string evidence) {
  return {Status::undecided, std::move(scope), std::move(evidence), {}, {}};
}
inline Verdict recorded(std::string evidence) {
  return {Status::recorded, "not for computation to decide", std::move(evidence), {}, {}};
}

}  // namespace attest::ledger::rope_attention
