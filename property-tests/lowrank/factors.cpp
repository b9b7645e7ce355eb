#include "attest/lowrank/factors.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/count/ranks.hpp"
#include "attest/polynomial/monomials.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::lowrank;

namespace {

RationalMatrix entrywise(const polynomial::Polynomial& p, RationalMatrix m) {
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) m.set(i, j, p(m.get(i, j)));
  return m;
}

/// Every index of an n_1 x .. x n_k array, the first fastest.
template <class F>
void for_each_index(const std::vector<std::size_t>& sizes, F body) {
  std::vector<std::size_t> index(sizes.size(), 0);
  for (;;) {
    body(index);
    std::size_t m = 0;
    while (m < sizes.size() && ++index[m] == sizes[m]) index[m++] = 0;
    if (m == sizes.size()) return;
  }
}

template <class T>
std::vector<std::size_t> rows_of(const std::vector<Dense<T>>& X) {
  std::vector<std::size_t> n;
  for (const auto& x : X) n.push_back(x.rows());
  return n;
}

/// p(sum_l X_1[i_1, l] .. X_k[i_k, l]), from the definition.
Rational defined(const polynomial::Polynomial& p, const std::vector<Dense<Rational>>& X,
                 const std::vector<std::size_t>& index) {
  Rational z;
  for (std::size_t l = 0; l < X[0].cols(); ++l) {
    Rational term = 1;
    for (std::size_t m = 0; m < X.size(); ++m) term = term * X[m](index[m], l);
    z = z + term;
  }
  return p(z);
}

Rational product_sum(const std::vector<Dense<Rational>>& U, const std::vector<std::size_t>& index) {
  Rational sum;
  for (std::size_t s = 0; s < U[0].cols(); ++s) {
    Rational term = 1;
    for (std::size_t m = 0; m < U.size(); ++m) term = term * U[m](index[m], s);
    sum = sum + term;
  }
  return sum;
}

bool same_tensor(const polynomial::Polynomial& p, const std::vector<Dense<Rational>>& X,
                 const std::vector<Dense<Rational>>& U) {
  bool same = true;
  for_each_index(rows_of(X), [&](const auto& i) { same = same && product_sum(U, i) == defined(p, X, i); });
  return same;
}

std::vector<Dense<Rational>> small_matrices(std::size_t k, std::size_t largest, std::size_t d) {
  std::vector<Dense<Rational>> X;
  for (std::size_t m = 0; m < k; ++m) X.push_back(to_dense(rational_matrix(size_in(1, largest), d)));
  return X;
}

template <class Field>
std::vector<Dense<typename Field::Element>> embedded(const std::vector<Dense<Rational>>& X, const Field& field) {
  std::vector<Dense<typename Field::Element>> out;
  for (const auto& x : X) {
    out.emplace_back(x.rows(), x.cols(), field.from(0));
    for (std::size_t i = 0; i < x.rows(); ++i)
      for (std::size_t l = 0; l < x.cols(); ++l) out.back()(i, l) = field.from(x(i, l));
  }
  return out;
}

RationalMatrix generic(std::size_t rows, std::size_t cols) {
  RationalMatrix m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j)
      m.set(i, j, Rational(Integer(*rc::gen::inRange(-1'000'000, 1'000'001)), 1009));
  return m;
}

}  // namespace

