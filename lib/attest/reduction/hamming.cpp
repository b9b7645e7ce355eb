#include "attest/reduction/hamming.hpp"

#include <stdexcept>
#include <string>

#include "attest/number/text.hpp"

namespace attest::reduction {

std::size_t distance(const BitVectors& a, std::size_t i, const BitVectors& b, std::size_t j) {
  if (a.dimension() != b.dimension())
    throw std::invalid_argument("b: vectors of dimension " + std::to_string(b.dimension()) + "; those of a have " +
                                std::to_string(a.dimension()));
  std::size_t count = 0;
  for (std::size_t l = 0; l < a.dimension(); ++l) count += a.get(i, l) != b.get(j, l) ? 1U : 0U;
  return count;
}

std::size_t weight(const BitVectors& a, std::size_t i) {
  std::size_t count = 0;
  for (std::size_t l = 0; l < a.dimension(); ++l) count += a.get(i, l) ? 1U : 0U;
  return count;
}

BitVectors balanced(const BitVectors& a) {
  const std::size_t d = a.dimension();
  BitVectors b(a.size(), 2 * d);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t l = 0; l < d; ++l) {
      b.set(i, l, a.get(i, l));
      b.set(i, d + l, !a.get(i, l));
    }
  return b;
}

Pair closest_pair(const BitVectors& a, const BitVectors& b) {
  require_valid(VectorSets{{a, b}});
  Pair best{a.dimension() + 1, 0, 0};
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j)
      if (const std::size_t apart = distance(a, i, b, j); apart < best.distance) best = {apart, i, j};
  return best;
}

GapProblem max_ip_of_closest_pair(const BitVectors& a, const BitVectors& b, std::size_t t, const Rational& eps) {
  require_valid(VectorSets{{a, b}});
  const std::size_t d = a.dimension();
  if (t == 0 || t >= d)
    throw std::invalid_argument("t: " + std::to_string(t) + "; a distance from 1 to " + std::to_string(d - 1) +
                                " is needed");
  if (eps.sign() <= 0 || (Rational(1) + eps) * Rational(t) > Rational(d))
    throw std::invalid_argument("eps: " + to_text(eps) + "; 0 < eps and (1 + eps) t <= d is needed");
  return {{{balanced(a), balanced(b)}}, d - t, eps * Rational(t) / Rational(d - t)};
}

}  // namespace attest::reduction
