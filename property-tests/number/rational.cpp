#include "../gen/gen.hpp"
#include "../gen/oracle.hpp"
#include "../gen/suite.hpp"

using namespace attest;
using namespace attest::test;

int main() {
  Suite s("number/rational");
  s.law("arithmetic agrees with an independent rational type", [] {
    const Rational a = rational(), b = rational();
    const auto x = oracle::from(a), y = oracle::from(b);
    RC_ASSERT(oracle::from(a + b) == x + y);
    RC_ASSERT(oracle::from(a - b) == x - y);
    RC_ASSERT(oracle::from(a * b) == x * y);
    if (b.sign() != 0) RC_ASSERT(oracle::from(a / b) == x / y);
    RC_ASSERT((a < b) == (x < y));
  });
  s.law("text is read back as the number it was written from", [] {
    const Rational a = rational() * pow(Rational(10), *rc::gen::inRange(-40, 41));
    RC_ASSERT(parse_rational(to_text(a)) == a);
  });
  s.law("a decimal with an exponent is the fraction it spells", [] {
    const long whole = *rc::gen::inRange(-100'000L, 100'001L), places = *rc::gen::inRange(0L, 9L),
               e = *rc::gen::inRange(-300L, 301L);
    std::string digits = std::to_string(std::labs(whole));
    while (digits.size() <= static_cast<std::size_t>(places)) digits.insert(digits.begin(), '0');
    digits.insert(digits.size() - static_cast<std::size_t>(places), ".");
    const Rational expected = Rational(whole) * pow(Rational(10), e - places);
    RC_ASSERT(parse_rational((whole < 0 ? "-" : "") + digits + "e" + std::to_string(e)) == expected);
    RC_ASSERT(parse_rational((whole < 0 ? "-" : "") + digits + (e < 0 ? "e-" : "e") + std::string(size_in(0, 12), '0') +
                             std::to_string(std::labs(e))) == expected);
    RC_ASSERT(parse_rational((whole < 0 ? "-" : "+") + digits + "E" + (e < 0 ? "" : "+") + std::to_string(e)) ==
              expected);
  });
  s.law("every finite double is exactly the rational it becomes, and comes back nearest", [] {
    const double x = any_double();
    RC_ASSERT(Rational::exact(x).nearest_double() == x);
    RC_ASSERT(Rational::exact(x).double_lower() == x);
    RC_ASSERT(Rational::exact(x).double_upper() == x);
  });
  s.law("directed doubles enclose the rational", [] {
    const Rational a = rational() * pow(Rational(10), *rc::gen::inRange(-30, 31));
    RC_ASSERT(Rational::exact(a.double_lower()) <= a);
    RC_ASSERT(a <= Rational::exact(a.double_upper()));
    RC_ASSERT(abs(Rational::exact(a.nearest_double()) - a) <=
              Rational::exact(a.double_upper()) - Rational::exact(a.double_lower()));
  });
  s.law("directed doubles are neighbours or equal, below the least and above the largest double too", [] {
    const long n = *rc::gen::inRange(-1000L, 1001L);
    const Rational a = Rational(n, *rc::gen::inRange(1L, 1000L)) *
                       pow(Rational(2), *rc::gen::element(0L, -1022L, -1060L, -1074L, -1090L, 1015L, 1023L, 1100L));
    const double low = a.double_lower(), high = a.double_upper(), infinite = std::numeric_limits<double>::infinity();
    RC_ASSERT(low == high || std::nextafter(low, infinite) == high);
    if (low > -infinite) RC_ASSERT(Rational::exact(low) <= a);
    if (high < infinite) RC_ASSERT(a <= Rational::exact(high));
    RC_ASSERT(low < infinite && high > -infinite);
  });
  s.law("the nearest double is none of the two around the number but the nearer, at a tie the even one", [] {
    const Rational odd = Rational::exact(any_double()) + Rational::exact(any_double());
    const Rational a = *rc::gen::element(odd, rational(), rational() * pow(Rational(10), *rc::gen::inRange(-330, 300)),
                                         Rational(*rc::gen::inRange(-4000L, 4001L), 1) * Rational::power_of_two(-1080),
                                         Rational(Integer(*rc::gen::inRange(0L, 40L)) + (Integer(1) << 54)));
    const double low = a.double_lower(), high = a.double_upper(), x = a.nearest_double();
    RC_PRE(std::isfinite(low) && std::isfinite(high));
    const Rational below = a - Rational::exact(low), above = Rational::exact(high) - a;
    if (low == high || below != above) RC_ASSERT(x == (below < above ? low : high));
    if (low < high && below == above) {
      RC_ASSERT(x == low || x == high);
      RC_ASSERT(std::fmod(x / std::ldexp(1.0, std::max(std::ilogb(x), -1022) - 52), 2) == 0);
    }
  });
  s.law("from half a unit above the largest double on the nearest one is infinite, below it is the largest", [] {
    const double largest = std::numeric_limits<double>::max(), sign = *rc::gen::element(-1.0, 1.0);
    const Rational half_way = Rational::exact(largest) + Rational::power_of_two(970),
                   further = positive_rational() * Rational::power_of_two(*rc::gen::inRange(-1200L, 3000L)),
                   signed_one = Rational::exact(sign);
    RC_ASSERT((signed_one * half_way).nearest_double() == sign * INFINITY);
    RC_ASSERT((signed_one * (half_way + further)).nearest_double() == sign * INFINITY);
    const Rational less = max(Rational::exact(largest), half_way - further);
    RC_ASSERT((signed_one * less).nearest_double() == sign * largest);
  });
  s.law("a power is the product, below 0 its reciprocal, and of 0 and 1 it is so whatever the exponent", [] {
    const Rational a = rational();
    const long e = *rc::gen::inRange(0L, 12L);
    Rational product = 1;
    for (long i = 0; i < e; ++i) product *= a;
    RC_ASSERT(pow(a, e) == product);
    if (a.sign() != 0) RC_ASSERT(pow(a, -e) * product == Rational(1));
    const long any = *rc::gen::oneOf(rc::gen::inRange(1L, 100L), rc::gen::inRange(1L << 31, 1L << 34),
                                     rc::gen::just(1L << 32), rc::gen::just(std::numeric_limits<long>::max()));
    RC_ASSERT(pow(Rational(0), any) == Rational(0));
    for (const long exponent : {any, -any}) {
      RC_ASSERT(pow(Rational(1), exponent) == Rational(1));
      RC_ASSERT(pow(Rational(-1), exponent) == Rational(any % 2 == 0 ? 1 : -1));
    }
  });
  s.law("rounded decimals lie on the side they were asked for, within one unit of the last digit", [] {
    const Rational a = rational() * pow(Rational(10), *rc::gen::inRange(-30, 31));
    const int digits = *rc::gen::inRange(1, 20);
    const Rational down = parse_rational(to_decimal(a, digits, Direction::down)),
                   up = parse_rational(to_decimal(a, digits, Direction::up));
    RC_ASSERT(down <= a);
    RC_ASSERT(a <= up);
    RC_ASSERT(up - down <= abs(a) * pow(Rational(10), 1 - digits));
    RC_ASSERT(abs(parse_rational(to_decimal(a, digits, Direction::nearest)) - a) * Rational(2) <=
              abs(a) * pow(Rational(10), 1 - digits));
  });
  s.law("floor, ceiling and rounding to bits are the integers they should be", [] {
    const Rational a = rational();
    RC_ASSERT(Rational(floor(a)) <= a);
    RC_ASSERT(a < Rational(floor(a)) + Rational(1));
    RC_ASSERT(ceil(a) == -floor(-a));
    const long bits = *rc::gen::inRange(0L, 60L);
    RC_ASSERT(abs(round_to_bits(a, bits) - a) * Rational(2) <= Rational::power_of_two(-bits));
    RC_ASSERT((round_to_bits(a, bits) * Rational::power_of_two(bits)).is_integer());
    const Rational half = (Rational(floor(a)) + Rational(1, 2)) * Rational::power_of_two(bits);
    RC_ASSERT(round_to_bits(half, -bits) == half + Rational::power_of_two(bits) / Rational(2));
  });
  s.fact("texts that are no numbers are refused with the text and what is allowed", [] {
    for (const char* bad :
         {"",    "-",  "1/0", "0/0",  "1/-2",      "1/2/3", "1.5/2", "abc", "1e",  "1e+",
          "1,5", " 1", "1 ",  "0x10", "1e2000000", "nan",   "inf",   ".",   "--1", "1e99999999999999999999"})
      RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(parse_rational(bad)); },
                                                   {"number: '", "write an integer"}));
  });
  s.fact("division by zero and doubles that are not finite throw before GMP can abort", [] {
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(Rational(1) / Rational(0)); }, {"divisor: 0"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(Rational(Integer(1), Integer(0))); },
                                             {"denominator: 0"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(Rational::exact(std::nan(""))); }, {"nan"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(Rational::exact(INFINITY)); }, {"infinity"}));
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(pow(Rational(0), -1)); }, {"divisor: 0"}));
    RC_ASSERT(throws_with<std::length_error>([] { static_cast<void>(pow(Rational(2), 1L << 36)); },
                                             {"exponent: 68719476736", "2^36 bits"}));
    RC_ASSERT(
        throws_with<std::length_error>([] { static_cast<void>(pow(Rational(1, 3), std::numeric_limits<long>::min())); },
                                       {"exponent: 9223372036854775808"}));
  });
  static_assert(!std::is_constructible_v<Rational, double> && !std::is_constructible_v<Ball, double>,
                "a bare double may not pose as exact");
  return s.finish();
}
