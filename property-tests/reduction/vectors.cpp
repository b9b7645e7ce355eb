#include "attest/reduction/vectors.hpp"

#include <bit>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/reduction/direct.hpp"
#include "attest/reduction/hamming.hpp"
#include "attest/reduction/instances.hpp"
#include "attest/reduction/small_threshold.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::reduction;

namespace {

std::uint64_t seed() { return *rc::gen::arbitrary<std::uint64_t>(); }

VectorSets any_sets(std::size_t most_n, std::size_t most_d, std::size_t order) {
  return random_sets(size_in(1, most_n), size_in(1, most_d), order, size_in(2, 14), seed());
}

/// All choices, written apart from the library's loop.
template <class F>
void every_choice(const VectorSets& x, const F& f, Choice c = {}) {
  if (c.size() == x.order()) {
    f(c);
    return;
  }
  for (std::size_t i = 0; i < x.sets[c.size()].size(); ++i) {
    c.push_back(i);
    every_choice(x, f, c);
    c.pop_back();
  }
}

/// The product as a sum of products of numbers.
std::size_t by_definition(const VectorSets& x, const Choice& c) {
  std::size_t sum = 0;
  for (std::size_t l = 0; l < x.dimension(); ++l) {
    std::size_t term = 1;
    for (std::size_t p = 0; p < x.order(); ++p) term *= x.sets[p].get(c[p], l) ? 1U : 0U;
    sum += term;
  }
  return sum;
}

std::pair<std::size_t, std::size_t> extremes(const VectorSets& x) {
  std::size_t least = x.dimension(), most = 0;
  every_choice(x, [&](const Choice& c) {
    least = std::min(least, by_definition(x, c));
    most = std::max(most, by_definition(x, c));
  });
  return {least, most};
}

std::string bits(const BitVectors& a, std::size_t i) {
  std::string w;
  for (std::size_t l = 0; l < a.dimension(); ++l) w += a.get(i, l) ? '1' : '0';
  return w;
}

}  // namespace