int main() {
  Suite s("lowrank/factors");
  s.law("the factors multiply to the polynomial of the product, entry by entry, exactly", [] {
    const std::size_t d = size_in(1, 4);
    const auto p = random_polynomial(size_in(0, 5));
    const RationalMatrix Q = rational_matrix(size_in(1, 4), d), K = rational_matrix(size_in(1, 4), d);
    const Factors f = factor(p, Q, K);
    RC_ASSERT(mul(f.u1, transpose(f.u2)) == entrywise(p, mul(Q, transpose(K))));
    RC_ASSERT(Integer(f.u1.cols()) == count::tight_rank(static_cast<long>(d), p.support()));
    RC_ASSERT(f.u2.cols() == f.u1.cols());
  });
  s.law(
      "the tight rank is the exact rank for generic data with enough rows",
      [] {
        const std::size_t d = size_in(1, 3), g = size_in(0, 4);
        auto p = random_polynomial(g) + polynomial::Polynomial::monomial(1, g);
        RC_PRE(p.degree() == static_cast<long>(g));
        const Integer r = count::tight_rank(static_cast<long>(d), p.support());
        const auto n = static_cast<std::size_t>(r) + size_in(0, 2);
        const Factors f = factor(p, generic(n, d), generic(n, d));
        RC_ASSERT(Integer(rank(mul(f.u1, transpose(f.u2)))) == r);
      },
      0.3);
  s.law(
      "with fewer rows than the tight rank the matrix has full rank: no columns are wasted",
      [] {
        const std::size_t d = size_in(1, 3), n = size_in(1, 6);
        const auto p = random_polynomial(4) + polynomial::Polynomial::monomial(5, 4);
        const Integer r = count::tight_rank(static_cast<long>(d), p.support());
        const Factors f = factor(p, generic(n, d), generic(n, d));
        RC_ASSERT(Integer(rank(mul(f.u1, transpose(f.u2)))) == (r < Integer(n) ? r : Integer(n)));
      },
      0.3);
  s.law(
      "factors of every order give the polynomial of the sum of products, exactly, with the tight number of columns",
      [] {
        const std::size_t k = size_in(2, 5), d = size_in(1, 3);
        const auto p = random_polynomial(size_in(0, 4));
        const auto X = small_matrices(k, k < 4 ? 6 : 3, d);
        const auto U = factors(p, X, RationalField());
        RC_ASSERT(U.size() == k);
        RC_ASSERT(rows_of(U) == rows_of(X));
        RC_ASSERT(Integer(U[k - 1].cols()) == count::tight_rank(static_cast<long>(d), p.support()));
        RC_ASSERT(same_tensor(p, X, U));
      },
      0.5);
  s.fact("orders 2 to 5, 1 to 3 columns, degrees 0 to 4, 6 rows: exact, and the count is C(d+g, g) for each order", [] {
    for (std::size_t k = 2; k <= 5; ++k)
      for (std::size_t d = 1; d <= 3; ++d)
        for (std::size_t g = 0; g <= 4; ++g) {
          std::vector<Rational> c(g + 1);
          for (std::size_t t = 0; t <= g; ++t) c[t] = Rational(Integer(2 * t + 1), Integer(t % 2 == 0 ? 3 : -2));
          const polynomial::Polynomial p(std::move(c));
          std::vector<Dense<Rational>> X;
          for (std::size_t m = 0; m < k; ++m) {
            X.emplace_back(6, d);
            for (std::size_t i = 0; i < X[m].rows(); ++i)
              for (std::size_t l = 0; l < d; ++l) X[m](i, l) = Rational(Integer((7 * i + 5 * l + 3 * m) % 11) - 4);
          }
          const auto U = factors(p, X, RationalField());
          RC_ASSERT(Integer(U[0].cols()) == count::tight_rank(static_cast<long>(d), static_cast<long>(g)));
          RC_ASSERT(same_tensor(p, X, U));
        }
  });
  s.law(
      "factors in balls hold the exact ones",
      [] {
        const std::size_t k = size_in(2, 4), d = size_in(1, 3);
        const auto p = random_polynomial(size_in(0, 5));
        const auto X = small_matrices(k, 3, d);
        const BallField field{Precision(static_cast<long>(size_in(8, 80)))};
        const auto exact = factors(p, X, RationalField());
        const auto U = factors(p, embedded(X, field), field);
        for (std::size_t m = 0; m < k; ++m)
          for (std::size_t i = 0; i < U[m].rows(); ++i)
            for (std::size_t c = 0; c < U[m].cols(); ++c) {
              RC_ASSERT(U[m](i, c).lower() <= exact[m](i, c));
              RC_ASSERT(exact[m](i, c) <= U[m](i, c).upper());
            }
      },
      0.3);
  s.law(
      "factors in double are within g + 1 and g - 1 roundings of the exact ones for the same doubles",
      [] {
        const std::size_t k = size_in(2, 4), d = size_in(1, 3);
        const auto p = random_polynomial(size_in(0, 6));
        const auto X = embedded(small_matrices(k, 3, d), DoubleField());
        std::vector<Dense<Rational>> same;
        for (const auto& x : X) {
          same.emplace_back(x.rows(), d);
          for (std::size_t i = 0; i < x.rows(); ++i)
            for (std::size_t l = 0; l < d; ++l) same.back()(i, l) = Rational::exact(x(i, l));
        }
        const auto exact = factors(p, same, RationalField());
        const auto U = factors(p, X, DoubleField());
        const std::size_t g = p.degree() < 1 ? 0 : static_cast<std::size_t>(p.degree());
        for (std::size_t m = 0; m < k; ++m) {
          const std::size_t roundings = m == 0 ? g + 1 : g == 0 ? 0 : g - 1;
          Rational growth = 1;
          for (std::size_t e = 0; e < roundings; ++e) growth = growth * (Rational(1) + Rational::power_of_two(-53));
          for (std::size_t i = 0; i < U[m].rows(); ++i)
            for (std::size_t c = 0; c < U[m].cols(); ++c)
              RC_ASSERT(abs(Rational::exact(U[m](i, c)) - exact[m](i, c)) <=
                        abs(exact[m](i, c)) * (growth - Rational(1)));
        }
      },
      0.5);
  s.law("the order of the matrices after the first does not matter: their factors are permuted alike", [] {
    const std::size_t d = size_in(1, 3);
    const auto p = random_polynomial(size_in(0, 4));
    const auto X = small_matrices(3, 4, d);
    const auto U = factors(p, X, RationalField()), swapped = factors(p, {X[0], X[2], X[1]}, RationalField());
    RC_ASSERT(U[0] == swapped[0]);
    RC_ASSERT(U[1] == swapped[2]);
    RC_ASSERT(U[2] == swapped[1]);
  });
  s.law("double weights are the exact coefficients times multinomials, within their roundings", [] {
    const std::size_t d = size_in(1, 4), g = size_in(0, 8);
    const auto p = random_polynomial(g) + polynomial::Polynomial::monomial(1, g);
    RC_PRE(p.degree() == static_cast<long>(g));
    const auto w = monomial_weights(p, d);
    RC_ASSERT(Integer(w.size()) == count::tight_rank(static_cast<long>(d), static_cast<long>(g)));
    // The weight of x^a is p_t t!/a!: recover the exponents by walking the levels.
    polynomial::MonomialLevel level(d);
    std::vector<std::vector<unsigned>> exponents{std::vector<unsigned>(d, 0)};
    std::size_t at = 0;
    for (std::size_t t = 0; t <= g; ++t) {
      for (const auto& e : exponents) {
        Rational exact = p.coefficient(t);
        std::size_t factor = 1;
        for (const unsigned x : e)
          for (unsigned i = 1; i <= x; ++i) exact = exact * Rational(factor++) / Rational(i);
        RC_ASSERT(abs(Rational::exact(w[at++]) - exact) <=
                  abs(exact) * Rational(weight_roundings(g) + 1) * Rational::power_of_two(-53));
      }
      const auto next = level.next();
      std::vector<std::vector<unsigned>> children;
      for_each_child(level, [&](std::size_t, std::size_t parent, std::size_t v) {
        children.push_back(exponents[parent]);
        ++children.back()[v];
      });
      level = next;
      exponents = std::move(children);
    }
  });
  s.fact("shapes that do not fit and factors beyond memory are refused by name", [] {
    const auto p = polynomial::Polynomial({1, 1});
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(factor(p, RationalMatrix(2, 2), RationalMatrix(2, 3))); }, {"factors: 2, 3 columns"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(factor(p, RationalMatrix(2, 0), RationalMatrix(2, 0))); }, {"d >= 1"}));
    const auto high = polynomial::Polynomial::monomial(1, 40);
    RC_ASSERT(throws_with<std::length_error>(
        [&] { static_cast<void>(factor(high, RationalMatrix(2, 40), RationalMatrix(2, 40))); }, {"rank", "100000000"}));
    const Dense<Rational> x(2, 2);
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(factors(p, {x}, RationalField())); },
                                                 {"1 matrices", "2 to 8"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(factors(p, std::vector(9, x), RationalField())); }, {"9 matrices", "2 to 8"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          static_cast<void>(factors(p, {x, x, Dense<Rational>(2, 1)}, RationalField()));
        },
        {"2, 2, 1 columns"}));
    RC_ASSERT(factor(polynomial::Polynomial(), RationalMatrix(2, 2), RationalMatrix(2, 2)).u1.cols() == 0U);
    const auto tiny = polynomial::Polynomial({pow(Rational(10), -320)});
    RC_ASSERT(throws_with<std::overflow_error>([&] { static_cast<void>(monomial_weights(tiny, 2)); }, {"degree 0"}));
  });
  return s.finish();
}
