#include "attest/kernel/moments.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "attest/kernel/moments_vectors.hpp"
#include "attest/kernel/monomial_split.hpp"
#include "attest/number/thread.hpp"

namespace attest::kernel {
namespace {

/// Rows of a chunk are a multiple of this.
constexpr std::size_t chunk_unit = 64;

void require_shapes(const DoubleMatrix& a, std::size_t rows, const char* what) {
  if (a.rows() != rows || a.cols() == 0) throw std::invalid_argument(std::string(what) + ": shapes do not fit");
}

void require_monomials(const MonomialSplit& split, std::size_t r) {
  if (split.monomials() != r)
    throw std::invalid_argument("r: " + std::to_string(r) + "; there are " + std::to_string(split.monomials()) +
                                " monomials");
}

/// Calls each(place, monomial) for all monomials.
template <class F>
void for_each_place(const MonomialSplit& split, F each) {
  const auto order = split.order();
  std::size_t next = 0;
  for (const auto& p : split.panels())
    for (std::size_t i = p.begin; i < p.end; ++i) each(p.place + i - p.begin, order[next++]);
}

}  // namespace

std::vector<double> moments(const DoubleMatrix& K, const DoubleMatrix& V, std::size_t g, std::size_t r,
                            unsigned threads, const Vectors& vectors) {
  require_shapes(V, K.rows(), "V");
  const std::size_t m = K.rows(), c = V.cols();
  const MonomialSplit split(K.cols(), g, c);
  require_monomials(split, r);
  const std::size_t units = (m + chunk_unit - 1) / chunk_unit;
  const std::size_t chunk = std::max<std::size_t>(1, (units + moment_chunks - 1) / moment_chunks) * chunk_unit;
  std::vector<std::vector<double>> partial((m + chunk - 1) / chunk);
  for_each_chunk(m, chunk, threads, [&](std::size_t begin, std::size_t end) {
    auto& sums = partial[begin / chunk];
    sums.assign(split.places() * c, 0.0);
    vectors.add_moments(split, K, V, begin, end, sums.data());
  });

  std::vector<double> total(r * c, 0.0);
  for_each_place(split, [&](std::size_t place, std::size_t a) {
    for (const auto& sums : partial)
      for (std::size_t col = 0; col < c; ++col) total[a * c + col] += sums[col * split.places() + place];
  });
  return total;
}

DoubleMatrix evaluate(const DoubleMatrix& Q, std::span<const double> weight, std::span<const double> M, std::size_t c,
                      std::size_t g, unsigned threads, const Vectors& vectors) {
  const std::size_t r = weight.size();
  if (M.size() != r * c || c == 0) throw std::invalid_argument("M: shapes do not fit");
  const MonomialSplit split(Q.cols(), g, c);
  require_monomials(split, r);
  std::vector<double> weighted(split.places() * c, 0.0);
  for_each_place(split, [&](std::size_t place, std::size_t a) {
    for (std::size_t col = 0; col < c; ++col) weighted[place * c + col] = weight[a] * M[a * c + col];
  });

  DoubleMatrix out(Q.rows(), c);
  constexpr std::size_t chunk = 32 * 72;
  for_each_chunk(Q.rows(), chunk, threads, [&](std::size_t begin, std::size_t end) {
    vectors.evaluate_rows(split, Q, weighted.data(), begin, end, out);
  });
  return out;
}

}  // namespace attest::kernel
