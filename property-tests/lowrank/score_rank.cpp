#include "attest/lowrank/score_rank.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/count/ranks.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::lowrank;

namespace {

RationalMatrix of_scores(const polynomial::Polynomial& p, const RationalMatrix& X, const RationalMatrix& Y) {
  RationalMatrix m(X.rows(), Y.rows());
  for (std::size_t i = 0; i < X.rows(); ++i)
    for (std::size_t j = 0; j < Y.rows(); ++j) {
      Rational s = 0;
      for (std::size_t l = 0; l < X.cols(); ++l) s += X.get(i, l) * Y.get(j, l);
      m.set(i, j, p(s));
    }
  return m;
}

}  // namespace

int main() {
  Suite suite("lowrank/score_rank");

  suite.law("the bounds hold the rank over Q of p(X Y^T), from its definition", [] {
    const std::size_t d = size_in(1, 3);
    const auto p = random_polynomial(size_in(0, 4));
    RationalMatrix X = rational_matrix(size_in(1, 9), d), Y = rational_matrix(size_in(1, 9), d);
    if (size_in(0, 2) == 0 && X.rows() > 1)
      for (std::size_t l = 0; l < d; ++l) X.set(1, l, X.get(0, l));
    const std::size_t exact = rank(of_scores(p, X, Y));
    const ScoreRank r = certify_score_rank(p, X, Y);
    RC_ASSERT(r.lower <= exact);
    RC_ASSERT(exact <= r.upper);
  });

  suite.law("in general position the sides meet at the number of monomials, or of rows", [] {
    const std::size_t d = size_in(1, 3), g = size_in(0, 4), n = size_in(1, 30);
    RationalMatrix X(n, d), Y(n, d);
    for (auto* m : {&X, &Y})
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t l = 0; l < d; ++l)
          m->set(i, l, Rational(Integer(*rc::gen::inRange(-1'000'000, 1'000'001)), Integer(7)));
    std::vector<Rational> c;
    for (std::size_t k = 0; k <= g; ++k) c.push_back(Rational(Integer(1), Integer(k + 1)));
    const ScoreRank r = certify_score_rank(polynomial::Polynomial(c), X, Y);
    const Integer monomials = count::tight_rank(static_cast<long>(d), static_cast<long>(g));
    RC_PRE(r.exact());  // a coincidence is possible
    RC_ASSERT(Integer(r.upper) == std::min(Integer(n), monomials));
  });

  suite.fact("degrees that p lacks are not counted; zero has rank 0; a prime that a denominator has is passed over",
             [] {
               RationalMatrix X(8, 2), Y(8, 2);
               for (std::size_t i = 0; i < 8; ++i) {
                 X.set(i, 0, Rational(1)), X.set(i, 1, Rational(i));
                 Y.set(i, 0, Rational(1)), Y.set(i, 1, Rational(i * i + 1));
               }
               const ScoreRank square = certify_score_rank(polynomial::Polynomial::monomial(3, 2), X, Y);
               RC_ASSERT(square.lower == 3U && square.upper == 3U);
               const ScoreRank zero = certify_score_rank(polynomial::Polynomial(), X, Y);
               RC_ASSERT(zero.lower == 0U && zero.upper == 0U);
               X.set(0, 0, Rational(Integer(1), Integer((1L << 31) - 1)));
               const ScoreRank other = certify_score_rank(polynomial::Polynomial::monomial(1, 1), X, Y);
               RC_ASSERT(other.lower == 2U && other.upper == 2U && other.prime < (Integer(1) << 31) - 1);
             });

  suite.fact("shapes that do not fit are named", [] {
    RC_ASSERT(throws_with<std::invalid_argument>(
        [] { (void)certify_score_rank({}, RationalMatrix(2, 2), RationalMatrix(2, 3)); }, {"2 x 2", "2 x 3"}));
    RC_ASSERT(throws_with<std::length_error>(
        [] { (void)certify_score_rank({}, RationalMatrix(1 << 15, 1), RationalMatrix((1 << 13) + 1, 1)); },
        {"32768 x 8193", "2^28"}));
  });

  return suite.finish();
}
