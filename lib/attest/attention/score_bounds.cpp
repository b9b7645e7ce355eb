#include "attest/attention/score_bounds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "attest/attention/row_blocks.hpp"
#include "attest/kernel/directed.hpp"

namespace attest::attention {
namespace {

using namespace kernel;

/// The largest of sums of d non-negative products, computed with at most d + 1 roundings each: at least the exact one.
/// 1/(1 - gamma_k) <= 1 + gamma_2k, and what underflow took, at most d 2^-974, is far below one more
/// rounding of 2^-900.  Nothing where the sum is not of ordinary size.
std::optional<double> ordinary_up(double largest, std::size_t d) {
  if (!(largest >= 0x1p-900 && largest <= 0x1p900)) return std::nullopt;
  return mul_up(largest, add_up(1, gamma_up(2 * (d + 2))));
}

void times_up(std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t l = 0; l < a.size(); ++l) a[l] = mul_up(a[l], b[l]);
}

/// What one pass over all rows of a matrix tells, block by block.
class MatrixFacts {
 public:
  explicit MatrixFacts(std::size_t d) : columns_(d) {}
  void add(RowBlock& block);
  [[nodiscard]] std::vector<double> most() const;              ///< the largest |entry| of each column
  [[nodiscard]] std::vector<double> absolute_mean_up() const;  ///< |mean| of each column, upward
  /// The largest sum of squares of a row as computed, with at most d + 1 roundings of each; not upward.
  [[nodiscard]] double largest_square() const { return largest(square_); }

 private:
  struct Column {
    RowBlock::Lanes most{}, sum{}, magnitude{};
  };
  std::vector<Column> columns_;
  RowBlock::Lanes square_{};
  std::size_t rows_ = 0;
};

void MatrixFacts::add(RowBlock& block) {
  RowBlock::Rows square{};
  for (std::size_t l = 0; l < columns_.size(); ++l) {
    Column& c = columns_[l];
    const RowBlock::Rows& x = block.column(l);
    raise_absolute(c.most, x);
    add_square(square, x, 1);
    const RowBlock::Rows own = block.own(l);
    fold(c.sum, own, [](double a, double b) { return a + b; });
    fold(c.magnitude, own, [](double a, double b) { return std::fabs(a) + std::fabs(b); });
  }
  raise(square_, square);
  rows_ += block.count();
}

std::vector<double> MatrixFacts::most() const {
  std::vector<double> out;
  for (const auto& c : columns_) out.push_back(largest(c.most));
  return out;
}

/// The computed sum and the error of summing as many terms.
std::vector<double> MatrixFacts::absolute_mean_up() const {
  std::vector<double> out;
  for (const auto& c : columns_) {
    const double sum = std::accumulate(c.sum.begin(), c.sum.end(), 0.0),
                 magnitude = std::accumulate(c.magnitude.begin(), c.magnitude.end(), 0.0);
    const double error = mul_up(gamma_up(rows_), mul_up(magnitude, add_up(1, gamma_up(2 * rows_))));
    out.push_back(std::isfinite(magnitude) ? div_up(add_up(std::fabs(sum), error), static_cast<double>(rows_))
                                           : std::numeric_limits<double>::infinity());
  }
  return out;
}

MatrixFacts facts_of(const DoubleMatrix& a) {
  MatrixFacts facts(a.cols());
  for_each_block(a, [&](RowBlock& block) { facts.add(block); });
  return facts;
}

}  // namespace

std::vector<double> column_max(const DoubleMatrix& a) { return facts_of(a).most(); }

double largest_entry(const DoubleMatrix& a) {
  const auto x = a.entries();
  std::array<double, 8> most{};  // eight run beside each other
  std::size_t i = 0;
  for (; i + 8 <= x.size(); i += 8)
    for (std::size_t l = 0; l < 8; ++l) most[l] = std::max(most[l], std::fabs(x[i + l]));
  for (; i < x.size(); ++i) most[0] = std::max(most[0], std::fabs(x[i]));
  return *std::max_element(most.begin(), most.end());
}

namespace {

using Weights = std::vector<std::vector<double>>;

/// The largest sums over a row of |x_l| w_l and of x_l^2 w_l, for several w in one pass.
struct LargestSums {
  std::vector<double> absolute, squares;
};
LargestSums largest_sums(const DoubleMatrix& x, const Weights& absolute, const Weights& squares) {
  std::vector<RowBlock::Lanes> most(absolute.size()), most_squares(squares.size());
  for_each_block(x, [&](RowBlock& block) {
    for (std::size_t s = 0; s < absolute.size(); ++s) {
      RowBlock::Rows sum{};
      for (std::size_t l = 0; l < x.cols(); ++l) add_absolute(sum, block.column(l), absolute[s][l]);
      raise(most[s], sum);
    }
    for (std::size_t s = 0; s < squares.size(); ++s) {
      RowBlock::Rows sum{};
      for (std::size_t l = 0; l < x.cols(); ++l) add_square(sum, block.column(l), squares[s][l]);
      raise(most_squares[s], sum);
    }
  });
  LargestSums out;
  for (const auto& lanes : most) out.absolute.push_back(largest(lanes));
  for (const auto& lanes : most_squares) out.squares.push_back(largest(lanes));
  return out;
}

/// max over rows of sum_l |x_il| w_l, upward, from what plain double says.
double weighted_row_up(const DoubleMatrix& x, const std::vector<double>& w, double plain) {
  const bool ordinary = std::all_of(w.begin(), w.end(), [](double weight) { return weight <= 0x1p900; });
  if (const auto up = ordinary ? ordinary_up(plain, x.cols()) : std::nullopt) return *up;
  double most = 0;
  for (std::size_t i = 0; i < x.rows(); ++i) {
    double sum = 0;
    for (std::size_t l = 0; l < x.cols(); ++l) sum = add_up(sum, mul_up(std::fabs(x(i, l)), w[l]));
    most = std::max(most, sum);
  }
  return most;
}

}  // namespace

