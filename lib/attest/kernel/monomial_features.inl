// Monomials of rows, in the vectors of one target: included by .cpp files once for each (Highway's foreach_target.h).
#if defined(ATTEST_KERNEL_MONOMIAL_FEATURES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef ATTEST_KERNEL_MONOMIAL_FEATURES_INL
#undef ATTEST_KERNEL_MONOMIAL_FEATURES_INL
#else
#define ATTEST_KERNEL_MONOMIAL_FEATURES_INL
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "attest/kernel/lanes.inl"
#include "attest/kernel/monomial_split.hpp"
#include "attest/number/double_matrix.hpp"

HWY_BEFORE_NAMESPACE();
namespace attest::kernel::HWY_NAMESPACE {
namespace {

/// Rows whose features are made together before they are stored row by row.
constexpr std::size_t rows_turned = 8;

/// Features of `padded` rows, those of a feature side by side; x is X by columns, zeros behind the last row.
void features_by_columns(const MonomialGroup& group, const double* x, std::size_t padded, double* f,
                         std::size_t stride) {
  const Lanes lanes;
  std::fill_n(f, padded, 1.0);
  for (const auto& run : group.runs) {
    // Copies, as a store of a vector might change the run.
    const double *const variable = x + run.variable * stride, *const first = f + run.from * stride;
    double* const first_to = f + run.to * stride;
    // The inner loop takes as many turns each time; runs are of all lengths.
    for (std::size_t i = 0; i < run.length * stride; i += stride)
      for (std::size_t b = 0; b < padded; b += width)
        hn::StoreU(hn::Mul(hn::LoadU(lanes, variable + b), hn::LoadU(lanes, first + i + b)), lanes, first_to + i + b);
  }
}

/// to[b to_stride + i] = from[i rows + b] for eight features i of eight rows b.
void turn(const double* from, double* to, std::size_t to_stride) {
#if HWY_TARGET <= HWY_AVX3
  const Lanes lanes;
  const auto at = [&](std::size_t i) { return hn::LoadU(lanes, from + i * width); };
  for (std::size_t odd = 0; odd < 2; ++odd) {  // pairs of features for every other row, then pairs of pairs
    const auto pair = [&](std::size_t i) {
      return odd == 0 ? hn::InterleaveLower(lanes, at(i), at(i + 1)) : hn::InterleaveUpper(lanes, at(i), at(i + 1));
    };
    const Vector a = pair(0), b = pair(2), c = pair(4), d = pair(6);
    const Vector ab = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(b), a),
                 cd = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(d), c);
    const Vector ba = hn::OddEvenBlocks(b, hn::SwapAdjacentBlocks(a)),
                 dc = hn::OddEvenBlocks(d, hn::SwapAdjacentBlocks(c));
    double* const row = to + odd * to_stride;
    hn::StoreU(hn::ConcatLowerLower(lanes, cd, ab), lanes, row);
    hn::StoreU(hn::ConcatLowerLower(lanes, dc, ba), lanes, row + 2 * to_stride);
    hn::StoreU(hn::ConcatUpperUpper(lanes, cd, ab), lanes, row + 4 * to_stride);
    hn::StoreU(hn::ConcatUpperUpper(lanes, dc, ba), lanes, row + 6 * to_stride);
  }
#else
  for (std::size_t b = 0; b < rows_turned; ++b)
    for (std::size_t i = 0; i < 8; ++i) to[b * to_stride + i] = from[i * rows_turned + b];
#endif
}

/// The same for `rows` rows of X from `begin` on, a row's features side by side: made for eight rows at a time in
/// `made`, zeros but for the features, and turned.
void features_of_rows(const MonomialGroup& group, const DoubleMatrix& X, std::size_t variable, std::size_t variables,
                      std::size_t begin, std::size_t rows, double* made, double* f, std::size_t stride) {
  std::vector<double> x(variables * rows_turned);
  for (std::size_t first = 0; first < rows; first += rows_turned) {
    for (std::size_t b = 0; b < rows_turned; ++b)
      for (std::size_t l = 0; l < variables; ++l)
        x[l * rows_turned + b] = first + b < rows ? X(begin + first + b, variable + l) : 0;
    features_by_columns(group, x.data(), rows_turned, made, rows_turned);
    for (std::size_t i = 0; i < group.size(); i += 8) turn(made + i * rows_turned, f + first * stride + i, stride);
  }
}

/// Zeros behind the features of each row, which the last vector of a range may reach.
void zero_behind(double* f, std::size_t features, std::size_t stride, std::size_t rows) {
  for (std::size_t b = 0; b < rows; ++b) std::fill(f + b * stride + features, f + (b + 1) * stride, 0.0);
}

/// The rows of Q from `first` on by columns, and zeros up to `padded` of them.
void columns_of(const DoubleMatrix& Q, std::size_t first, std::size_t rows, std::size_t padded, double* x,
                std::size_t stride) {
  const std::size_t d = Q.cols();
  const double* const from = Q.row(first).data();
  const Lanes lanes;
  const hn::RebindToSigned<Lanes> indices;
  alignas(64) std::int64_t starts[width];
  for (std::size_t b = 0; b < width; ++b) starts[b] = static_cast<std::int64_t>(b * d);
  const auto at = hn::Load(indices, starts);
  for (std::size_t l = 0; l < d; ++l) {
    double* const to = x + l * stride;
    std::size_t b = 0;
    for (; b + width <= rows; b += width) hn::StoreU(hn::GatherIndex(lanes, from + b * d + l, at), lanes, to + b);
    for (; b < rows; ++b) to[b] = from[b * d + l];
    for (; b < padded; ++b) to[b] = 0;
  }
}

}  // namespace
}  // namespace attest::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
