#include "attest/attention/balancing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "attest/kernel/directed.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

constexpr const char* out_of_range = "Q, K: their scaled entries leave the range of double";
constexpr std::size_t tile = 64, lanes = 8;

/// Up to 64 rows by columns; behind the last row stands the first one again.
class Tile {
 public:
  explicit Tile(std::size_t d) : d_(d), columns_(d * tile) {}
  void load(std::span<const double> block, std::size_t first, double factor = 1) {
    first_ = block.data() + first * d_;
    rows_ = std::min(tile, block.size() / d_ - first);
    for (std::size_t l = 0; l < d_; ++l)
      for (std::size_t b = 0; b < tile; ++b) columns_[l * tile + b] = first_[(b < rows_ ? b : 0) * d_ + l] * factor;
  }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] const double* column(std::size_t l) const { return columns_.data() + l * tile; }
  [[nodiscard]] double at(std::size_t b, std::size_t l) const { return columns_[l * tile + b]; }

 private:
  std::size_t d_, rows_ = 0;
  const double* first_ = nullptr;
  std::vector<double> columns_;
};
using PerRow = std::array<double, tile>;

/// The largest of sums of d non-negative products, rounded upward, from sums computed with at most d + 1 roundings
/// each: 1/(1 - gamma_k) <= 1 + gamma_2k, and what underflow took, at most d 2^-1074, is far below one more rounding of
/// 2^-900.  A sum of another size is taken again with each operation rounded upward.  Both are kept apart, so that the
/// result is a maximum over the rows, whichever come together.
struct LargestSum {
  double plain = 0, careful = 0;
  [[nodiscard]] double up(std::size_t d) const {
    return std::max(careful, plain == 0 ? 0 : mul_up(plain, add_up(1, gamma_up(2 * (d + 2)))));
  }
};
constexpr std::size_t largest_sum_numbers = 2;

template <class Careful>
void take_sums(const PerRow& sums, std::size_t rows, double* numbers, Careful careful) {
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (const double s : sums) low = std::min(low, s), high = std::max(high, s);
  if (low >= 0x1p-900 && high <= 0x1p900) {
    numbers[0] = std::max(numbers[0], high);
    return;
  }
  for (std::size_t b = 0; b < rows; ++b)
    if (sums[b] >= 0x1p-900 && sums[b] <= 0x1p900)
      numbers[0] = std::max(numbers[0], sums[b]);
    else
      numbers[1] = std::max(numbers[1], careful(b));
}

LargestSum largest_of(const std::vector<std::vector<double>>& sets, std::size_t at) {
  LargestSum s;
  for (const auto& numbers : sets) {
    s.plain = std::max(s.plain, numbers[at]);
    s.careful = std::max(s.careful, numbers[at + 1]);
  }
  return s;
}

/// Weights beyond 2^900 are for the careful sums alone.
bool ordinary(const std::vector<double>& w) {
  return std::all_of(w.begin(), w.end(), [](double weight) { return weight <= 0x1p900; });
}

/// sum_l |x_bl| w_l into `numbers`.
void take_weighted_rows(const Tile& x, const std::vector<double>& w, double* numbers) {
  PerRow sum{};
  if (ordinary(w))
    for (std::size_t l = 0; l < w.size(); ++l) {
      const double* const column = x.column(l);
      const double weight = w[l];
      for (std::size_t b = 0; b < tile; ++b) sum[b] += std::fabs(column[b]) * weight;
    }
  take_sums(sum, x.rows(), numbers, [&](std::size_t b) {
    double up = 0;
    for (std::size_t l = 0; l < w.size(); ++l) up = add_up(up, mul_up(std::fabs(x.at(b, l)), w[l]));
    return up;
  });
}

/// sum_l x_bl^2 into `numbers`.
void take_squares(const Tile& x, std::size_t d, double* numbers) {
  PerRow sum{};
  for (std::size_t l = 0; l < d; ++l) {
    const double* const column = x.column(l);
    for (std::size_t b = 0; b < tile; ++b) sum[b] += column[b] * column[b];
  }
  take_sums(sum, x.rows(), numbers, [&](std::size_t b) {
    double up = 0;
    for (std::size_t l = 0; l < d; ++l) up = add_up(up, mul_up(std::fabs(x.at(b, l)), std::fabs(x.at(b, l))));
    return up;
  });
}

