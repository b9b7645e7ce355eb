#include "vectors.hpp"

#include <algorithm>
#include <cmath>

namespace attest::bench {
namespace {

#if defined(__AVX512F__)
constexpr std::size_t bytes = 64;
#elif defined(__AVX__)
constexpr std::size_t bytes = 32;
#else
constexpr std::size_t bytes = 16;
#endif
typedef double Vector __attribute__((vector_size(bytes)));
constexpr std::size_t block = 32;

class Monomials {
 public:
  Monomials(std::size_t d, std::size_t g, std::size_t r) : d_(d), g_(g), x_(d * block), f_(r * block), first_(d) {}

  void load(const double* x, std::size_t rows) {
    std::fill(x_.begin(), x_.end(), 0.0);
    for (std::size_t b = 0; b < rows; ++b)
      for (std::size_t l = 0; l < d_; ++l) x_[l * block + b] = x[b * d_ + l];
    std::fill_n(f_.begin(), block, 1.0);
    std::fill(first_.begin(), first_.end(), 0);
    std::size_t begin = 0, end = 1;
    for (std::size_t t = 1; t <= g_; ++t) {
      std::size_t child = end;
      for (std::size_t l = 0; l < d_; ++l) {
        std::size_t parent = std::max(first_[l], begin);
        first_[l] = child;
        for (; parent < end; ++parent, ++child)
          for (std::size_t b = 0; b < block; ++b) f_[child * block + b] = x_[l * block + b] * f_[parent * block + b];
      }
      begin = end;
      end = child;
    }
  }
  [[nodiscard]] const double* operator[](std::size_t a) const { return f_.data() + a * block; }

 private:
  std::size_t d_, g_;
  std::vector<double> x_, f_;
  std::vector<std::size_t> first_;
};

}  // namespace

double fused_multiply_adds(double flops) {
  // Twelve chains in twelve registers, hidden from the compiler after every step.
  constexpr std::size_t chains = 12, lanes = bytes / sizeof(double);
  Vector x, y;
  for (std::size_t l = 0; l < lanes; ++l) x[l] = 1 - 1e-9, y[l] = 1e-9;
  asm volatile("" : "+v"(x), "+v"(y));
  Vector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
  const auto steps = static_cast<std::size_t>(flops / (2 * chains * lanes)) + 1;
  for (std::size_t step = 0; step < steps; ++step) {
    a = a * x + y, b = b * x + y, c = c * x + y, d = d * x + y, e = e * x + y, f = f * x + y;
    g = g * x + y, h = h * x + y, i = i * x + y, j = j * x + y, k = k * x + y, l = l * x + y;
    asm volatile(""
                 : "+v"(a), "+v"(b), "+v"(c), "+v"(d), "+v"(e), "+v"(f), "+v"(g), "+v"(h), "+v"(i), "+v"(j), "+v"(k),
                   "+v"(l));
  }
  return static_cast<double>(steps) * 2 * chains * lanes;
}

namespace {

/// Four queries and a block of keys at a time, the dimension known to the compiler where it is 4, 8 or 16.
template <std::size_t fixed>
void definition_rows(const double* q, const std::vector<double>& kt, const std::vector<double>& vt, std::size_t begin,
                     std::size_t end, std::size_t m, std::size_t stride, std::size_t any_d, std::size_t dv,
                     double scale, double* out) {
  constexpr std::size_t keys = 256, queries = 4;
  const std::size_t d = fixed == 0 ? any_d : fixed;
  std::vector<double> x(queries * d), sums(queries * (dv + 1));
  double w[queries][keys];
  for (std::size_t i = begin; i < end; i += queries) {
    const std::size_t rows = std::min(queries, end - i);
    for (std::size_t a = 0; a < queries; ++a)
      for (std::size_t l = 0; l < d; ++l) x[a * d + l] = scale * q[(i + std::min(a, rows - 1)) * d + l];
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t j = 0; j < m; j += keys) {
      const std::size_t n = std::min(keys, m - j);
      for (std::size_t a = 0; a < queries; ++a) {
        double sum = 0;
        for (std::size_t b = 0; b < n; ++b) {
          double score = 0;
          for (std::size_t l = 0; l < d; ++l) score += x[a * d + l] * kt[l * stride + j + b];
          w[a][b] = std::exp(score);
          sum += w[a][b];
        }
        sums[a * (dv + 1) + dv] += sum;
      }
      for (std::size_t c = 0; c < dv; ++c) {
        const double* v = vt.data() + c * stride + j;
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (std::size_t b = 0; b < n; ++b)
          s0 += w[0][b] * v[b], s1 += w[1][b] * v[b], s2 += w[2][b] * v[b], s3 += w[3][b] * v[b];
        sums[c] += s0, sums[dv + 1 + c] += s1, sums[2 * (dv + 1) + c] += s2, sums[3 * (dv + 1) + c] += s3;
      }
    }
    for (std::size_t a = 0; a < rows; ++a)
      for (std::size_t c = 0; c < dv; ++c) out[(i + a) * dv + c] = sums[a * (dv + 1) + c] / sums[a * (dv + 1) + dv];
  }
}

}  // namespace

