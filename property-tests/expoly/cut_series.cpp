#include <cmath>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/expoly/cut_series.hpp"
#include "attest/expoly/extremal.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::expoly;

namespace {

const Precision precision(400);

double between(double low, double high) { return low + (high - low) * *rc::gen::inRange(0, 1001) / 1000; }
double width() { return *rc::gen::element(between(0.0625, 2), between(1, 8), between(5, 30)); }

/// |p(s) - e^s|, exactly but for 2^-300 of it.
Ball error(const CutSeries& c, double s) {
  const Ball x = Ball::exact(s);
  return abs(sub(c.polynomial()(x, precision), exp(x, precision), precision));
}
Rational q(double x) { return Rational::exact(x); }

}  // namespace

int main() {
  Suite s("cut_series");
  s.law("the error at s is within floor + excess(z) (s/z)^2t + rounding, for every |s| <= z and 2t <= g + 1", [] {
    const double b = width(), z = between(0.01, 6) * b;
    const std::size_t g = size_in(0, 24), t = size_in(0, (g + 1) / 2);
    const CutSeries c(b, g);
    if (z > 40) return;
    for (int k = 0; k < 8; ++k) {
      // Anywhere, where T_{g+1} is largest, and at z.
      const double cosine =
          std::cos(3.14159265358979 * static_cast<double>(size_in(0, g + 1)) / static_cast<double>(g + 1));
      const double at = *rc::gen::element(between(-1, 1) * z, std::min(b, z) * cosine, z, -z, std::min(b, z));
      const Rational bound =
          q(c.floor_up()) + q(c.excess_up(z)) * pow(abs(q(at)) / q(z), 2 * static_cast<long>(t)) + q(c.rounding_up(z));
      RC_ASSERT(error(c, at).lower() <= bound);
    }
  });
  s.law("nothing is lost at z itself: there the error is floor + excess(z), to a thousandth, less the rounding", [] {
    const double b = width(), z = between(1, 6) * b;
    const CutSeries c(b, size_in(0, 24));
    if (z > 40) return;
    const Rational claimed = q(c.floor_up()) + q(c.excess_up(z));
    RC_ASSERT(error(c, z).upper() + q(c.rounding_up(z)) >= claimed * Rational(999, 1000));
  });
  s.law("the floor is near the least error of the degree: within 1/(1 - b/(2g+4)) of what points prove", [] {
    const double b = between(0.0625, 6);
    const std::size_t g = size_in(4, 16);
    const polynomial::Interval I(-q(b), q(b));
    const Ball least =
        bound_from_points(guess_extremal_points(I, g, ErrorKind::absolute), ErrorKind::absolute, precision).lower;
    const Rational near = Rational(1) - q(b) / Rational(2 * g + 4);
    RC_ASSERT(q(CutSeries(b, g).floor_up()) * near <= least.upper() * Rational(100'001, 100'000));
  });
  s.law("within b there is no excess, and beyond it grows with z", [] {
    const double b = width();
    const CutSeries c(b, size_in(0, 24));
    RC_ASSERT(c.excess_up(between(0, 1) * b) == 0);
    const double z = between(1, 7) * b;
    RC_ASSERT(c.excess_up(z) <= c.excess_up(z * 1.01));
  });
  s.fact("what is out of range is refused, and beyond 8 b nothing is promised", [] {
    RC_ASSERT(throws_with<std::domain_error>([] { CutSeries(0.05, 3); }, {"b:", "1/16 to 40"}));
    RC_ASSERT(throws_with<std::domain_error>([] { CutSeries(41, 3); }, {"b:", "1/16 to 40"}));
    RC_ASSERT(throws_with<std::domain_error>([] { CutSeries(1, 65); }, {"degree:", "65", "64"}));
    RC_ASSERT(std::isinf(CutSeries(1, 3).excess_up(8.5)));
  });
  return s.finish();
}
