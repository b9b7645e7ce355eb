#include "plain_definition.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

constexpr std::size_t block = 256, together = 4;

/// Weights of `size` keys, by columns, for four queries; `fixed` is d where it is small enough for one pass.
template <std::size_t fixed>
void weigh(const double* x, const double* key, std::size_t size, std::size_t d, double (&w)[together][block]) {
  if constexpr (fixed > 0) {
    for (std::size_t a = 0; a < together; ++a)
      for (std::size_t j = 0; j < size; ++j) {
        double score = 0;
        for (std::size_t l = 0; l < fixed; ++l) score += x[a * fixed + l] * key[l * size + j];
        w[a][j] = std::exp(score);
      }
  } else {
    for (auto& row : w) std::fill_n(row, size, 0.0);
    for (std::size_t l = 0; l < d; ++l, key += size) {
      const double x0 = x[l], x1 = x[d + l], x2 = x[2 * d + l], x3 = x[3 * d + l];
      for (std::size_t j = 0; j < size; ++j) {
        w[0][j] += x0 * key[j];
        w[1][j] += x1 * key[j];
        w[2][j] += x2 * key[j];
        w[3][j] += x3 * key[j];
      }
    }
    for (auto& row : w)
      for (std::size_t j = 0; j < size; ++j) row[j] = std::exp(row[j]);
  }
}

template <std::size_t fixed>
void rows(const double* q, const double* keys, const double* values, double scale, std::size_t n, std::size_t d,
          std::size_t dv, double* out) {
  std::vector<double> x(together * d), sums(together * (dv + 1));
  double w[together][block];
  for (std::size_t i = 0; i < n; i += together) {
    for (std::size_t a = 0; a < together; ++a)
      for (std::size_t l = 0; l < d; ++l) x[a * d + l] = scale * q[std::min(i + a, n - 1) * d + l];
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t begin = 0; begin < n; begin += block) {
      const std::size_t size = std::min(block, n - begin);
      weigh<fixed>(x.data(), keys + begin * d, size, d, w);
      const double* v = values + begin * dv;
      for (std::size_t c = 0; c <= dv; ++c, v += size) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        if (c < dv)
          for (std::size_t j = 0; j < size; ++j) {
            s0 += w[0][j] * v[j];
            s1 += w[1][j] * v[j];
            s2 += w[2][j] * v[j];
            s3 += w[3][j] * v[j];
          }
        else
          for (std::size_t j = 0; j < size; ++j) {
            s0 += w[0][j];
            s1 += w[1][j];
            s2 += w[2][j];
            s3 += w[3][j];
          }
        double* sum = sums.data() + c;
        sum[0] += s0;
        sum[dv + 1] += s1;
        sum[2 * (dv + 1)] += s2;
        sum[3 * (dv + 1)] += s3;
      }
    }
    for (std::size_t a = 0; a < together && i + a < n; ++a)
      for (std::size_t c = 0; c < dv; ++c) out[(i + a) * dv + c] = sums[a * (dv + 1) + c] / sums[a * (dv + 1) + dv];
  }
}

}  // namespace

void plain_definition(const double* q, const double* k, const double* v, double scale, std::size_t n, std::size_t d,
                      std::size_t dv, double* out) {
  // Keys and values in blocks, in each by columns, so that all loops run over keys that lie side by side.
  std::vector<double> keys(d * n), values(dv * n);
  for (std::size_t begin = 0; begin < n; begin += block) {
    const std::size_t size = std::min(block, n - begin);
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t l = 0; l < d; ++l) keys[begin * d + l * size + j] = k[(begin + j) * d + l];
      for (std::size_t c = 0; c < dv; ++c) values[begin * dv + c * size + j] = v[(begin + j) * dv + c];
    }
  }
  const auto run = d == 4 ? rows<4> : d == 8 ? rows<8> : d == 16 ? rows<16> : rows<0>;
  run(q, keys.data(), values.data(), scale, n, d, dv, out);
}
