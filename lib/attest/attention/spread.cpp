#include "attest/attention/spread.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "attest/attention/double_sums.hpp"
#include "attest/count/binomial.hpp"
#include "attest/expoly/cut_series.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/kernel/row_facts.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/ball.hpp"

namespace attest::attention {
namespace {

using namespace kernel;
using expoly::CutSeries;

constexpr std::size_t classes = 16;                                ///< of keys, by the length that bounds their scores
constexpr std::size_t most_degree_served = 64, sampled_keys = 48;  // of each class
constexpr std::array<std::size_t, 4> powers{0, 2, 4, 6};
constexpr double hope = 0.95;           ///< of `allowed` that a guess may take
constexpr double for_the_bound = 0.01;  ///< of the work, spent for the bound alone where the degree stays
constexpr double start = 200;           ///< multiplications a row that starting a pass is worth
constexpr double infinity = std::numeric_limits<double>::infinity();

/// V about the (computed) means of its columns.
struct Centred {
  std::vector<double> mean;
  DoubleMatrix far;    ///< of each key: max over c of |v_jc - m_c|, as computed
  double average = 0;  ///< the largest mean over the keys of |v_jc - m_c|
  double farthest = 0;
  double drift = 0;  ///< the largest |mean of v_jc - m_c|
};

Centred centre(const DoubleMatrix& v, const ColumnRanges& columns) {
  const std::size_t m = v.rows(), dv = v.cols();
  const auto count = static_cast<double>(m);
  Centred c{{}, DoubleMatrix::unset(1, m), 0, 0, 0};
  for (const double sum : columns.sum) c.mean.push_back(sum / count);
  std::vector<double> sum(row_lanes * dv, 0.0), size(row_lanes * dv, 0.0);
  add_distances(v.entries(), c.mean, c.far.entries(), sum, size);
  const double gamma = gamma_up(2 * (m + 2));
  for (std::size_t k = 0; k < dv; ++k) {
    const double farthest = std::max(std::fabs(columns.low[k] - c.mean[k]), std::fabs(columns.high[k] - c.mean[k]));
    c.farthest = std::max(c.farthest, up(up(farthest)));
    double from = 0, all = 0;
    for (std::size_t lane = 0; lane < row_lanes; ++lane)
      from += sum[row_lanes * k + lane], all += size[row_lanes * k + lane];
    all = mul_up(all, add_up(1, gamma));
    c.average = std::max(c.average, div_up(all, count));
    c.drift = std::max(c.drift, div_up(add_up(std::fabs(from), mul_up(gamma, all)), count));
  }
  return c;
}

/// Keys in classes: |s_ij| <= end[k] for every row i and key j of class k.
struct Classes {
  std::vector<unsigned char> of;
  std::array<double, classes> end{};
  std::array<std::size_t, classes> count{};
  double longest = 0;
};

Classes classify(const Balanced& ready) {
  const std::size_t m = ready.y.rows();
  Classes c{{}, {}, {}, up(ready.farthest_reach)};
  if (!(c.longest > 0x1p-900 && c.longest < 0x1p900)) return c;  // none is served
  const double scale = static_cast<double>(classes) / c.longest;
  for (std::size_t k = 0; k < classes; ++k) c.end[k] = mul_up(div_up(static_cast<double>(k + 1), scale), 1 + 64 * unit);
  c.longest = c.end.back();
  c.of.resize(m);
  const auto reach = ready.reach.entries();
  for (std::size_t j = 0; j < m; ++j) {
    c.of[j] = static_cast<unsigned char>(std::min(static_cast<int>(classes) - 1, static_cast<int>(reach[j] * scale)));
    ++c.count[c.of[j]];
  }
  return c;
}

/// (e^z - 1 - z) / z^2, upward: |e^s - 1 - s| <= s^2 times this for |s| <= z.
double curvature_up(double z) {
  double term = 0.5, sum = 0.5;
  for (std::size_t i = 1; term > 0x1p-24 * sum || z > static_cast<double>(i + 2) / 2; ++i) {
    term = div_up(mul_up(term, z), static_cast<double>(i + 2));
    sum = add_up(sum, term);
  }
  return add_up(sum, term);
}

double power_up(double z, std::size_t k) {
  double y = 1;
  for (std::size_t i = 0; i < k; ++i) y = mul_up(y, z);
  return y;
}
/// From below: the powers here are of ordinary size.
double power_down(double z, std::size_t k) { return power_up(z, k) * (1 - static_cast<double>(4 * k + 4) * unit); }

using Weights = std::array<double, classes>;

/// One polynomial: |p(s) - e^s| <= floor + tail[k] s^power for keys of class k.
struct Candidate {
  std::size_t degree = 0, power = 0;
  double b = 0, floor = infinity;
  Weights tail{};
};

/// One for each power.
std::array<Candidate, powers.size()> candidates(double b, std::size_t degree, const Classes& keys) {
  const CutSeries series(b, degree);
  std::array<Candidate, powers.size()> all;
  for (std::size_t t = 0; t < powers.size(); ++t)
    all[t] = {degree, powers[t], b, add_up(series.floor_up(), series.rounding_up(keys.longest)), {}};
  for (std::size_t k = 0; k < classes; ++k) {
    const double excess = series.excess_up(keys.end[k]);
    if (excess == 0) continue;
    for (Candidate& c : all) c.tail[k] = div_up(excess, power_down(keys.end[k], c.power));
  }
  return all;
}

double monomials(std::size_t d, std::size_t degree) {
  return count::binomial(static_cast<long>(d + degree), static_cast<long>(degree)).truncated_double();
}
/// What the sums of s^power take, in multiplications a row of the passes they save: two columns take twice the time of
/// many, and a guess that was too bold takes another pass.
double cost_of_sums(std::size_t d, std::size_t power) { return power == 0 ? 0 : 7 * monomials(d, power) + start; }

class Search {
 public:
  Search(const SpreadData& data, std::size_t most_degree, double allowed)
      : data_(data),
        most_degree_(std::min(most_degree, most_degree_served)),
        allowed_(allowed),
        values_(centre(data.v, data.values)),
        keys_(classify(data.ready)),
        least_mean_(least_mean_weight(Rational(0), data.ready.bounds.mean)) {}

