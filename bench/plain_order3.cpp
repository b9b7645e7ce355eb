#include "plain_order3.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace attest::bench {
namespace {

constexpr std::size_t block = 256, together = 4;

/// One query; `fixed` is d = dv where the compiler is to know it.
template <std::size_t fixed>
void row(const double* q, const double* k1, const double* v1, const std::vector<double>& key,
         const std::vector<double>& value, std::size_t n, std::size_t stride, std::size_t any_d, std::size_t any_dv,
         double scale, double* out) {
  const std::size_t d = fixed == 0 ? any_d : fixed, dv = fixed == 0 ? any_dv : fixed;
  std::vector<double> z(together * d), part(together * (dv + 1)), sums(dv + 1);
  double w[together][block];
  for (std::size_t j1 = 0; j1 < n; j1 += together) {
    const std::size_t rows = std::min(together, n - j1);
    for (std::size_t a = 0; a < together; ++a)
      for (std::size_t l = 0; l < d; ++l) z[a * d + l] = scale * q[l] * k1[(j1 + std::min(a, rows - 1)) * d + l];
    std::fill(part.begin(), part.end(), 0.0);
    for (std::size_t j = 0; j < n; j += block) {
      const std::size_t size = std::min(block, n - j);
      for (std::size_t a = 0; a < together; ++a) {
        double sum = 0;
        for (std::size_t b = 0; b < size; ++b) {
          double score = 0;
          for (std::size_t l = 0; l < d; ++l) score += z[a * d + l] * key[l * stride + j + b];
          w[a][b] = std::exp(score);
          sum += w[a][b];
        }
        part[a * (dv + 1) + dv] += sum;
      }
      for (std::size_t c = 0; c < dv; ++c) {
        const double* v = value.data() + c * stride + j;
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (std::size_t b = 0; b < size; ++b)
          s0 += w[0][b] * v[b], s1 += w[1][b] * v[b], s2 += w[2][b] * v[b], s3 += w[3][b] * v[b];
        part[c] += s0, part[dv + 1 + c] += s1, part[2 * (dv + 1) + c] += s2, part[3 * (dv + 1) + c] += s3;
      }
    }
    for (std::size_t a = 0; a < rows; ++a) {
      for (std::size_t c = 0; c < dv; ++c) sums[c] += part[a * (dv + 1) + c] * v1[(j1 + a) * dv + c];
      sums[dv] += part[a * (dv + 1) + dv];
    }
  }
  for (std::size_t c = 0; c < dv; ++c) out[c] = sums[c] / sums[dv];
}

}  // namespace

void plain_order3(const double* q, const double* k1, const double* k2, const double* v1, const double* v2,
                  std::size_t begin, std::size_t end, std::size_t n, std::size_t d, std::size_t dv, double scale,
                  double* out) {
  const std::size_t stride = n + 8;  // columns a power of two apart would fall on each other in the cache
  std::vector<double> key(stride * d), value(stride * dv);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t l = 0; l < d; ++l) key[l * stride + j] = k2[j * d + l];
    for (std::size_t c = 0; c < dv; ++c) value[c * stride + j] = v2[j * dv + c];
  }
  const auto run = d == 4 && dv == 4 ? row<4> : row<0>;
  for (std::size_t i = begin; i < end; ++i)
    run(q + i * d, k1, v1, key, value, n, stride, d, dv, scale, out + (i - begin) * dv);
}

}  // namespace attest::bench
