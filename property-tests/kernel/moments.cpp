#include "attest/kernel/moments.hpp"

#include <numeric>
#include <set>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/moments_vectors.hpp"
#include "attest/polynomial/monomials.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::kernel;

namespace {

/// All monomials of the row, exactly, in the order of the levels.
std::vector<Rational> monomials(const DoubleMatrix& x, std::size_t row, std::size_t g) {
  polynomial::MonomialLevel level(x.cols());
  std::vector<Rational> all{1}, last{1};
  for (std::size_t t = 1; t <= g; ++t) {
    std::vector<Rational> next;
    for_each_child(level, [&](std::size_t, std::size_t p, std::size_t v) {
      next.push_back(last[p] * Rational::exact(x(row, v)));
    });
    all.insert(all.end(), next.begin(), next.end());
    level = level.next();
    last = std::move(next);
  }
  return all;
}

/// The same in whole numbers.
std::vector<long> whole_monomials(const DoubleMatrix& x, std::size_t row, std::size_t g) {
  polynomial::MonomialLevel level(x.cols());
  std::vector<long> all{1};
  std::size_t begin = 0;
  for (std::size_t t = 1; t <= g; ++t) {
    const std::size_t end = all.size();
    for_each_child(level, [&](std::size_t, std::size_t p, std::size_t v) {
      all.push_back(all[begin + p] * static_cast<long>(x(row, v)));
    });
    begin = end;
    level = level.next();
  }
  return all;
}

/// Entries in {-bound, ..., bound}.
DoubleMatrix whole_numbers(std::size_t rows, std::size_t cols, double bound, std::uint64_t seed) {
  DoubleMatrix m = dense_doubles(rows, cols, bound + 0.499, seed);
  for (double& x : m.entries()) x = std::round(x);
  return m;
}

/// Shapes that reach the remainders: of blocks of rows, of vectors in a range, of columns in a tile.
struct Shape {
  std::size_t d, g, m, n, c;
};
Shape any_shape() {
  // At most 1000 monomials or so.
  const std::size_t d = size_in(1, 8), most[] = {40, 25, 14, 9, 7, 6, 5, 4};
  return {d, size_in(0, most[d - 1]),
          *rc::gen::oneOf(rc::gen::just<std::size_t>(1), rc::gen::inRange<std::size_t>(1, 200)),
          *rc::gen::oneOf(rc::gen::just<std::size_t>(1), rc::gen::inRange<std::size_t>(1, 200)), size_in(1, 20)};
}

/// Whole numbers small enough for every sum, in any order, to be a whole number below 2^53: the passes are exact.
void assert_exact_on_whole_numbers(const Shape& s, const Vectors& vectors) {
  const double bound = s.g <= 7 ? 2 : 1;
  const std::uint64_t seed = size_in(0, 1000);
  const DoubleMatrix Q = whole_numbers(s.n, s.d, bound, seed), K = whole_numbers(s.m, s.d, bound, seed + 1),
                     V = whole_numbers(s.m, s.c, 9, seed + 2);
  std::vector<long> M;
  std::size_t r = 0;
  for (std::size_t j = 0; j < s.m; ++j) {
    const auto k = whole_monomials(K, j, s.g);
    r = k.size();
    M.resize(r * s.c);
    for (std::size_t a = 0; a < r; ++a)
      for (std::size_t col = 0; col < s.c; ++col) M[a * s.c + col] += k[a] * static_cast<long>(V(j, col));
  }
  const auto sums = moments(K, V, s.g, r, 2, vectors);
  for (std::size_t i = 0; i < M.size(); ++i) RC_ASSERT(sums[i] == static_cast<double>(M[i]));
  std::vector<double> weight(r);
  for (std::size_t a = 0; a < r; ++a) weight[a] = static_cast<double>((a * 7 + 3) % 11) - 5;
  const DoubleMatrix out = evaluate(Q, weight, sums, s.c, s.g, 2, vectors);
  for (std::size_t i = 0; i < s.n; ++i) {
    const auto q = whole_monomials(Q, i, s.g);
    for (std::size_t col = 0; col < s.c; ++col) {
      long sum = 0;
      for (std::size_t a = 0; a < r; ++a) sum += static_cast<long>(weight[a]) * q[a] * M[a * s.c + col];
      RC_ASSERT(out(i, col) == static_cast<double>(sum));
    }
  }
}

/// A staircase of at most 400 monomials or so.
Staircase any_stairs(std::size_t d) {
  Staircase s{size_in(1, d - 1), {size_in(0, 4)}};
  while (s.degrees.size() < 4 && *rc::gen::arbitrary<bool>()) s.degrees.push_back(size_in(0, s.degrees.back()));
  return s;
}

/// The exponents of all monomials of a split, in the order of its panels.
std::vector<std::vector<unsigned>> exponents_of(const MonomialSplit& split) {
  const std::size_t d = split.variables(), cut = split.low_variables();
  const auto low = split.low().exponents(cut), high = split.high().exponents(d - cut);
  std::vector<std::vector<unsigned>> all;
  for (const auto& p : split.panels())
    for (std::size_t i = p.begin; i < p.end; ++i) {
      const std::size_t a = p.factor_low ? p.factor : i, b = p.factor_low ? i : p.factor;
      std::vector<unsigned> e;
      for (std::size_t l = 0; l < cut; ++l) e.push_back(low.at(a * cut + l));
      for (std::size_t l = cut; l < d; ++l) e.push_back(high.at(b * (d - cut) + l - cut));
      all.push_back(e);
    }
  return all;
}

std::vector<Rational> staircase_monomials(const std::vector<std::vector<unsigned>>& exponents, const DoubleMatrix& x,
                                          std::size_t row) {
  std::vector<Rational> all;
  for (const auto& e : exponents) {
    Rational value = 1;
    for (std::size_t l = 0; l < e.size(); ++l) value *= pow(Rational::exact(x(row, l)), e[l]);
    all.push_back(value);
  }
  return all;
}

}  // namespace