  [[nodiscard]] std::optional<SpreadPlan> find() {
    // Within this no sum overflows, and what underflows is below 2^-250 of all.
    if (!(keys_.longest >= 0x1p-3 && keys_.longest <= 40 && data_.ready.largest_x <= 1 &&
          data_.ready.largest_y <= 0x1p30 && data_.values.largest() <= 0x1p100 && values_.average > 0 &&
          allowed_ >= 0x1p-150))
      return std::nullopt;
    for (std::size_t k = 0; k < classes; ++k) curvature_[k] = curvature_up(keys_.end[k]);
    add_lengths();
    sample();
    std::optional<Candidate> best = guess();
    for (int passes = 0; best && passes < 3; ++passes) {
      if (auto plan = certify(*best)) return plan;
      // The guess was too bold: again with what is known now, or one degree higher.
      auto next = guess();
      if (!next || std::pair(next->degree, next->power) <= std::pair(best->degree, best->power)) {
        if (best->degree + 1 >= most_degree_) break;
        next = best_of_degree(best->degree + 1)[best->power / 2].candidate;
      }
      best = next;
    }
    return std::nullopt;
  }

 private:
  /// What the output may move by, given the largest sums over the keys of tail |v - m| s^power and curvature |v - m|
  /// s^2 and a bound of the rest of |o - m|.
  struct Parts {
    double first = infinity, second = infinity, weights = infinity;
    [[nodiscard]] double total() const { return add_up(first, second); }
  };
  [[nodiscard]] Parts parts(const Candidate& c, double tail, double curved, double rest) const {
    Parts p;
    p.weights = add_up(c.floor, div_up(tail, values_.average));
    const double denominator = -up(-(least_mean_ - p.weights));
    if (!(denominator > 0)) return p;
    const double from_mean = std::min(values_.farthest, div_up(add_up(rest, curved), least_mean_));
    p.first = div_up(add_up(mul_up(c.floor, values_.average), tail), denominator);
    p.second = div_up(mul_up(from_mean, p.weights), denominator);
    return p;
  }

