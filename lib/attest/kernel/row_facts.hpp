#pragma once

#include <cstddef>
#include <span>

namespace attest::kernel {

/// What passes over rows of d numbers tell of them, the rows one behind another: for bounds of scores and for plans.
///
/// Guarantee  results depend neither on the width of the machine's vectors, only on whether it has fused multiply-adds,
///            nor on the pieces that rows come in, where all but the last are multiples of `row_lanes` rows.
/// Domain     d >= 1, whole rows, as many numbers as are said; unchecked.
/// Cost       a few vector operations an entry; memory O(d).
/// Laws       property-tests/kernel/row_facts.cpp
inline constexpr std::size_t row_lanes = 8;  ///< row j is of lane j % 8

/// Whether no entry is NaN or infinite.
[[nodiscard]] bool all_finite(std::span<const double> entries);

/// Of column l the rows of one lane, at lane d + l: their least and largest entry and their sum; into what is there.
/// Where all of these are finite the entries are, and NaN is among the sums where it is among the entries.
struct LaneRanges {
  std::span<double> low, high, sum;  ///< row_lanes d of each
};
void add_ranges(std::span<const double> rows, std::size_t d, const LaneRanges& into);

/// The rows y with y_l = fl(fl(x_l - shift_l) factor).
struct RowImage {
  std::span<const double> shift;
  double factor = 1;
};
void image_of(std::span<const double> rows, const RowImage& image, std::span<double> to);

/// The largest of sums over rows of d non-negative products.  A sum of ordinary size is as computed, with at most d + 1
/// roundings; any other is taken again with each operation rounded upward.  Both are kept apart, so that the result is
/// a maximum over the rows, whichever come together.
struct LargestSum {
  double plain = 0, careful = 0;
  /// At least the exact largest sum: 1/(1 - gamma_k) <= 1 + gamma_2k, and what underflow took of an ordinary sum, at
  /// most d 2^-975, is far below one more rounding of 2^-900.
  [[nodiscard]] double up(std::size_t d) const;
};

/// For the rows y of an image: the largest sum_l |y_l| first_l, and second where it is not empty, and
/// sum_l y_l^2 square_l, ones where that is empty.  Weights are not negative and may be infinite; a 0 times them is 0.
struct WeightedImage {
  RowImage image;
  std::span<const double> first, second{}, square{};
};
struct LargestSums {
  LargestSum first, second, square;
};
/// The first row of the largest square, as computed.
struct LongestRow {
  double square = -1, row = 0;
};
/// Raises into[i] to what images[i] gives, and `longest`, if any, by the squares of the first image; `begin` is the
/// number of the first row.
void raise_sums(std::span<const double> rows, std::span<const WeightedImage> images, std::span<LargestSums> into,
                std::size_t begin = 0, LongestRow* longest = nullptr);

/// z_j = min(sqrt(sum_l y_jl^2) radius, slack sum_l |y_jl| widest_l) as computed; returns the largest.
double row_reaches(std::span<const double> rows, double radius, double slack, std::span<const double> widest,
                   std::span<double> z);

/// q_j = sum_l |y_jl|^power weight_l as computed, at most d + power + 1 roundings each; returns the largest.  power
/// >= 1.
double row_powers(std::span<const double> rows, std::size_t power, std::span<const double> weight, std::span<double> q);

/// For every row j to[place_j + l] += |v_jl - middle_l| + |middle_l|, as computed, and to[place_j + d] += 1; places are
/// multiples of class_stride(d).
[[nodiscard]] constexpr std::size_t class_stride(std::size_t d) { return (d + row_lanes) / row_lanes * row_lanes; }
void add_to_classes(std::span<const double> rows, std::span<const double> middle, std::span<const std::size_t> place,
                    std::span<double> to);

/// far_j = max_l |v_jl - middle_l| as computed; into what is there, at row_lanes l + lane, the sums of v_jl - middle_l
/// and of their sizes over the rows of a lane.
void add_distances(std::span<const double> rows, std::span<const double> middle, std::span<double> far,
                   std::span<double> sum, std::span<double> size);

}  // namespace attest::kernel
