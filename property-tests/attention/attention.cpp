#include <algorithm>
#include <filesystem>

#include "../gen/gen.hpp"
#include "../gen/oracle.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/cost.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/normalization.hpp"
#include "attest/attention/polynomial_method.hpp"
#include "attest/attention/rates.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/attention/to_doubles.hpp"
#include "proven.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;

namespace {

Scale scale() {
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return Scale::inverse_sqrt();
    case 1:
      return Scale::inverse();
    default:
      return Scale::rational(rational(2));
  }
}

Problem problem(std::size_t most_rows = 6, double bound = 1.5) {
  const std::size_t d = size_in(1, 3), n = size_in(1, most_rows), m = size_in(1, most_rows);
  return {double_matrix(n, d, bound), double_matrix(m, d, bound), double_matrix(m, size_in(1, 2), 2), scale()};
}

Rational eps() { return pow(Rational(10), -*rc::gen::inRange(1L, 11L)); }

/// Scaled scores of row i with 1/sqrt(d) between rationals, by integer square roots.
std::vector<oracle::Bounds> sqrt_scores(const Problem& p, std::size_t i) {
  const std::size_t d = p.q.cols();
  const boost::multiprecision::cpp_int one = boost::multiprecision::cpp_int(1) << 300;
  const boost::multiprecision::cpp_int root =
      boost::multiprecision::sqrt(boost::multiprecision::cpp_int(one * one * d));
  const oracle::Q low(root, one * d), high(root + 1, one * d);
  std::vector<oracle::Bounds> scores;
  for (std::size_t j = 0; j < p.k.rows(); ++j) {
    oracle::Q dot = 0;
    for (std::size_t l = 0; l < d; ++l)
      dot += oracle::from(Rational::exact(p.q(i, l))) * oracle::from(Rational::exact(p.k(j, l)));
    scores.push_back(dot < 0 ? oracle::Bounds{dot * high, dot * low} : oracle::Bounds{dot * low, dot * high});
  }
  return scores;
}

const Precision fine(2400);  // resolves scores up to 1e300 as well

/// Numbers of ordinary size, below the least, near the largest and beyond all doubles.
RationalMatrix outputs_of_any_size(std::size_t rows, std::size_t cols) {
  RationalMatrix a(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j)
      a.set(i, j, rational() * Rational::power_of_two(*rc::gen::element(0L, 0L, 0L, 0L, -1080L, 60L, 1019L, 1024L)));
  return a;
}

/// What float64 can say of such numbers.
struct InFloat64 {
  explicit InFloat64(const RationalMatrix& a) {
    for (std::size_t i = 0; i < a.rows(); ++i)
      for (std::size_t j = 0; j < a.cols(); ++j) {
        const double nearest = a.get(i, j).nearest_double();
        if (std::isinf(nearest))
          beyond = true;
        else
          off = max(off, abs(a.get(i, j) - Rational::exact(nearest)));
      }
  }
  bool beyond = false;
  Rational off;  ///< the most that a nearest double is off
};

void assert_near(const Answer& answer, const RationalMatrix& exact, const Rational& eps) {
  RC_ASSERT(answer.error_bound() <= eps);
  for (std::size_t i = 0; i < exact.rows(); ++i)
    for (std::size_t j = 0; j < exact.cols(); ++j)
      RC_ASSERT(abs(Rational::exact(answer.output(i, j)) - exact.get(i, j)) <= answer.error_bound());
}

bool says(const Undecided& why, const char* words) { return why.text.find(words) != std::string::npos; }

}  // namespace