/// A vector c, and what the keys are once they have lost it: y = fl(fl(k - c) factor), which grows or falls with k.
struct Shifted {
  std::vector<double> c, most, mean;  ///< most: |y| of a column; mean: |mean of a column|, upward
  double rows = 0, norm = 0;          ///< the largest sum |y_l| times the largest |x_l|, and the largest norm of y
};

double shifted_key(double k, double c, double factor) { return (k - c) * factor; }

std::vector<Shifted> candidates(const Columns& k, std::size_t m, double factor) {
  const std::size_t d = k.low.size();
  std::vector<Shifted> all(3);
  for (auto& s : all) s.c.assign(d, 0.0);
  for (std::size_t l = 0; l < d; ++l) {
    all[1].c[l] = k.sum[l] / static_cast<double>(m);
    all[2].c[l] = k.low[l] / 2 + k.high[l] / 2;
  }
  for (auto& s : all)
    for (std::size_t l = 0; l < d; ++l)
      s.most.push_back(std::max(std::fabs(shifted_key(k.low[l], s.c[l], factor)),
                                std::fabs(shifted_key(k.high[l], s.c[l], factor))));
  std::erase_if(all, [](const Shifted& s) {
    return !std::all_of(s.most.begin(), s.most.end(), [](double y) { return std::isfinite(y); });
  });
  if (all.empty()) throw std::domain_error(out_of_range);
  return all;
}

/// |mean of a column| from its computed sum, upward.
double mean_up(double sum, double magnitude, std::size_t m) {
  if (!std::isfinite(magnitude)) return std::numeric_limits<double>::infinity();
  const double error = mul_up(gamma_up(m), mul_up(magnitude, add_up(1, gamma_up(2 * m))));
  return div_up(add_up(std::fabs(sum), error), static_cast<double>(m));
}

/// What the bounds need of the keys, for each candidate.
void look_at_keys(const RowSource& k, double factor, const std::vector<double>& widest, std::vector<Shifted>& all,
                  const RowPasses& passes) {
  const std::size_t d = k.cols(), m = k.rows(), sums = 2 * largest_sum_numbers, each = sums + 2 * lanes * d;
  const auto sets = fold_rows(k, passes, "bounding scores", std::vector<double>(all.size() * each, 0.0),
                              [&](std::span<const double> block, std::span<double> numbers) {
                                Tile keys(d), y(d);
                                std::vector<double> shifted(tile * d);
                                for (std::size_t first = 0; first * d < block.size(); first += tile) {
                                  keys.load(block, first);
                                  for (std::size_t s = 0; s < all.size(); ++s) {
                                    const auto& c = all[s].c;
                                    double* const to = numbers.data() + s * each;
                                    PerRow row{}, square{};
                                    const bool plain = ordinary(widest);
                                    for (std::size_t l = 0; l < d; ++l) {
                                      const double* const column = keys.column(l);
                                      const double cl = c[l], weight = plain ? widest[l] : 0;
                                      PerRow y_column;
                                      for (std::size_t b = 0; b < tile; ++b)
                                        y_column[b] = shifted_key(column[b], cl, factor);
                                      for (std::size_t b = 0; b < tile; ++b) {
                                        row[b] += std::fabs(y_column[b]) * weight;
                                        square[b] += y_column[b] * y_column[b];
                                      }
                                      for (std::size_t b = keys.rows(); b < tile; ++b)
                                        y_column[b] = 0;  // not to be counted twice
                                      std::array<double, lanes> sum, magnitude;
                                      double* const at = to + sums + 2 * lanes * l;
                                      std::copy_n(at, lanes, sum.begin());
                                      std::copy_n(at + lanes, lanes, magnitude.begin());
                                      for (std::size_t b = 0; b < tile; b += lanes)
                                        for (std::size_t i = 0; i < lanes; ++i) {
                                          sum[i] += y_column[b + i];
                                          magnitude[i] += std::fabs(y_column[b + i]);
                                        }
                                      std::copy_n(sum.begin(), lanes, at);
                                      std::copy_n(magnitude.begin(), lanes, at + lanes);
                                    }
                                    const auto entry = [&](std::size_t b, std::size_t l) {
                                      return std::fabs(shifted_key(keys.at(b, l), c[l], factor));
                                    };
                                    take_sums(row, keys.rows(), to, [&](std::size_t b) {
                                      double up = 0;
                                      for (std::size_t l = 0; l < d; ++l)
                                        up = add_up(up, mul_up(entry(b, l), widest[l]));
                                      return up;
                                    });
                                    take_sums(square, keys.rows(), to + largest_sum_numbers, [&](std::size_t b) {
                                      double up = 0;
                                      for (std::size_t l = 0; l < d; ++l)
                                        up = add_up(up, mul_up(entry(b, l), entry(b, l)));
                                      return up;
                                    });
                                  }
                                }
                              });
  for (std::size_t s = 0; s < all.size(); ++s) {
    all[s].rows = largest_of(sets, s * each).up(d);
    all[s].norm = sqrt_up(largest_of(sets, s * each + largest_sum_numbers).up(d));
    for (std::size_t l = 0; l < d; ++l) {
      double sum = 0, magnitude = 0;
      for (const auto& numbers : sets)
        for (std::size_t i = 0; i < lanes; ++i) {
          sum += numbers[s * each + sums + 2 * lanes * l + i];
          magnitude += numbers[s * each + sums + 2 * lanes * l + lanes + i];
        }
      all[s].mean.push_back(mean_up(sum, magnitude, m));
    }
  }
}

}  // namespace

