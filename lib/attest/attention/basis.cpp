#include "attest/attention/basis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "attest/kernel/directed.hpp"
#include "attest/kernel/exponential.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

// ---- The guess: nothing of it is trusted.

constexpr std::size_t sampled = 384, joining = 48, rounds = 3, steps = 8;

DoubleMatrix product(const DoubleMatrix& a, const DoubleMatrix& b) {
  DoubleMatrix c(a.rows(), b.cols());
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t k = 0; k < a.cols(); ++k)
      for (std::size_t j = 0; j < b.cols(); ++j) c(i, j) += a(i, k) * b(k, j);
  return c;
}

/// Eigenvectors of a symmetric matrix as columns, the largest eigenvalue first (Jacobi).
struct Eigen {
  std::vector<double> values;
  DoubleMatrix vectors;
};
Eigen eigen(DoubleMatrix a) {
  const std::size_t d = a.rows();
  DoubleMatrix u(d, d);
  for (std::size_t i = 0; i < d; ++i) u(i, i) = 1;
  const auto turn = [](double& p, double& q, double c, double s) {
    const double old = p;
    p = c * old - s * q, q = s * old + c * q;
  };
  for (int sweep = 0; sweep < 30; ++sweep) {
    double off = 0, all = 0;
    for (std::size_t i = 0; i < d; ++i)
      for (std::size_t j = 0; j < d; ++j) (i == j ? all : off) += a(i, j) * a(i, j);
    if (!(off > 1e-24 * all)) break;
    for (std::size_t p = 0; p < d; ++p)
      for (std::size_t q = p + 1; q < d; ++q) {
        if (a(p, q) == 0) continue;
        const double theta = (a(q, q) - a(p, p)) / (2 * a(p, q));
        const double t = (theta >= 0 ? 1 : -1) / (std::fabs(theta) + std::sqrt(theta * theta + 1));
        const double c = 1 / std::sqrt(t * t + 1), s = t * c;
        for (std::size_t k = 0; k < d; ++k) turn(a(k, p), a(k, q), c, s);
        for (std::size_t k = 0; k < d; ++k) turn(a(p, k), a(q, k), c, s);
        for (std::size_t k = 0; k < d; ++k) turn(u(k, p), u(k, q), c, s);
      }
  }
  std::vector<std::size_t> order(d);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return a(i, i) > a(j, j); });
  Eigen e{{}, DoubleMatrix(d, d)};
  for (std::size_t j = 0; j < d; ++j) {
    e.values.push_back(a(order[j], order[j]));
    for (std::size_t k = 0; k < d; ++k) e.vectors(k, j) = u(k, order[j]);
  }
  return e;
}

/// u diag(f(values)) u^T.
template <class F>
DoubleMatrix function_of(const Eigen& e, F f) {
  const std::size_t d = e.values.size();
  DoubleMatrix m(d, d);
  for (std::size_t k = 0; k < d; ++k) {
    const double value = f(e.values[k]);
    for (std::size_t i = 0; i < d; ++i)
      for (std::size_t j = 0; j < d; ++j) m(i, j) += e.vectors(i, k) * value * e.vectors(j, k);
  }
  return m;
}

/// The second moments, a little of the identity added so that they can be inverted.
void make_definite(DoubleMatrix& c) {
  double trace = 0;
  for (std::size_t l = 0; l < c.rows(); ++l) trace += c(l, l);
  for (std::size_t l = 0; l < c.rows(); ++l) c(l, l) += 1e-9 * trace / static_cast<double>(c.rows());
}

/// (q - c) A and (k - b) B, A B^T the identity.
struct Basis {
  std::vector<double> c, b;
  DoubleMatrix A, B;
};

/// Makes A^T Q A = B^T K B diagonal for second moments Q and K, A B^T = 1: the balanced realization of control theory.
void balance_moments(DoubleMatrix q, DoubleMatrix k, Basis& basis) {
  make_definite(q);
  make_definite(k);
  const Eigen e = eigen(q);
  const DoubleMatrix root = function_of(e, [](double x) { return std::sqrt(x); }),
                     inverse = function_of(e, [](double x) { return 1 / std::sqrt(x); });
  const Eigen f = eigen(product(product(root, k), root));
  basis.A = product(inverse, f.vectors), basis.B = product(root, f.vectors);
  for (std::size_t l = 0; l < q.rows(); ++l) {
    const double s = std::sqrt(std::sqrt(std::max(f.values[l], 1e-300)));
    for (std::size_t i = 0; i < q.rows(); ++i) basis.A(i, l) *= s, basis.B(i, l) /= s;
  }
}