int main() {
  Suite s("attention");
  s.law(
      "the definition in balls agrees with an independent computation in rationals, 1/d and rational scales",
      [] {
        Problem p = problem(5);
        const Rational factor = *rc::gen::arbitrary<bool>() ? Rational(1) / Rational(p.q.cols()) : rational(2);
        p.scale = *rc::gen::arbitrary<bool>() ? Scale::rational(factor) : Scale::inverse();
        const Rational used = p.scale.text() == "1/d" ? Rational(1) / Rational(p.q.cols()) : factor;
        const BallMatrix out = definition_rows(p, {0}, Precision(128), 1);
        const auto row = oracle::attention_row(p.q, p.k, p.v, used, 0, 100);
        for (std::size_t c = 0; c < p.v.cols(); ++c) {
          RC_ASSERT(out.get(0, c).lower() <= oracle::back(row[c].upper));
          RC_ASSERT(oracle::back(row[c].lower) <= out.get(0, c).upper());
          RC_ASSERT(out.get(0, c).radius() < Rational::power_of_two(-90));
        }
      },
      0.5);
  s.law(
      "the scale 1/sqrt(d) is 1/sqrt(d): the definition agrees with integer square roots",
      [] {
        Problem p = problem(4);
        p.scale = Scale::inverse_sqrt();
        const BallMatrix out = definition_rows(p, {0}, Precision(128), 1);
        const auto row = oracle::attention_row(sqrt_scores(p, 0), p.v, 100);
        for (std::size_t c = 0; c < p.v.cols(); ++c) {
          RC_ASSERT(out.get(0, c).lower() <= oracle::back(row[c].upper));
          RC_ASSERT(oracle::back(row[c].lower) <= out.get(0, c).upper());
        }
      },
      0.5);
  s.law("enclosures at two precisions overlap, and the doubled precision is inside", [] {
    const Problem p = problem();
    const Precision coarse(*rc::gen::inRange(40L, 100L));
    const BallMatrix a = definition_rows(p, all_rows(p), coarse, 1),
                     b = definition_rows(p, all_rows(p), coarse.doubled(), 1);
    for (std::size_t i = 0; i < p.q.rows(); ++i)
      for (std::size_t c = 0; c < p.v.cols(); ++c) {
        RC_ASSERT(overlap(a.get(i, c), b.get(i, c)));
        RC_ASSERT(contains(a.get(i, c), b.get(i, c)));
      }
  });
  s.law("softmax rows sum to 1 within their radius", [] {
    Problem p = problem();
    p.v = DoubleMatrix(p.k.rows(), 1);
    for (double& x : p.v.entries()) x = 1;
    const BallMatrix out = definition_rows(p, all_rows(p), Precision(80), 1);
    for (std::size_t i = 0; i < p.q.rows(); ++i) RC_ASSERT(contains(out.get(i, 0), Rational(1)));
  });
  s.law("shifting all keys by one vector changes nothing", [] {
    Problem p = problem();
    for (double& x : p.k.entries()) x = std::round(x * 1024) / 1024;  // so that the shifted keys are exact
    Problem shifted = p;
    for (std::size_t l = 0; l < p.k.cols(); ++l) {
      const double c = *rc::gen::inRange(-4096, 4097) / 1024.0;
      for (std::size_t j = 0; j < p.k.rows(); ++j) shifted.k(j, l) -= c;
    }
    const BallMatrix a = definition_rows(p, all_rows(p), Precision(128), 1),
                     b = definition_rows(shifted, all_rows(p), Precision(128), 1);
    for (std::size_t i = 0; i < p.q.rows(); ++i)
      for (std::size_t c = 0; c < p.v.cols(); ++c) {
        RC_ASSERT(overlap(a.get(i, c), b.get(i, c)));
        RC_ASSERT(a.get(i, c).radius() < Rational::power_of_two(-100));
      }
  });
  s.law("the balanced data carry the scores of the problem, up to a constant per row and the perturbation stated", [] {
    Problem p = problem(5, *rc::gen::element(1.0, 1e-3, 50.0));
    if (*rc::gen::inRange(0, 3) == 0)
      for (std::size_t i = 0; i < p.q.rows(); ++i) p.q(i, 0) = std::ldexp(p.q(i, 0), -600);
    const Balanced b = balance(p);
    const Precision precision(2400);
    const Ball factor = p.scale.value(p.q.cols(), precision);
    for (std::size_t i = 0; i < p.q.rows(); ++i) {
      Rational absolute_sum, mean;
      for (std::size_t j = 0; j < p.k.rows(); ++j) {
        Rational original, ready, absolute;
        for (std::size_t l = 0; l < p.q.cols(); ++l) {
          original += Rational::exact(p.q(i, l)) * (Rational::exact(p.k(j, l)) - Rational::exact(b.shift[l]));
          const Rational term = Rational::exact(b.x(i, l)) * Rational::exact(b.y(j, l));
          ready += term;
          absolute += abs(term);
          RC_ASSERT(std::fabs(b.x(i, l)) <= 1);
        }
        const Ball error =
            abs(sub(mul(factor, Ball(original, precision), precision), Ball(ready, precision), precision));
        RC_ASSERT(error.lower() <= Rational::exact(b.perturbation));
        RC_ASSERT(abs(ready) <= Rational::exact(b.bounds.score));
        RC_ASSERT(absolute <= Rational::exact(b.bounds.absolute));
        mean += ready / Rational(p.k.rows());
      }
      RC_ASSERT(abs(mean) <= Rational::exact(b.bounds.mean));
    }
  });
  s.law("a key shift never raises the score bound, and keys far from the origin profit", [] {
    Problem p = problem(6, 1);
    p.scale = Scale::rational(1);
    const double plain = balance(p).bounds.score;
    RC_ASSERT(plain <= score_bounds({&p.q, &p.k}).score * 1.0000001);
    Problem far = p;
    for (double& x : far.k.entries()) x += 1000;
    RC_ASSERT(balance(far).bounds.score <= 4 * plain + 1);
  });
  s.law("the polynomial method in double is within its proven bound of the definition, and the bound within eps", [] {
    const Problem p = problem();
    const Rational e = eps();
    const auto plan = plan_polynomial(p, e);
    RC_ASSERT(plan.decided());
    const auto a = softmax_by_polynomial(p, plan.value(), e, Budget{}, 1);
    if (!a.decided()) {  // honest where scores are large and eps small: the rounding bound says so
      RC_ASSERT(e < pow(Rational(10), -6));
      RC_ASSERT(a.why().reason == Undecided::Reason::precision);
      RC_ASSERT(*a.why().upper > e);
      return;
    }
    assert_proven(p, a.value(), e, all_rows(p), fine);
  });
  s.law(
      "the polynomial method in balls is too, down to errors that double cannot prove",
      [] {
        const Problem p = problem(4);
        const Rational e = pow(Rational(10), -*rc::gen::inRange(1L, 15L));
        const auto plan = plan_polynomial(p, e);
        RC_ASSERT(plan.decided());
        const auto a = softmax_by_polynomial_balls(p, plan.value(), e, Budget{}, 1);
        RC_ASSERT(a.decided());
        assert_proven(p, a.value(), e, all_rows(p), fine);
      },
      0.5);
  s.law(
      "three routes give the same answer within the sum of their proven errors",
      [] {
        const Problem p = problem();
        const Rational e = pow(Rational(10), -*rc::gen::inRange(1L, 7L));
        const auto plan = plan_polynomial(p, e);
        const auto a = softmax_by_definition(p, e, Budget{}, 2),
                   b = softmax_by_polynomial(p, plan.value(), e, Budget{}, 2),
                   c = softmax_by_polynomial_balls(p, plan.value(), e, Budget{}, 2);
        RC_ASSERT(a.decided() && b.decided() && c.decided());
        const Rational ab = a.value().error_bound() + b.value().error_bound(),
                       ac = a.value().error_bound() + c.value().error_bound();
        for (std::size_t i = 0; i < p.q.rows(); ++i)
          for (std::size_t col = 0; col < p.v.cols(); ++col) {
            const Rational x = Rational::exact(a.value().output(i, col));
            RC_ASSERT(abs(x - Rational::exact(b.value().output(i, col))) <= ab);
            RC_ASSERT(abs(x - Rational::exact(c.value().output(i, col))) <= ac);
          }
      },
      0.5);
  s.law("large scores, tiny and huge entries are answered by a method that can prove it, or refused with numbers", [] {
    Problem p = problem(4, *rc::gen::element(30.0, 1e3, 1e-200, 1e80));
    if (*rc::gen::inRange(0, 2) == 0)
      for (double& x : p.v.entries()) x *= *rc::gen::element(1e-250, 1e-12, 1e6);
    const Rational e = Rational(1, 1000);
    for (const Method m : {Method::automatic, Method::polynomial}) {
      const auto a = softmax(p, e, m, Budget{}, 1);
      if (a.decided())
        assert_proven(p, a.value().answer, e, all_rows(p), fine);
      else
        RC_ASSERT(!a.why().text.empty());
    }
  });
  s.law("the sharp normalization constant is never exceeded", [] {
    const std::size_t n = size_in(2, 6);
    const Rational e = Rational(*rc::gen::inRange(1, 100), 100);
    RationalMatrix a(1, n), t(1, n), v(n, 1);
    Rational low(100), high(-100);
    for (std::size_t j = 0; j < n; ++j) {
      a.set(0, j, positive_rational(5));
      t.set(0, j, a.get(0, j) * (Rational(1) + e * Rational(*rc::gen::inRange(-4, 5), 4)));
      v.set(j, 0, rational(3));
      low = min(low, v.get(j, 0));
      high = max(high, v.get(j, 0));
    }
    const Precision p(256);
    const Ball bound = mul(Ball((high - low) / Rational(2), p), normalization_constant(e, p), p);
    RC_ASSERT(abs(normalized(t, v) - normalized(a, v)) <= bound.upper());
  });
  s.law("and it is attained by its extremal instance at every Pythagorean eps", [] {
    const Rational t = Rational(*rc::gen::inRange(1, 100), 100), e = Rational(2) * t / (Rational(1) + t * t);
    const auto x = extremal_instance(e);
    const Rational error = abs(normalized(x.perturbed, x.v) - normalized(x.a, x.v));
    RC_ASSERT(contains(normalization_constant(e, Precision(256)), error));
    RC_ASSERT(error == Rational(2) * t);
    for (std::size_t j : {0U, 1U}) RC_ASSERT(abs(x.perturbed.get(0, j) - x.a.get(0, j)) == e * x.a.get(0, j));
  });
  s.law(
      "the definition's output is the same for every number of threads",
      [] {
        const Problem p = problem(20);
        const auto a = softmax_by_definition(p, Rational(1, 1'000'000), Budget{}, 1),
                   b = softmax_by_definition(p, Rational(1, 1'000'000), Budget{}, 3);
        RC_ASSERT(a.value().output == b.value().output);
        RC_ASSERT(a.value().error_bound() == b.value().error_bound());
      },
      0.3);
  s.fact("n = 20000, d = 4, entries at most 1, eps = 1e-6: the polynomial method in double, confirmed on 64 rows", [] {
    const std::size_t n = 20'000;
    const Problem p{dense_doubles(n, 4, 1, 11), dense_doubles(n, 4, 1, 12), dense_doubles(n, 4, 1, 13),
                    Scale::inverse_sqrt()};
    const Rational e = pow(Rational(10), -6);
    const auto a = softmax(p, e, Method::automatic, Budget{}, 2);
    RC_ASSERT(a.decided());
    RC_ASSERT(a.value().answer.method == "polynomial");
    RC_ASSERT(a.value().estimated_bytes < 2e8);
    RC_ASSERT(a.value().answer.error_bound() <= e);
    std::vector<std::size_t> rows;
    for (std::size_t t = 0; t < 64; ++t) rows.push_back((t * 7919 + 13) % n);
    const BallMatrix exact = definition_rows(p, rows, Precision(96), 2);
    Rational worst;
    for (std::size_t t = 0; t < rows.size(); ++t)
      for (std::size_t c = 0; c < 4; ++c)
        worst = max(worst,
                    abs(sub(exact.get(t, c), Ball::exact(a.value().answer.output(rows[t], c)), Precision(96))).upper());
    RC_ASSERT(worst <= a.value().answer.error_bound());
  });
  s.fact("a rank beyond the budget is refused with its numbers, and auto falls back to the definition in double", [] {
    const Problem p{dense_doubles(40, 15, 3, 1), dense_doubles(40, 15, 3, 2), dense_doubles(40, 2, 1, 3),
                    Scale::inverse_sqrt()};
    const Rational e = pow(Rational(10), -6);
    const auto refused = softmax(p, e, Method::polynomial, Budget{}, 1);
    RC_ASSERT(!refused.decided());
    RC_ASSERT(refused.why().text.find("rank") != std::string::npos);
    RC_ASSERT(refused.why().text.find("bytes") != std::string::npos);
    const auto a = softmax(p, e, Method::automatic, Budget{}, 1);
    RC_ASSERT(a.value().answer.method == "definition-double");
    assert_proven(p, a.value().answer, e, all_rows(p), fine);
    const auto finest = softmax(p, pow(Rational(10), -15), Method::automatic, Budget{}, 1);
    RC_ASSERT(finest.value().answer.method == "definition");
    assert_proven(p, finest.value().answer, pow(Rational(10), -15), all_rows(p), fine);
  });
  s.fact("a scale that is subnormal on its own is not rounded as if it were normal", [] {
    const std::size_t n = 300;
    Problem p{dense_doubles(n, 1, 1, 1), dense_doubles(n, 1, 1, 2), DoubleMatrix(n, 1),
              Scale::rational(parse_rational("12e-324"))};
    for (double& x : p.q.entries()) x = std::ldexp(0.75 + x / 4, 1020);
    for (std::size_t j = 0; j < n; ++j) {
      p.v(j, 0) = p.k(j, 0);
      p.k(j, 0) = std::ldexp(p.k(j, 0), 54);
    }
    const Rational e = pow(Rational(10), -6);
    for (const Method m : {Method::automatic, Method::polynomial, Method::polynomial_balls}) {
      const auto a = softmax(p, e, m, Budget{}, 1);
      if (a.decided()) assert_proven(p, a.value().answer, e, all_rows(p), fine);
    }
  });
  s.fact("an eps that float64 cannot hold is undecided, not promised", [] {
    const Problem p{dense_doubles(3, 2, 1, 1), dense_doubles(3, 2, 1, 2), dense_doubles(3, 1, 1, 3),
                    Scale::inverse_sqrt()};
    for (const Method m : {Method::automatic, Method::definition, Method::polynomial, Method::polynomial_balls})
      RC_ASSERT(!softmax(p, pow(Rational(10), -40), m, Budget{}, 1).decided());
  });
  s.fact("shapes, scales and numbers that make no sense are refused by name", [] {
    const DoubleMatrix a(2, 3), b(2, 2);
    RC_ASSERT(throws_with<std::invalid_argument>([&] { require_valid({a, b, b}); }, {"Q, K: 2 x 3 and 2 x 2"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          require_valid({a, a, DoubleMatrix(3, 1)});
        },
        {"K, V: 2 x 3 and 3 x 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          require_valid({DoubleMatrix(), a, b});
        },
        {"none may be empty"}));
    DoubleMatrix bad = a;
    bad(0, 0) = NAN;
    RC_ASSERT(throws_with<std::domain_error>([&] { require_valid({bad, a, b}); }, {"Q: holds NaN"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { static_cast<void>(Scale::parse("1/sqrt(n)")); },
                                                 {"scale: '1/sqrt(n)'"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [&] {
          static_cast<void>(softmax({a, a, b}, 0, Method::automatic, Budget{}, 1));
        },
        {"eps: 0"}));
    RC_ASSERT(throws_with<std::out_of_range>(
        [&] {
          static_cast<void>(definition_rows({a, a, b}, {2}, Precision(64), 1));
        },
        {"row: 2"}));
    for (const char* text : {"1/sqrt(d)", "1/d", "3/7"}) RC_ASSERT(Scale::parse(text).text() == text);
  });
  s.fact("every method has a word, and no other word is one", [] {
    const std::pair<const char*, Method> words[] = {{"auto", Method::automatic},
                                                    {"definition", Method::definition},
                                                    {"definition-double", Method::definition_double},
                                                    {"polynomial", Method::polynomial},
                                                    {"polynomial-balls", Method::polynomial_balls},
                                                    {"toeplitz", Method::toeplitz}};
    for (const auto& [word, method] : words) RC_ASSERT(parse_method(word) == method);
    RC_ASSERT(throws_with<std::invalid_argument>([] { static_cast<void>(parse_method("Auto")); },
                                                 {"method: 'Auto'", "polynomial-balls"}));
    const DoubleMatrix a(2, 2);
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          static_cast<void>(softmax({a, a, a}, 1, static_cast<Method>(17), Budget{}, 1));
        },
        {"not one of the six"}));
  });
  s.fact("the rates of this machine are times: positive, and of less than a second", [] {
    const Rates r = measure_rates();
    RC_ASSERT(r.multiply_add >= 0 && r.multiply_add < 1);
    for (const double x : {r.feature, r.monomial, r.call, r.pair, r.ball_pair}) RC_ASSERT(x > 0 && x < 1);
    for (const double x : {r.entry, r.pair_column, r.ball_pair_column}) RC_ASSERT(x >= 0 && x < 1);
    // Balls take longer than doubles.
    RC_ASSERT(r.ball_pair + 9 * r.ball_pair_column > r.pair + 9 * r.pair_column);
    RC_ASSERT(definition_in_double_cost(square_shape(64, 4, 4, 2), 1, r).seconds <
              definition_in_double_cost(square_shape(128, 4, 4, 2), 1, r).seconds);
  });
  s.law("balls become the doubles nearest to their middles, with the most they are off; beyond the range none do", [] {
    const RationalMatrix exact = outputs_of_any_size(size_in(1, 3), size_in(1, 2));
    const BallMatrix balls = to_balls(exact, Precision(*rc::gen::element(30L, 53L, 200L)));
    const auto rounded = round_to_doubles(balls);
    Rational worst, widest;
    for (std::size_t i = 0; i < exact.rows(); ++i)
      for (std::size_t j = 0; j < exact.cols(); ++j) {
        const Ball x = balls.get(i, j);
        const double nearest = x.midpoint().nearest_double();
        if (std::isinf(nearest)) RC_ASSERT(!rounded);
        if (!rounded) continue;
        RC_ASSERT(rounded->output(i, j) == nearest);
        worst = max(worst, max(x.upper() - Rational::exact(nearest), Rational::exact(nearest) - x.lower()));
        widest = max(widest, x.radius());
      }
    if (!rounded) return;
    const Rational little = Rational::power_of_two(-1100), more = Rational(1) + Rational::power_of_two(-27);
    RC_ASSERT(worst <= rounded->error && rounded->error <= max(little, worst * more));
    RC_ASSERT(widest <= rounded->radius && rounded->radius <= max(little, widest * more));
  });
  s.law("rows and all at once: within eps where float64 can be, else undecided, and the range is named beyond it", [] {
    const RationalMatrix exact = outputs_of_any_size(size_in(1, 3), size_in(1, 2));
    const InFloat64 can(exact);
    const Rational some = pow(Rational(10), -*rc::gen::inRange(1L, 20L)),
                   eps = *rc::gen::element(some, some * Rational::power_of_two(960));
    const auto rows =
        rows_to_doubles(exact.rows(), exact.cols(), eps, Budget{}, 1, [&](std::size_t i, Precision p, arb_ptr out) {
          for (std::size_t j = 0; j < exact.cols(); ++j) arb_set(out + j, Ball(exact.get(i, j), p).raw());
        });
    const auto all = to_precision({}, eps, Budget{}, [&](Precision p, const Deadline&) { return to_balls(exact, p); });
    RC_CLASSIFY(can.beyond, "beyond the range");
    for (const auto* outcome : {&rows, &all}) {
      if (outcome->decided()) {
        assert_near(outcome->value(), exact, eps);
        RC_ASSERT(!can.beyond);
        continue;
      }
      RC_ASSERT(outcome->why().reason == Undecided::Reason::precision);
      RC_ASSERT(can.beyond || can.off * Rational(2) > eps);  // a radius of eps/4 is what a row may have
      if (can.off * Rational(2) <= eps) RC_ASSERT(says(outcome->why(), "an output leaves the range of float64"));
    }
    RC_ASSERT(can.off <= eps || (!rows.decided() && !all.decided()));
  });
  s.law("outputs that are finite from some precision on are taken there, none that never are; time and bits may end",
        [] {
          const RationalMatrix exact = outputs_of_any_size(1, 2);
          RC_PRE(!InFloat64(exact).beyond);
          const long from = *rc::gen::element(64L, 128L, 256L, 512L, 1024L);
          const auto late = [&](Precision p, const Deadline&) {
            BallMatrix out = to_balls(exact, p);
            if (p.bits() < from) arb_indeterminate(arb_mat_entry(out.raw(), 0, 1));
            return out;
          };
          const Rational wide = Rational::power_of_two(980);
          Budget budget;
          const auto there = to_precision({}, wide, budget, late);
          RC_ASSERT(there.decided() && there.value().precision_bits == from);
          assert_near(there.value(), exact, wide);
          budget.precision_bits = from - 1;
          const auto never = to_precision({}, wide, budget, late);
          RC_ASSERT(!never.decided() && never.why().reason == Undecided::Reason::precision);
          RC_ASSERT(from == 64 || says(never.why(), "no precision in the budget gives finite quotients"));
          const auto never_narrow = [](std::size_t, Precision, arb_ptr out) { arb_zero_pm_one(out); };
          const auto rows = rows_to_doubles(1, 1, Rational(1, 100), budget, 1, never_narrow);
          RC_ASSERT(!rows.decided() && says(rows.why(), ("more than " + std::to_string(from - 1) + " bits").c_str()));
          budget.seconds = 0;
          for (const auto& outcome :
               {to_precision({}, wide, budget, late), rows_to_doubles(1, 1, Rational(1, 100), budget, 1, never_narrow)})
            RC_ASSERT(!outcome.decided() && (outcome.why().reason == Undecided::Reason::seconds || from == 64));
        });
  s.fact("what no polynomial, no double or no budget can do is undecided, and says why", [] {
    const auto says = [](const auto& outcome, const char* why) {
      return !outcome.decided() && outcome.why().text.find(why) != std::string::npos;
    };
    const Rational e = pow(Rational(10), -3);
    RC_ASSERT(says(plan_scores(1e9, 0, 1, e), "scores may reach"));
    RC_ASSERT(says(plan_scores(1, 2, 1, e), "a weight by its own size"));
    RC_ASSERT(says(plan_scores(1, 0, 1, pow(Rational(10), -400)), "below what float64 output can hold"));
    Problem p{dense_doubles(4, 2, 1, 1), dense_doubles(4, 2, 1, 2), dense_doubles(4, 1, 1, 3)};
    Budget little;
    little.seconds = 1e-30;
    RC_ASSERT(says(softmax(p, e, Method::definition, little, 1), "s are needed; allowed are"));
    Problem large = p;
    for (double& x : large.q.entries()) x = std::ldexp(x, 1000);
    for (double& x : large.k.entries()) x = std::ldexp(x, 1000);
    RC_ASSERT(!plan_polynomial(large, e).decided());
    p.bias = AlibiBias{Rational(1, 2)};
    RC_ASSERT(says(softmax(p, e, Method::polynomial, Budget{}, 1), "biases are not for the double kernel"));
    RC_ASSERT(says(softmax(p, e, Method::definition_double, Budget{}, 1), "the one in balls takes them"));
  });
  return s.finish();
}
