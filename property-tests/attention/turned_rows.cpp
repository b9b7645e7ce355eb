#include "attest/attention/turned_rows.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/kernel/instructions.hpp"
#include "attest/kernel/turns.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;
using namespace attest::kernel;

namespace {

const Precision fine(1200);

void on_every_target(const std::function<void()>& body) {
  for (const Instructions i : instructions_of_this_machine()) {
    choose_instructions_for_test(i);
    body();
  }
  choose_instructions_for_test(instructions_of_this_machine().front());
}

Ball exact(double high, double low) { return add(Ball::exact(high), Ball::exact(low), fine); }

/// The numbers from -1 to 1, and what is near 0 and 1.
double coordinate() {
  const double x = std::ldexp(*rc::gen::inRange(-1'000'000, 1'000'001), -20);
  return *rc::gen::inRange(0, 4) == 0 ? std::ldexp(x, -*rc::gen::inRange(0, 60)) : x;
}
Turn any_turn() { return {coordinate(), std::ldexp(coordinate(), -54), coordinate(), std::ldexp(coordinate(), -54)}; }

Rotary any_rotary(std::size_t d) {
  Rotary r = standard_rotary(d, d / 2 * 2, *rc::gen::inRange(0, 2) == 1 ? Pairing::half : Pairing::interleaved,
                             *rc::gen::element<Rational>(10000, 500000, 7));
  const int kind = *rc::gen::inRange(0, 6);
  if (kind == 0) r = with_linear_scaling(r, positive_rational(4));
  if (kind == 1) r = with_xpos(r, 64);
  if (kind == 2) r.planes[0].angle = PythagoreanAngle{Rational(3, 5), Rational(4, 5)};
  if (kind == 3) r.planes[0].angle = PythagoreanAngle{Rational(0), Rational(1)};
  return r;
}

}  // namespace

