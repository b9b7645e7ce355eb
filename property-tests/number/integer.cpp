#include "attest/number/integer.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <stdexcept>
#include <utility>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"

using namespace attest;
using namespace attest::test;

namespace {

using Other = boost::multiprecision::cpp_int;

/// One number in both types: of up to five machine words, often of few, ones or noughts.
std::pair<Integer, Other> both() {
  std::pair<Integer, Other> x{0, 0};
  const auto word = rc::gen::element<unsigned long>(0, 1, 2, 10, ~0UL, 1UL << 63, *rc::gen::arbitrary<unsigned long>());
  for (std::size_t words = size_in(0, 5); words-- > 0;) {
    const unsigned long w = *word;
    x.first = (x.first << 64) + w;
    x.second = (x.second << 64) + w;
  }
  if (*rc::gen::arbitrary<bool>()) x = {-x.first, -x.second};
  return x;
}

bool same(const Integer& x, const Other& y) { return Other(x.str()) == y; }

template <class T>
bool nearest(const Integer& x, const Other& y) {
  using Ends = std::numeric_limits<T>;
  return static_cast<T>(x) == (y < Ends::min() ? Ends::min() : y > Ends::max() ? Ends::max() : static_cast<T>(y));
}

}  // namespace

int main() {
  Suite s("number/integer");
  s.law("arithmetic agrees with an independent type of integers; quotients are truncated", [] {
    const auto [a, x] = both();
    const auto [b, y] = both();
    RC_ASSERT(same(a, x));
    RC_ASSERT(same(a + b, x + y));
    RC_ASSERT(same(a - b, x - y));
    RC_ASSERT(same(a * b, x * y));
    RC_ASSERT(same(-a, -x));
    Integer next = a;
    RC_ASSERT(same(++next, x + 1));
    RC_ASSERT(same(abs(a), x < 0 ? Other(-x) : x));
    RC_PRE(b != 0);
    RC_ASSERT(same(a / b, x / y));
    RC_ASSERT(same(a % b, x % y));
  });
  s.law("order, sign and number of bits are those of an independent type, beside machine words too", [] {
    const auto [a, x] = both();
    const auto [b, y] = both();
    RC_ASSERT((a < b) == (x < y));
    RC_ASSERT((a == b) == (x == y));
    RC_ASSERT(a.sign() == x.sign());
    RC_ASSERT(a.bits() == (x == 0 ? 0 : msb(Other(x < 0 ? Other(-x) : x)) + 1));
    const long w = *rc::gen::arbitrary<long>();
    const unsigned long u = *rc::gen::arbitrary<unsigned long>();
    RC_ASSERT((a < w) == (x < w));
    RC_ASSERT((a == w) == (x == w));
    RC_ASSERT((a < u) == (x < u));
    RC_ASSERT(Integer(w) == w);
    RC_ASSERT(Integer(u) == u);
    RC_ASSERT(same(Integer(w), w));
    RC_ASSERT(same(Integer(u), u));
  });
  s.law("a number becomes the nearest machine word, and the double below it in size", [] {
    const auto [a, x] = both();
    RC_ASSERT(nearest<long>(a, x));
    RC_ASSERT(nearest<unsigned long>(a, x));
    const double d = a.truncated_double();
    const Other size = x < 0 ? Other(-x) : x, below(std::fabs(d));
    RC_ASSERT(below <= size);
    RC_ASSERT(size - below <= size >> 52);
    if (d != 0) RC_ASSERT((d < 0) == (x < 0));
  });
  s.law("shifts multiply by a power of two and take the floor of the quotient", [] {
    const auto [a, x] = both();
    const auto n = static_cast<unsigned>(size_in(0, 200));
    RC_ASSERT(same(a << n, x * (Other(1) << n)));
    const Integer q = a >> n, unit = Integer(1) << n;
    RC_ASSERT(q * unit <= a);
    RC_ASSERT(a < (q + 1) * unit);
  });
  s.law("divisors, multiples, powers and roots are what their definitions say", [] {
    const auto [a, x] = both();
    const auto [b, y] = both();
    RC_ASSERT(same(gcd(a, b), gcd(x, y)));
    RC_ASSERT(same(lcm(a, b), x == 0 || y == 0 ? Other(0) : lcm(x, y)));
    const auto e = static_cast<unsigned>(size_in(0, 9));
    RC_ASSERT(same(pow(a, e), pow(x, e)));
    const Integer root = sqrt(abs(a));
    RC_ASSERT(root >= 0);
    RC_ASSERT(root * root <= abs(a));
    RC_ASSERT(abs(a) < (root + 1) * (root + 1));
  });
  s.law("a copy is a number of its own, and what was moved is where it was moved to", [] {
    const auto [a, x] = both();
    Integer copy = a, assigned = 5;
    assigned = copy;
    copy += 1;
    RC_ASSERT(same(assigned, x));
    RC_ASSERT(same(copy, x + 1));
    Integer moved = std::move(copy);
    RC_ASSERT(same(moved, x + 1));
    assigned = std::move(moved);
    RC_ASSERT(same(assigned, x + 1));
    Integer& itself = assigned;
    assigned = itself;
    RC_ASSERT(same(assigned, x + 1));
    assigned -= assigned;
    RC_ASSERT(assigned == 0);
  });
  s.fact("what has no answer or would make GMP abort throws, saying what", [] {
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(Integer(7) / Integer(0)); }, {"divisor: 0"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(Integer(7) % Integer(0)); }, {"divisor: 0"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(sqrt(Integer(-4))); }, {"sqrt: -4"}));
    RC_ASSERT(throws_with<std::length_error>([] { static_cast<void>(pow(Integer(3), 1UL << 36)); },
                                             {"exponent: 68719476736", "2^36 bits"}));
    RC_ASSERT(throws_with<std::length_error>([] { static_cast<void>(Integer(1) << ~0UL); }, {"shift: ", "2^36 bits"}));
    RC_ASSERT(throws_with<std::length_error>([] { static_cast<void>(Integer(1) << (1UL << 36)); }, {"shift: "}));
    RC_ASSERT(pow(Integer(0), 0) == 1);
    RC_ASSERT(pow(Integer(-1), ~0UL) == -1);
  });
  static_assert(!std::is_constructible_v<Integer, double>, "a bare double may not pose as exact");
  return s.finish();
}
