#include "plain_definition.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

void plain_definition(const double* q, const double* k, const double* v, double scale, std::size_t n, std::size_t d,
                      std::size_t dv, double* out) {
  constexpr std::size_t block = 256;
  // Keys and values in blocks, in each by columns, so that all loops run over keys that lie side by side.
  std::vector<double> keys(d * n), values(dv * n), x(d), sums(dv);
  for (std::size_t begin = 0; begin < n; begin += block) {
    const std::size_t size = std::min(block, n - begin);
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t l = 0; l < d; ++l) keys[begin * d + l * size + j] = k[(begin + j) * d + l];
      for (std::size_t c = 0; c < dv; ++c) values[begin * dv + c * size + j] = v[(begin + j) * dv + c];
    }
  }
  double score[block];
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = 0; l < d; ++l) x[l] = scale * q[i * d + l];
    std::fill(sums.begin(), sums.end(), 0.0);
    double total = 0;
    for (std::size_t begin = 0; begin < n; begin += block) {
      const std::size_t size = std::min(block, n - begin);
      const double* key = keys.data() + begin * d;
      for (std::size_t j = 0; j < size; ++j) score[j] = x[0] * key[j];
      for (std::size_t l = 1; l < d; ++l) {
        key += size;
        for (std::size_t j = 0; j < size; ++j) score[j] += x[l] * key[j];
      }
      for (std::size_t j = 0; j < size; ++j) score[j] = std::exp(score[j]);
      for (std::size_t j = 0; j < size; ++j) total += score[j];
      const double* value = values.data() + begin * dv;
      for (std::size_t c = 0; c < dv; ++c, value += size) {
        double sum = 0;
        for (std::size_t j = 0; j < size; ++j) sum += score[j] * value[j];
        sums[c] += sum;
      }
    }
    for (std::size_t c = 0; c < dv; ++c) out[i * dv + c] = sums[c] / total;
  }
}
