#include "attest/attention/balancing.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "attest/kernel/directed.hpp"
#include "attest/kernel/row_facts.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A vector c, and what the keys are once they have lost it: y = fl(fl(k - c) factor), which grows or falls with k.
struct Shifted {
  std::vector<double> c, most, mean;  ///< most: |y| of a column; mean: |mean of a column|, upward
};

double shifted_key(double k, double c, double factor) { return (k - c) * factor; }

/// |mean of a column of y|, upward.  The mean of the computed sum is off by the roundings behind each term, and y,
/// which is at most `most`, carries two of its own and an underflow.
double mean_up(const ColumnRanges& k, std::size_t l, std::size_t rows, double c, double factor, double most) {
  if (!std::isfinite(k.sum[l])) return infinity;
  const double middle = k.sum[l] / static_cast<double>(rows);
  const double quotient = add_up(mul_up(2 * unit, std::fabs(middle)), underflow);
  const double off = add_up(add_up(up(std::fabs(middle - c)), quotient), mul_up(gamma_up(k.roundings), k.largest(l)));
  return add_up(mul_up(std::fabs(factor), off), add_up(mul_up(gamma_up(3), most), 2 * underflow));
}

std::vector<Shifted> candidates(const ColumnRanges& k, std::size_t rows, double factor) {
  const std::size_t d = k.low.size();
  std::vector<Shifted> all(3);
  for (auto& s : all) s.c.assign(d, 0.0);
  for (std::size_t l = 0; l < d; ++l) {
    all[1].c[l] = k.sum[l] / static_cast<double>(rows);
    all[2].c[l] = k.low[l] / 2 + k.high[l] / 2;
  }
  for (auto& s : all)
    for (std::size_t l = 0; l < d; ++l) {
      s.most.push_back(std::max(std::fabs(shifted_key(k.low[l], s.c[l], factor)),
                                std::fabs(shifted_key(k.high[l], s.c[l], factor))));
      s.mean.push_back(mean_up(k, l, rows, s.c[l], factor, s.most[l]));
    }
  std::erase_if(all, [](const Shifted& s) {
    return !std::all_of(s.most.begin(), s.most.end(), [](double y) { return std::isfinite(y); });
  });
  if (all.empty()) throw OutOfRange();
  return all;
}

/// Objects of doubles alone, as the numbers of a fold over rows.
template <class T>
constexpr std::size_t numbers_of = sizeof(T) / sizeof(double);
template <class T>
void read(std::span<const double> numbers, std::span<T> objects) {
  std::memcpy(static_cast<void*>(objects.data()), numbers.data(), objects.size_bytes());
}
template <class T>
void write(std::span<const T> objects, std::span<double> numbers) {
  std::memcpy(numbers.data(), objects.data(), objects.size_bytes());
}

void raise(LargestSum& a, const LargestSum& b) {
  a.plain = std::max(a.plain, b.plain);
  a.careful = std::max(a.careful, b.careful);
}

/// The largest sums over all rows for each image, and a longest row of each chunk; the first image goes to `made`,
/// where there is any.
struct Sums {
  std::vector<LargestSums> largest;
  std::vector<std::size_t> longest;
};
Sums sums_over(const RowSource& rows, const std::vector<WeightedImage>& images, const RowPasses& passes,
               std::span<double> made) {
  constexpr std::size_t head = numbers_of<LongestRow>;
  std::vector<double> start(head + images.size() * numbers_of<LargestSums>, 0.0);
  const LongestRow none;
  write(std::span(&none, 1), start);
  const auto sets =
      fold_rows(rows, passes, "bounding scores", start,
                [&](std::size_t begin, std::span<const double> block, std::span<double> numbers) {
                  if (!made.empty())
                    image_of(block, images.front().image, made.subspan(begin * rows.cols(), block.size()));
                  std::vector<LargestSums> some(images.size());
                  LongestRow row;
                  read(numbers, std::span(&row, 1));
                  read(numbers.subspan(head), std::span(some));
                  raise_sums(block, images, some, begin, &row);
                  write(std::span<const LongestRow>(&row, 1), numbers);
                  write(std::span<const LargestSums>(some), numbers.subspan(head));
                });
  Sums sums{std::vector<LargestSums>(images.size()), {}};
  for (const auto& numbers : sets) {
    std::vector<LargestSums> some(images.size());
    LongestRow row;
    read(std::span<const double>(numbers), std::span(&row, 1));
    read(std::span<const double>(numbers).subspan(head), std::span(some));
    for (std::size_t i = 0; i < images.size(); ++i) {
      raise(sums.largest[i].first, some[i].first);
      raise(sums.largest[i].second, some[i].second);
      raise(sums.largest[i].square, some[i].square);
    }
    sums.longest.push_back(static_cast<std::size_t>(row.row));
  }
  return sums;
}

}  // namespace

