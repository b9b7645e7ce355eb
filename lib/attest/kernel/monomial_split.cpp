#include "attest/kernel/monomial_split.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

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

/// Vector operations for a row and both passes.
double cost(const std::vector<double>& low, const std::vector<double>& high, std::size_t turn, std::size_t columns) {
  const std::size_t g = low.size() - 1;
  const double c = static_cast<double>(columns), lanes = static_cast<double>(MonomialSplit::fill);
  const auto panel = [&](double length) {
    return length < 0.5 ? 0
                        : c * static_cast<double>(static_cast<std::size_t>((length + lanes - 1) / lanes)) + 0.5 * c + 1;
  };
  std::vector<double> below(g + 2, 0.0), above(g + 2, 0.0);
  for (std::size_t t = 0; t <= g; ++t) below[t + 1] = below[t] + low[t], above[t + 1] = above[t] + high[t];
  double sum = below[g + 1] + above[g + 1];
  for (std::size_t t = 0; t <= turn; ++t) sum += low[t] * panel(above[g - t + 1]);
  for (std::size_t t = 0; t + turn + 1 <= g; ++t) sum += high[t] * panel(below[g - t + 1] - below[turn + 1]);
  return sum;
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

std::size_t count_of(std::size_t d, std::size_t g) {
  double r = 0;
  for (const double n : level_sizes(d, g)) r += n;
  if (r > 0x1p48) throw std::length_error("monomials: too many for memory");
  return static_cast<std::size_t>(r + 0.5);
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

MonomialSplit::Choice MonomialSplit::choose(std::size_t d, std::size_t g, std::size_t columns) {
  if (d == 0) throw std::invalid_argument("d: 0; at least one variable is needed");
  Choice best;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t cut = d / 2 + 1; cut-- > 0;) {
    const auto low = level_sizes(cut, g), high = level_sizes(d - cut, g);
    for (const std::size_t turn : {g / 2, g})
      if (const double c = cost(low, high, turn, columns); c < least) least = c, best = {cut, turn};
  }
  return best;
}

MonomialSplit::MonomialSplit(std::size_t d, std::size_t g, std::size_t columns)
    : MonomialSplit(d, g, choose(d, g, columns)) {}

MonomialSplit::MonomialSplit(std::size_t d, std::size_t g, Choice choice)
    : d_(d), g_(g), cut_(choice.cut), monomials_(count_of(d, g)), low_(cut_, g), high_(d - cut_, g) {
  const auto add = [&](const MonomialGroup& factors, std::size_t t, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    for (std::size_t f = factors.level[t]; f < factors.level[t + 1]; ++f) {
      panels_.push_back({f, begin, end, places_, &factors == &low_});
      places_ += (end - begin + fill - 1) / fill * fill;
    }
  };
  for (std::size_t t = 0; t <= choice.turn; ++t) add(low_, t, 0, high_.level[g - t + 1]);
  for (std::size_t t = 0; t + choice.turn + 1 <= g; ++t)
    add(high_, t, low_.level[choice.turn + 1], low_.level[g - t + 1]);
}

std::vector<std::size_t> MonomialSplit::order() const {
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
