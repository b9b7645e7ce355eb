#include <algorithm>
#include <chrono>
#include <numeric>

#include "../gen/gen.hpp"
#include "../gen/oracle.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/normalization.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/attention/tensor_polynomial.hpp"
#include "attest/attention/tensor_sums.hpp"
#include "attest/attention/to_doubles.hpp"
#include "attest/count/ranks.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;

namespace {

TensorProblem problem(std::size_t order, std::size_t most_rows = 4, double bound = 1.5) {
  const std::size_t d = size_in(1, 3), dv = size_in(1, 2);
  TensorProblem p{double_matrix(size_in(1, most_rows), d, bound), {}, {}, Scale::inverse()};
  if (*rc::gen::inRange(0, 3) == 0) p.scale = Scale::inverse_sqrt();
  for (std::size_t a = 1; a < order; ++a) {
    const std::size_t m = size_in(1, most_rows);
    p.k.push_back(double_matrix(m, d, bound));
    p.v.push_back(double_matrix(m, dv, 2));
  }
  return p;
}

std::vector<std::size_t> all_rows(const TensorProblem& p) {
  std::vector<std::size_t> rows(p.q.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

BallMatrix exact(const TensorProblem& p, Precision precision = Precision(200)) {
  return definition_rows(p, all_rows(p), precision, 1);
}

/// Is every entry of the output within the answer's bound of the definition, and the bound within eps?
void assert_proven(const TensorProblem& p, const Answer& a, const Rational& eps) {
  RC_ASSERT(a.error_bound() <= eps);
  const Precision precision(2400);  // resolves large scores as well
  const BallMatrix out = exact(p, precision);
  for (std::size_t i = 0; i < p.q.rows(); ++i)
    for (std::size_t c = 0; c < p.values(); ++c)
      RC_ASSERT(abs(sub(out.get(i, c), Ball::exact(a.output(i, c)), precision)).lower() <= a.error_bound());
}

void assert_same(const BallMatrix& a, const BallMatrix& b) {
  for (std::size_t i = 0; i < a.rows(); ++i)
    for (std::size_t c = 0; c < a.cols(); ++c) {
      RC_ASSERT(overlap(a.get(i, c), b.get(i, c)));
      RC_ASSERT(a.get(i, c).radius() < Rational::power_of_two(-100));
    }
}

using Q = oracle::Q;

/// One output row in rationals with enclosed exponentials: the tuples listed one by one.
std::vector<oracle::Bounds> oracle_row(const TensorProblem& p, const Rational& scale, std::size_t i) {
  std::vector<oracle::Bounds> numerator(p.values(), {0, 0});
  oracle::Bounds denominator{0, 0};
  std::vector<std::size_t> tuple(p.k.size(), 0);
  for (;;) {
    Q score = 0;
    for (std::size_t l = 0; l < p.q.cols(); ++l) {
      Q term = oracle::from(scale) * oracle::from(Rational::exact(p.q(i, l)));
      for (std::size_t a = 0; a < tuple.size(); ++a) term *= oracle::from(Rational::exact(p.k[a](tuple[a], l)));
      score += term;
    }
    const auto weight = oracle::exp(score, 100);
    denominator = {denominator.lower + weight.lower, denominator.upper + weight.upper};
    for (std::size_t c = 0; c < p.values(); ++c) {
      Q v = 1;
      for (std::size_t a = 0; a < tuple.size(); ++a) v *= oracle::from(Rational::exact(p.v[a](tuple[a], c)));
      numerator[c].lower += v * (v < 0 ? weight.upper : weight.lower);
      numerator[c].upper += v * (v < 0 ? weight.lower : weight.upper);
    }
    std::size_t a = 0;
    while (a < tuple.size() && ++tuple[a] == p.k[a].rows()) tuple[a++] = 0;
    if (a == tuple.size()) break;
  }
  for (auto& n : numerator) {
    n.lower /= n.lower < 0 ? denominator.lower : denominator.upper;
    n.upper /= n.upper < 0 ? denominator.upper : denominator.lower;
  }
  return numerator;
}

using Exact = ColumnsOf<RationalField>;

Exact exact_columns(const DoubleMatrix& m) {
  Exact out(m.cols(), std::vector<Rational>(m.rows()));
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t c = 0; c < m.cols(); ++c) out[c][i] = Rational::exact(m(i, c));
  return out;
}

/// p(scores) applied to products of values, tuple by tuple.
Rational slow_sum(const polynomial::Polynomial& poly, const TensorProblem& p, std::size_t i, std::size_t c) {
  Rational sum;
  std::vector<std::size_t> tuple(p.k.size(), 0);
  for (;;) {
    Rational score, v(1);
    for (std::size_t l = 0; l < p.q.cols(); ++l) {
      Rational term = Rational::exact(p.q(i, l));
      for (std::size_t a = 0; a < tuple.size(); ++a) term *= Rational::exact(p.k[a](tuple[a], l));
      score += term;
    }
    for (std::size_t a = 0; a < tuple.size(); ++a) v *= Rational::exact(p.v[a](tuple[a], c));
    sum += poly(score) * v;
    std::size_t a = 0;
    while (a < tuple.size() && ++tuple[a] == p.k[a].rows()) tuple[a++] = 0;
    if (a == tuple.size()) return sum;
  }
}

TensorProblem large(std::size_t order, std::size_t n, std::size_t d) {
  TensorProblem p{dense_doubles(n, d, 1, 1), {}, {}, Scale::inverse()};
  for (std::size_t a = 1; a < order; ++a) {
    p.k.push_back(dense_doubles(n, d, 1, 2 * a));
    p.v.push_back(dense_doubles(n, 2, 1, 2 * a + 1));
  }
  return p;
}

Rational eps() { return pow(Rational(10), -*rc::gen::inRange(1L, 11L)); }

}  // namespace

int main() {
  Suite s("attention/tensor");
  s.law(
      "attention of order 2 to 4 in balls agrees with tuples listed one by one in rationals",
      [] {
        TensorProblem p = problem(size_in(2, 4), 3);
        const Rational scale = *rc::gen::arbitrary<bool>() ? Rational(1) / Rational(p.q.cols()) : rational(2);
        p.scale = Scale::rational(scale);
        const BallMatrix out = definition_rows(p, {0}, Precision(128), 1);
        const auto row = oracle_row(p, scale, 0);
        for (std::size_t c = 0; c < p.values(); ++c) {
          RC_ASSERT(out.get(0, c).lower() <= oracle::back(row[c].upper));
          RC_ASSERT(oracle::back(row[c].lower) <= out.get(0, c).upper());
          RC_ASSERT(out.get(0, c).radius() < Rational::power_of_two(-80));
        }
      },
      0.3);
  s.law("order 2 is softmax attention", [] {
    const TensorProblem p = problem(2, 5);
    const Problem plain{p.q, p.k[0], p.v[0], p.scale};
    assert_same(exact(p), definition_rows(plain, all_rows(p), Precision(200), 1));
  });
  s.law(
      "a last key of ones, whatever its number of rows, takes nothing from the order below",
      [] {
        TensorProblem p = problem(size_in(2, 3), 3);
        p.scale = Scale::rational(rational(2));
        const BallMatrix lower = exact(p);
        const std::size_t m = size_in(1, 3);
        DoubleMatrix ones(m, p.q.cols()), values(m, p.values());
        for (double& x : ones.entries()) x = 1;
        for (double& x : values.entries()) x = 1;
        p.k.push_back(ones);
        p.v.push_back(values);
        assert_same(lower, exact(p));
      },
      0.5);
  s.law("swapping (K1, V1) with (K2, V2) changes nothing", [] {
    TensorProblem p = problem(3);
    const BallMatrix before = exact(p);
    std::swap(p.k[0], p.k[1]);
    std::swap(p.v[0], p.v[1]);
    assert_same(before, exact(p));
  });
  s.law("swapping K1 with K2 and not their values is another problem", [] {
    DoubleMatrix q(1, 1), k1(2, 1), k2(2, 1), v1(2, 1), v2(2, 1);
    q(0, 0) = 1;
    k1(1, 0) = 1 + static_cast<double>(size_in(0, 5));
    k2(0, 0) = k2(1, 0) = 1;
    v1(1, 0) = 1;
    v2(0, 0) = v2(1, 0) = 1;
    const TensorProblem p{q, {k1, k2}, {v1, v2}, Scale::inverse()}, swapped{q, {k2, k1}, {v1, v2}, Scale::inverse()};
    RC_ASSERT(!overlap(exact(p).get(0, 0), exact(swapped).get(0, 0)));
  });
  s.law("weights sum to 1: values of ones give ones", [] {
    TensorProblem p = problem(size_in(2, 4), 3);
    for (auto& v : p.v)
      for (double& x : v.entries()) x = 1;
    const BallMatrix out = exact(p);
    for (std::size_t i = 0; i < out.rows(); ++i) RC_ASSERT(contains(out.get(i, 0), Rational(1)));
  });
  s.law(
      "the sums by monomials equal the sums over all tuples exactly, for orders 2 to 5, and after a deadline their "
      "constant",
      [] {
        const TensorProblem p = problem(size_in(2, 5), 3);
        const auto poly = random_polynomial(size_in(0, 4));
        std::vector<Exact> y, v;
        for (const auto& m : p.k) y.push_back(exact_columns(m));
        for (const auto& m : p.v) v.push_back(exact_columns(m));
        const Exact x = exact_columns(p.q);
        const Exact fast = TensorSums<RationalField>(poly, x, y, v, RationalField{}).all();
        for (std::size_t c = 0; c < p.values(); ++c)
          for (std::size_t i = 0; i < p.q.rows(); ++i) RC_ASSERT(fast[c][i] == slow_sum(poly, p, i, c));
        const polynomial::Polynomial constant({poly.coefficient(0)});
        RC_ASSERT(TensorSums<RationalField>(poly, x, y, v, RationalField{}, Deadline(-1)).all() ==
                  TensorSums<RationalField>(constant, x, y, v, RationalField{}).all());
      },
      0.5);
  s.law("balanced data carry the scores of the problem to within the perturbation stated, and the bounds hold", [] {
    const TensorProblem p = problem(size_in(2, 4), 3, *rc::gen::element(1.5, 1e-3, 1e5));
    const BalancedTensor b = balance(p);
    const Precision fine(300);
    const Ball scale = p.scale.value(p.q.cols(), fine);
    std::vector<std::size_t> tuple;
    for (const auto& k : p.k) tuple.push_back(size_in(0, k.rows() - 1));
    Ball mean;
    for (std::size_t i = 0; i < p.q.rows(); ++i) {
      Rational given, carried, average;
      for (std::size_t l = 0; l < p.q.cols(); ++l) {
        Rational g = Rational::exact(p.q(i, l)), c = Rational::exact(b.x(i, l)), m = c;
        for (std::size_t a = 0; a < tuple.size(); ++a) {
          g *= Rational::exact(p.k[a](tuple[a], l));
          c *= Rational::exact(b.y[a](tuple[a], l));
          Rational sum;
          for (std::size_t j = 0; j < b.y[a].rows(); ++j) sum += Rational::exact(b.y[a](j, l));
          m *= sum / Rational(b.y[a].rows());
          for (const double entry : b.y[a].entries()) RC_ASSERT(std::fabs(entry) <= 1);
        }
        given += g;
        carried += c;
        average += m;
      }
      const Ball off = abs(sub(mul(scale, Ball(given, fine), fine), Ball(carried, fine), fine));
      RC_ASSERT(certainly(less_equal(off, Ball(Rational::exact(b.perturbation), fine))));
      RC_ASSERT(abs(carried) <= Rational::exact(b.bounds.score));
      RC_ASSERT(abs(average) <= Rational::exact(b.bounds.mean));
    }
  });
  s.law(
      "every method is within its proven bound of the definition, and the bound within eps",
      [] {
        const TensorProblem p = problem(size_in(2, 4), 4);
        const Rational e = eps();
        for (const Method m : {Method::automatic, Method::definition, Method::definition_double, Method::polynomial,
                               Method::polynomial_balls}) {
          const auto out = attend(p, e, m, Budget{}, 2);
          if (m == Method::automatic || m == Method::definition) RC_ASSERT(out.decided());
          if (out.decided()) assert_proven(p, out.value().answer, e);
        }
      },
      0.5);
  s.law(
      "large scores, tiny and huge entries are answered by a method that can prove it, or refused with numbers",
      [] {
        TensorProblem p = problem(size_in(2, 3), 3);
        for (auto* m : {&p.q, &p.k.front(), &p.v.back()})
          for (double& x : m->entries())
            if (*rc::gen::inRange(0, 3) == 0) x = any_double();
        const Rational e = eps() * max(Rational(1), p.half_spread());
        for (const Method m : {Method::automatic, Method::definition_double, Method::polynomial}) {
          const auto out = attend(p, e, m, Budget{}, 1);
          if (out.decided())
            assert_proven(p, out.value().answer, e);
          else
            RC_ASSERT(!out.why().text.empty());
        }
      },
      0.3);
  s.law("values multiply: the half-spread of products bounds every output's distance from the middle", [] {
    const TensorProblem p = problem(size_in(2, 4), 3);
    const BallMatrix out = exact(p);
    for (std::size_t c = 0; c < p.values(); ++c)
      for (std::size_t i = 0; i < p.q.rows(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          RC_ASSERT(abs(sub(out.get(i, c), out.get(j, c), Precision(128))).lower() <= Rational(2) * p.half_spread());
  });
  s.law(
      "the output is the same for every number of threads",
      [] {
        const TensorProblem p = large(3, size_in(20, 90), 3);
        for (const Method m : {Method::definition_double, Method::polynomial}) {
          const auto one = attend(p, Rational(1, 1000), m, Budget{}, 1),
                     three = attend(p, Rational(1, 1000), m, Budget{}, 3);
          RC_ASSERT(one.decided() && three.decided());
          RC_ASSERT(one.value().answer.output == three.value().answer.output);
        }
      },
      0.1);
  s.fact("n = 20000, d = 4, order 3, entries at most 1, eps = 1e-6: rows confirmed by the definition in double", [] {
    const TensorProblem p = large(3, 20000, 4);
    const Rational e = pow(Rational(10), -6);
    const auto out = attend(p, e, Method::automatic, Budget{.memory_bytes = 3e8}, 2);
    RC_ASSERT(out.decided());
    RC_ASSERT(out.value().answer.method == "polynomial");
    RC_ASSERT(out.value().estimated_bytes < 3e8);
    const std::vector<std::size_t> rows{0, 12345};
    const auto again = tensor_in_double(p, e, 2, rows);
    RC_ASSERT(again.decided());
    const Rational allowed = out.value().answer.error_bound() + again.value().error_bound();
    RC_ASSERT(again.value().error_bound() < pow(Rational(10), -10));
    for (std::size_t t = 0; t < rows.size(); ++t)
      for (std::size_t c = 0; c < p.values(); ++c)
        RC_ASSERT(abs(Rational::exact(out.value().answer.output(rows[t], c)) -
                      Rational::exact(again.value().output(t, c))) <= allowed);
  });
  s.fact("orders 2, 4, 5 and 6 likewise, with fewer rows", [] {
    for (const auto& [order, n] : {std::pair<std::size_t, std::size_t>{2, 20000}, {4, 300}, {5, 60}, {6, 24}}) {
      const TensorProblem p = large(order, n, 3);
      const Rational e = pow(Rational(10), -6);
      const auto out = attend(p, e, Method::polynomial, Budget{}, 2);
      const auto again = tensor_in_double(p, e, 2, std::vector<std::size_t>{0, n - 1});
      RC_ASSERT(out.decided() && again.decided());
      const Rational allowed = out.value().answer.error_bound() + again.value().error_bound();
      for (std::size_t c = 0; c < p.values(); ++c)
        for (const auto& [row, t] : {std::pair<std::size_t, std::size_t>{0, 0}, {n - 1, 1}})
          RC_ASSERT(abs(Rational::exact(out.value().answer.output(row, c)) -
                        Rational::exact(again.value().output(t, c))) <= allowed);
    }
  });
  s.fact("what does not fit is refused by name, what cannot be afforded with its numbers", [] {
    const DoubleMatrix a(2, 2), b(3, 2), c(2, 3);
    const auto refused = [](const TensorProblem& p, const std::vector<std::string>& words) {
      return throws_with<std::invalid_argument>([&] { require_valid(p); }, words);
    };
    RC_ASSERT(refused({a, {}, {}, Scale::inverse()}, {"order: 0 keys", "1 to 5"}));
    RC_ASSERT(refused({a, {6, a}, {6, a}, Scale::inverse()}, {"order: 6 keys"}));
    RC_ASSERT(refused({a, {a, c}, {a, a}, Scale::inverse()}, {"Q, K2: 2 x 2 and 2 x 3"}));
    RC_ASSERT(refused({a, {a, b}, {a, a}, Scale::inverse()}, {"K2, V2: 3 x 2 and 2 x 2"}));
    RC_ASSERT(refused({a, {a, a}, {a, c}, Scale::inverse()}, {"V1, V2: 2 x 2 and 2 x 3"}));
    TensorProblem nan{a, {a, a}, {a, a}, Scale::inverse()};
    nan.k[1](0, 0) = NAN;
    RC_ASSERT(throws_with<std::domain_error>([&] { require_valid(nan); }, {"K2", "NaN"}));
    const auto wide = attend(large(3, 2000, 30), pow(Rational(10), -6), Method::automatic, Budget{.seconds = 0.01}, 1);
    RC_ASSERT(!wide.decided());
    RC_ASSERT(wide.why().text.find("2000 x 2000 x 2000 exponentials") != std::string::npos);
    RC_ASSERT(throws_with<std::out_of_range>(
        [&] {
          static_cast<void>(definition_rows(TensorProblem{a, {a}, {a}, Scale::inverse()}, {2}, Precision(64), 1));
        },
        {"row: 2"}));
    const TensorProblem plain{a, {a}, {a}, Scale::inverse()};
    RC_ASSERT(throws_with<std::domain_error>(
        [&] { static_cast<void>(attend(plain, Rational(0), Method::automatic, Budget{}, 1)); }, {"eps: 0"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(attend(plain, Rational(1), Method::toeplitz, Budget{}, 1)); }, {"toeplitz"}));
  });
  s.law("the half-spread is the exact one of the widest column, however small or large the factors", [] {
    const std::size_t modes = size_in(1, 5), dv = size_in(1, 3), m = size_in(1, 3);
    TensorProblem p{DoubleMatrix(1, 1), {}, {}};
    for (std::size_t a = 0; a < modes; ++a) {
      p.k.emplace_back(m, 1);
      p.v.push_back(double_matrix(m, dv));
      for (double& x : p.v.back().entries()) x *= *rc::gen::element(1.0, 0.0, 0x1p-600, 0x1p600, 0x1p-1000, 0x1p1000);
    }
    Rational widest;
    for (std::size_t c = 0; c < dv; ++c) {
      std::vector<ValueRange> ranges;
      for (const auto& v : p.v) {
        ranges.push_back({Rational::exact(v(0, c)), Rational::exact(v(0, c))});
        for (std::size_t j = 0; j < m; ++j) {
          ranges.back().low = min(ranges.back().low, Rational::exact(v(j, c)));
          ranges.back().high = max(ranges.back().high, Rational::exact(v(j, c)));
        }
      }
      widest = max(widest, product_range(ranges).half_spread());
    }
    RC_ASSERT(p.half_spread() == widest);
  });
  s.fact("order 5: a column whose product underflows on the way is not taken for a narrow one", [] {
    TensorProblem p{DoubleMatrix(1, 1), {}, {}, Scale::inverse()};
    p.q(0, 0) = 1;
    for (const double t : {0x1p-600, 0x1p-600, 0x1p600, 0x1p600}) {
      p.k.emplace_back(2, 1);
      p.v.emplace_back(2, 2);
      p.k.back()(0, 0) = 1, p.k.back()(1, 0) = -1;
      p.v.back()(0, 0) = t, p.v.back()(1, 0) = -t, p.v.back()(0, 1) = 0.01;
    }
    const Rational eps(1, 1'000'000);
    const auto fast = attend(p, eps, Method::polynomial_balls, Budget{}, 1);
    const auto slow = attend(p, eps, Method::definition, Budget{}, 1);
    RC_ASSERT(fast.decided() && slow.decided());
    for (std::size_t c = 0; c < 2; ++c)
      RC_ASSERT(
          abs(Rational::exact(fast.value().answer.output(0, c)) - Rational::exact(slow.value().answer.output(0, c))) <=
          fast.value().answer.error_bound() + slow.value().answer.error_bound());
  });
  return s.finish();
}
