#include <thread>

#include "../gen/gen.hpp"
#include "../gen/oracle.hpp"
#include "../gen/suite.hpp"
#include "attest/number/thread.hpp"

using namespace attest;
using namespace attest::test;

namespace {

Precision precision() { return Precision(*rc::gen::element(24L, 53L, 64L, 128L, 300L)); }

/// A ball around a, and a.
std::pair<Ball, Rational> ball_and_point(Precision p) {
  const Rational a = rational(), r = *rc::gen::inRange(0, 2) ? Rational(0) : abs(rational(1));
  return {Ball::between(a - r, a + r, p), a + r * Rational(*rc::gen::inRange(-4, 5)) / Rational(4)};
}

bool encloses(const Ball& b, const oracle::Bounds& exact) {
  return b.lower() <= oracle::back(exact.upper) && oracle::back(exact.lower) <= b.upper();
}

}  // namespace

int main() {
  Suite s("number/ball");
  s.law("a result contains the exact result of any points of the arguments", [] {
    const Precision p = precision();
    const auto [X, x] = ball_and_point(p);
    const auto [Y, y] = ball_and_point(p);
    RC_ASSERT(contains(add(X, Y, p), x + y));
    RC_ASSERT(contains(sub(X, Y, p), x - y));
    RC_ASSERT(contains(mul(X, Y, p), x * y));
    RC_ASSERT(contains(abs(X), abs(x)));
    RC_ASSERT(contains(max(X, Y, p), max(x, y)));
    const Ball quotient = div(X, Y, p);
    if (y.sign() != 0 && quotient.is_finite()) RC_ASSERT(contains(quotient, x / y));
    RC_ASSERT(contains(pow(X, 3, p), x * x * x));
    RC_ASSERT(encloses(exp(X, p), oracle::exp(oracle::from(x), 80)));
  });
  s.law("enclosures at two precisions overlap, and the doubled precision is inside", [] {
    const Rational x = rational();
    const Precision p = precision();
    const Ball coarse = exp(Ball(x, p), p), fine = exp(Ball(x, p.doubled()), p.doubled());
    RC_ASSERT(overlap(coarse, fine));
    RC_ASSERT(contains(coarse, fine));
  });
  s.law("cos(pi x) keeps its period, its symmetry and the doubling formula", [] {
    const Rational x = rational();
    const Precision p(120);
    RC_ASSERT(overlap(cos_pi(x, p), cos_pi(-x, p)));
    RC_ASSERT(overlap(cos_pi(x + Rational(2), p), cos_pi(x, p)));
    const Ball c = cos_pi(x, p);
    RC_ASSERT(overlap(cos_pi(Rational(2) * x, p), sub(mul(Ball(2), mul(c, c, p), p), Ball(1), p)));
    RC_ASSERT(c.radius() < Rational::power_of_two(-100));
  });
  s.law("the bounds of a ball are exact: the ball contains them and nothing beyond", [] {
    const auto [X, x] = ball_and_point(Precision(64));
    RC_ASSERT(contains(X, X.lower()));
    RC_ASSERT(contains(X, X.upper()));
    RC_ASSERT(!contains(X, X.upper() + Rational(1, 1'000'000'000)));
    RC_ASSERT(X.midpoint() + X.radius() == X.upper());
    RC_ASSERT(max(abs(X.lower()), abs(X.upper())) <= X.magnitude_upper());
    RC_ASSERT(X.magnitude_upper() <= max(abs(X.lower()), abs(X.upper())) * Rational(1000001, 1000000));
    RC_ASSERT(X.lower() <= x);
    RC_ASSERT(x <= X.upper());
  });
  s.law("a comparison says yes or no only when it is so for all points", [] {
    const Precision p(64);
    const auto [X, x] = ball_and_point(p);
    const auto [Y, y] = ball_and_point(p);
    if (less(X, Y) == Truth::yes) RC_ASSERT(x < y);
    if (less(X, Y) == Truth::no) RC_ASSERT(y <= x);
    if (less_equal(X, Y) == Truth::no) RC_ASSERT(y < x);
    if (equal(X, Y) == Truth::no) RC_ASSERT(x != y);
    if (X.upper() >= Y.lower() && X.lower() < Y.upper()) RC_ASSERT(less(X, Y) == Truth::unknown);
  });
  s.law("copies, moves and aliases keep their values", [] {
    const Precision p(64);
    Ball a(rational(), p), b(rational(), p);
    const Rational x = a.midpoint(), y = b.midpoint();
    Ball c = a;
    a = mul(a, a, p);
    RC_ASSERT(c.midpoint() == x);
    a = std::move(b);
    RC_ASSERT(a.midpoint() == y);
    Ball& same = a;
    a = same;
    RC_ASSERT(a.midpoint() == y);
    a = add(a, a, p);
    RC_ASSERT(contains(a, Rational(2) * y));
  });
  s.fact("threads compute with balls side by side, and a failing chunk's exception arrives", [] {
    std::vector<Rational> out(64);
    for_each_chunk(64, 3, 4, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) out[i] = exp(Ball(i), Precision(200)).midpoint();
    });
    for (std::size_t i = 0; i < 64; ++i) RC_ASSERT(out[i] == exp(Ball(i), Precision(200)).midpoint());
    RC_ASSERT(throws_with<std::runtime_error>(
        [] {
          for_each_chunk(100, 1, 4, [](std::size_t i, std::size_t) {
            if (i == 17) throw std::runtime_error("chunk 17");
          });
        },
        {"chunk 17"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { for_each_chunk(1, 0, 1, [](std::size_t, std::size_t) {}); },
                                                 {"chunk: 0"}));
  });
  s.fact("what has no bound or no place in memory is refused, not aborted", [] {
    const Precision p(64);
    RC_ASSERT(!div(Ball(1), Ball(0), p).is_finite());
    RC_ASSERT(throws_with<std::domain_error>([&] { static_cast<void>(div(Ball(1), Ball(0), p).lower()); },
                                             {"no finite bound"}));
    RC_ASSERT(
        throws_with<std::domain_error>([&] { static_cast<void>(exp(Ball(100'000'000), p).lower()); }, {"2^(2^24)"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(Precision(1)); }, {"precision: 1"}));
    RC_ASSERT(throws_with<std::domain_error>([&] { static_cast<void>(Ball::between(1, 0, p)); }, {"interval"}));
    RC_ASSERT(throws_with<std::length_error>([] { RationalMatrix m(1UL << 40, 1UL << 40); }, {"matrix"}));
  });
  s.fact("three-valued logic is Kleene's", [] {
    for (const Truth a : {Truth::no, Truth::unknown, Truth::yes})
      for (const Truth b : {Truth::no, Truth::unknown, Truth::yes}) {
        RC_ASSERT((a && b) == !(!a || !b));
        RC_ASSERT((a && b) == (b && a));
        RC_ASSERT((a && Truth::no) == Truth::no);
        RC_ASSERT((a && Truth::yes) == a);
        RC_ASSERT(certainly(a && b) == (certainly(a) && certainly(b)));
      }
    RC_ASSERT(!Truth::unknown == Truth::unknown);
  });
  s.law("a ball's text is an interval that holds it", [] {
    const Rational a = rational(), b = a + positive_rational() * Rational::power_of_two(-*rc::gen::inRange(0L, 60L));
    const Ball x = Ball::between(a, b, Precision(64));
    const int digits = *rc::gen::inRange(1, 30);
    const std::string text = to_text(x, digits);
    const auto comma = text.find(", ");
    RC_ASSERT(text.front() == '[' && text.back() == ']' && comma != std::string::npos);
    RC_ASSERT(parse_rational(text.substr(1, comma - 1)) <= x.lower());
    RC_ASSERT(x.upper() <= parse_rational(text.substr(comma + 2, text.size() - comma - 3)));
    RC_ASSERT(to_text(div(x, Ball(0), Precision(64))) == "[not finite]");
  });
  s.fact("a bound next to 0 that no rational of sane size is, and digits that are none, are refused", [] {
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(exp(Ball(-100'000'000), Precision(64)).upper()); },
                                             {"below 2^-(2^24)"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(to_decimal(1, 0, Direction::down)); },
                                             {"digits: 0", "1 to 1000000"}));
  });
  return s.finish();
}
