#pragma once

// P2-01, P2-02: the scores M_ij = Q_i W_{i-j} K_j^T for any W, and standard RoPE at rational angles.
#include <string>
#include <vector>

#include "attest/ledger/survey.hpp"
#include "attest/number/matrix.hpp"

namespace attest::ledger {

/// W_k for k = -(n-1) .. n-1, each d x d.
struct Family {
  std::size_t n, d;
  std::vector<RationalMatrix> w;
  /// W_{i-j}.
  [[nodiscard]] const RationalMatrix& at(std::size_t i, std::size_t j) const { return w[i + n - 1 - j]; }
};

/// No structure at all.
inline Family random_family(Sampler& sampler, std::size_t n, std::size_t d) {
  Family f{n, d, {}};
  for (std::size_t k = 0; k + 1 < 2 * n; ++k) f.w.push_back(sampler.matrix(d, d, 1));
  return f;
}

/// An angle whose cosine and sine are rational.
struct Rotation {
  Rational cos, sin;
};
/// Twice the angle with tangent t: t = 1/2 is (3/5, 4/5).
inline Rotation turn(const Rational& t) {
  const Rational square = t * t, r = Rational(1) / (Rational(1) + square);
  return {(Rational(1) - square) * r, Rational(2) * t * r};
}
/// The k-fold angle.
inline Rotation multiple(const Rotation& a, long k) {
  Rotation out{1, 0};
  const Rotation step{a.cos, k < 0 ? -a.sin : a.sin};
  for (long i = 0; i < std::abs(k); ++i)
    out = {out.cos * step.cos - out.sin * step.sin, out.sin * step.cos + out.cos * step.sin};
  return out;
}

/// R_m: a block [cos, -sin; sin, cos] of the m-fold angle for every plane.
inline RationalMatrix rotation(const std::vector<Rotation>& planes, long m) {
  RationalMatrix r(2 * planes.size(), 2 * planes.size());
  for (std::size_t l = 0; l < planes.size(); ++l) {
    const Rotation a = multiple(planes[l], m);
    r.set(2 * l, 2 * l, a.cos);
    r.set(2 * l + 1, 2 * l + 1, a.cos);
    r.set(2 * l, 2 * l + 1, -a.sin);
    r.set(2 * l + 1, 2 * l, a.sin);
  }
  return r;
}
/// Standard RoPE: W_{i-j} = R_{j-i}.
inline Family standard_family(std::size_t n, const std::vector<Rotation>& planes) {
  Family f{n, 2 * planes.size(), {}};
  for (long k = 1 - static_cast<long>(n); k < static_cast<long>(n); ++k) f.w.push_back(rotation(planes, -k));
  return f;
}
inline std::vector<Rotation> random_planes(Sampler& sampler, std::size_t count) {
  std::vector<Rotation> planes;
  for (std::size_t l = 0; l < count; ++l)
    planes.push_back(turn(Rational(1 + sampler.below(9)) / Rational(1 + sampler.below(9))));
  return planes;
}

inline RationalMatrix row(const RationalMatrix& m, std::size_t i) {
  RationalMatrix r(1, m.cols());
  for (std::size_t j = 0; j < m.cols(); ++j) r.set(0, j, m.get(i, j));
  return r;
}

/// M_ij = Q_i W_{i-j} K_j^T.
inline RationalMatrix scores(const RationalMatrix& Q, const Family& w, const RationalMatrix& K) {
  RationalMatrix m(w.n, w.n);
  for (std::size_t i = 0; i < w.n; ++i)
    for (std::size_t j = 0; j < w.n; ++j) m.set(i, j, mul(mul(row(Q, i), w.at(i, j)), transpose(row(K, j))).get(0, 0));
  return m;
}

/// C^{a,b}_ij = (W_{i-j})_{a,b}.
inline RationalMatrix core(const Family& w, std::size_t a, std::size_t b) {
  RationalMatrix m(w.n, w.n);
  for (std::size_t i = 0; i < w.n; ++i)
    for (std::size_t j = 0; j < w.n; ++j) m.set(i, j, w.at(i, j).get(a, b));
  return m;
}

/// diag(column a of Q) m diag(column b of K).
inline RationalMatrix rescaled(const RationalMatrix& Q, std::size_t a, RationalMatrix m, const RationalMatrix& K,
                               std::size_t b) {
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) m.set(i, j, Q.get(i, a) * m.get(i, j) * K.get(j, b));
  return m;
}

}  // namespace attest::ledger
