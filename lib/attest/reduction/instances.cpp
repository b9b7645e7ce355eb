#include "attest/reduction/instances.hpp"

#include <stdexcept>
#include <string>

#include "attest/reduction/random.hpp"

namespace attest::reduction {
namespace {

VectorSets draw(std::size_t n, std::size_t d, std::size_t order, std::size_t ones, Random& random) {
  VectorSets x;
  for (std::size_t p = 0; p < order; ++p) {
    BitVectors set(n, d);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t l = 0; l < d; ++l) set.set(i, l, random.below(16) < ones);
    x.sets.push_back(std::move(set));
  }
  require_valid(x);
  return x;
}

Choice any_choice(std::size_t n, std::size_t order, Random& random) {
  Choice c;
  for (std::size_t p = 0; p < order; ++p) c.push_back(random.below(n));
  return c;
}

/// Puts a 0 into one vector of the choice wherever all of them have a 1.
void make_orthogonal(VectorSets& x, const Choice& c, Random& random) {
  for (std::size_t l = 0; l < x.dimension(); ++l) {
    const std::size_t p = random.below(x.order());
    x.sets[p].set(c[p], l, false);
  }
}

/// Gives vector i of the set exactly `weight` ones.
void set_weight(BitVectors& set, std::size_t i, std::size_t weight, Random& random) {
  const std::size_t d = set.dimension();
  std::size_t left = weight;
  for (std::size_t l = 0; l < d; ++l) {
    const bool one = random.below(d - l) < left;
    set.set(i, l, one);
    left -= one ? 1 : 0;
  }
}

}  // namespace

VectorSets random_sets(std::size_t n, std::size_t d, std::size_t order, std::size_t ones, std::uint64_t seed) {
  if (ones > 16) throw std::invalid_argument("ones: " + std::to_string(ones) + "; 0 to 16 sixteenths are allowed");
  Random random(seed);
  return draw(n, d, order, ones, random);
}

VectorSets planted_orthogonal(std::size_t n, std::size_t d, std::size_t order, std::uint64_t seed) {
  Random random(seed);
  VectorSets x = draw(n, d, order, 14, random);
  make_orthogonal(x, any_choice(n, order, random), random);
  return x;
}

VectorSets nearly_orthogonal(std::size_t n, std::size_t d, std::size_t order, std::uint64_t seed) {
  Random random(seed);
  VectorSets x = draw(n, d, order, 14, random);
  const Choice planted = any_choice(n, order, random);
  make_orthogonal(x, planted, random);
  // The last two fifths of the coordinates, at least one: all ones in the other sets, and each vector of the first has
  // a one among them, the planted vector exactly one.
  const std::size_t first = d - 1 - 2 * (d - 1) / 5;
  for (std::size_t p = 1; p < order; ++p)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t l = first; l < d; ++l) x.sets[p].set(i, l, true);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = first; l < d; ++l) x.sets[0].set(i, l, i != planted[0] && random.below(4) == 0);
    x.sets[0].set(i, first + random.below(d - first), true);
  }
  return x;
}

GapProblem planted_gap(std::size_t n, std::size_t d, std::size_t order, std::size_t t, const Rational& gap,
                       Promise side, std::uint64_t seed) {
  if (t > d) throw std::invalid_argument("t: " + std::to_string(t) + "; 1 to " + std::to_string(d) + " is needed");
  if (side == Promise::neither) throw std::invalid_argument("side: neither; yes or no is needed");
  Random random(seed);
  GapProblem problem{draw(n, d, order, 12, random), t, gap};
  require_valid(problem);
  const Choice planted = any_choice(n, order, random);
  auto& sets = problem.vectors.sets;
  for (std::size_t i = 0; i < n; ++i)
    set_weight(sets[0], i, i == planted[0] && side == Promise::yes ? t : problem.most_of_no(), random);
  for (std::size_t p = 1; p < order; ++p)
    for (std::size_t l = 0; l < d; ++l)
      if (sets[0].get(planted[0], l)) sets[p].set(planted[p], l, true);
  return problem;
}

}  // namespace attest::reduction