  /// Of |v - m|, no less than its average, so that sums without it are bounded as well.
  [[nodiscard]] double far(std::size_t j) const {
    return std::max(values_.far(0, j) * (1 + 8 * unit), values_.average);
  }

  /// Sums over some keys of each class, for some long rows: guesses of the largest sums.
  void sample() {
    const std::size_t m = data_.ready.y.rows(), d = data_.ready.x.cols();
    sums_.assign(data_.ready.longest.size(), {});
    std::array<std::size_t, classes> step{}, left{};
    for (std::size_t k = 0; k < classes; ++k) step[k] = (keys_.count[k] + sampled_keys - 1) / sampled_keys;
    for (std::size_t j = 0; j < m; ++j) {
      const std::size_t k = keys_.of[j];
      if (left[k]-- > 0) continue;
      left[k] = step[k] - 1;
      const double share = far(j) * static_cast<double>(step[k]) / static_cast<double>(m);
      for (std::size_t r = 0; r < sums_.size(); ++r) {
        double s = 0, term = share;
        for (std::size_t l = 0; l < d; ++l) s += data_.ready.x(data_.ready.longest[r], l) * data_.ready.y(j, l);
        for (auto& power : sums_[r]) power[k] += term *= s * s;
      }
    }
  }
  /// The mean over the keys of w |v - m|, and of curvature |v - m| s^2 by the bounds of s: no row is looked at.
  void add_lengths() {
    const std::size_t m = data_.ready.y.rows();
    for (std::size_t j = 0; j < m; ++j) lengths_[keys_.of[j]] += far(j);
    for (double& sum : lengths_) sum = div_up(mul_up(sum, add_up(1, gamma_up(2 * m))), static_cast<double>(m));
    Weights w;
    for (std::size_t k = 0; k < classes; ++k) w[k] = mul_up(curvature_[k], mul_up(keys_.end[k], keys_.end[k]));
    curved_by_length_ = by_length(w);
  }
  [[nodiscard]] double by_length(const Weights& w) const {
    double sum = 0;
    for (std::size_t k = 0; k < classes; ++k) sum = add_up(sum, mul_up(w[k], lengths_[k]));
    return sum;
  }
  /// A guess of the largest sum, for a power above 0.
  [[nodiscard]] double guess_largest(std::size_t power, const Weights& w) const {
    double largest = 0;
    for (const auto& row : sums_) {
      double sum = 0;
      for (std::size_t k = 0; k < classes; ++k) sum += w[k] * row[power / 2 - 1][k];
      largest = std::max(largest, sum);
    }
    return largest;
  }
  /// The first-order part of |o - m| is at most mean |s| |v - m| <= sqrt(mean s^2 |v - m| mean |v - m|).
  [[nodiscard]] double rough_up(double curved) const {
    return add_up(sqrt_up(mul_up(2, mul_up(curved, values_.average))), values_.drift);
  }
  /// Proven for power 0, a guess otherwise.
  [[nodiscard]] double promise(const Candidate& c, double curved) const {
    if (c.power == 0) return parts(c, by_length(c.tail), curved_by_length_, rough_up(curved_by_length_)).total();
    return parts(c, guess_largest(c.power, c.tail), curved, linear_.value_or(0)).total();
  }

