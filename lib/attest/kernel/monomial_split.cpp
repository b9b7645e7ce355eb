#include "attest/kernel/monomial_split.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

namespace attest::kernel {
namespace {

/// count[t] = the number of monomials of degree t in v variables, as a double: the cost of splits that are too large.
std::vector<double> level_sizes(std::size_t v, std::size_t g) {
  std::vector<double> count(g + 1, 0.0);
  count[0] = 1;
  for (std::size_t t = 1; t <= g; ++t)
    count[t] = v == 0 ? 0 : count[t - 1] * static_cast<double>(v + t - 1) / static_cast<double>(t);
  return count;
}

/// Vector operations for a row and both passes; low[t] and high[t] monomials of degree t, and the degrees that go
/// together.
double cost(const std::vector<double>& low, const std::vector<double>& high, const std::vector<std::size_t>& most_low,
            const std::vector<std::size_t>& most_high, std::size_t turn, std::size_t columns) {
  const double c = static_cast<double>(columns), lanes = static_cast<double>(MonomialSplit::fill);
  const auto panel = [&](double length) {
    return length < 0.5 ? 0
                        : c * static_cast<double>(static_cast<std::size_t>((length + lanes - 1) / lanes)) + 0.5 * c + 1;
  };
  std::vector<double> below{0.0}, above{0.0};
  for (const double n : low) below.push_back(below.back() + n);
  for (const double n : high) above.push_back(above.back() + n);
  double sum = below.back() + above.back();
  for (std::size_t t = 0; t <= turn; ++t) sum += low[t] * panel(above[most_high[t] + 1]);
  for (std::size_t e = 0; e < high.size() && most_low[e] > turn; ++e)
    sum += high[e] * panel(below[most_low[e] + 1] - below[turn + 1]);
  return sum;
}

/// g, g - 1, ..., 0.
std::vector<std::size_t> falling(std::size_t g) {
  std::vector<std::size_t> most(g + 1);
  for (std::size_t t = 0; t <= g; ++t) most[t] = g - t;
  return most;
}

/// most_high[t] = the largest e with most_low[e] >= t.
std::vector<std::size_t> conjugate(const std::vector<std::size_t>& most_low) {
  std::vector<std::size_t> most_high(most_low.front() + 1, 0);
  for (std::size_t e = 0; e < most_low.size(); ++e)
    for (std::size_t t = 0; t <= most_low[e]; ++t) most_high[t] = e;
  return most_high;
}

/// The degree itself, after a look at the staircase.
std::size_t checked_degree(std::size_t d, const Staircase& stairs) {
  if (stairs.first == 0 || stairs.first >= d)
    throw std::invalid_argument("first: " + std::to_string(stairs.first) + "; 1 to " + std::to_string(d) +
                                " - 1 are allowed");
  if (stairs.degrees.empty() || !std::is_sorted(stairs.degrees.rbegin(), stairs.degrees.rend()))
    throw std::invalid_argument("degrees: at least one, none above the one before");
  return stairs.degree();
}

/// How many monomials there are of degree t in the variables from v on: at(v, t).
class Suffixes {
 public:
  Suffixes(std::size_t d, std::size_t g) : g_(g), count_((d + 1) * (g + 1), 0) {
    for (std::size_t v = d + 1; v-- > 0;) {
      count_[v * (g + 1)] = 1;
      for (std::size_t t = 1; v < d && t <= g; ++t) count_[v * (g + 1) + t] = at(v + 1, t) + at(v, t - 1);
    }
  }
  [[nodiscard]] std::size_t at(std::size_t v, std::size_t t) const { return count_[v * (g_ + 1) + t]; }
  /// Where the monomials of level t with smallest variable v begin within the level.
  [[nodiscard]] std::size_t block(std::size_t v, std::size_t t) const { return at(0, t) - at(v, t); }

 private:
  std::size_t g_;
  std::vector<std::size_t> count_;
};

std::size_t fitting(double r) {
  if (r > 0x1p48) throw std::length_error("monomials: too many for memory");
  return static_cast<std::size_t>(r + 0.5);
}

std::size_t count_of(std::size_t d, std::size_t g) {
  double r = 0;
  for (const double n : level_sizes(d, g)) r += n;
  return fitting(r);
}

std::size_t count_of(std::size_t d, const Staircase& stairs) {
  const auto low = level_sizes(stairs.first, stairs.degrees.front()),
             high = level_sizes(d - stairs.first, stairs.degrees.size() - 1);
  double r = 0;
  for (std::size_t e = 0; e < high.size(); ++e)
    for (std::size_t t = 0; t <= stairs.degrees[e]; ++t) r += high[e] * low[t];
  return fitting(r);
}

}  // namespace

MonomialGroup::MonomialGroup(std::size_t variables, std::size_t g) : level{0, 1} {
  std::vector<std::size_t> block(variables, 0);  // where block v of the level before begins
  for (std::size_t t = 1; t <= g; ++t) {
    std::size_t child = level[t];
    for (std::size_t v = 0; v < variables; ++v) {
      const std::size_t from = std::max(block[v], level[t - 1]);
      block[v] = child;
      runs.push_back({v, from, child, level[t] - from});
      child += level[t] - from;
    }
    level.push_back(child);
  }
}

std::size_t Staircase::degree() const {
  std::size_t g = 0;
  for (std::size_t e = 0; e < degrees.size(); ++e) g = std::max(g, degrees[e] + e);
  return g;
}

MonomialSplit::Choice MonomialSplit::choose(std::size_t d, std::size_t g, std::size_t columns) {
  if (d == 0) throw std::invalid_argument("d: 0; at least one variable is needed");
  Choice best;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t cut = d / 2 + 1; cut-- > 0;) {
    const auto low = level_sizes(cut, g), high = level_sizes(d - cut, g);
    const auto most = falling(g);
    for (const std::size_t turn : {g / 2, g})
      if (const double c = cost(low, high, most, most, turn, columns); c < least) least = c, best = {cut, turn};
  }
  return best;
}

