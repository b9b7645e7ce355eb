#include "attest/lowrank/cp_rank.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/count/ranks.hpp"
#include "attest/lowrank/factors.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::lowrank;

namespace {

Tensor random_tensor(std::size_t order, std::size_t largest) {
  std::vector<std::size_t> sizes;
  std::size_t entries = 1;
  for (std::size_t m = 0; m < order; ++m) {
    sizes.push_back(size_in(1, largest));
    entries *= sizes.back();
  }
  std::vector<Rational> values;
  for (std::size_t e = 0; e < entries; ++e) values.push_back(Rational(Integer(*rc::gen::inRange(-3, 4))));
  return {std::move(sizes), std::move(values)};
}

Dense<Rational> whole(std::size_t rows, std::size_t cols, int bound) {
  Dense<Rational> m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) m(i, j) = Rational(Integer(*rc::gen::inRange(-bound, bound + 1)));
  return m;
}

std::vector<std::size_t> random_modes(std::size_t order) {
  const std::size_t mask = size_in(1, (std::size_t{1} << order) - 2);
  std::vector<std::size_t> modes;
  for (std::size_t m = 0; m < order; ++m)
    if ((mask >> m) & 1U) modes.push_back(m);
  return modes;
}

/// Where `index` stands among `modes`: the lowest mode fastest, from the definition.
std::size_t stands(const std::vector<std::size_t>& modes, const std::vector<std::size_t>& sizes,
                   const std::vector<std::size_t>& index) {
  std::size_t at = 0, stride = 1;
  for (const std::size_t m : modes) {
    at += stride * index[m];
    stride *= sizes[m];
  }
  return at;
}

std::vector<std::size_t> others(const std::vector<std::size_t>& modes, std::size_t order) {
  std::vector<std::size_t> rest;
  for (std::size_t m = 0; m < order; ++m)
    if (std::ranges::find(modes, m) == modes.end()) rest.push_back(m);
  return rest;
}

/// The least n with n^e >= r.
std::size_t root_up(std::size_t r, std::size_t e) {
  for (std::size_t n = 1;; ++n) {
    std::size_t power = 1;
    for (std::size_t i = 0; i < e; ++i) power *= n;
    if (power >= r) return n;
  }
}

/// p(sum_l X_1 .. X_k) for fixed X without accidents: distinct primes' multiples modulo a prime.
Tensor polynomial_tensor(const polynomial::Polynomial& p, const std::vector<std::size_t>& sizes, std::size_t d) {
  std::uint64_t state = 20;
  std::vector<Dense<Rational>> X;
  for (const std::size_t n : sizes) {
    X.emplace_back(n, d);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t l = 0; l < d; ++l) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        X.back()(i, l) = Rational(Integer(state >> 54)) - Rational(500);
      }
  }
  std::size_t entries = 1;
  for (const std::size_t n : sizes) entries *= n;
  std::vector<Rational> values;
  for (std::size_t e = 0; e < entries; ++e) {
    Rational z;
    for (std::size_t l = 0; l < d; ++l) {
      Rational term = 1;
      std::size_t rest = e;
      for (std::size_t m = 0; m < sizes.size(); ++m) {
        term *= X[m](rest % sizes[m], l);
        rest /= sizes[m];
      }
      z += term;
    }
    values.push_back(p(z));
  }
  return {sizes, std::move(values)};
}

polynomial::Polynomial full_polynomial(std::size_t g) {
  std::vector<Rational> c;
  for (std::size_t t = 0; t <= g; ++t) c.push_back(Rational(Integer(t % 2 == 0 ? t + 1 : t + 2)));
  return polynomial::Polynomial(std::move(c));
}

}  // namespace