void Balancing::queries(std::span<const double> q, std::span<double> x) const {
  for (std::size_t i = 0; i < q.size(); ++i) x[i] = q[i] * power;
}

void Balancing::keys(std::span<const double> k, std::span<double> y) const {
  const std::size_t d = shift.size();
  for (std::size_t j = 0; j < k.size(); j += d)
    for (std::size_t l = 0; l < d; ++l) y[j + l] = shifted_key(k[j + l], shift[l], factor);
}

Balancing balance_rows(const RowSource& q, const RowSource& k, const Rational& scale, const RowPasses& passes) {
  const std::size_t d = q.cols();
  const Columns q_columns = columns_in_rows(q, passes), k_columns = columns_in_rows(k, passes);
  Balancing best;
  best.power = normalizing_power(q_columns.largest());
  best.factor = (scale / Rational::exact(best.power)).nearest_double();
  // A normal factor carries one relative rounding of the exact scale; a subnormal one could carry any.
  if (scale.sign() != 0 && !std::isnormal(best.factor)) throw std::domain_error(out_of_range);
  std::vector<double> widest;
  for (std::size_t l = 0; l < d; ++l) widest.push_back(q_columns.largest(l) * best.power);
  auto all = candidates(k_columns, k.rows(), best.factor);
  look_at_keys(k, best.factor, widest, all, passes);

  // Of the queries: their norm, and for each candidate their sums with `most` and with `mean`.
  const std::size_t each = 2 * largest_sum_numbers;
  const auto sets =
      fold_rows(q, passes, "bounding scores", std::vector<double>(largest_sum_numbers + all.size() * each, 0.0),
                [&](std::span<const double> block, std::span<double> numbers) {
                  Tile x(d);
                  for (std::size_t first = 0; first * d < block.size(); first += tile) {
                    x.load(block, first, best.power);
                    take_squares(x, d, numbers.data());
                    for (std::size_t s = 0; s < all.size(); ++s) {
                      double* const to = numbers.data() + largest_sum_numbers + s * each;
                      take_weighted_rows(x, all[s].most, to);
                      take_weighted_rows(x, all[s].mean, to + largest_sum_numbers);
                    }
                  }
                });
  const double x_norm = sqrt_up(largest_of(sets, 0).up(d));
  best.bounds.absolute = std::numeric_limits<double>::infinity();
  for (std::size_t s = 0; s < all.size(); ++s) {
    const std::size_t at = largest_sum_numbers + s * each;
    const double bound = std::min({all[s].rows, largest_of(sets, at).up(d), mul_up(x_norm, all[s].norm)});
    if (s > 0 && !(bound < best.bounds.absolute)) continue;
    best.shift = all[s].c;
    best.largest_y = *std::max_element(all[s].most.begin(), all[s].most.end());
    best.bounds = {bound, bound, std::min(bound, largest_of(sets, at + largest_sum_numbers).up(d))};
  }
  best.largest_x = *std::max_element(widest.begin(), widest.end());

  // y carries the rounding of the scale, of k - c and of the product: (1+u)^3 and at most one underflow;
  // a power of two is exact but for an underflow in x.  4u and the loss below cover it, as |x| <= 1.
  const double lost = mul_up(static_cast<double>(4 * d), mul_up(underflow, add_up(2, best.largest_y)));
  best.perturbation = add_up(mul_up(4 * unit, best.bounds.absolute), lost);
  return best;
}

}  // namespace attest::attention