int main() {
  Suite s("attention/turned_rows");
  s.law("the product of two turns in pairs of doubles is within 2^-96 of the exact one, on every width", [] {
    const Turn a = any_turn(), b = any_turn();
    const Ball c1 = exact(a.cos, a.cos_rest), s1 = exact(a.sin, a.sin_rest), c2 = exact(b.cos, b.cos_rest),
               s2 = exact(b.sin, b.sin_rest);
    const Ball c = sub(mul(c1, c2, fine), mul(s1, s2, fine), fine), t = add(mul(c1, s2, fine), mul(s1, c2, fine), fine);
    const Ball allowed(Rational::power_of_two(-96), fine);
    on_every_target([&] {
      const Turn out = times(a, b);
      RC_ASSERT(certainly(less_equal(abs(sub(exact(out.cos, out.cos_rest), c, fine)), allowed)));
      RC_ASSERT(certainly(less_equal(abs(sub(exact(out.sin, out.sin_rest), t, fine)), allowed)));
    });
  });
  s.law("pairs that are settled are turned to within 2^-52 of themselves", [] {
    // By the turns as they stand, exact points of the circle or not: what they are off by is at most 2^-90, elsewhere.
    const std::size_t n = size_in(1, 20);
    std::vector<Turn> turns;
    std::vector<double> x, y;
    for (std::size_t t = 0; t < n; ++t) {
      turns.push_back(any_turn());
      const int power = *rc::gen::element(0, 0, 300, -300);
      x.push_back(std::ldexp(coordinate(), power));
      y.push_back(std::ldexp(coordinate(), power));
    }
    const Turn by = *rc::gen::inRange(0, 2) == 0 ? Turn{} : any_turn();
    on_every_target([&] {
      std::vector<double> out_x(n), out_y(n);
      Turns(turns).turn(by, 0, n, x.data(), y.data(), out_x.data(), out_y.data());
      for (std::size_t t = 0; t < n; ++t) {
        if (!Turns::settled(x[t], y[t], out_x[t], out_y[t])) continue;
        const Turn both = times(by, turns[t]);
        const Ball c = exact(both.cos, both.cos_rest), sn = exact(both.sin, both.sin_rest);
        const Ball a = sub(mul(c, Ball::exact(x[t]), fine), mul(sn, Ball::exact(y[t]), fine), fine),
                   b = add(mul(sn, Ball::exact(x[t]), fine), mul(c, Ball::exact(y[t]), fine), fine);
        const Ball most(Rational::exact(turned_error), fine);
        RC_ASSERT(certainly(less_equal(abs(sub(Ball::exact(out_x[t]), a, fine)), mul(most, abs(a), fine))));
        RC_ASSERT(certainly(less_equal(abs(sub(Ball::exact(out_y[t]), b, fine)), mul(most, abs(b), fine))));
      }
    });
  });
  s.law(
      "rows are turned to within 2^-52 of each entry, at any position, on every width",
      [] {
        const std::size_t d = size_in(2, 6), n = size_in(1, 300);
        const Rotary rotary = any_rotary(d);
        const std::size_t first = *rc::gen::inRange(0, 3) == 0   ? (std::size_t{1} << size_in(10, 40)) - size_in(1, 200)
                                  : *rc::gen::inRange(0, 2) == 0 ? size_in(1, 1000)
                                                                 : 0;
        const Role role = *rc::gen::element(Role::query, Role::key);
        DoubleMatrix rows = dense_doubles(n, d, 2, size_in(0, 1000));
        if (*rc::gen::inRange(0, 3) == 0)
          for (double& x : rows.entries()) x = *rc::gen::element(0.0, 1.0, 1e-20, -3.0, 1e-310, 1e300);
        if (*rc::gen::inRange(0, 3) == 0)
          for (std::size_t l = 0; l < d; ++l) rows(size_in(0, n - 1), l) = any_double();
        // A row that is turned onto an axis: what is left of the other entry is all cancellation.
        const std::size_t at = size_in(0, std::min<std::size_t>(n, 128) - 1);
        for (const auto& plane : rotary.planes) {
          if (first + at > 4096) break;  // growth leaves the range of balls
          std::vector<Ball> axis(d, Ball(0));
          axis[plane.first] = Ball(1);
          rotate(rotary, std::span<Ball>(axis), first + at, role, BallField{fine});
          const double x = axis[plane.first].midpoint().nearest_double(),
                       y = axis[plane.second].midpoint().nearest_double();
          if (std::isfinite(x) && std::isfinite(y)) rows(at, plane.first) = x, rows(at, plane.second) = -y;
        }
        on_every_target([&] {
          DoubleMatrix turned = rows;
          turn_rows(rotary, turned, first, role);
          for (const std::size_t i : {std::size_t{0}, n / 2, n - 1, at}) {
            std::vector<Ball> x;
            for (const double entry : rows.row(i)) x.push_back(Ball::exact(entry));
            rotate(rotary, std::span<Ball>(x), first + i, role, BallField{fine});
            for (std::size_t l = 0; l < d; ++l) {
              if (!std::isfinite(turned(i, l))) {
                RC_ASSERT(!certainly(less_equal(abs(x[l]), Ball(Rational::power_of_two(1023), fine))));
                continue;
              }
              const Ball allowed = add(mul(Ball(Rational::exact(turned_error), fine), abs(x[l]), fine),
                                       Ball(Rational::power_of_two(-1074), fine), fine);
              RC_ASSERT(certainly(less_equal(abs(sub(Ball::exact(turned(i, l)), x[l], fine)), allowed)));
            }
          }
        });
      },
      0.5);
  s.fact("turns that are not there are refused", [] {
    const Turns turns(std::vector<Turn>(3));
    double x[4] = {}, y[4] = {};
    RC_ASSERT(throws_with<std::out_of_range>([&] { turns.turn({}, 1, 3, x, y, x, y); }, {"turns", "3 from 1"}));
  });
  return s.finish();
}
