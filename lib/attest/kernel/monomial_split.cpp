#include "attest/kernel/monomial_split.hpp"

#include <algorithm>
#include <limits>
#include <map>
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

/// Vector operations for a row, both passes and all columns, of one monomial times so many.
double panel_cost(double length, std::size_t columns) {
  const double c = static_cast<double>(columns), lanes = static_cast<double>(MonomialSplit::fill);
  return length < 0.5 ? 0
                      : c * static_cast<double>(static_cast<std::size_t>((length + lanes - 1) / lanes)) + 0.5 * c + 1;
}

/// The same for all panels: low[t] monomials of degree t, and high[c] that go with those of degree c at most.
double cost(const std::vector<double>& low, const std::vector<double>& high, std::size_t turn, std::size_t columns) {
  const std::size_t g = low.size() - 1;
  std::vector<double> below(g + 2, 0.0), above(g + 2, 0.0);  // above[t]: those that go with degree t
  for (std::size_t t = 0; t <= g; ++t) below[t + 1] = below[t] + low[t];
  for (std::size_t t = g + 1; t-- > 0;) above[t] = above[t + 1] + high[t];
  double sum = below[g + 1] + above[0];
  for (std::size_t t = 0; t <= turn; ++t) sum += low[t] * panel_cost(above[t], columns);
  for (std::size_t c = turn + 1; c <= g; ++c) sum += high[c] * panel_cost(below[c + 1] - below[turn + 1], columns);
  return sum;
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

MonomialGroup::MonomialGroup(const MonomialGroup& first, std::size_t first_variables, const MonomialGroup& last,
                             const std::vector<std::pair<std::size_t, std::size_t>>& classes)
    : level{0, 0} {
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> begin;
  const auto size_of = [](const MonomialGroup& group, std::size_t t) { return group.level[t + 1] - group.level[t]; };
  for (const auto& [t, e] : classes) {
    const std::size_t here = level.back(), length = size_of(last, e);
    begin[{t, e}] = here;
    level.back() += size_of(first, t) * length;
    if (t + e == 0) continue;
    // Runs of `first` become as many times longer as there are monomials of `last`; those of `last` stay.
    const MonomialGroup& group = t > 0 ? first : last;
    const std::size_t degree = t > 0 ? t : e, times = t > 0 ? length : 1, offset = t > 0 ? 0 : first_variables;
    const std::size_t parent = t > 0 ? begin.at({t - 1, e}) : begin.at({0, e - 1});
    for (const auto& run : group.runs)
      if (run.to >= group.level[degree] && run.to < group.level[degree + 1])
        runs.push_back({run.variable + offset, parent + (run.from - group.level[degree - 1]) * times,
                        here + (run.to - group.level[degree]) * times, run.length * times});
  }
}

std::vector<unsigned> MonomialGroup::exponents(std::size_t variables) const {
  std::vector<unsigned> all(size() * variables, 0);
  for (const auto& run : runs)
    for (std::size_t i = 0; i < run.length; ++i) {
      for (std::size_t l = 0; l < variables; ++l)
        all[(run.to + i) * variables + l] = all[(run.from + i) * variables + l];
      ++all[(run.to + i) * variables + run.variable];
    }
  return all;
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
    const auto low = level_sizes(cut, g);
    auto high = level_sizes(d - cut, g);
    std::reverse(high.begin(), high.end());
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

/// `low` are the first `cut` variables; `high` the others of the staircase's first, up to degree t, and its last, up to
/// e, in classes (t, e) by what degree these leave.
struct MonomialSplit::Stairs {
  std::size_t cut = 0, turn = 0;
  std::vector<std::pair<std::size_t, std::size_t>> classes;
  [[nodiscard]] static std::size_t left(const Staircase& s, std::pair<std::size_t, std::size_t> c) {
    return s.degrees[c.second] - c.first;
  }

  static Stairs choose(std::size_t d, const Staircase& s, std::size_t columns) {
    const std::size_t g = s.degrees.front(), h = s.degrees.size() - 1;
    const auto last = level_sizes(d - s.first, h);
    Stairs best;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t cut = s.first; cut > 0; --cut) {
      const auto low = level_sizes(cut, g), middle = level_sizes(s.first - cut, g);
      std::vector<double> high(g + 1, 0.0);
      for (std::size_t e = 0; e <= h; ++e)
        for (std::size_t t = 0; t <= s.degrees[e]; ++t) high[s.degrees[e] - t] += middle[t] * last[e];
      for (std::size_t turn = 0; turn <= g; ++turn)
        if (const double c = cost(low, high, turn, columns); c < least) least = c, best.cut = cut, best.turn = turn;
    }
    for (std::size_t e = 0; e <= h; ++e)
      for (std::size_t t = 0; t <= (best.cut < s.first ? s.degrees[e] : 0); ++t) best.classes.emplace_back(t, e);
    std::stable_sort(best.classes.begin(), best.classes.end(),
                     [&](const auto& a, const auto& b) { return left(s, a) > left(s, b); });
    return best;
  }
};

MonomialSplit::MonomialSplit(std::size_t d, const Staircase& stairs, std::size_t columns)
    : MonomialSplit(d, stairs, (static_cast<void>(checked_degree(d, stairs)), Stairs::choose(d, stairs, columns))) {}

MonomialSplit::MonomialSplit(std::size_t d, const Staircase& stairs, const Stairs& chosen)
    : d_(d),
      g_(stairs.degree()),
      cut_(chosen.cut),
      monomials_(count_of(d, stairs)),
      stairs_(true),
      low_(cut_, stairs.degrees.front()),
      high_(MonomialGroup(stairs.first - cut_, stairs.degrees.front()), stairs.first - cut_,
            MonomialGroup(d - stairs.first, stairs.degrees.size() - 1), chosen.classes) {
  const auto add = [&](std::size_t factor, bool factor_low, std::size_t begin, std::size_t end) {
    panels_.push_back({factor, begin, end, places_, factor_low});
    places_ += (end - begin + fill - 1) / fill * fill;
  };
  const auto middle = level_sizes(stairs.first - cut_, stairs.degrees.front()),
             last = level_sizes(d - stairs.first, stairs.degrees.size() - 1);
  std::vector<std::size_t> ends(stairs.degrees.front() + 1, 0), left;  // of those that leave degree t; what each leaves
  for (const auto& c : chosen.classes) {
    left.resize(left.size() + static_cast<std::size_t>(middle[c.first] * last[c.second] + 0.5),
                Stairs::left(stairs, c));
    for (std::size_t t = 0; t <= left.back(); ++t) ends[t] = left.size();
  }
  for (std::size_t t = 0; t <= chosen.turn; ++t)
    for (std::size_t a = low_.level[t]; a < low_.level[t + 1]; ++a) add(a, true, 0, ends[t]);
  for (std::size_t b = 0; b < left.size() && left[b] > chosen.turn; ++b)
    add(b, false, low_.level[chosen.turn + 1], low_.level[left[b] + 1]);
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
