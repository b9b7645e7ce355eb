#include "attest/attention/tensor_spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "attest/attention/double_sums.hpp"
#include "attest/attention/tensor_problem.hpp"
#include "attest/expoly/cut_series.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/row_facts.hpp"
#include "attest/number/ball.hpp"

namespace attest::attention {
namespace {

using namespace kernel;
using expoly::CutSeries;

constexpr std::size_t classes = 32, cells = 48;  ///< of keys, and of tuples, by their lengths
constexpr std::size_t most_degree_served = 64;
/// More than what underflow takes from a mean over the tuples: 2^-1074 an operation, before at most four more factors
/// of 2^101 each.
constexpr double what_underflows = 0x1p-600;
static_assert(largest_order <= 6);
constexpr double step = 0.82;  ///< from one b to the next that is tried
constexpr double infinity = std::numeric_limits<double>::infinity();

double power_up(double z, std::size_t k) {
  double y = 1;
  for (std::size_t i = 0; i < k; ++i) y = mul_up(y, z);
  return y;
}
/// At least the k-th root of u, an ordinary number.
double root_up(double u, std::size_t k) {
  if (k == 1 || u == 0) return u;
  if (k == 2) return sqrt_up(u);
  // A guess, raised until its power is certainly no less: that computed upward is within 2k roundings.
  const double least = mul_up(u, add_up(1, gamma_up(4 * k)));
  double t = std::pow(u, 1 / static_cast<double>(k));
  while (power_up(t, k) < least) t *= 1 + 0x1p-40;
  return t;
}

/// (e^z - 1 - z) / z^2, upward: e^s - 1 <= s + s^2 times this for 0 <= s <= z.
double curvature_up(double z) {
  double term = 0.5, sum = 0.5;
  for (std::size_t i = 1; term > 0x1p-24 * sum || z > static_cast<double>(i + 2) / 2; ++i) {
    term = div_up(mul_up(term, z), static_cast<double>(i + 2));
    sum = add_up(sum, term);
  }
  return add_up(sum, term);
}

/// The keys of one matrix or the tuples of several by length: cell a of `count` holds those of a length of at most
/// (a + 1)/count of the largest, `top`.  A row for each cell: the mean over all of |v - m| + |m| for every column of
/// values, 0 for those of other cells, the share of the cell, and zeros up to a multiple of eight.
template <std::size_t count>
struct Lengths {
  std::size_t values, stride;
  double top;
  std::vector<double> mass;

  Lengths(std::size_t dv, double t) : values(dv), stride(class_stride(dv)), top(t), mass(count * stride, 0.0) {}
  double* row(std::size_t a) { return mass.data() + a * stride; }
  [[nodiscard]] const double* row(std::size_t a) const { return mass.data() + a * stride; }
  [[nodiscard]] double share(std::size_t a) const { return row(a)[values]; }
};
using Keyed = Lengths<classes>;
using Tuples = Lengths<cells>;

/// Of tuples with one more key: lengths multiply, and so do |v - m| + |m|.
Tuples product(const Tuples& a, const Keyed& b) {
  Tuples out(a.values, mul_up(a.top, b.top));
  for (std::size_t i = 0; i < cells; ++i) {
    if (a.share(i) == 0) continue;
    for (std::size_t j = 0; j < classes; ++j) {
      if (b.share(j) == 0) continue;
      const double *const from = a.row(i), *const with = b.row(j);
      double* const to = out.row(((i + 1) * (j + 1) + classes - 1) / classes - 1);
      for (std::size_t c = 0; c < out.stride; c += row_lanes) {
        double products[row_lanes];  // eight side by side
#pragma GCC unroll 8
        for (std::size_t l = 0; l < row_lanes; ++l) products[l] = from[c + l] * with[c + l];
#pragma GCC unroll 8
        for (std::size_t l = 0; l < row_lanes; ++l) to[c + l] += products[l];
      }
    }
  }
  return out;
}

/// One key matrix and its values.
struct Keys {
  Keyed lengths;
  std::vector<double> mean;  ///< of each column of values, as computed: m
  std::vector<double> far;   ///< max |v - m| + |m|
  std::vector<double> off;   ///< |m - the exact mean|
};

/// Nothing where values are out of range.
std::optional<Keys> look_at(const DoubleMatrix& y, const DoubleMatrix& v, const ColumnRanges& values,
                            const std::vector<double>& widest, std::size_t power) {
  const std::size_t m = y.rows(), dv = v.cols();
  const auto count = static_cast<double>(m);
  std::vector<double> q(m);
  const double longest = row_powers(y.entries(), power, widest, q);
  Keys keys{Keyed(dv, mul_up(longest, add_up(1, gamma_up(2 * (y.cols() + power + 8))))), {}, {}, {}};
  for (std::size_t c = 0; c < dv; ++c) {
    const double mean = values.sum[c] / count, size = std::fabs(mean), largest = values.largest(c);
    // Sums that overflow to both sides are NaN, which no maximum below would show.
    if (!(size <= 0x1p100 && largest <= 0x1p100)) return std::nullopt;
    keys.mean.push_back(mean);
    keys.far.push_back(mul_up(add_up(std::max(values.high[c] - mean, mean - values.low[c]), size), 1 + 8 * unit));
    keys.off.push_back(add_up(add_up(mul_up(gamma_up(values.roundings), largest), mul_up(2 * unit, size)), underflow));
  }
  // What underflowed is far below a class of ordinary lengths; others are not served.
  const double scale = classes / std::max(longest, 0x1p-900);
  std::vector<std::size_t> place(m);  // of a key's row
  for (std::size_t j = 0; j < m; ++j) {
    const auto at = static_cast<std::ptrdiff_t>(q[j] * scale);  // one instruction, unlike an unsigned one
    place[j] = std::min(classes - 1, static_cast<std::size_t>(at)) * keys.lengths.stride;
  }
  add_to_classes(v.entries(), keys.mean, place, keys.lengths.mass);
  for (double& sum : keys.lengths.mass) sum /= count;
  return keys;
}

class Search {
 public:
  Search(const TensorSpreadData& data, std::size_t most_degree, double allowed)
      : data_(data), most_degree_(std::min(most_degree, most_degree_served)), allowed_(allowed) {}

