#include "attest/kernel/moments.hpp"

#include <algorithm>
#include <stdexcept>

#include "attest/number/thread.hpp"

namespace attest::kernel {
namespace {

/// All monomials of one block of rows: feature a of row b at [a * block_rows + b].  Rows beyond the end
/// of the matrix are zero rows (their features beyond the constant vanish and meet zero values).
class FeatureBlock {
 public:
  FeatureBlock(std::size_t d, std::size_t g, std::size_t r)
      : d_(d), g_(g), x_(d * block_rows), f_(r * block_rows), block_(d + 1) {}

  void load(const DoubleMatrix& X, std::size_t begin, std::size_t end) {
    std::fill(x_.begin(), x_.end(), 0.0);
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t v = 0; v < d_; ++v) x_[v * block_rows + (i - begin)] = X(i, v);
    generate();
  }

  [[nodiscard]] const double* feature(std::size_t a) const { return f_.data() + a * block_rows; }

 private:
  /// Level t, block v: x_v times the suffix of level t-1 that starts at its block v.
  void generate() {
    std::fill_n(f_.begin(), block_rows, 1.0);
    std::fill(block_.begin(), block_.end(), 0);
    std::size_t level_begin = 0, level_end = 1;
    for (std::size_t t = 1; t <= g_; ++t) {
      std::size_t child = level_end;
      for (std::size_t v = 0; v < d_; ++v) {
        const std::size_t first = block_[v];
        block_[v] = child;
        const double* x = x_.data() + v * block_rows;
        for (std::size_t parent = std::max(first, level_begin); parent < level_end; ++parent, ++child) {
          const double* from = f_.data() + parent * block_rows;
          double* to = f_.data() + child * block_rows;
          for (std::size_t b = 0; b < block_rows; ++b) to[b] = x[b] * from[b];
        }
      }
      level_begin = level_end;
      level_end = child;
    }
  }

  std::size_t d_, g_;
  std::vector<double> x_, f_;
  std::vector<std::size_t> block_;  // where block v of the current level begins
};

/// Columns of V for one block of rows, zero beyond the end.
void load_values(const DoubleMatrix& V, std::size_t begin, std::size_t end, std::vector<double>& v) {
  std::fill(v.begin(), v.end(), 0.0);
  for (std::size_t j = begin; j < end; ++j)
    for (std::size_t c = 0; c < V.cols(); ++c) v[c * block_rows + (j - begin)] = V(j, c);
}

double dot(const double* a, const double* b) {
  double lane[8] = {};
  for (std::size_t i = 0; i < block_rows; i += 8)
    for (std::size_t l = 0; l < 8; ++l) lane[l] += a[i + l] * b[i + l];
  return ((lane[0] + lane[4]) + (lane[1] + lane[5])) + ((lane[2] + lane[6]) + (lane[3] + lane[7]));
}

void require_shapes(const DoubleMatrix& a, std::size_t rows, const char* what) {
  if (a.rows() != rows || a.cols() == 0) throw std::invalid_argument(std::string(what) + ": shapes do not fit");
}

}  // namespace

std::vector<double> moments(const DoubleMatrix& K, const DoubleMatrix& V, std::size_t g, std::size_t r,
                            unsigned threads) {
  require_shapes(V, K.rows(), "V");
  const std::size_t m = K.rows(), c = V.cols();
  const std::size_t blocks = (m + block_rows - 1) / block_rows;
  const std::size_t chunk = std::max<std::size_t>(1, (blocks + moment_chunks - 1) / moment_chunks) * block_rows;
  std::vector<std::vector<double>> partial((m + chunk - 1) / chunk);

  for_each_chunk(m, chunk, threads, [&](std::size_t begin, std::size_t end) {
    auto& sum = partial[begin / chunk];
    sum.assign(r * c, 0.0);
    FeatureBlock features(K.cols(), g, r);
    std::vector<double> v(c * block_rows);
    for (std::size_t j = begin; j < end; j += block_rows) {
      const std::size_t stop = std::min(end, j + block_rows);
      features.load(K, j, stop);
      load_values(V, j, stop, v);
      for (std::size_t a = 0; a < r; ++a)
        for (std::size_t col = 0; col < c; ++col)
          sum[a * c + col] += dot(features.feature(a), v.data() + col * block_rows);
    }
  });

  std::vector<double> total(r * c, 0.0);
  for (const auto& part : partial)
    for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i];
  return total;
}

DoubleMatrix evaluate(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M, std::size_t c,
                      std::size_t g, unsigned threads) {
  const std::size_t r = weight.size();
  if (M.size() != r * c || c == 0) throw std::invalid_argument("M: shapes do not fit");
  std::vector<double> weighted(M.begin(), M.end());
  for (std::size_t a = 0; a < r; ++a)
    for (std::size_t col = 0; col < c; ++col) weighted[a * c + col] *= weight[a];

  DoubleMatrix out(Q.rows(), c);
  constexpr std::size_t chunk = 64 * block_rows;
  for_each_chunk(Q.rows(), chunk, threads, [&](std::size_t begin, std::size_t end) {
    FeatureBlock features(Q.cols(), g, r);
    std::vector<double> acc(c * block_rows);
    for (std::size_t i = begin; i < end; i += block_rows) {
      const std::size_t stop = std::min(end, i + block_rows);
      features.load(Q, i, stop);
      std::fill(acc.begin(), acc.end(), 0.0);
      for (std::size_t a = 0; a < r; ++a) {
        const double* f = features.feature(a);
        for (std::size_t col = 0; col < c; ++col) {
          const double w = weighted[a * c + col];
          double* to = acc.data() + col * block_rows;
          for (std::size_t b = 0; b < block_rows; ++b) to[b] += w * f[b];
        }
      }
      for (std::size_t row = i; row < stop; ++row)
        for (std::size_t col = 0; col < c; ++col) out(row, col) = acc[col * block_rows + (row - i)];
    }
  });
  return out;
}

}  // namespace attest::kernel