void Balancing::queries(std::span<const double> q, std::span<double> x) const {
  image_of(q, {std::vector<double>(shift.size(), 0.0), power}, x);
}

void Balancing::keys(std::span<const double> k, std::span<double> y) const { image_of(k, {shift, factor}, y); }

Balancing balance_rows(const RowSource& q, const RowSource& k, const Rational& scale, const RowPasses& passes) {
  const ColumnRanges q_columns = columns_in_rows(q, passes), k_columns = columns_in_rows(k, passes);
  return balance_rows(q, q_columns, k, k_columns, scale, passes);
}

Balancing balance_rows(const RowSource& q, const ColumnRanges& q_columns, const RowSource& k,
                       const ColumnRanges& k_columns, const Rational& scale, const RowPasses& passes,
                       std::span<double> x) {
  const std::size_t d = q.cols();
  Balancing best;
  best.power = normalizing_power(q_columns.largest());
  best.factor = (scale / Rational::exact(best.power)).nearest_double();
  // A normal factor carries one relative rounding of the exact scale; a subnormal one could carry any.
  if (scale.sign() != 0 && !std::isnormal(best.factor)) throw OutOfRange();
  for (std::size_t l = 0; l < d; ++l) best.widest.push_back(q_columns.largest(l) * best.power);
  auto all = candidates(k_columns, k.rows(), best.factor);
  const std::vector<double> zeros(d, 0.0);
  std::vector<WeightedImage> of_keys, of_queries;
  for (const auto& s : all) {
    of_keys.push_back({{s.c, best.factor}, best.widest});
    of_queries.push_back({{zeros, best.power}, s.most, s.mean});
  }
  const auto keys = sums_over(k, of_keys, passes, {}).largest;
  auto [queries, longest] = sums_over(q, of_queries, passes, x);
  best.longest = std::move(longest);

  best.x_norm = sqrt_up(queries.front().square.up(d));
  best.bounds.absolute = infinity;
  for (std::size_t s = 0; s < all.size(); ++s) {
    const double norms = mul_up(best.x_norm, sqrt_up(keys[s].square.up(d)));
    const double bound = std::min({keys[s].first.up(d), queries[s].first.up(d), norms});
    if (s > 0 && !(bound < best.bounds.absolute)) continue;
    best.shift = all[s].c;
    best.largest_y = *std::max_element(all[s].most.begin(), all[s].most.end());
    best.bounds = {bound, bound, std::min(bound, queries[s].second.up(d))};
  }
  best.largest_x = *std::max_element(best.widest.begin(), best.widest.end());

  // y carries the rounding of the scale, of k - c and of the product: (1+u)^3 and at most one underflow;
  // a power of two is exact but for an underflow in x.  4u and the loss below cover it, as |x| <= 1.
  const double lost = mul_up(static_cast<double>(4 * d), mul_up(underflow, add_up(2, best.largest_y)));
  best.perturbation = add_up(mul_up(4 * unit, best.bounds.absolute), lost);
  return best;
}

}  // namespace attest::attention
