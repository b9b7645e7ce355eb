#include "../gen/gen.hpp"
#include "../gen/oracle.hpp"
#include "../gen/suite.hpp"

using namespace attest;
using namespace attest::test;

namespace {

/// Gaussian elimination from the textbook, over an independent rational type.
std::size_t rank_by_elimination(const RationalMatrix& m) {
  std::vector<std::vector<oracle::Q>> a(m.rows(), std::vector<oracle::Q>(m.cols()));
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) a[i][j] = oracle::from(m.get(i, j));
  std::size_t rank = 0;
  for (std::size_t j = 0; j < m.cols() && rank < m.rows(); ++j) {
    std::size_t pivot = rank;
    while (pivot < m.rows() && a[pivot][j] == 0) ++pivot;
    if (pivot == m.rows()) continue;
    std::swap(a[rank], a[pivot]);
    for (std::size_t i = rank + 1; i < m.rows(); ++i) {
      const oracle::Q f = a[i][j] / a[rank][j];
      for (std::size_t c = j; c < m.cols(); ++c) a[i][c] -= f * a[rank][c];
    }
    ++rank;
  }
  return rank;
}

}  // namespace

int main() {
  Suite s("number/matrix");
  s.law("a product is the sum over rows and columns", [] {
    const std::size_t n = size_in(1, 5), k = size_in(1, 5), m = size_in(1, 5);
    const RationalMatrix a = rational_matrix(n, k), b = rational_matrix(k, m), c = mul(a, b);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < m; ++j) {
        Rational sum;
        for (std::size_t l = 0; l < k; ++l) sum += a.get(i, l) * b.get(l, j);
        RC_ASSERT(c.get(i, j) == sum);
      }
    const Precision p(64);
    const BallMatrix balls = mul(to_balls(a, p), to_balls(b, p), p);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < m; ++j) RC_ASSERT(contains(balls.get(i, j), c.get(i, j)));
  });
  s.law("the rank over Q is that of textbook elimination, low ranks included", [] {
    const std::size_t n = size_in(1, 6), m = size_in(1, 6), r = size_in(1, 3);
    RC_ASSERT(rank(rational_matrix(n, m)) <= std::min(n, m));
    const RationalMatrix low = mul(rational_matrix(n, r), rational_matrix(r, m));
    RC_ASSERT(rank(low) == rank_by_elimination(low));
  });
  s.law("copies, moves and self-assignment keep every entry", [] {
    RationalMatrix a = rational_matrix(size_in(1, 4), size_in(1, 4));
    const RationalMatrix kept = a;
    RationalMatrix moved = std::move(a);
    RC_ASSERT(moved == kept);
    RationalMatrix& same = moved;
    moved = same;
    RC_ASSERT(moved == kept);
    a = moved;
    moved.set(0, 0, moved.get(0, 0) + Rational(1));
    RC_ASSERT(a == kept);
    RC_ASSERT(transpose(transpose(kept)) == kept);
    IntegerMatrix z(2, 2);
    z.set(1, 0, pow(Rational(7), 100).numerator());
    IntegerMatrix y = z;
    z = std::move(y);
    RC_ASSERT(z.get(1, 0) == pow(Rational(7), 100).numerator());
    RC_ASSERT(rank(z) == 1);
  });
  s.fact("indices and shapes outside the matrix are refused by name", [] {
    RationalMatrix a(2, 3);
    RC_ASSERT(throws_with<std::out_of_range>([&] { static_cast<void>(a.get(2, 0)); }, {"(2, 0)", "2 x 3"}));
    RC_ASSERT(throws_with<std::out_of_range>([&] { a.set(0, 3, 1); }, {"(0, 3)"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(mul(a, a)); }, {"2 x 3 times 2 x 3"}));
    const std::size_t beyond = std::size_t{1} << 63;  // no size of FLINT's, nor are pointers to 2^44 rows
    RC_ASSERT(throws_with<std::length_error>([&] { RationalMatrix(0, beyond); }, {"0 x 9223372036854775808"}));
    RC_ASSERT(throws_with<std::length_error>([&] { BallMatrix(beyond, 0); }, {"9223372036854775808 x 0"}));
    RC_ASSERT(throws_with<std::length_error>([] { IntegerMatrix(std::size_t{1} << 44, 0); }, {"17592186044416 x 0"}));
  });
  s.law("matrices without rows or columns have rank 0, and products over no columns are 0", [] {
    const std::size_t n = size_in(0, 4), k = size_in(0, 4);
    RC_ASSERT(rank(RationalMatrix(n, 0)) == 0U && rank(IntegerMatrix(0, k)) == 0U);
    RC_ASSERT(transpose(RationalMatrix(n, 0)) == RationalMatrix(0, n));
    RC_ASSERT(mul(RationalMatrix(n, 0), RationalMatrix(0, k)) == RationalMatrix(n, k));
    RC_ASSERT(mul(IntegerMatrix(n, 0), IntegerMatrix(0, k)) == IntegerMatrix(n, k));
    const BallMatrix none = mul(to_balls(RationalMatrix(n, 0), Precision(64)), BallMatrix(0, k), Precision(64));
    RC_ASSERT(none.rows() == n && none.cols() == k);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < k; ++j) RC_ASSERT(certainly(equal(none.get(i, j), Ball(0))));
  });
  s.law("a matrix of doubles is over Q what its doubles are, and refused where one is none", [] {
    DoubleMatrix a(size_in(1, 4), size_in(1, 4));
    for (double& x : a.entries()) x = any_double();
    const RationalMatrix q = exact(a);
    RC_ASSERT(q.rows() == a.rows() && q.cols() == a.cols());
    for (std::size_t i = 0; i < a.rows(); ++i)
      for (std::size_t j = 0; j < a.cols(); ++j) RC_ASSERT(q.get(i, j) == Rational::exact(a(i, j)));
    a(0, 0) = NAN;
    RC_ASSERT(throws_with<std::domain_error>([&] { static_cast<void>(exact(a)); }, {"nan"}));
  });
  s.law("the product of whole matrices is that of the same over Q; a copy of balls stays as it was", [] {
    const std::size_t n = size_in(1, 4), m = size_in(1, 4), k = size_in(1, 4);
    IntegerMatrix a(n, m), b(m, k);
    RationalMatrix p(n, m), q(m, k);
    const auto fill = [](IntegerMatrix& whole, RationalMatrix& same) {
      for (std::size_t i = 0; i < whole.rows(); ++i)
        for (std::size_t j = 0; j < whole.cols(); ++j) {
          const Integer x = Integer(*rc::gen::arbitrary<long>()) * *rc::gen::arbitrary<long>();
          whole.set(i, j, x);
          same.set(i, j, Rational(x));
        }
    };
    fill(a, p);
    fill(b, q);
    const IntegerMatrix c = mul(a, b);
    const RationalMatrix r = mul(p, q);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < k; ++j) RC_ASSERT(Rational(c.get(i, j)) == r.get(i, j));
    BallMatrix balls = to_balls(r, Precision(64));
    const BallMatrix copy = balls;
    balls.set(0, 0, Ball(1));
    RC_ASSERT(contains(copy.get(0, 0), r.get(0, 0)));
  });
  return s.finish();
}