  [[nodiscard]] std::optional<SpreadPlan> find() {
    if (!(allowed_ >= 0x1p-150) || !look()) return std::nullopt;
    // The lowest degree that seems to do; where it does not, one more.  A lower degree is for shorter scores.
    std::size_t degree = most_degree_;
    double b = 0;
    for (Guess next{0, longest_}; degree > 0; b = next.b, --degree) {
      next = guess(degree - 1, std::min(longest_, next.b / step));
      if (next.total > allowed_) break;
    }
    for (; degree <= most_degree_; ++degree, b = 0) {
      if (b == 0) b = guess(degree, longest_).b;
      if (b == 0) continue;
      if (auto plan = certify(b, degree)) return plan;
    }
    return std::nullopt;
  }

 private:
  /// False where entries or scores are out of range.
  bool look() {
    const std::size_t modes = data_.v.size(), dv = data_.v.front().cols();
    if (!(data_.ready.x_sizes.largest() <= 0x1p100)) return false;
    Tuples all(dv, 1);  // the one of no keys
    std::fill_n(all.row(cells - 1), dv + 1, 1.0);
    std::vector<double> far(dv, 1.0), mean(dv, 1.0), near(dv, 1.0);
    std::size_t count = modes * (cells * classes + 16);
    for (std::size_t a = 0; a < modes; ++a) {
      const std::optional<Keys> found =
          look_at(data_.ready.y[a], data_.v[a], data_.values[a], data_.ready.x_sizes.most, modes);
      if (!found) return false;
      const Keys& keys = *found;
      all = product(all, keys.lengths);
      for (std::size_t c = 0; c < dv; ++c) {
        const double size = std::fabs(keys.mean[c]);
        far[c] = mul_up(far[c], keys.far[c]);
        mean[c] *= size;
        near[c] = mul_up(near[c], add_up(size, keys.off[c]));
      }
      count += data_.v[a].rows();
    }
    const double gamma = gamma_up(2 * count), slack = add_up(1, gamma);

    // |v - m| <= prod (|v_a - m_a| + |m_a|) - prod |m_a|, tuple by tuple: both sums are within gamma of themselves.
    shares_.assign(cells, 0.0);
    far_.assign(cells * dv, 0.0);
    lengths_.assign(cells, 0.0);
    for (std::size_t a = 0; a < cells; ++a) {
      const double end = mul_up(all.top, div_up(static_cast<double>(a + 1), cells));
      lengths_[a] = std::min(root_up(end, modes), data_.ready.bounds.score);
      shares_[a] = mul_up(all.share(a), slack);
      for (std::size_t c = 0; c < dv; ++c) {
        const double most = mul_up(all.row(a)[c], slack), less = mean[c] * all.share(a) * (1 - 2 * gamma);
        far_[a * dv + c] = add_up(std::max(0.0, up(most - less)), what_underflows);
      }
      if (all.share(a) > 0) longest_ = lengths_[a];
    }
    if (!(longest_ >= 0x1p-3 && longest_ <= 40)) return false;
    sum_up_ = add_up(1, gamma_up(2 * (cells + 8)));
    least_mean_ = least_mean_weight(Rational(0), data_.ready.bounds.mean);
    look_at_means(far, mean, near);
    return true;
  }

  /// The mean of |v - m|, and how far an output may be from m:
  ///     E (o - m) = sum (e^s - 1)(v - m) + sum (v - m),   |e^s - 1| <= z + k z^2 for |s| <= z.
  void look_at_means(const std::vector<double>& far, const std::vector<double>& mean, const std::vector<double>& near) {
    const std::size_t dv = far.size();
    const double k = curvature_up(longest_);
    std::vector<double> growth(cells), ones(cells, 1.0);
    for (std::size_t a = 0; a < cells; ++a) growth[a] = mul_up(lengths_[a], add_up(1, mul_up(k, lengths_[a])));
    averages_ = weighted(ones);
    from_mean_ = weighted(growth);
    for (std::size_t c = 0; c < dv; ++c) {
      const double less = mean[c] * (1 - 32 * unit), drift = std::max(0.0, up(near[c] - less));
      from_mean_[c] = std::min(std::max(0.0, up(far[c] - less)), div_up(add_up(from_mean_[c], drift), least_mean_));
      if (averages_[c] > average_) average_ = averages_[c], widest_column_ = c;
    }
  }

