#include "attest/lowrank/cp_factors.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::lowrank;

namespace {

Dense<Rational> random_factor(std::size_t rows, std::size_t cols) {
  Dense<Rational> m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j)
      m(i, j) = Rational(Integer(*rc::gen::inRange(-5, 6)), Integer(*rc::gen::inRange(1, 4)));
  return m;
}

std::size_t rank_of(const Dense<Rational>& m) { return rank(to_matrix(m)); }

}  // namespace

int main() {
  Suite s("lowrank/cp_factors");
  s.law("factors that are found have the columns asked for, and their products add up to the tensor", [] {
    const std::size_t order = size_in(2, 4), columns = size_in(1, 5);
    std::vector<Dense<Rational>> u;
    for (std::size_t m = 0; m < order; ++m) u.push_back(random_factor(size_in(1, 4), size_in(1, 3)));
    for (auto& factor : u) factor = random_factor(factor.rows(), u[0].cols());
    const Tensor t = sum_of_products(u);
    const auto found = find_factors(t, columns);
    if (!found) return;
    for (const auto& factor : *found) RC_ASSERT(factor.cols() == columns);
    RC_ASSERT(sum_of_products(*found) == t);
  });
  s.law("a tensor of order 3 or 4 with independent vectors in two modes is taken apart into as many products", [] {
    const std::size_t order = size_in(3, 4), r = size_in(2, 4);
    std::vector<Dense<Rational>> u;
    for (std::size_t m = 0; m < order; ++m) u.push_back(random_factor(m < 2 ? r + size_in(0, 1) : 3, r));
    RC_PRE(rank_of(u[0]) == r && rank_of(u[1]) == r);
    for (std::size_t m = 2; m < order; ++m)  // no two of its vectors parallel, so that eigenvalues differ
      for (std::size_t a = 0; a < r; ++a)
        for (std::size_t b = 0; b < a; ++b) {
          Dense<Rational> two(u[m].rows(), 2);
          for (std::size_t i = 0; i < u[m].rows(); ++i) two(i, 0) = u[m](i, a), two(i, 1) = u[m](i, b);
          RC_PRE(rank_of(two) == 2U);
        }
    const Tensor t = sum_of_products(u);
    RC_ASSERT(rank_lower(t).rank() == r);
    RC_ASSERT(find_factors(t, r).has_value());
    RC_ASSERT(!find_factors(t, r - 1).has_value());
  });
  s.law("a matrix is a sum of as many products as its rank, and of no fewer", [] {
    const Tensor t = sum_of_products({random_factor(size_in(1, 4), 3), random_factor(size_in(1, 4), 3)});
    const std::size_t r = rank(t.flatten({0}));
    RC_ASSERT(find_factors(t, r).has_value());
    if (r > 0) RC_ASSERT(!find_factors(t, r - 1).has_value());
  });
  s.fact("three products give the state W, whose flattenings have rank 2; its fibres show them", [] {
    std::vector<Rational> values(8);
    values[1] = values[2] = values[4] = Rational(1);
    const Tensor w({2, 2, 2}, values);
    RC_ASSERT(rank_lower(w).rank() == 2U);
    RC_ASSERT(!find_factors(w, 2).has_value());
    const auto found = find_factors(w, 3);
    RC_ASSERT(found.has_value());
    RC_ASSERT(sum_of_products(*found) == w);
  });
  return s.finish();
}