void definition(const double* q, const double* k, const double* v, std::size_t begin, std::size_t end, std::size_t m,
                std::size_t d, std::size_t dv, double scale, double* out) {
  const std::size_t stride = m + 8;  // columns a power of two apart would fall on each other in the cache
  std::vector<double> kt(stride * d), vt(stride * dv);
  for (std::size_t j = 0; j < m; ++j) {
    for (std::size_t l = 0; l < d; ++l) kt[l * stride + j] = k[j * d + l];
    for (std::size_t c = 0; c < dv; ++c) vt[c * stride + j] = v[j * dv + c];
  }
  const auto rows = d == 4    ? definition_rows<4>
                    : d == 8  ? definition_rows<8>
                    : d == 16 ? definition_rows<16>
                              : definition_rows<0>;
  rows(q, kt, vt, begin, end, m, stride, d, dv, scale, out);
}

void block_moments(const double* k, const double* v, std::size_t m, std::size_t d, std::size_t c, std::size_t g,
                   std::size_t r, double* sums) {
  Monomials f(d, g, r);
  std::vector<double> vb(c * block);
  std::fill_n(sums, r * c, 0.0);
  for (std::size_t j = 0; j < m; j += block) {
    const std::size_t rows = std::min(block, m - j);
    f.load(k + j * d, rows);
    std::fill(vb.begin(), vb.end(), 0.0);
    for (std::size_t b = 0; b < rows; ++b)
      for (std::size_t col = 0; col < c; ++col) vb[col * block + b] = v[(j + b) * c + col];
    for (std::size_t a = 0; a < r; ++a)
      for (std::size_t col = 0; col < c; ++col) {
        double sum = 0;
        for (std::size_t b = 0; b < block; ++b) sum += f[a][b] * vb[col * block + b];
        sums[a * c + col] += sum;
      }
  }
}

void block_evaluate(const double* q, const double* weighted, std::size_t n, std::size_t d, std::size_t c, std::size_t g,
                    std::size_t r, double* out) {
  Monomials f(d, g, r);
  std::vector<double> sums(c * block);
  for (std::size_t i = 0; i < n; i += block) {
    const std::size_t rows = std::min(block, n - i);
    f.load(q + i * d, rows);
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t a = 0; a < r; ++a)
      for (std::size_t col = 0; col < c; ++col) {
        const double w = weighted[a * c + col];
        for (std::size_t b = 0; b < block; ++b) sums[col * block + b] += w * f[a][b];
      }
    for (std::size_t b = 0; b < rows; ++b)
      for (std::size_t col = 0; col < c; ++col) out[(i + b) * c + col] = sums[col * block + b];
  }
}

}  // namespace attest::bench