/// Rows of one matrix with a weight each, the larger the farther out they are.
class Sample {
 public:
  explicit Sample(const DoubleMatrix& all) : all_(all) {
    const std::size_t n = std::min(all.rows(), sampled);
    for (std::size_t i = 0; i < n; ++i) rows_.push_back(i * all.rows() / n);
    weight_.assign(n, 1 / static_cast<double>(n));
  }

  [[nodiscard]] std::vector<double> mean() const {
    std::vector<double> sum(all_.cols(), 0.0);
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (std::size_t l = 0; l < sum.size(); ++l) sum[l] += weight_[i] * all_(rows_[i], l);
    return sum;
  }

  [[nodiscard]] DoubleMatrix moments(const std::vector<double>& center) const {
    const std::size_t d = all_.cols();
    DoubleMatrix c(d, d);
    std::vector<double> r(d);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (std::size_t l = 0; l < d; ++l) r[l] = all_(rows_[i], l) - center[l];
      for (std::size_t k = 0; k < d; ++k)
        for (std::size_t l = 0; l < d; ++l) c(k, l) += weight_[i] * r[k] * r[l];
    }
    return c;
  }

  /// The largest norm of (row - center) A in the sample; each weight is multiplied by the share of its norm's square.
  double reweigh(const std::vector<double>& center, const DoubleMatrix& A) {
    const auto square = squares(center, A, rows_);
    const double most = *std::max_element(square.begin(), square.end());
    double sum = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      weight_[i] = weight_[i] * square[i] / most + 1e-12;
      sum += weight_[i];
    }
    for (double& w : weight_) w /= sum;
    return std::sqrt(most);
  }

  /// The largest of all rows; those farthest out join the sample.
  double join_farthest(const std::vector<double>& center, const DoubleMatrix& A) {
    std::vector<std::size_t> every(all_.rows());
    std::iota(every.begin(), every.end(), std::size_t{0});
    const auto square = squares(center, A, every);
    const std::size_t some = std::min(joining, every.size());
    std::partial_sort(every.begin(), every.begin() + static_cast<std::ptrdiff_t>(some), every.end(),
                      [&](std::size_t i, std::size_t j) { return square[i] > square[j]; });
    const double share = 1 / static_cast<double>(rows_.size());
    for (std::size_t i = 0; i < some; ++i)
      if (std::find(rows_.begin(), rows_.end(), every[i]) == rows_.end()) {
        rows_.push_back(every[i]);
        weight_.push_back(share);
      }
    const double sum = std::accumulate(weight_.begin(), weight_.end(), 0.0);
    for (double& w : weight_) w /= sum;
    return std::sqrt(square[every.front()]);
  }

 private:
  [[nodiscard]] std::vector<double> squares(const std::vector<double>& center, const DoubleMatrix& A,
                                            const std::vector<std::size_t>& rows) const {
    const std::size_t d = all_.cols();
    std::vector<double> square(rows.size()), image(d);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::fill(image.begin(), image.end(), 0.0);
      for (std::size_t k = 0; k < d; ++k) {
        const double x = all_(rows[i], k) - center[k];
        for (std::size_t l = 0; l < d; ++l) image[l] += x * A(k, l);
      }
      for (const double x : image) square[i] += x * x;
    }
    return square;
  }

  const DoubleMatrix& all_;
  std::vector<std::size_t> rows_;
  std::vector<double> weight_;
};

/// Largest norms near 1 for queries, and the axes along which the two clouds, as they were weighted, are widest.
void turn_to_axes(Basis& basis, const Sample& q, const Sample& k, double norm_x, double norm_y) {
  const std::size_t d = basis.A.rows();
  const auto transposed = [d](const DoubleMatrix& a) {
    DoubleMatrix t(d, d);
    for (std::size_t i = 0; i < d; ++i)
      for (std::size_t j = 0; j < d; ++j) t(i, j) = a(j, i);
    return t;
  };
  const DoubleMatrix x = product(product(transposed(basis.A), q.moments(basis.c)), basis.A),
                     y = product(product(transposed(basis.B), k.moments(basis.b)), basis.B);
  DoubleMatrix both(d, d);
  for (std::size_t i = 0; i < d; ++i)
    for (std::size_t j = 0; j < d; ++j)
      both(i, j) = (x(i, j) + x(j, i)) / (norm_x * norm_x) + (y(i, j) + y(j, i)) / (norm_y * norm_y);
  const Eigen e = eigen(std::move(both));
  basis.A = product(basis.A, e.vectors), basis.B = product(basis.B, e.vectors);
  for (double& a : basis.A.entries()) a /= norm_x;
  for (double& b : basis.B.entries()) b *= norm_x;
}

