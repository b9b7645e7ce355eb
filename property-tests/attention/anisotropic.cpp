#include "attest/attention/anisotropic.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/scores.hpp"
#include "attest/count/ranks.hpp"
#include "attest/expoly/bivariate.hpp"
#include "proven.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;

namespace {

/// Random turns of random pairs of columns, the same for both matrices or not: orthogonal but for rounding.
void turn(std::vector<DoubleMatrix*> matrices, std::size_t turns) {
  const std::size_t d = matrices.front()->cols();
  if (d < 2) return;
  for (std::size_t t = 0; t < turns; ++t) {
    const std::size_t p = size_in(0, d - 2), q = size_in(p + 1, d - 1);
    const double angle = *rc::gen::inRange(-3000, 3001) / 1000.0, c = std::cos(angle), s = std::sin(angle);
    for (auto* m : matrices)
      for (std::size_t i = 0; i < m->rows(); ++i) {
        const double x = (*m)(i, p), y = (*m)(i, q);
        (*m)(i, p) = c * x - s * y, (*m)(i, q) = s * x + c * y;
      }
  }
}

/// Columns that fall by `ratio` each, turned, and moved away from the origin.
Problem falling_columns(std::size_t d, double ratio, std::size_t rows, double size) {
  const std::uint64_t seed = size_in(0, 100'000);
  Problem p{
      dense_doubles(rows, d, size, seed), dense_doubles(rows + size_in(0, 3), d, 1, seed + 1), {}, Scale::rational(1)};
  p.v = dense_doubles(p.k.rows(), size_in(1, 2), 2, seed + 2);
  for (auto* m : {&p.q, &p.k})
    for (std::size_t i = 0; i < m->rows(); ++i)
      for (std::size_t l = 0; l < d; ++l) (*m)(i, l) *= std::pow(ratio, static_cast<double>(l));
  turn({&p.q, &p.k}, 3 * d);
  for (auto* m : {&p.q, &p.k}) {
    const std::vector<double> center(m->row(0).begin(), m->row(0).end());
    const double far = *rc::gen::inRange(0, 3);
    for (std::size_t i = 0; i < m->rows(); ++i)
      for (std::size_t l = 0; l < d; ++l) (*m)(i, l) += far * center[l];
  }
  return p;
}

std::vector<std::size_t> some_rows(const Problem& p) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < p.q.rows(); i += 1 + p.q.rows() / 6) rows.push_back(i);
  return rows;
}

Ball score_of(const Problem& p, std::size_t i, std::size_t j, Precision precision) {
  Rational s;
  for (std::size_t l = 0; l < p.q.cols(); ++l) s += Rational::exact(p.q(i, l)) * Rational::exact(p.k(j, l));
  return mul(Ball(s, precision), score_factor(p, precision), precision);
}

/// ln of a positive double, and x_i.y_j.
Ball rebased_score(const Rebased& r, std::size_t i, std::size_t j, Precision precision) {
  Rational s;
  for (std::size_t l = 0; l < r.x.cols(); ++l) s += Rational::exact(r.x(i, l)) * Rational::exact(r.y(j, l));
  return add(Ball(s, precision), log(Ball::exact(r.weight[j]), precision), precision);
}

}  // namespace