  /// For each power the b that promises least, and what it promises.
  struct Promise {
    double total = infinity;
    Candidate candidate;
  };
  using Promises = std::array<Promise, powers.size()>;
  [[nodiscard]] Promises best_of_degree(std::size_t degree) const {
    Promises best;
    const double curved = guess_largest(2, curvature_);
    for (double b = keys_.longest; b >= std::max(0x1p-4, keys_.longest / 6); b *= 0.85) {
      bool falling = b > keys_.longest / 2;
      const auto all = candidates(b, degree, keys_);
      for (std::size_t t = 0; t < powers.size(); ++t) {
        const double total = promise(all[t], curved);
        if (total >= best[t].total) continue;
        best[t] = {total, all[t]};
        falling = true;
      }
      if (!falling) break;
    }
    return best;
  }

  /// The degree and power that cost least and seem to do.
  [[nodiscard]] std::optional<Candidate> guess() const {
    const std::size_t d = data_.ready.x.cols();
    const double columns = static_cast<double>(data_.v.cols()) + 1, all = monomials(d, most_degree_) * columns;
    std::optional<Candidate> best;
    double least = all;
    std::array<bool, powers.size()> open{};
    for (std::size_t t = 0; t < powers.size(); ++t)
      open[t] = cost_of_sums(d, powers[t]) < std::min(all / 2, data_.most_work);
    for (std::size_t g = most_degree_; std::any_of(open.begin(), open.end(), [](bool x) { return x; }); --g) {
      const Promises promises = best_of_degree(g);
      for (std::size_t t = 0; t < powers.size(); ++t) {
        const auto& [total, c] = promises[t];
        const double pass = cost_of_sums(d, powers[t]);
        open[t] = open[t] && powers[t] <= g + 1 && total <= (g == most_degree_ || powers[t] == 0 ? 1 : hope) * allowed_;
        // Of the highest degree only the bound profits.
        const double cost =
            g == most_degree_ ? (pass < for_the_bound * all ? all : infinity) : monomials(d, g) * columns + pass;
        if (open[t] && (cost < least || (!best && cost <= least))) least = cost, best = c;
      }
      if (g == 0) break;
    }
    return best;
  }

  /// At least |sum_j s_ij (v_jc - m_c) + sum_j (v_jc - m_c)| / m for all rows and columns.
  [[nodiscard]] double linear_part_up() const {
    const auto &y = data_.ready.y, &v = data_.v;
    const std::size_t m = y.rows(), d = y.cols(), dv = v.cols();
    const auto M = moments(y, v, 1, d + 1, data_.threads);
    std::vector<double> sum(d, 0.0);
    for (std::size_t j = 0; j < m; ++j)
      for (std::size_t l = 0; l < d; ++l) sum[l] += y(j, l);
    const double most_v = add_up(data_.values.largest(), values_.farthest);  // at least |m_c|
    const double lost =
        add_up(mul_up(gamma_up(2 * (m + 8)), mul_up(data_.ready.largest_y, mul_up(4, most_v))), 0x1p-900);
    std::vector<double> largest(d, 0.0);
    for (std::size_t l = 0; l < d; ++l)
      for (std::size_t c = 0; c < dv; ++c)
        largest[l] = std::max(largest[l], std::fabs(M[(l + 1) * dv + c] - values_.mean[c] * sum[l]));
    for (double& w : largest) w = add_up(div_up(w, static_cast<double>(m)), lost);
    return add_up(largest_weighted_row_up(data_.ready.x, largest), values_.drift);
  }

  [[nodiscard]] std::optional<SpreadPlan> certify(const Candidate& c) {
    const auto [tail, curved] = c.power == 0 ? std::pair(by_length(c.tail), curved_by_length_) : largest_sums_up(c);
    const double rough = rough_up(curved);
    Parts p = parts(c, tail, curved, rough);
    if (!(p.total() <= allowed_)) {
      if (!linear_) linear_ = linear_part_up();
      p = parts(c, tail, curved, std::min(rough, *linear_));
    }
    if (!(p.total() <= allowed_)) return std::nullopt;
    const CutSeries series(c.b, c.degree);
    const Rational error = Rational::exact(add_up(c.floor, series.excess_up(keys_.longest)));
    const Precision precision(64);
    const Rational relative =
        mul(Ball(error, precision), exp(Ball(Rational::exact(keys_.longest), precision), precision), precision).upper();
    return SpreadPlan{{series.polynomial(), error, relative}, p.first, p.second, p.weights, c.power};
  }