bool all_finite(const DoubleMatrix& a) {
  return std::all_of(a.entries().begin(), a.entries().end(), [](double x) { return std::fabs(x) <= 0x1p200; });
}

std::optional<Basis> guess_basis(const Problem& problem, bool move_queries) {
  Sample q(problem.q), k(problem.k);
  std::optional<Basis> best;
  double least = std::numeric_limits<double>::infinity(), norm_x = 1, norm_y = 1;
  const std::vector<double> zero(problem.q.cols(), 0.0);
  for (std::size_t round = 0; round < rounds; ++round) {
    Basis at_best;
    double least_here = std::numeric_limits<double>::infinity();
    for (std::size_t step = 0; step < steps; ++step) {
      Basis basis{move_queries ? q.mean() : zero, k.mean(), {}, {}};
      balance_moments(q.moments(basis.c), k.moments(basis.b), basis);
      if (!all_finite(basis.A) || !all_finite(basis.B)) return std::nullopt;
      const double x = q.reweigh(basis.c, basis.A), y = k.reweigh(basis.b, basis.B);
      if (!(x > 0 && y > 0)) return std::nullopt;
      if (x * y < least_here) least_here = x * y, at_best = std::move(basis);
    }
    const double x = q.join_farthest(at_best.c, at_best.A), y = k.join_farthest(at_best.b, at_best.B);
    if (x * y < least) least = x * y, norm_x = x, norm_y = y, best = std::move(at_best);
  }
  if (best) turn_to_axes(*best, q, k, norm_x, norm_y);
  if (best && !(all_finite(best->A) && all_finite(best->B))) return std::nullopt;
  return best;
}

// ---- What is proven, whatever the guess.

/// The rows of `all`, less `center`.
DoubleMatrix moved(const DoubleMatrix& all, const std::vector<double>& center) {
  DoubleMatrix m = all;
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t l = 0; l < m.cols(); ++l) m(i, l) -= center[l];
  return m;
}

/// At least the largest |entry| of each column before the subtraction in `moved` was rounded.
std::vector<double> most_up(const DoubleMatrix& a) {
  auto most = column_max(a);
  for (double& x : most) x = mul_up(x, 1 + 4 * unit);
  return most;
}

/// sum_k most_k |a_kl| for each column l.
std::vector<double> image_up(const std::vector<double>& most, const DoubleMatrix& a) {
  std::vector<double> image(a.cols(), 0.0);
  for (std::size_t k = 0; k < a.rows(); ++k)
    for (std::size_t l = 0; l < a.cols(); ++l) image[l] = add_up(image[l], mul_up(most[k], std::fabs(a(k, l))));
  return image;
}

/// |scale (q - c).(k - b) - x.y| (docs/theory/anisotropic.md): the roundings of x and y and of A B^T, and what A B^T
/// differs from the scale.
double turned_error_up(const DoubleMatrix& A, const DoubleMatrix& B, const std::vector<double>& q,
                       const std::vector<double>& k, double scale) {
  const std::size_t d = A.rows();
  const auto x = image_up(q, A), y = image_up(k, B);
  double both = 0, residual = 0;
  for (std::size_t l = 0; l < d; ++l) both = add_up(both, mul_up(x[l], y[l]));
  for (std::size_t i = 0; i < d; ++i)
    for (std::size_t j = 0; j < d; ++j) {
      double entry = 0;
      for (std::size_t l = 0; l < d; ++l) entry += A(i, l) * B(j, l);
      double off = std::fabs(i == j ? entry - scale : entry);
      if (i == j) off = add_up(mul_up(off, 1 + 4 * unit), mul_up(4 * unit, std::fabs(scale)));
      residual = add_up(residual, mul_up(mul_up(q[i], off), k[j]));
    }
  return add_up(add_up(mul_up(mul_up(4, gamma_up(d + 2)), both), residual), 0x1p-500);
}