int main() {
  Suite s("lowrank/cp_rank");
  s.law("a flattening holds every entry at the place its indices give it, the lowest mode fastest on either side", [] {
    const std::size_t order = size_in(2, 4);
    const Tensor t = random_tensor(order, 3);
    const auto modes = random_modes(order), rest = others(modes, order);
    const RationalMatrix m = t.flatten(modes);
    RC_ASSERT(m.rows() * m.cols() == t.values().size());
    std::vector<std::size_t> all(order);
    for (std::size_t i = 0; i < order; ++i) all[i] = i;
    std::vector<std::size_t> index;
    for (const std::size_t n : t.sizes()) index.push_back(size_in(0, n - 1));
    RC_ASSERT(t(index) == t.values()[stands(all, t.sizes(), index)]);
    RC_ASSERT(m.get(stands(modes, t.sizes(), index), stands(rest, t.sizes(), index)) == t(index));
  });
  s.law("the flattening of the other modes is the transpose", [] {
    const std::size_t order = size_in(2, 4);
    const Tensor t = random_tensor(order, 3);
    const auto modes = random_modes(order);
    RC_ASSERT(t.flatten(others(modes, order)) == transpose(t.flatten(modes)));
  });
  s.law(
      "a sum of r products has flattenings of rank at most r",
      [] {
        const std::size_t order = size_in(2, 4), r = size_in(1, 3);
        std::vector<Dense<Rational>> U;
        for (std::size_t m = 0; m < order; ++m) U.push_back(whole(size_in(1, 3), r, 3));
        const Tensor t = sum_of_products(U);
        if (std::ranges::all_of(t.values(), [](const Rational& x) { return x.sign() == 0; })) {
          RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(rank_lower(t)); }, {"zero"}));
          return;
        }
        const FlatteningRank lower = rank_lower(t);
        RC_ASSERT(lower.rank() >= 1U);
        RC_ASSERT(lower.rank() <= r);
      },
      0.5);
  s.law(
      "the lower bound is the greatest rank of any flattening, and its evidence multiplies to that flattening",
      [] {
        const std::size_t order = size_in(2, 4);
        const Tensor t = random_tensor(order, 3);
        RC_PRE(!std::ranges::all_of(t.values(), [](const Rational& x) { return x.sign() == 0; }));
        const FlatteningRank lower = rank_lower(t);
        RC_ASSERT(lower.modes.front() == 0U);
        RC_ASSERT(mul(lower.evidence.left, lower.evidence.right) == t.flatten(lower.modes));
        RC_ASSERT(lower.evidence.left.cols() == lower.rank());
        for (std::size_t mask = 1; mask + 1 < (std::size_t{1} << order); ++mask) {
          std::vector<std::size_t> modes;
          for (std::size_t m = 0; m < order; ++m)
            if ((mask >> m) & 1U) modes.push_back(m);
          const std::size_t r = rank(t.flatten(modes));
          RC_ASSERT(r <= lower.rank());
          if (modes.front() == 0 && modes < lower.modes) RC_ASSERT(r < lower.rank());
        }
      },
      0.5);
  s.law("two modes: the bound is the rank of the matrix", [] {
    const Tensor t = random_tensor(2, 4);
    const std::size_t r = rank(t.flatten({0}));
    if (r > 0) RC_ASSERT(rank_lower(t).rank() == r);
  });
  s.fact(
      "orders 2 to 5, d to 3, degrees to 4: the balanced flattening has rank C(d+g, g) where its rows and columns "
      "allow",
      [] {
        for (std::size_t k = 2; k <= 5; ++k)
          for (std::size_t d = 1; d <= 3; ++d)
            for (std::size_t g = 0; g <= 4; ++g) {
              const auto r = static_cast<std::size_t>(count::tight_rank(static_cast<long>(d), static_cast<long>(g)));
              std::vector<std::size_t> sizes(k, root_up(r, k - k / 2)), modes;
              for (std::size_t m = 0; m < k / 2; ++m) {
                sizes[m] = root_up(r, k / 2);
                modes.push_back(m);
              }
              const Tensor t = polynomial_tensor(full_polynomial(g), sizes, d);
              RC_ASSERT(rank(t.flatten(modes)) == r);
            }
      });
  s.fact("every flattening of order 4 has the generic rank min(rows, columns, C(d+g, g)), small sizes included", [] {
    for (std::size_t d = 1; d <= 3; ++d)
      for (std::size_t g = 0; g <= 3; ++g)
        for (std::size_t n = 1; n <= 4; ++n) {
          const auto r = static_cast<std::size_t>(count::tight_rank(static_cast<long>(d), static_cast<long>(g)));
          const Tensor t = polynomial_tensor(full_polynomial(g), {n, 3, 2, n}, d);
          for (const std::vector<std::size_t>& modes :
               std::vector<std::vector<std::size_t>>{{0}, {1}, {2}, {3}, {0, 1}, {0, 2}, {0, 3}}) {
            const RationalMatrix m = t.flatten(modes);
            RC_ASSERT(rank(m) == std::min({m.rows(), m.cols(), r}));
          }
        }
  });
  s.fact("one column fewer is impossible: the lower bound is the tight count, with a minor modulo a prime", [] {
    for (std::size_t k = 2; k <= 5; ++k)
      for (std::size_t d = 1; d <= 2; ++d)
        for (std::size_t g = 0; g <= 3; ++g) {
          const auto r = static_cast<std::size_t>(count::tight_rank(static_cast<long>(d), static_cast<long>(g)));
          std::vector<std::size_t> sizes(k, 1);
          sizes[0] = sizes[k - 1] = r;
          const FlatteningRank lower = rank_lower(polynomial_tensor(full_polynomial(g), sizes, d));
          RC_ASSERT(lower.rank() == r);
          RC_ASSERT(lower.evidence.rows.size() == r);
        }
  });
  s.fact("bad sizes, values, modes and factors are refused by name", [] {
    const auto build = [](std::vector<std::size_t> sizes, std::size_t values) {
      return [=] { static_cast<void>(Tensor(sizes, std::vector<Rational>(values))); };
    };
    RC_ASSERT(throws_with<std::invalid_argument>(build({3}, 3), {"1 modes", "2 to 8"}));
    RC_ASSERT(throws_with<std::invalid_argument>(build({3, 0}, 0), {"3 x 0", "size 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>(build({3, 2}, 5), {"5 values", "3 x 2", "6 are needed"}));
    RC_ASSERT(throws_with<std::length_error>(build({1024, 1025}, 0), {"1024 x 1025", "1048576"}));
    RC_ASSERT(throws_with<std::length_error>(build({1UL << 32, 1UL << 32}, 0), {"1048576"}));
    const Tensor t({2, 2, 2}, std::vector<Rational>(8, Rational(1)));
    for (const std::vector<std::size_t>& modes :
         std::vector<std::vector<std::size_t>>{{}, {0, 1, 2}, {1, 0}, {1, 1}, {3}})
      RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(t.flatten(modes)); }, {"modes", "0 to 2"}));
    RC_ASSERT(throws_with<std::out_of_range>([&] { static_cast<void>(t({0, 2, 0})); }, {"2 x 2 x 2"}));
    RC_ASSERT(throws_with<std::out_of_range>([&] { static_cast<void>(t({0, 0})); }, {"2 x 2 x 2"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          static_cast<void>(sum_of_products({Dense<Rational>(2, 2), Dense<Rational>(2, 3)}));
        },
        {"2 and 3"}));
  });
  return s.finish();
}