  /// max over rows of the mean over keys of tail |v - m| s^power, and of curvature |v - m| s^2.
  [[nodiscard]] std::pair<double, double> largest_sums_up(const Candidate& c) const {
    const std::size_t m = data_.ready.y.rows(), d = data_.ready.y.cols();
    DoubleMatrix w(m, 2);
    std::array<double, 2> total{}, largest{};
    Weights tail = c.tail, curved = curvature_;  // raised by more than a product rounds
    for (Weights* weights : {&tail, &curved})
      for (double& x : *weights) x = mul_up(x, 1 + 4 * unit);
    for (std::size_t j = 0; j < m; ++j) {
      w(j, 0) = tail[keys_.of[j]] * far(j);
      w(j, 1) = curved[keys_.of[j]] * far(j);
      for (std::size_t a = 0; a < 2; ++a) total[a] += w(j, a);
    }
    if (!(total[0] < 0x1p500 && total[1] < 0x1p500)) return {infinity, infinity};
    // s^2 and s^power as polynomials in x and y: the second column of moments has its degree 2, the first its power.
    const auto p = polynomial::Polynomial::monomial(1, 2);
    const auto q = c.power == 2 ? p : p + polynomial::Polynomial::monomial(1, c.power);
    const auto weights = lowrank::monomial_weights(q, d);
    const std::size_t r = weights.size();
    auto M = moments(data_.ready.y, w, c.power, r, data_.threads);
    const auto below = static_cast<std::size_t>(monomials(d, c.power - 1)),
               quadratic = static_cast<std::size_t>(monomials(d, 2));
    for (std::size_t a = 0; a < r; ++a) {
      if (a < below) M[2 * a] = 0;
      if (a >= quadratic) M[2 * a + 1] = 0;
    }
    const DoubleMatrix sums = evaluate(data_.ready.x, weights, M, 2, c.power, data_.threads);
    std::array<double, 8> most{};  // eight run beside each other, two columns by turns
    const auto all = sums.entries();
    for (std::size_t i = 0; i + 8 <= all.size(); i += 8)
      for (std::size_t l = 0; l < 8; ++l) most[l] = std::max(most[l], all[i + l]);
    for (std::size_t i = all.size() / 8 * 8; i < all.size(); ++i) most[i % 8] = std::max(most[i % 8], all[i]);
    for (std::size_t l = 0; l < 8; ++l) largest[l % 2] = std::max(largest[l % 2], most[l]);
    const double gamma = gamma_up(2 * (roundings(m, r, c.power) + lowrank::weight_roundings(c.power)));
    const auto mean_up = [&](std::size_t a, std::size_t power) {
      const double size = mul_up(mul_up(total[a], add_up(1, gamma)), power_up(data_.ready.bounds.absolute, power));
      return add_up(div_up(add_up(largest[a], mul_up(gamma, size)), static_cast<double>(m)), 0x1p-250);
    };
    return {mean_up(0, c.power), mean_up(1, 2)};
  }

  const SpreadData& data_;
  std::size_t most_degree_;
  double allowed_;
  Centred values_;
  Classes keys_;
  double least_mean_;
  std::optional<double> linear_;
  Weights curvature_{};
  Weights lengths_{};
  double curved_by_length_ = 0;
  std::vector<std::array<Weights, powers.size() - 1>> sums_;  ///< powers above 0
};

}  // namespace

std::optional<SpreadPlan> find_spread_plan(const SpreadData& data, std::size_t most_degree, double allowed) {
  return Search(data, most_degree, allowed).find();
}

}  // namespace attest::attention