/// The weights of the keys, and how far their logarithms may be off, apart from a constant.
struct KeyWeights {
  std::vector<double> weight;
  double error = 0;
};
std::optional<KeyWeights> key_weights(const DoubleMatrix& k, const std::vector<double>& most,
                                      const std::vector<double>& c, double scale) {
  const std::size_t d = k.cols(), m = k.rows();
  std::vector<double> direction(d), t(m, 0.0);
  double largest = 0;  // of |scale c.(k_j - b)|
  for (std::size_t l = 0; l < d; ++l) {
    direction[l] = scale * c[l];
    largest = add_up(largest, mul_up(std::fabs(direction[l]), most[l]));
  }
  if (!(largest <= exponential_range / 2 - 1)) return std::nullopt;
  for (std::size_t j = 0; j < m; ++j)
    for (std::size_t l = 0; l < d; ++l) t[j] += direction[l] * k(j, l);
  const double top = *std::max_element(t.begin(), t.end());
  for (double& x : t) x -= top;
  KeyWeights w{std::vector<double>(m), 0};
  exponentials(t, w.weight);
  w.error = add_up(mul_up(gamma_up(d + 12), largest), 2 * exponential_error);
  w.error = add_up(w.error, 0x1p-500);
  return w;
}

/// |sum_j w_j y_jl| / sum_j w_j, upward.
std::vector<double> weighted_mean_up(const DoubleMatrix& y, const std::vector<double>& w) {
  const std::size_t m = y.rows(), d = y.cols();
  std::vector<double> sum(d, 0.0), magnitude(d, 0.0);
  double total = 0;
  for (std::size_t j = 0; j < m; ++j) {
    total += w[j];
    for (std::size_t l = 0; l < d; ++l) {
      const double term = w[j] * y(j, l);
      sum[l] += term;
      magnitude[l] += std::fabs(term);
    }
  }
  const double more = add_up(1, gamma_up(2 * m + 8));  // 1/(1 - gamma_{m+2}) and the roundings of these
  for (std::size_t l = 0; l < d; ++l) {
    const double error = add_up(mul_up(mul_up(gamma_up(m + 1), magnitude[l]), more), 0x1p-500);
    sum[l] = mul_up(div_up(add_up(std::fabs(sum[l]), error), total), more);
  }
  return sum;
}

DoubleMatrix image(const DoubleMatrix& rows, const DoubleMatrix& a) {
  const std::size_t d = a.cols();
  DoubleMatrix x(rows.rows(), d);
  for (std::size_t i = 0; i < rows.rows(); ++i)
    for (std::size_t k = 0; k < d; ++k)
      for (std::size_t l = 0; l < d; ++l) x(i, l) += rows(i, k) * a(k, l);
  return x;
}

std::optional<Rebased> rebase(const Problem& problem, bool move_queries) {
  const double scale = score_factor(problem, Precision(128)).midpoint().nearest_double();
  if (!(std::fabs(scale) >= 0x1p-200 && std::fabs(scale) <= 0x1p200)) return std::nullopt;
  for (const auto* a : {&problem.q, &problem.k})
    if (const double most = largest_entry(*a); !(most >= 0x1p-200 && most <= 0x1p200)) return std::nullopt;
  auto basis = guess_basis(problem, move_queries);
  if (!basis) return std::nullopt;
  for (double& b : basis->B.entries()) b *= scale;
  if (!all_finite(basis->B)) return std::nullopt;

  const DoubleMatrix q = moved(problem.q, basis->c), k = moved(problem.k, basis->b);
  const auto most_q = most_up(q), most_k = most_up(k);
  auto weights = key_weights(k, most_k, basis->c, scale);
  if (!weights) return std::nullopt;
  Rebased r{image(q, basis->A), image(k, basis->B), std::move(weights->weight), 0, {}};
  r.perturbation = add_up(weights->error, turned_error_up(basis->A, basis->B, most_q, most_k, scale));
  r.bounds = score_bounds({&r.x, &r.y});
  r.bounds.mean = std::min(r.bounds.score, largest_weighted_row_up(r.x, weighted_mean_up(r.y, r.weight)));
  return r;
}

}  // namespace

std::optional<Rebased> rebase(const Problem& problem) {
  require_valid(problem);
  if (!problem.mask.everything() || problem.has_bias() || !std::holds_alternative<std::monostate>(problem.positions))
    return std::nullopt;
  if (auto moved = rebase(problem, true)) return moved;
  return rebase(problem, false);
}

double estimate_rebase_seconds(double rows, double d) {
  const double all = rows * (static_cast<double>(rounds) + 4), some = static_cast<double>(rounds * steps) * 4 * sampled;
  return 0.7e-9 * d * d * (all + some) + static_cast<double>(rounds * steps) * 60e-9 * d * d * d;
}

}  // namespace attest::attention