double largest_weighted_row_up(const DoubleMatrix& x, const std::vector<double>& w) {
  return weighted_row_up(x, w, largest_sums(x, {w}, {}).absolute.front());
}

namespace {

/// Upward, from the largest square as computed for entries of at most 2^100 and weights of at most 2^600.
double norm_up_from(const DoubleMatrix& x, const std::vector<double>& w, std::optional<double> computed) {
  if (const auto up = computed ? ordinary_up(*computed, x.cols()) : std::nullopt) return sqrt_up(*up);
  double largest = 0;
  for (std::size_t i = 0; i < x.rows(); ++i) {
    double square = 0;
    for (std::size_t l = 0; l < x.cols(); ++l)
      square = add_up(square, mul_up(w[l], mul_up(std::fabs(x(i, l)), std::fabs(x(i, l)))));
    largest = std::max(largest, square);
  }
  return sqrt_up(largest);
}

constexpr double ordinary_entry = 0x1p100, ordinary_weight = 0x1p600;
bool at_most(const std::vector<double>& a, double most) {
  return std::all_of(a.begin(), a.end(), [most](double x) { return x <= most; });
}

/// With unit weights.
double norm_up(const DoubleMatrix& x, const MatrixFacts& facts) {
  const bool ordinary = at_most(facts.most(), ordinary_entry);
  return norm_up_from(x, std::vector<double>(x.cols(), 1.0),
                      ordinary ? std::optional(facts.largest_square()) : std::nullopt);
}

}  // namespace

double largest_weighted_norm_up(const DoubleMatrix& x, const std::vector<double>& w) {
  if (!at_most(w, ordinary_weight) || !(largest_entry(x) <= ordinary_entry)) return norm_up_from(x, w, std::nullopt);
  RowBlock::Lanes most{};
  for_each_block(x, [&](RowBlock& block) {
    RowBlock::Rows square{};
    for (std::size_t l = 0; l < x.cols(); ++l) add_square(square, block.column(l), w[l]);
    raise(most, square);
  });
  return norm_up_from(x, w, largest(most));
}

double normalizing_power(double largest) {
  if (largest == 0) return 1;
  int exponent = 0;
  std::frexp(largest, &exponent);
  return std::ldexp(1.0, -std::max(exponent, -1000));
}

ScoreBounds score_bounds(const Modes& modes) {
  std::vector<MatrixFacts> facts;
  for (const auto* m : modes) facts.push_back(facts_of(*m));
  const std::size_t k = modes.size(), d = modes.front()->cols();
  std::vector<std::vector<double>> most;
  for (const auto& f : facts) most.push_back(f.most());
  /// The largest entries of all modes but two (equal for one).
  const auto rest = [&](std::size_t a, std::size_t b) {
    std::vector<double> w(d, 1.0);
    for (std::size_t c = 0; c < k; ++c)
      if (c != a && c != b) times_up(w, most[c]);
    return w;
  };
  std::vector<double> means(d, 1.0);
  for (std::size_t a = 1; a < k; ++a) times_up(means, facts[a].absolute_mean_up());
  ScoreBounds s;
  s.absolute = std::numeric_limits<double>::infinity();
  double mean = 0;
  std::vector<double> norms(k * k, 0.0);  // of the rows of a, weighted for the pair a, b
  for (std::size_t a = 0; a < k; ++a) {
    Weights absolute{rest(a, a)}, squares;
    if (a == 0) absolute.push_back(means);
    for (std::size_t b = 0; b < k && k > 2; ++b)
      if (b != a) squares.push_back(rest(a, b));
    const LargestSums sums = largest_sums(*modes[a], absolute, squares);
    s.absolute = std::min(s.absolute, weighted_row_up(*modes[a], absolute[0], sums.absolute[0]));
    if (a == 0) mean = weighted_row_up(*modes[a], means, sums.absolute[1]);
    for (std::size_t b = 0, next = 0; b < k && k > 2; ++b) {
      if (b == a) continue;
      const bool ordinary = at_most(squares[next], ordinary_weight) && at_most(most[a], ordinary_entry);
      norms[a * k + b] =
          norm_up_from(*modes[a], squares[next], ordinary ? std::optional(sums.squares[next]) : std::nullopt);
      ++next;
    }
  }
  if (k == 2) s.absolute = std::min(s.absolute, mul_up(norm_up(*modes[0], facts[0]), norm_up(*modes[1], facts[1])));
  for (std::size_t a = 0; a < k && k > 2; ++a)
    for (std::size_t b = a + 1; b < k; ++b)
      s.absolute = std::min(s.absolute, mul_up(norms[a * k + b], norms[b * k + a]));
  s.score = s.absolute;
  s.mean = std::min(s.score, mean);
  return s;
}

}  // namespace attest::attention
