#include "attest/kernel/definition.hpp"

#include <cmath>
#include <functional>
#include <optional>
#include <vector>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/expoly/error.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/kernel/exponential.hpp"
#include "attest/kernel/instructions.hpp"
#include "attest/number/thread.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::kernel;

namespace {

const Precision fine(160);

/// Runs `body` once with each instruction set that is compiled and that this machine has, and as it would be chosen.
void on_every_target(const std::function<void()>& body) {
  const auto all = instructions_of_this_machine();
  struct Restore {
    ~Restore() { choose_instructions_for_test(instructions_of_this_machine().front()); }
  } const restore;
  for (const Instructions i : all) {
    choose_instructions_for_test(i);
    body();
  }
}

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

DoubleMatrix numbers(std::size_t rows, std::size_t cols, double value) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) x = value;
  return m;
}

/// Some rows of x, keys of entries at most 1 for one to three modes, values at most 3; now and then a mode of several
/// blocks, and sizes around those of tiles and chains.
struct Instance {
  explicit Instance(double stretch = 1, std::size_t least_rows = 1, std::size_t most_rows = 6) {
    const std::size_t modes = size_in(1, 3), d = *rc::gen::element<std::size_t>(1, 2, 3, 16, 17, 33), c = size_in(1, 7),
                      n = size_in(least_rows, most_rows);
    for (std::size_t a = 0; a < modes; ++a) {
      const std::size_t m = *rc::gen::inRange(0, 4) != 0 ? size_in(1, 5)
                            : a == 0 && modes == 1       ? size_in(250, 600)
                                                         : size_in(30, 40);
      y.push_back(dense_doubles(m, d, 1, size_in(0, 1000)));
      w.push_back(dense_doubles(m, c, 3, size_in(0, 1000)));
    }
    x = double_matrix(n, d, stretch * *rc::gen::element(0.5, 20.0) / std::sqrt(static_cast<double>(d)));
  }

  [[nodiscard]] std::vector<const DoubleMatrix*> pointers() const {
    std::vector<const DoubleMatrix*> out;
    for (const auto& m : y) out.push_back(&m);
    return out;
  }
  [[nodiscard]] std::size_t columns() const { return w[0].cols(); }
  [[nodiscard]] double tuples() const {
    double out = 1;
    for (const auto& m : y) out *= static_cast<double>(m.rows());
    return out;
  }
  [[nodiscard]] double score_error() const {
    double absolute = 0;
    for (std::size_t i = 0; i < x.rows(); ++i) {
      double row = 0;
      for (const double entry : x.row(i)) row = add_up(row, std::fabs(entry));
      absolute = std::max(absolute, row);
    }
    return kernel::score_error(x.cols(), y.size(), absolute);
  }
  [[nodiscard]] double error(double further) const {
    std::vector<std::size_t> rows;
    for (const auto& m : y) rows.push_back(m.rows());
    return definition_error(add_up(score_error(), further), rows);
  }

  std::vector<DoubleMatrix> y, w;
  DoubleMatrix x;
};

/// Calls visit(score, tuple) for all tuples of a row, exactly.
void for_each_tuple(const Instance& in, const std::vector<Rational>& z, std::vector<std::size_t>& tuple,
                    const std::function<void(const Rational&)>& visit) {
  const std::size_t mode = tuple.size();
  if (mode == in.y.size()) {
    Rational score;
    for (const auto& entry : z) score += entry;
    return visit(score);
  }
  for (std::size_t j = 0; j < in.y[mode].rows(); ++j) {
    std::vector<Rational> next = z;
    for (std::size_t l = 0; l < z.size(); ++l) next[l] *= Rational::exact(in.y[mode](j, l));
    tuple.push_back(j);
    for_each_tuple(in, next, tuple, visit);
    tuple.pop_back();
  }
}

/// On every instruction set each sum, of e^{s - t} with t the row's largest score or 0, is within
/// error * sum e^{s - t} |w1 w2 ...| + lost of the exact one.
void assert_within(const Instance& in, DefinitionRows::Scores scores, double error, double lost) {
  const std::size_t n = in.x.rows(), c = in.columns();
  const bool shifted = scores == DefinitionRows::Scores::shifted;
  std::vector<Ball> value(n * c), allowed(n * c, Ball(Rational::exact(lost), fine));
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Rational> row;
    for (const double entry : in.x.row(i)) row.push_back(Rational::exact(entry));
    std::vector<std::size_t> tuple;
    std::optional<Rational> largest;
    if (shifted)
      for_each_tuple(in, row, tuple, [&](const Rational& score) { largest = largest ? max(*largest, score) : score; });
    for_each_tuple(in, row, tuple, [&](const Rational& score) {
      const Ball weight = exp(Ball(score - largest.value_or(Rational(0)), fine), fine);
      for (std::size_t a = 0; a < c; ++a) {
        Rational product(1);
        for (std::size_t mode = 0; mode < tuple.size(); ++mode) product *= Rational::exact(in.w[mode](tuple[mode], a));
        const Ball term = mul(weight, Ball(product, fine), fine);
        value[i * c + a] = add(value[i * c + a], term, fine);
        allowed[i * c + a] = add(allowed[i * c + a], mul(Ball(Rational::exact(error), fine), abs(term), fine), fine);
      }
    });
  }
  on_every_target([&] {
    std::vector<double> sums(n * c);
    DefinitionRows(in.pointers(), in.w).rows(in.x.entries(), sums, scores);
    for (std::size_t i = 0; i < n * c; ++i)
      RC_ASSERT(certainly(less_equal(abs(sub(Ball::exact(sums[i]), value[i], fine)), allowed[i])));
  });
}

}  // namespace