int main() {
  Suite s("attention/anisotropic");
  s.law("rebased data carry the scores, up to a constant per row and the perturbation stated, within their bounds", [] {
    const std::size_t d = size_in(1, 5);
    Problem p = falling_columns(d, *rc::gen::element(1.0, 0.5, 0.01), size_in(2, 7), *rc::gen::element(0.1, 1.0, 30.0));
    if (*rc::gen::arbitrary<bool>()) p.scale = Scale::inverse_sqrt();
    const auto r = rebase(p);
    if (!r) RC_DISCARD("the guess failed");
    const Precision precision(300);
    const Ball off(mul(Ball(2), Ball(Rational::exact(r->perturbation), precision), precision));
    for (std::size_t i = 0; i < p.q.rows(); ++i) {
      Rational weighted, weights;
      const Ball first = sub(score_of(p, i, 0, precision), rebased_score(*r, i, 0, precision), precision);
      for (std::size_t j = 0; j < p.k.rows(); ++j) {
        const Ball here = sub(score_of(p, i, j, precision), rebased_score(*r, i, j, precision), precision);
        RC_ASSERT(possibly(less_equal(abs(sub(here, first, precision)), off)));
        Rational score, magnitude;
        for (std::size_t l = 0; l < d; ++l) {
          const Rational term = Rational::exact(r->x(i, l)) * Rational::exact(r->y(j, l));
          score += term, magnitude += abs(term);
        }
        RC_ASSERT(abs(score) <= Rational::exact(r->bounds.score));
        RC_ASSERT(magnitude <= Rational::exact(r->bounds.absolute));
        weighted += Rational::exact(r->weight[j]) * score, weights += Rational::exact(r->weight[j]);
      }
      RC_ASSERT(abs(weighted) <= weights * Rational::exact(r->bounds.mean));
    }
    RC_ASSERT(*std::max_element(r->weight.begin(), r->weight.end()) == 1);
  });
  s.law(
      "columns that fall by a half, a quarter, ..., turned and moved: the output is within its bound of the "
      "definition, "
      "and the rank is at most that of the polynomial of least degree",
      [] {
        const std::size_t d = size_in(2, 7);
        const double ratio = *rc::gen::element(1.0, 0.5, 0.25, 0.0625);
        const Problem p = falling_columns(d, ratio, size_in(20, 60), *rc::gen::element(0.3, 1.0));
        const Rational eps = pow(Rational(10), -*rc::gen::inRange(1L, 8L));
        const auto plan = plan_anisotropic(p, eps);
        RC_PRE(plan.decided());
        const auto& a = plan.value();
        RC_CLASSIFY(a.stairs.first < d, "fewer monomials");
        const auto scores = plan_scores(a.data.bounds.score, a.data.perturbation, half_spread(p.v), eps);
        RC_ASSERT(a.rank <= count::tight_rank(static_cast<long>(d), static_cast<long>(scores.value().degree())));
        const auto answer = softmax_by_anisotropic(p, a, eps, Budget{}, 1);
        RC_PRE(answer.decided());
        assert_proven(p, answer.value(), eps, some_rows(p));
      },
      0.5);
  s.law(
      "the polynomial in two scores stays within its relative error",
      [] {
        const Rational S = positive_rational(4), Z = positive_rational(1);
        std::vector<Rational> errors{pow(Rational(10), -*rc::gen::inRange(1L, 9L))};
        while (errors.size() < 16) errors.push_back(min(errors.back() * Rational(size_in(1, 30)), Rational(99, 100)));
        const Rational weak = pow(Rational(10), -*rc::gen::inRange(1L, 9L));
        const auto p = expoly::bivariate_approximation(S, Z, errors, weak);
        RC_PRE(p.has_value());
        const Precision precision(200);
        for (long i = -6; i <= 6; ++i)
          for (long j = -6; j <= 6; ++j) {
            const Rational x = S * Rational(i) / Rational(6), z = Z * Rational(j) / Rational(6);
            Rational value, power = 1;
            for (const auto& row : p->rows) value += row(x) * power, power *= z;
            const Ball exact = exp(Ball(x + z, precision), precision);
            const Ball off = abs(sub(Ball(value, precision), exact, precision));
            RC_ASSERT(certainly(less_equal(off, mul(Ball(p->relative_error, precision), exact, precision))));
          }
        RC_ASSERT(p->relative_error <= weak + exp(Ball(Z, precision), precision).upper() *
                                                  exp(Ball(Z, precision), precision).upper() * Rational(2) *
                                                  errors.back());
      },
      0.3);
  s.law("a staircase that is guessed asks each row for an error that some polynomial has", [] {
    const auto sized = [](double most) { return most * *rc::gen::inRange(1, 1000) / 1000.0; };
    const double S = sized(60), Z = sized(S), eps = std::pow(2, -*rc::gen::inRange(1, 60));
    const auto guess =
        guess_staircase(*rc::gen::inRange<std::size_t>(1, 5), *rc::gen::inRange<std::size_t>(1, 5), S, Z, eps);
    for (const double e : guess.row_errors) RC_ASSERT(e > 0 && e < 1);
  });
  s.law(
      "the bound of a plan does not depend on eps: it answers from there on, and below says what rounding may reach",
      [] {
        const Problem p = falling_columns(size_in(2, 4), *rc::gen::element(1.0, 0.0625), size_in(4, 20), 0.5);
        const auto plan = plan_anisotropic(p, pow(Rational(10), -*rc::gen::inRange(3L, 15L)));
        RC_PRE(plan.decided());
        const auto wide = softmax_by_anisotropic(p, plan.value(), Rational(1000), Budget{}, 1);
        const Rational bound = wide.value().error_bound();
        const auto there = softmax_by_anisotropic(p, plan.value(), bound, Budget{}, 1);
        RC_ASSERT(there.decided() && there.value().error_bound() == bound);
        assert_proven(p, there.value(), bound, {0});
        const auto below = softmax_by_anisotropic(p, plan.value(), bound * Rational(999, 1000), Budget{}, 1);
        RC_ASSERT(!below.decided() && below.why().reason == Undecided::Reason::precision);
        RC_ASSERT(below.why().upper == bound && below.why().text.find("rounding in double may reach") == 0);
      },
      0.3);
  s.law(
      "a staircase is refused exactly where a weight of a monomial leaves the range of normal doubles",
      [] {
        const Problem p = falling_columns(size_in(2, 4), 0.0625, size_in(4, 20), 0.5);
        auto plan = plan_anisotropic(p, Rational(1, 1000));
        RC_PRE(plan.decided());
        AnisotropicPlan scaled = std::move(plan).value();
        RC_PRE(scaled.stairs.first < p.q.cols());
        // Of degree t in the strong columns and e in the others the weights go from |c_te|, for powers of one variable
        // each, to |c_te| t! e! at most, which is a coefficient of its own.
        Rational least = Rational::power_of_two(2000), most = 0, e_factorial = 1;
        for (std::size_t e = 0; e < scaled.rows.size(); e_factorial *= Rational(++e)) {
          Rational factorials = e_factorial;
          for (std::size_t t = 0; t < scaled.rows[e].coefficients().size(); factorials *= Rational(++t)) {
            const Rational c = abs(scaled.rows[e].coefficient(t));
            if (c.sign() != 0) least = min(least, c), most = max(most, c * factorials);
          }
        }
        const long around = *rc::gen::inRange(-9L, 10L), to_least = -1022 - std::ilogb(least.nearest_double()),
                   to_most = 1024 - std::ilogb(most.nearest_double());
        const long shift = *rc::gen::element(to_least + around, to_least + 2, to_most + around, 100 * around);
        const Rational scale = Rational::power_of_two(shift);
        for (auto& row : scaled.rows) row = scale * row;
        least = least * scale, most = most * scale;
        const Rational smallest = Rational::power_of_two(-1022), largest = Rational::power_of_two(1024),
                       little = Rational::power_of_two(-40);
        RC_PRE(abs(least - smallest) > smallest * little && abs(most - largest) > largest * little);
        const auto outcome = softmax_by_anisotropic(p, scaled, Rational::power_of_two(5000), Budget{}, 1);
        const bool leaves =
            !outcome.decided() && outcome.why().text.find("leaves the range of normal doubles") != std::string::npos;
        RC_CLASSIFY(leaves, "leaves the range");
        RC_ASSERT(leaves == (least < smallest || most > largest));
      },
      0.5);
  s.fact("row errors that fall are refused; fewer of them than the weak degree has give nothing", [] {
    using expoly::bivariate_approximation;
    const Rational tenth(1, 10), small(1, 1'000'000);
    RC_ASSERT(throws_with<std::domain_error>(
        [&] {
          static_cast<void>(bivariate_approximation(1, 1, {tenth, small}, tenth));
        },
        {"row_errors"}));
    RC_ASSERT(!bivariate_approximation(1, 1, {small, small}, small));
    RC_ASSERT(bivariate_approximation(1, 1, std::vector<Rational>(20, small), small)->rows.size() > 2U);
  });
  s.fact("where columns fall by 1/8 few monomials are left; data as wide in all directions keep them all", [] {
    const Rational eps(1, 1000);
    Problem p{dense_doubles(400, 6, 1, 1), dense_doubles(400, 6, 1, 2), dense_doubles(400, 2, 1, 3),
              Scale::rational(1)};
    const auto all = plan_anisotropic(p, eps);
    RC_ASSERT(all.decided() && all.value().stairs.first == 6 && all.value().rows.size() == 1);
    for (auto* m : {&p.q, &p.k})
      for (std::size_t i = 0; i < 400; ++i)
        for (std::size_t l = 0; l < 6; ++l) (*m)(i, l) *= std::pow(0.125, static_cast<double>(l));
    const auto few = plan_anisotropic(p, eps);
    const auto plain = plan_polynomial(p, eps);
    RC_ASSERT(few.decided() && plain.decided());
    RC_ASSERT(few.value().stairs.first < 6 && few.value().rank * 5 < plain.value().rank);
  });
  s.fact("moved and stretched data have their scores bounded as if they were not", [] {
    Problem p{dense_doubles(300, 4, 1, 1), dense_doubles(300, 4, 1, 2), dense_doubles(300, 1, 1, 3),
              Scale::rational(1)};
    const double before = rebase(p)->bounds.score;
    for (std::size_t i = 0; i < 300; ++i)
      for (std::size_t l = 0; l < 4; ++l) {
        const double stretch = std::pow(10, static_cast<double>(l));
        p.q(i, l) = (p.q(i, l) + 3) * stretch, p.k(i, l) = (p.k(i, l) - 2) / stretch;
      }
    RC_ASSERT(rebase(p)->bounds.score <= 1.001 * before);
    RC_ASSERT(balance(p).bounds.score >= 4 * before);
  });
  s.fact("masks, biases, positions and constant matrices are declined", [] {
    const Problem plain{dense_doubles(9, 2, 1, 1), dense_doubles(9, 2, 1, 2), dense_doubles(9, 1, 1, 3)};
    RC_ASSERT(rebase(plain).has_value());
    Problem p = plain;
    p.mask.causal = true;
    RC_ASSERT(!rebase(p) && !plan_anisotropic(p, Rational(1, 10)).decided());
    p = plain;
    p.positions = standard_rotary(2, 2, Pairing::interleaved, 10000);
    RC_ASSERT(!rebase(p));
    p = plain;
    p.k = DoubleMatrix(9, 2);
    RC_ASSERT(!rebase(p));
    RC_ASSERT(
        throws_with<std::domain_error>([&] { static_cast<void>(plan_anisotropic(plain, Rational(0))); }, {"eps: 0"}));
  });
  return s.finish();
}
