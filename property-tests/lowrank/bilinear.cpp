#include "attest/lowrank/grouped_terms.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/lowrank/evidence.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::lowrank;

namespace {

std::vector<Rational> point(std::size_t d) {
  std::vector<Rational> x;
  for (std::size_t i = 0; i < d; ++i) x.push_back(rational(3));
  return x;
}

Rational form(const std::vector<Rational>& x, const RationalMatrix& w, const std::vector<Rational>& y) {
  Rational sum;
  for (std::size_t i = 0; i < w.rows(); ++i)
    for (std::size_t j = 0; j < w.cols(); ++j) sum += x[i] * w.get(i, j) * y[j];
  return sum;
}

Rational monomial(const Exponents& e, const std::vector<Rational>& x, const std::vector<Rational>& y) {
  Rational product(1);
  for (std::size_t i = 0; i < x.size(); ++i)
    product *= pow(x[i], static_cast<long>(e[i])) * pow(y[i], static_cast<long>(e[x.size() + i]));
  return product;
}

std::vector<RationalMatrix> kernel(std::size_t d, std::size_t count) {
  std::vector<RationalMatrix> W;
  for (std::size_t k = 0; k < count; ++k) W.push_back(rational_matrix(d, d));
  return W;
}

/// The minor of the chosen rows and columns.
RationalMatrix minor_of(const RationalMatrix& m, const std::vector<std::size_t>& rows,
                        const std::vector<std::size_t>& columns, std::size_t size) {
  RationalMatrix out(size, size);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j) out.set(i, j, m.get(rows[i], columns[j]));
  return out;
}

}  // namespace

int main() {
  Suite s("lowrank/bilinear");
  s.law("the grouped terms add up to the polynomial of the bilinear form, at random rational points", [] {
    const std::size_t d = size_in(1, 3), count = size_in(1, 3);
    const auto p = random_polynomial(size_in(0, 4));
    const auto W = kernel(d, count);
    const auto terms = grouped_terms(p, W);
    const auto x = point(d), y = point(d);
    for (std::size_t k = 0; k < count; ++k) {
      Rational sum;
      for (const auto& [e, w] : terms) {
        RC_ASSERT(w.size() == count);
        sum += w[k] * monomial(e, x, y);
      }
      RC_ASSERT(sum == p(form(x, W[k], y)));
    }
  });
  s.law("there are at most sum C(d+e-1, e)^2 terms, each of the same degree in x and y, none zero throughout", [] {
    const std::size_t d = size_in(1, 3);
    const auto p = random_polynomial(size_in(0, 4));
    const auto terms = grouped_terms(p, kernel(d, size_in(1, 3)));
    RC_ASSERT(Integer(terms.size()) <= grouped_terms_upper(p, d));
    for (const auto& [e, w] : terms) {
      unsigned x = 0, y = 0;
      for (std::size_t i = 0; i < d; ++i) x += e[i], y += e[d + i];
      RC_ASSERT(x == y && p.coefficient(x).sign() != 0);
      RC_ASSERT(std::any_of(w.begin(), w.end(), [](const Rational& v) { return v.sign() != 0; }));
    }
  });
  s.fact("a positive W has exactly that many: 30 for d = 2, g = 3, where the monomials in the products are 35", [] {
    RationalMatrix w(2, 2);
    for (std::size_t i = 0; i < 4; ++i) w.set(i / 2, i % 2, Rational(i + 1));
    const polynomial::Polynomial p({1, 1, Rational(1, 2), Rational(1, 6)});
    RC_ASSERT(grouped_terms(p, {w}).size() == 30U);
    RC_ASSERT(grouped_terms_upper(p, 2) == 30);
  });
  s.fact("kernels that do not fit are refused by name", [] {
    const polynomial::Polynomial p({1, 1});
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(grouped_terms(p, {})); }, {"W: no matrix"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          static_cast<void>(grouped_terms(p, {RationalMatrix(2, 2), RationalMatrix(2, 3)}));
        },
        {"W: 2 x 3"}));
    const auto high = polynomial::Polynomial::monomial(1, 30);
    RC_ASSERT(throws_with<std::length_error>([&] { static_cast<void>(grouped_terms(high, {RationalMatrix(9, 9)})); },
                                             {"10000000"}));
  });
  s.law("evidence of a rank: exact factors of that width, and leading minors of every size that are not zero", [] {
    const std::size_t n = size_in(1, 5), m = size_in(1, 5), inner = size_in(1, 5);
    const RationalMatrix M = mul(rational_matrix(n, inner), rational_matrix(inner, m));
    RC_PRE(!(M == RationalMatrix(n, m)));
    const auto e = find_rank_evidence(M);
    const std::size_t r = rank(M);
    RC_ASSERT(e.rows.size() == r && e.columns.size() == r && e.left.cols() == r && e.right.rows() == r);
    RC_ASSERT(mul(e.left, e.right) == M);
    for (std::size_t k = 1; k <= r; ++k) RC_ASSERT(rank(minor_of(M, e.rows, e.columns, k)) == k);
  });
  s.fact("a prime that divides a denominator or the minor is passed over", [] {
    RationalMatrix m(2, 2);
    m.set(0, 0, Rational(1, 2147483647));
    m.set(1, 1, Rational(2147483629));
    const auto e = find_rank_evidence(m);
    RC_ASSERT(e.prime < 2147483629 && e.rows.size() == 2U);
    RC_ASSERT(throws_with<std::invalid_argument>([] { static_cast<void>(find_rank_evidence(RationalMatrix(2, 2))); },
                                                 {"matrix: zero"}));
  });
  return s.finish();
}