int main() {
  Suite s("reduction/vectors");
  s.law("brute force finds the least and the largest product, and a choice that has it", [] {
    const std::size_t order = size_in(2, 5);
    const VectorSets x = any_sets(order > 3 ? 3 : 5, 8, order);
    const auto [least, most] = extremes(x);
    const auto orthogonal = find_orthogonal(x);
    RC_ASSERT(orthogonal.has_value() == (least == 0));
    if (orthogonal) RC_ASSERT(by_definition(x, *orthogonal) == 0U);
    const Largest largest = largest_product(x);
    RC_ASSERT(largest.product == most);
    RC_ASSERT(by_definition(x, largest.choice) == most);
  });
  s.law(
      "by the direct link every choice has the product D minus its old one",
      [] {
        const VectorSets x = any_sets(3, 7, size_in(2, 6));
        const GapProblem y = max_ip_of(x);
        RC_ASSERT(y.vectors.dimension() == x.order() * x.dimension());
        every_choice(
            x, [&](const Choice& c) { RC_ASSERT(by_definition(y.vectors, c) + by_definition(x, c) == x.dimension()); });
      },
      0.5);
  s.law("the direct link keeps its promise: YES if and only if a choice is orthogonal, with t = D and gap 1/D exactly",
        [] {
          const std::size_t order = size_in(2, 4), d = size_in(1, 8), n = size_in(1, 3);
          const VectorSets x =
              size_in(0, 1) == 0 ? planted_orthogonal(n, d, order, seed()) : nearly_orthogonal(n, d, order, seed());
          const GapProblem y = max_ip_of(x);
          RC_ASSERT(y.t == d && y.gap == Rational(Integer(1), Integer(d)) && y.most_of_no() == d - 1);
          RC_ASSERT(promise(y) == (extremes(x).first == 0 ? Promise::yes : Promise::no));
        });
  s.law("planted choices are orthogonal, and nearly orthogonal sets miss by exactly one", [] {
    const std::size_t n = size_in(1, 4), d = size_in(1, 12), order = size_in(2, 4);
    RC_ASSERT(extremes(planted_orthogonal(n, d, order, seed())).first == 0U);
    RC_ASSERT(extremes(nearly_orthogonal(n, d, order, seed())).first == 1U);
  });
  s.law("planted gaps lie at the very edge: the largest product is t or floor((1 - gap) t)", [] {
    const std::size_t n = size_in(1, 4), d = size_in(1, 12), order = size_in(2, 4), t = size_in(1, d);
    const Rational gap(Integer(size_in(1, 7)), Integer(7));
    const Promise side = size_in(0, 1) == 0 ? Promise::yes : Promise::no;
    const GapProblem x = planted_gap(n, d, order, t, gap, side, seed());
    RC_ASSERT(promise(x) == side);
    RC_ASSERT(extremes(x.vectors).second == (side == Promise::yes ? t : x.most_of_no()));
    RC_ASSERT(Rational(x.most_of_no()) <= (Rational(1) - gap) * Rational(t));
    RC_ASSERT(Rational(x.most_of_no() + 1) > (Rational(1) - gap) * Rational(t));
  });
  s.law("balanced vectors have weight d of 2d, twice the distances, and inner product d minus the distance", [] {
    const VectorSets x = any_sets(4, 10, 2);
    const BitVectors a = balanced(x.sets[0]), b = balanced(x.sets[1]);
    for (std::size_t i = 0; i < a.size(); ++i) {
      RC_ASSERT(weight(a, i) == x.dimension());
      for (std::size_t j = 0; j < b.size(); ++j) {
        const std::size_t apart = distance(x.sets[0], i, x.sets[1], j);
        RC_ASSERT(distance(a, i, b, j) == 2 * apart);
        RC_ASSERT(by_definition({{a, b}}, {i, j}) + apart == x.dimension());
      }
    }
  });
  s.law("the closest pair is decided by Max-IP of the balanced vectors, on both sides of the promise", [] {
    const VectorSets x = any_sets(4, 10, 2);
    const std::size_t d = x.dimension();
    RC_PRE(d >= 2U);
    const std::size_t t = size_in(1, d - 1);
    const Rational eps =
        Rational(Integer(size_in(1, 8)), Integer(8)) * (Rational(Integer(d), Integer(t)) - Rational(1));
    const GapProblem y = max_ip_of_closest_pair(x.sets[0], x.sets[1], t, eps);
    const Rational apart(closest_pair(x.sets[0], x.sets[1]).distance);
    const Promise side = apart <= Rational(t)                         ? Promise::yes
                         : apart >= (Rational(1) + eps) * Rational(t) ? Promise::no
                                                                      : Promise::neither;
    RC_ASSERT(promise(y) == side);
  });
  s.law("listing the Hamming balls finds a pair within t if and only if there is one, with n C(d, <= t) look-ups", [] {
    const VectorSets x = any_sets(5, 9, 2);
    const std::size_t d = x.dimension(), t = size_in(0, d);
    const Listing found = find_within(x.sets[0], x.sets[1], t);
    const Pair closest = closest_pair(x.sets[0], x.sets[1]);
    RC_ASSERT(distance(x.sets[0], closest.i, x.sets[1], closest.j) == closest.distance);
    RC_ASSERT(found.found.has_value() == (closest.distance <= t));
    if (found.found) RC_ASSERT(distance(x.sets[0], (*found.found)[0], x.sets[1], (*found.found)[1]) <= t);
    std::size_t ball = 0;  // counted word by word
    for (std::size_t w = 0; w < std::size_t{1} << d; ++w)
      ball += static_cast<std::size_t>(std::popcount(w)) <= t ? 1U : 0U;
    RC_ASSERT(found.operations == x.sets[0].size() * ball);
    RC_ASSERT(ball_size(d, t) == Integer(ball));
  });
  s.law("listing the t-subsets of supports decides Max-IP of every order, with sum C(|v|, t) look-ups", [] {
    const std::size_t order = size_in(2, 4);
    const VectorSets x = any_sets(4, 8, order);
    const std::size_t t = size_in(1, x.dimension()), most = extremes(x).second;
    const Listing found = find_product_at_least(x, t);
    RC_ASSERT(found.found.has_value() == (most >= t));
    if (found.found) RC_ASSERT(by_definition(x, *found.found) >= t);
    std::size_t subsets = 0;  // counted subset by subset
    for (const auto& set : x.sets)
      for (std::size_t i = 0; i < set.size(); ++i)
        for (std::size_t w = 0; w < std::size_t{1} << x.dimension(); ++w) {
          bool inside = static_cast<std::size_t>(std::popcount(w)) == t;
          for (std::size_t l = 0; l < x.dimension(); ++l) inside = inside && ((w >> l) % 2 == 0 || set.get(i, l));
          subsets += inside ? 1U : 0U;
        }
    RC_ASSERT(found.operations == subsets);
    RC_ASSERT(subsets_to_list(x, t) == Integer(subsets));
    const Listed largest = largest_product_by_subsets(x);
    RC_ASSERT(largest.largest.product == most);
    RC_ASSERT(by_definition(x, largest.largest.choice) == most);
    Integer operations = 0;
    for (std::size_t u = 1; u <= std::min(most + 1, x.dimension()); ++u) operations += subsets_to_list(x, u);
    RC_ASSERT(Integer(largest.operations) == operations);
  });
  s.fact("at order 3 listing stays linear in n where brute force is cubic", [] {
    const auto operations = [](std::size_t n) {
      const GapProblem x = planted_gap(n, 24, 3, 2, Rational(1, 2), Promise::yes, n);
      const Listing found = find_product_at_least(x.vectors, 2);
      RC_ASSERT(found.found.has_value());
      RC_ASSERT(product(x.vectors, *found.found) == 2U);
      RC_ASSERT(Integer(found.operations) <= Integer(3 * n) * Integer(276));
      return found.operations;
    };
    RC_ASSERT(operations(2000) < 5 * operations(500));
  });
  s.fact("instances are the same on every machine", [] {
    const VectorSets x = random_sets(2, 12, 2, 8, 1);
    RC_ASSERT(bits(x.sets[0], 0) == "110001110110" && bits(x.sets[1], 1) == "110011111001");
  });
  s.fact("what does not fit is refused by name", [] {
    const auto refuses = [](auto body, const std::vector<std::string>& words) {
      return throws_with<std::invalid_argument>(body, words);
    };
    const BitVectors a(2, 4), b(2, 3);
    const VectorSets x{{a, a}};
    RC_ASSERT(refuses([&] { (void)max_ip_of({{a, b}}); }, {"sets", "dimension"}));
    RC_ASSERT(refuses([&] { (void)max_ip_of({{a}}); }, {"sets", "two"}));
    RC_ASSERT(refuses([&] { (void)closest_pair(a, b); }, {"sets", "dimension"}));
    RC_ASSERT(refuses([&] { (void)distance(a, 0, b, 0); }, {"b: ", "3", "4"}));
    RC_ASSERT(refuses([&] { (void)find_within(a, a, 5); }, {"t: 5", "4"}));
    RC_ASSERT(refuses([&] { (void)find_product_at_least(x, 0); }, {"t: 0", "1 to 4"}));
    RC_ASSERT(refuses([&] { (void)find_product_at_least(x, 5); }, {"t: 5", "1 to 4"}));
    RC_ASSERT(refuses([&] { (void)max_ip_of_closest_pair(a, a, 4, Rational(1)); }, {"t: 4", "1 to 3"}));
    RC_ASSERT(refuses([&] { (void)max_ip_of_closest_pair(a, a, 2, Rational(3, 2)); }, {"eps: 3/2"}));
    RC_ASSERT(refuses([&] { (void)random_sets(1, 1, 2, 17, 1); }, {"ones: 17"}));
    RC_ASSERT(refuses([&] { (void)random_sets(0, 1, 2, 8, 1); }, {"sets"}));
    RC_ASSERT(refuses([&] { (void)planted_gap(1, 4, 2, 5, Rational(1, 2), Promise::yes, 1); }, {"t: 5", "4"}));
    RC_ASSERT(refuses([&] { (void)planted_gap(1, 4, 2, 2, Rational(2), Promise::yes, 1); }, {"gap: 2"}));
    RC_ASSERT(refuses([&] { (void)planted_gap(1, 4, 2, 2, Rational(1, 2), Promise::neither, 1); }, {"side"}));
    RC_ASSERT(
        throws_with<std::length_error>([] { (void)find_within(BitVectors(1, 64), BitVectors(1, 64), 32); }, {"2^28"}));
    const std::size_t huge = std::size_t{1} << 40;  // the product of two such sizes is 0 in 64 bits
    RC_ASSERT(throws_with<std::length_error>([&] { BitVectors(huge, huge); }, {"1099511627776 x", "2^32 entries"}));
    RC_ASSERT(throws_with<std::length_error>(
        [] {
          (void)largest_product({{BitVectors(1 << 16, 1), BitVectors(1 << 16, 1)}});
        },
        {"2^32 operations"}));
    for (const auto& at : {std::pair<std::size_t, std::size_t>{2, 0}, {0, 4}}) {
      const std::string place =
          "(" + std::to_string(at.first) + ", " + std::to_string(at.second) + ") of 2 vectors in dimension 4";
      RC_ASSERT(throws_with<std::out_of_range>([&] { (void)a.get(at.first, at.second); }, {place}));
      RC_ASSERT(throws_with<std::out_of_range>([&] { BitVectors(a).set(at.first, at.second, true); }, {place}));
    }
  });
  return s.finish();
}