int main() {
  Suite s("kernel/definition");
  s.fact("the polynomial of the exponential is within 2.09 u of e^r, relatively: certified by attest itself", [] {
    std::vector<Rational> c;
    for (const double x : exponential_polynomial) c.push_back(Rational::exact(x));
    const auto error = expoly::certify_error(polynomial::Polynomial(c), {Rational(-1733, 5000), Rational(1733, 5000)},
                                             expoly::ErrorKind::relative, Rational(1, 1000), Budget{});
    RC_ASSERT(error.decided());
    RC_ASSERT(error.value().upper <= Rational(209, 100) * Rational::exact(unit));
  });
  s.law(
      "an exponential in double is within its proven error of e^x",
      [] {
        const double bound = *rc::gen::element(1e-9, 0.1, 1.0, 40.0, exponential_range);
        const double x = bound * *rc::gen::inRange(-1'000'000'000, 1'000'000'001) / 1e9;
        on_every_target([&] { RC_ASSERT(within(x, exponential(x))); });
      },
      20);
  s.fact("so it is at the ends, at 0, and around every multiple of ln 2 / 2, where k changes, in every lane", [] {
    std::vector<double> x{0.0, exponential_range, -exponential_range, 0x1p-1074, -0x1p-1074, 0x1p-30};
    for (int k = -2019; k <= 2019; ++k) {
      const double y = k * 0.34657359027997264;
      for (const double z : {y, std::nextafter(y, 1e9), std::nextafter(y, -1e9)}) x.push_back(z);
    }
    on_every_target([&] {
      for (std::size_t skip = 0; skip < 3; ++skip) {
        std::vector<double> out(x.size() - skip);
        exponentials(std::span(x).subspan(skip), out);
        if (skip == 0) RC_ASSERT(out[0] == 1.0);
        for (std::size_t i = 0; i < out.size(); i += skip == 0 ? 1 : 50) RC_ASSERT(within(x[i + skip], out[i]));
        RC_ASSERT(within(x.back(), out.back()));
      }
    });
  });
  s.law(
      "sums over all tuples are within the proven error of the definition, for one to three keys at once",
      [] {
        const Instance in;
        RC_ASSERT(in.error(0) < 1e-10);
        assert_within(in, DefinitionRows::Scores::plain, in.error(0), 0);
      },
      0.5);
  s.law(
      "shifted by the row's largest score they are so too, for scores of any size",
      [] {
        const Instance in(*rc::gen::element(1.0, 100.0, 1e4));
        // t is a computed score, so it is within one score error of the largest one.
        const double error = in.error(add_up(shift_error, in.score_error()));
        RC_ASSERT(error < 1e-8);
        assert_within(in, DefinitionRows::Scores::shifted, error, 2 * shift_lost * 27 * in.tuples());
      },
      0.5);
  s.law(
      "a row's sums do not depend on the rows beside it or on threads",
      [] {
        const Instance in(1, 1, 70);
        for (const auto scores : {DefinitionRows::Scores::plain, DefinitionRows::Scores::shifted})
          on_every_target([&] {
            const std::size_t n = in.x.rows(), d = in.x.cols(), c = in.columns();
            std::vector<double> all(n * c);
            const DefinitionRows definition(in.pointers(), in.w);
            definition.rows(in.x.entries(), all, scores);
            for (const unsigned threads : {1U, 2U, 3U}) {
              std::vector<double> sums(n * c);
              for_each_chunk(n, size_in(1, 9), threads, [&](std::size_t begin, std::size_t end) {
                definition.rows(in.x.entries().subspan(begin * d, (end - begin) * d),
                                std::span(sums).subspan(begin * c, (end - begin) * c), scores);
              });
              RC_ASSERT(sums == all);
            }
          });
      },
      0.2);
  s.fact("scores of one size for all keys, however low: the copies behind the last block do not count", [] {
    for (const double x : {-1e5, -500.0, 0.0, 1e5}) {
      const DoubleMatrix key = numbers(17, 1, 1.0), ones = numbers(17, 1, 1.0);
      on_every_target([&] {
        double sum = 0;
        DefinitionRows({&key}, {ones}).rows({&x, 1}, {&sum, 1}, DefinitionRows::Scores::shifted);
        RC_ASSERT(sum == 17);
      });
    }
  });
  s.fact("shapes that do not fit are refused", [] {
    const DoubleMatrix two(2, 2), three(3, 2);
    const std::vector<DoubleMatrix> w{DoubleMatrix(2, 1)};
    RC_ASSERT(throws_with<std::invalid_argument>([&] { DefinitionRows({&three}, w); }, {"mode 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { DefinitionRows({&two, &two}, w); }, {"y, w"}));
    const DefinitionRows rows({&two}, w);
    std::vector<double> x(3), sums(1);
    RC_ASSERT(throws_with<std::invalid_argument>([&] { rows.rows(x, sums); }, {"rows"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { exponentials(x, sums); }, {"as many"}));
    RC_ASSERT(std::isinf(definition_error(1.5, std::vector<std::size_t>{3})));
  });
  return s.finish();
}
