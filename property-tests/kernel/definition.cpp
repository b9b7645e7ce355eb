#include "attest/kernel/definition.hpp"

#include <cmath>
#include <vector>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/exponential.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::kernel;

namespace {

const Precision fine(160);

/// |out - e^x| <= exponential_error e^x, decided in balls.
bool within(double x, double out) {
  const Ball exact = exp(Ball::exact(x), fine);
  const Ball allowed = mul(Ball(Rational::exact(exponential_error), fine), exact, fine);
  return certainly(less_equal(abs(sub(Ball::exact(out), exact, fine)), allowed));
}

double exponential(double x) {
  double out = 0;
  exponentials({&x, 1}, {&out, 1});
  return out;
}

/// sum over all tuples of e^s w1 w2 .. and of e^s |w1 w2 ..|, in balls.
struct Sums {
  Ball value, magnitude;
};
Sums by_definition(const std::vector<DoubleMatrix>& y, const std::vector<DoubleMatrix>& w, std::size_t mode,
                   const std::vector<Rational>& z, const Rational& value, std::size_t c) {
  Sums sums;
  if (mode == y.size()) {
    Rational score;
    for (const auto& entry : z) score += entry;
    const Ball weight = exp(Ball(score, fine), fine);
    return {mul(weight, Ball(value, fine), fine), mul(weight, Ball(abs(value), fine), fine)};
  }
  for (std::size_t j = 0; j < y[mode].rows(); ++j) {
    std::vector<Rational> next = z;
    for (std::size_t l = 0; l < z.size(); ++l) next[l] *= Rational::exact(y[mode](j, l));
    const Sums part = by_definition(y, w, mode + 1, next, value * Rational::exact(w[mode](j, c)), c);
    sums = {add(sums.value, part.value, fine), add(sums.magnitude, part.magnitude, fine)};
  }
  return sums;
}

}  // namespace

int main() {
  Suite s("kernel/definition");
  s.law(
      "an exponential in double is within its proven error of e^x",
      [] {
        const double bound = *rc::gen::element(1e-9, 0.1, 1.0, 40.0, exponential_range);
        const double x = bound * *rc::gen::inRange(-1'000'000'000, 1'000'000'001) / 1e9;
        RC_ASSERT(within(x, exponential(x)));
      },
      20);
  s.fact("so it is at the ends, at 0, and around every multiple of ln 2 / 2, where k changes", [] {
    RC_ASSERT(exponential(0.0) == 1.0);
    for (const double x : {exponential_range, -exponential_range, 0x1p-1074, -0x1p-1074, 0x1p-30})
      RC_ASSERT(within(x, exponential(x)));
    for (int k = -2019; k <= 2019; ++k) {
      const double x = k * 0.34657359027997264;
      for (const double y : {x, std::nextafter(x, 1e9), std::nextafter(x, -1e9)}) RC_ASSERT(within(y, exponential(y)));
    }
  });
  s.law(
      "sums over all tuples are within the proven error of the definition, for one to three keys at once",
      [] {
        const std::size_t modes = size_in(1, 3), d = size_in(1, 3), c = size_in(1, 2);
        std::vector<DoubleMatrix> y, w;
        std::vector<const DoubleMatrix*> pointers;
        std::vector<std::size_t> rows;
        double absolute = 0;
        for (std::size_t a = 0; a < modes; ++a) {
          rows.push_back(a + 1 == modes && *rc::gen::inRange(0, 4) == 0 ? size_in(250, 270) : size_in(1, 4));
          y.push_back(dense_doubles(rows[a], d, 1, size_in(0, 1000)));
          w.push_back(dense_doubles(rows[a], c, 3, size_in(0, 1000)));
        }
        for (const auto& m : y) pointers.push_back(&m);
        const DoubleMatrix x = double_matrix(1, d, *rc::gen::element(0.5, 20.0));
        for (const double entry : x.entries()) absolute = add_up(absolute, std::fabs(entry));
        std::vector<double> sums(c);
        DefinitionRows(pointers, w).row(x.row(0), sums);
        const double error = definition_error(score_error(d, modes, absolute), rows);
        RC_ASSERT(error < 1e-11);
        std::vector<Rational> start;
        for (const double entry : x.entries()) start.push_back(Rational::exact(entry));
        for (std::size_t i = 0; i < c; ++i) {
          const Sums exact = by_definition(y, w, 0, start, 1, i);
          const Ball allowed = mul(Ball(Rational::exact(error), fine), exact.magnitude, fine);
          RC_ASSERT(certainly(less_equal(abs(sub(Ball::exact(sums[i]), exact.value, fine)), allowed)));
        }
      },
      0.5);
  s.fact("shapes that do not fit are refused", [] {
    const DoubleMatrix two(2, 2), three(3, 2);
    const std::vector<DoubleMatrix> w{DoubleMatrix(2, 1)};
    RC_ASSERT(throws_with<std::invalid_argument>([&] { DefinitionRows({&three}, w); }, {"mode 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { DefinitionRows({&two, &two}, w); }, {"y, w"}));
    const DefinitionRows rows({&two}, w);
    std::vector<double> x(3), sums(1);
    RC_ASSERT(throws_with<std::invalid_argument>([&] { rows.row(x, sums); }, {"row"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { exponentials(x, sums); }, {"as many"}));
    RC_ASSERT(std::isinf(definition_error(1.5, std::vector<std::size_t>{3})));
  });
  return s.finish();
}