  /// For each column at least the mean over all tuples of |v - m| times w of its cell.
  [[nodiscard]] std::vector<double> weighted(const std::vector<double>& w) const {
    std::vector<double> sum(far_.size() / cells, 0.0);
    for (std::size_t a = 0; a < cells; ++a)
      for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += w[a] * far_[a * sum.size() + c];
    for (double& x : sum) x = mul_up(x, sum_up_);
    return sum;
  }

  /// What degree g promises, with the b for which it promises most.
  struct Guess {
    double total = infinity, b = 0;
  };
  [[nodiscard]] Guess guess(std::size_t g, double most_b) const {
    Guess best;
    for (double b = most_b; b >= std::max(0x1p-4, longest_ / 6); b *= step) {
      const double total = promise(b, g);
      if (total >= best.total) break;
      best = {total, b};
    }
    return best;
  }
  /// What certify will find, from the leading terms of the series.
  [[nodiscard]] double promise(double b, std::size_t g) const {
    double lead = 2;
    for (std::size_t k = 1; k <= g + 1; ++k) lead *= b / static_cast<double>(2 * k);
    lead *= 1 + b * b / static_cast<double>(4 * (g + 2));
    const auto ratio = [&](std::size_t k) { return b / static_cast<double>(2 * k); };
    double floor = 0;
    for (std::size_t k = g + 1; k < g + 5; ++k) floor = ratio(2 * g + 7 - k) * floor + lead;
    const std::size_t dv = far_.size() / cells;
    double first = floor * average_, weights = floor;
    for (std::size_t a = cells; a-- > 0 && lengths_[a] > b;) {
      if (shares_[a] == 0) continue;
      const double x = lengths_[a] / b, w = x + std::sqrt(x * x - 1);
      double y = 1, term = lead, excess = 0;
      for (std::size_t k = 0; k <= g; ++k) y *= w;
      for (std::size_t k = g + 1; k < g + 9; y *= w, ++k, term *= ratio(k)) {
        const double more = term * (y - 1) * (y - 1) / (2 * y);
        excess += more;
        if (more < 0x1p-6 * excess) break;
      }
      first += excess * far_[a * dv + widest_column_];
      weights += excess * shares_[a];
    }
    const double denominator = least_mean_ - weights;
    return denominator > 0 ? (first + from_mean_[widest_column_] * weights) / denominator : infinity;
  }

  [[nodiscard]] std::optional<SpreadPlan> certify(double b, std::size_t degree) const {
    const CutSeries series(b, degree);
    const double floor = add_up(series.floor_up(), series.rounding_up(longest_));
    std::vector<double> excess(cells, 0.0);
    double weights = 0;
    for (std::size_t a = 0; a < cells; ++a) {
      if (shares_[a] == 0) continue;
      excess[a] = series.excess_up(lengths_[a]);
      weights += excess[a] * shares_[a];
    }
    weights = add_up(mul_up(weights, sum_up_), floor);
    const double denominator = -up(-(least_mean_ - weights));
    if (!(denominator > 0)) return std::nullopt;
    const std::vector<double> tails = weighted(excess);
    SpreadPlan plan;
    for (std::size_t c = 0; c < tails.size(); ++c) {
      plan.first = std::max(plan.first, div_up(add_up(mul_up(floor, averages_[c]), tails[c]), denominator));
      plan.second = std::max(plan.second, div_up(mul_up(from_mean_[c], weights), denominator));
    }
    if (!(add_up(plan.first, plan.second) <= allowed_)) return std::nullopt;
    plan.weights = weights;
    const Rational error = Rational::exact(add_up(floor, series.excess_up(longest_)));
    const Precision p(64);
    plan.approximation = {series.polynomial(), error,
                          mul(Ball(error, p), exp(Ball(Rational::exact(longest_), p), p), p).upper()};
    return plan;
  }

  const TensorSpreadData& data_;
  std::size_t most_degree_;
  double allowed_;
  std::vector<double> lengths_, shares_;  ///< of each cell: what bounds its scores, and its share of the tuples
  std::vector<double> far_;               ///< the part of each cell in the mean of |v - m|, for every column
  std::vector<double> averages_, from_mean_;
  std::size_t widest_column_ = 0;
  double average_ = 0, longest_ = 0, sum_up_ = 1, least_mean_ = 0;
};

}  // namespace

std::optional<SpreadPlan> find_spread_plan(const TensorSpreadData& data, std::size_t most_degree, double allowed) {
  return Search(data, most_degree, allowed).find();
}

}  // namespace attest::attention
