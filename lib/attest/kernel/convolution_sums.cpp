#include "attest/kernel/convolution_sums.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>
#include <string>

#include "attest/kernel/convolution.hpp"
#include "attest/kernel/convolution_vectors.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/number/thread.hpp"

namespace attest::kernel {
namespace {

constexpr std::size_t lanes = 8, both = 2 * lanes, least_length = 16;
constexpr std::size_t root_node = 2;  // t^(N/2) - i

void require_length(std::size_t N) {
  if (!std::has_single_bit(N) || N < least_length || N > largest_transform)
    throw std::invalid_argument("N: " + std::to_string(N) + "; a power of two from " + std::to_string(least_length) +
                                " to " + std::to_string(largest_transform) + " is needed");
}

std::size_t checked(std::size_t N, std::size_t size) {
  require_length(N);
  if (size == 0) throw std::invalid_argument("size: 0; at least one vector is needed");
  return N;
}

}  // namespace

// Eights lie a little more than a power of two apart, so that they do not share the sets of a cache.
std::size_t Bundle::stride() const { return both * (half() + 8); }

Bundle::Bundle(std::size_t N, std::size_t size) : Bundle(N, size, convolution_vectors().front()) {}
Bundle::Bundle(std::size_t N, std::size_t size, const ConvolutionVectors& vectors)
    : vectors_(vectors),
      N_(checked(N, size)),
      size_(size),
      w_(roots(N)),
      numbers_(eights() * stride()),
      squares_(eights() * lanes) {}

void Bundle::clear() {
  numbers_.clear();
  std::fill(squares_.begin(), squares_.end(), 0.0);
}

void Bundle::put(std::size_t v, std::size_t at, std::span<const double> x) {
  double* z = numbers_.data() + v / lanes * stride() + v % lanes;
  const std::size_t real = at < half() ? std::min(x.size(), half() - at) : 0;
  for (std::size_t i = 0; i < real; ++i) z[(at + i) * both] = x[i];
  for (std::size_t i = real; i < x.size(); ++i) z[(at + i - half()) * both + lanes] = x[i];
}

void Bundle::transform(std::size_t eight) {
  double* z = numbers_.data() + eight * stride();
  vectors_.squares(z, half(), squares_.data() + eight * lanes);
  vectors_.forward(z, half(), root_node, w_->re.data(), w_->im.data());
}
void Bundle::transform() {
  for (std::size_t e = 0; e < eights(); ++e) transform(e);
}

double Bundle::norm_up(std::size_t v) const {
  const double more = add_up(1, gamma_up(2 * N_));
  return squares_[v] == 0 ? sqrt_up(mul_up(static_cast<double>(N_), underflow))
                          : sqrt_up(add_up(mul_up(squares_[v], more), mul_up(static_cast<double>(N_), underflow)));
}

ConvolutionSums::ConvolutionSums(std::size_t N, std::size_t columns)
    : ConvolutionSums(N, columns, convolution_vectors().front()) {}
ConvolutionSums::ConvolutionSums(std::size_t N, std::size_t columns, const ConvolutionVectors& vectors)
    : vectors_(vectors), columns_(columns), y_(N, columns, vectors) {}

void ConvolutionSums::products(const Bundle& a, std::span<const Bundle> z, unsigned threads) {
  for (const auto& b : z)
    if (b.size() != a.size() || b.length() != a.length() || a.length() != y_.length())
      throw std::invalid_argument("z: " + std::to_string(b.size()) + " vectors modulo t^" + std::to_string(b.length()) +
                                  " + 1; " + std::to_string(a.size()) + " modulo t^" + std::to_string(y_.length()) +
                                  " + 1 are needed");
  if (z.size() != columns_)
    throw std::invalid_argument("z: " + std::to_string(z.size()) + " columns; " + std::to_string(columns_) +
                                " are needed");
  constexpr std::size_t piece = 64;  // of a and y, to stay in the nearest cache for all columns
  for_each_chunk(y_.half(), piece, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t c = 0; c < columns_; ++c)
      vectors_.dots(a.numbers_.data() + begin * both, z[c].numbers_.data() + begin * both, a.eights(), a.stride(),
                    end - begin, y_.numbers_.data() + c / lanes * y_.stride() + begin * both + c % lanes);
  });
}

void ConvolutionSums::back(unsigned threads) {
  for_each_chunk(y_.eights(), 1, threads, [&](std::size_t e, std::size_t) {
    vectors_.back(y_.numbers_.data() + e * y_.stride(), y_.half(), root_node, y_.w_->re.data(), y_.w_->im.data());
  });
}

void ConvolutionSums::add_to(double* sums, std::size_t first, std::span<const double> weight) const {
  const double scale = 1 / static_cast<double>(y_.half());
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const std::size_t j = first + i;
    const double* y = y_.numbers_.data() + j % y_.half() * both + j / y_.half() * lanes;
    const double w = weight[i] * scale;
    for (std::size_t c = 0; c < columns_; ++c) sums[i * columns_ + c] += w * y[c / lanes * y_.stride() + c % lanes];
  }
}

double convolution_sum_error_up(double norms, std::size_t N, std::size_t terms) {
  require_length(N);
  const auto L = static_cast<std::size_t>(std::countr_zero(N));
  return add_up(mul_up(gamma_up(15 * (L - 1) + 2 * ((terms + 7) / 8) + 16), norms),
                mul_up(static_cast<double>(terms), 0x1p-600));
}

}  // namespace attest::kernel