MonomialSplit::MonomialSplit(std::size_t d, std::size_t g, std::size_t columns)
    : MonomialSplit(d, g, choose(d, g, columns)) {}

MonomialSplit::MonomialSplit(std::size_t d, std::size_t g, Choice choice)
    : d_(d), g_(g), cut_(choice.cut), monomials_(count_of(d, g)), low_(cut_, g), high_(d - cut_, g) {
  const auto most = falling(g);
  lay(most, most, choice.turn);
}

MonomialSplit::MonomialSplit(std::size_t d, const Staircase& stairs, std::size_t columns)
    : d_(d),
      g_(checked_degree(d, stairs)),
      cut_(stairs.first),
      monomials_(count_of(d, stairs)),
      stairs_(true),
      low_(cut_, stairs.degrees.front()),
      high_(d - cut_, stairs.degrees.size() - 1) {
  const auto most_high = conjugate(stairs.degrees);
  const auto low = level_sizes(cut_, stairs.degrees.front()), high = level_sizes(d - cut_, stairs.degrees.size() - 1);
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t turn = 0; turn <= stairs.degrees.front(); ++turn)
    if (const double c = cost(low, high, stairs.degrees, most_high, turn, columns); c < least) least = c, best = turn;
  lay(stairs.degrees, most_high, best);
}

void MonomialSplit::lay(const std::vector<std::size_t>& most_low, const std::vector<std::size_t>& most_high,
                        std::size_t turn) {
  const auto add = [&](const MonomialGroup& factors, std::size_t t, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    for (std::size_t f = factors.level[t]; f < factors.level[t + 1]; ++f) {
      panels_.push_back({f, begin, end, places_, &factors == &low_});
      places_ += (end - begin + fill - 1) / fill * fill;
    }
  };
  for (std::size_t t = 0; t <= turn; ++t) add(low_, t, 0, high_.level[most_high[t] + 1]);
  for (std::size_t e = 0; e < most_low.size() && most_low[e] > turn; ++e)
    add(high_, e, low_.level[turn + 1], low_.level[most_low[e] + 1]);
}

std::vector<std::size_t> MonomialSplit::order() const {
  if (stairs_) {
    std::vector<std::size_t> order(monomials_);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
  }
  const Suffixes suffixes(d_, g_);
  std::vector<std::size_t> level(g_ + 2, 0);
  for (std::size_t t = 0; t <= g_; ++t) level[t + 1] = level[t] + suffixes.at(0, t);
  // first[a' (g+1) + t]: where a' times the monomials of degree t of `high` begin; x_v a' moves them to block v of the
  // next level, the block's own parents beginning with block v of the level before.
  const std::size_t stride = g_ + 1;
  std::vector<std::size_t> first(low_.size() * stride, 0), degree(low_.size(), 0);
  for (std::size_t t = 0; t <= g_; ++t) first[t] = level[t] + suffixes.block(cut_, t);
  for (const auto& run : low_.runs)
    for (std::size_t i = 0; i < run.length; ++i) {
      const std::size_t parent = run.from + i, child = run.to + i;
      degree[child] = degree[parent] + 1;
      for (std::size_t t = 0; degree[child] + t <= g_; ++t) {
        const std::size_t s = degree[child] + t;
        first[child * stride + t] = level[s] + suffixes.block(run.variable, s) + first[parent * stride + t] -
                                    level[s - 1] - suffixes.block(run.variable, s - 1);
      }
    }
  std::vector<std::size_t> high_degree(high_.size());
  for (std::size_t t = 0; t <= g_; ++t)
    std::fill(high_degree.begin() + static_cast<std::ptrdiff_t>(high_.level[t]),
              high_degree.begin() + static_cast<std::ptrdiff_t>(high_.level[t + 1]), t);

  std::vector<std::size_t> order;
  order.reserve(monomials_);
  for (const auto& p : panels_)
    for (std::size_t i = p.begin; i < p.end; ++i) {
      const std::size_t a = p.factor_low ? p.factor : i, b = p.factor_low ? i : p.factor, t = high_degree[b];
      order.push_back(first[a * stride + t] + b - high_.level[t]);
    }
  return order;
}

}  // namespace attest::kernel