int main() {
  Suite s("kernel/moments");
  s.law(
      "both passes stay within the proven rounding bound of the exact sums",
      [] {
        const std::size_t d = size_in(1, 4), g = size_in(0, 4), n = size_in(1, 3), m = size_in(1, 80),
                          c = size_in(1, 3);
        const DoubleMatrix Q = double_matrix(n, d, 1), K = dense_doubles(m, d, 1.5, size_in(0, 1000)),
                           V = dense_doubles(m, c, 3, size_in(0, 1000));
        const std::size_t r = monomials(Q, 0, g).size();
        std::vector<double> weight(r);
        for (double& w : weight) w = *rc::gen::inRange(-1000, 1001) / 64.0;
        const DoubleMatrix out = evaluate(Q, weight, moments(K, V, g, r, 2), c, g, 1);
        std::vector<std::vector<Rational>> k;
        for (std::size_t j = 0; j < m; ++j) k.push_back(monomials(K, j, g));
        const Rational gamma = Rational::exact(gamma_up(roundings(m, r, g)));
        for (std::size_t i = 0; i < n; ++i)
          for (std::size_t col = 0; col < c; ++col) {
            Rational exact, magnitude;
            const auto q = monomials(Q, i, g);
            for (std::size_t j = 0; j < m; ++j)
              for (std::size_t a = 0; a < r; ++a) {
                const Rational term = Rational::exact(weight[a]) * q[a] * k[j][a] * Rational::exact(V(j, col));
                exact += term;
                magnitude += abs(term);
              }
            RC_ASSERT(abs(Rational::exact(out(i, col)) - exact) <= gamma * magnitude);
          }
      },
      2);
  s.law(
      "both passes are exact on small whole numbers with every vector width of the machine",
      [] {
        const Shape shape = any_shape();
        for (const auto& vectors : vectors_of_this_machine()) assert_exact_on_whole_numbers(shape, vectors);
      },
      5);
  s.law(
      "the result does not depend on the number of threads, nor on the vector width where multiply-adds are fused",
      [] {
        const std::size_t d = size_in(1, 5), g = size_in(0, 5), m = size_in(1, 900), n = size_in(1, 5000),
                          c = size_in(1, 12);
        const DoubleMatrix Q = dense_doubles(n, d, 1, 1), K = dense_doubles(m, d, 1, 2), V = dense_doubles(m, c, 1, 3);
        const std::size_t r = whole_monomials(Q, 0, g).size();
        const std::vector<double> weight(r, 0.5);
        const auto one = moments(K, V, g, r, 1);
        const DoubleMatrix out = evaluate(Q, weight, one, c, g, 1);
        for (const unsigned threads : {2U, 3U}) {
          RC_ASSERT(one == moments(K, V, g, r, threads));
          RC_ASSERT(out == evaluate(Q, weight, one, c, g, threads));
        }
        for (const auto& vectors : vectors_of_this_machine()) {
          if (vectors.fused != widest_vectors().fused) continue;
          RC_ASSERT(one == moments(K, V, g, r, 2, vectors));
          RC_ASSERT(out == evaluate(Q, weight, one, c, g, 2, vectors));
        }
      },
      0.3);
  s.law(
      "a column of ones that is not there and quotients taken within change no bit, with every vector width",
      [] {
        const Shape shape = any_shape();
        const DoubleMatrix Q = dense_doubles(shape.n, shape.d, 1, 1), K = dense_doubles(shape.m, shape.d, 1, 2),
                           V = dense_doubles(shape.m, shape.c, 1, 3);
        DoubleMatrix W(shape.m, shape.c + 1);
        for (std::size_t j = 0; j < shape.m; ++j) {
          std::copy(V.row(j).begin(), V.row(j).end(), W.row(j).begin());
          W(j, shape.c) = 1;
        }
        const std::size_t r = whole_monomials(Q, 0, shape.g).size(), c = shape.c + 1;
        const std::vector<double> weight(r, 0.5);
        for (const auto& vectors : vectors_of_this_machine()) {
          const auto M = moments_with_ones(K, V, shape.g, r, 2, vectors);
          RC_ASSERT(M == moments(K, W, shape.g, r, 1, vectors));
          const DoubleMatrix sums = evaluate(Q, weight, M, c, shape.g, 1, vectors),
                             out = evaluate_quotients(Q, weight, M, c, shape.g, 2, vectors);
          RC_ASSERT(out.rows() == shape.n && out.cols() == shape.c);
          for (std::size_t i = 0; i < shape.n; ++i)
            for (std::size_t col = 0; col < shape.c; ++col) RC_ASSERT(out(i, col) == sums(i, col) / sums(i, shape.c));
        }
      },
      0.5);
  s.law(
      "the panels of a staircase hold each of its monomials once, and no others",
      [] {
        const std::size_t d = size_in(2, 6);
        const Staircase stairs = any_stairs(d);
        const MonomialSplit split(d, stairs, size_in(1, 20));
        std::size_t place = 0;
        for (const auto& p : split.panels()) {
          RC_ASSERT(p.begin < p.end && p.place >= place);
          place = p.place + p.end - p.begin;
        }
        RC_ASSERT(place <= split.places());
        std::set<std::vector<unsigned>> seen;
        for (const auto& e : exponents_of(split)) {
          RC_ASSERT(seen.insert(e).second);
          const auto first = e.begin() + static_cast<std::ptrdiff_t>(stairs.first);
          const std::size_t strong = std::accumulate(e.begin(), first, 0U), weak = std::accumulate(first, e.end(), 0U);
          RC_ASSERT(weak < stairs.degrees.size());
          RC_ASSERT(strong <= stairs.degrees[weak]);
        }
        std::size_t all = 0;
        for (std::size_t e = 0; e < stairs.degrees.size(); ++e) {
          const DoubleMatrix x(1, stairs.first), y(1, d - stairs.first);
          all += monomials(x, 0, stairs.degrees[e]).size() *
                 (monomials(y, 0, e).size() - (e == 0 ? 0 : monomials(y, 0, e - 1).size()));
        }
        RC_ASSERT(seen.size() == all && split.monomials() == all);
      },
      2);
  s.law("over a staircase too they stay within the rounding bound of the exact sums, with every vector width", [] {
    const std::size_t d = size_in(2, 5), n = size_in(1, 3), m = size_in(1, 40), c = size_in(1, 3);
    const Staircase stairs = any_stairs(d);
    const MonomialSplit split(d, stairs, c);
    const DoubleMatrix Q = double_matrix(n, d, 1), K = dense_doubles(m, d, 1.5, size_in(0, 1000)),
                       V = dense_doubles(m, c, 3, size_in(0, 1000));
    std::vector<double> weight(split.monomials());
    for (double& w : weight) w = *rc::gen::inRange(-1000, 1001) / 64.0;
    const auto exponents = exponents_of(split);
    std::vector<std::vector<Rational>> k;
    for (std::size_t j = 0; j < m; ++j) k.push_back(staircase_monomials(exponents, K, j));
    const Rational gamma = Rational::exact(gamma_up(roundings(m, split.monomials(), stairs.degree())));
    std::vector<DoubleMatrix> outs;
    for (const auto& vectors : vectors_of_this_machine())
      outs.push_back(evaluate(Q, weight, moments(K, V, split, 2, vectors), c, split, 1, vectors));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t col = 0; col < c; ++col) {
        Rational exact, magnitude;
        const auto q = staircase_monomials(exponents, Q, i);
        for (std::size_t j = 0; j < m; ++j)
          for (std::size_t a = 0; a < q.size(); ++a) {
            const Rational term = Rational::exact(weight[a]) * q[a] * k[j][a] * Rational::exact(V(j, col));
            exact += term;
            magnitude += abs(term);
          }
        for (const auto& out : outs) RC_ASSERT(abs(Rational::exact(out(i, col)) - exact) <= gamma * magnitude);
      }
  });
  s.law("directed operations are upper bounds, one unit tight", [] {
    const double a = std::fabs(any_double()), b = std::fabs(any_double());
    const auto above = [](double bound, const Rational& exact) {
      const double below = std::nextafter(std::nextafter(bound, 0), 0);
      return (std::isinf(bound) || exact <= Rational::exact(bound)) && Rational::exact(below) <= exact;
    };
    RC_ASSERT(above(add_up(a, b), Rational::exact(a) + Rational::exact(b)));
    RC_ASSERT(above(mul_up(a, b), Rational::exact(a) * Rational::exact(b)));
    if (b > 0) RC_ASSERT(above(div_up(a, b), Rational::exact(a) / Rational::exact(b)));
    const double root = sqrt_up(a);
    const double shorter = std::nextafter(std::nextafter(root, 0), 0);
    RC_ASSERT(std::isinf(mul_up(root, root)) || Rational::exact(root) * Rational::exact(root) >= Rational::exact(a));
    RC_ASSERT(Rational::exact(shorter) * Rational::exact(shorter) <= Rational::exact(a));
    const std::size_t k =
        *rc::gen::element<std::size_t>(size_in(1, 1'000'000), (std::size_t{1} << 50) - size_in(1, 99));
    const Rational ku = Rational(k) * Rational::power_of_two(-53);
    RC_ASSERT(ku / (Rational(1) - ku) <= Rational::exact(gamma_up(k)));
    RC_ASSERT(Rational::exact(gamma_up(k)) <= Rational(1001, 1000) * ku / (Rational(1) - ku));
  });
  s.fact("so they are on shapes that fill tiles and blocks, and on those one beyond", [] {
    for (const auto& vectors : vectors_of_this_machine())
      for (const Shape& shape : {Shape{8, 4, 200, 145, 20}, Shape{8, 5, 72, 72, 9}, Shape{8, 5, 73, 73, 10},
                                 Shape{4, 9, 144, 24, 6}, Shape{3, 14, 65, 8, 1}, Shape{2, 25, 64, 9, 2},
                                 Shape{1, 40, 600, 2400, 3}, Shape{40, 2, 71, 71, 7}, Shape{200, 1, 1, 1, 1}})
        assert_exact_on_whole_numbers(shape, vectors);
  });
  s.fact("staircases that are none are refused", [] {
    for (const Staircase& stairs : {Staircase{0, {1}}, Staircase{3, {1}}, Staircase{1, {}}, Staircase{1, {1, 2}}})
      RC_ASSERT(throws_with<std::invalid_argument>(
          [&] { static_cast<void>(MonomialSplit(3, stairs, 1)); },
          {stairs.first == 1 ? "degrees: at least one" : "first: " + std::to_string(stairs.first)}));
    const MonomialSplit split(3, Staircase{1, {2, 1}}, 1);
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(moments(DoubleMatrix(3, 2), DoubleMatrix(3, 1), split, 1)); }, {"split: 3", "2"}));
  });
  s.fact("shapes that do not fit are refused", [] {
    RC_ASSERT(throws_with<std::invalid_argument>(
        [] { static_cast<void>(moments(DoubleMatrix(3, 2), DoubleMatrix(2, 1), 1, 3, 1)); }, {"V"}));
    const std::vector<double> w(3), M(5);
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(evaluate(DoubleMatrix(3, 2), w, M, 2, 1, 1)); }, {"M"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [] { static_cast<void>(moments(DoubleMatrix(3, 2), DoubleMatrix(3, 1), 2, 5, 1)); }, {"r: 5", "6"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(evaluate_quotients(DoubleMatrix(3, 2), w, w, 1, 1, 1)); }, {"M"}));
  });
  return s.finish();
}
