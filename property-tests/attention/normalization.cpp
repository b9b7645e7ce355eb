#include "attest/attention/normalization.hpp"

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/weight_error.hpp"
#include "attest/lowrank/kronecker.hpp"
#include "attest/number/field.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;

namespace {

/// 2t/(1+t^2), where sqrt(1 - eps^2) = (1-t^2)/(1+t^2) is rational.
Rational pythagorean() {
  const Rational t(Integer(size_in(1, 40)), Integer(41));
  return Rational(2) * t / (Rational(1) + t * t);
}

std::vector<ValueRange> ranges() {
  std::vector<ValueRange> out;
  for (std::size_t a = size_in(1, 4); a > 0; --a) {
    const Rational x = rational(4), y = rational(4);
    out.push_back({min(x, y), max(x, y)});
  }
  return out;
}

template <class F>
void throws_domain(const F& f) {
  RC_ASSERT_THROWS_AS(f(), std::domain_error);
}

}  // namespace

int main() {
  Suite s("attention/normalization");

  s.law("in double, errors of weights and of scores and what the division makes of them are at least what they are",
        [] {
          const Precision p(2400);  // 1 + 2^-1000 is not 1
          const Rational relative = abs(rational(4)) * Rational::power_of_two(-*rc::gen::inRange(3L, 900L));
          const double eta = std::ldexp(static_cast<double>(size_in(0, 1023)), -static_cast<int>(size_in(10, 1000)));
          const Ball total =
              sub(mul(Ball(Rational(1) + relative, p), exp(Ball(Rational::exact(eta), p), p), p), Ball(1), p);
          const Rational found = total_weight_error(relative, eta), near = Rational(1) + Rational::power_of_two(-48),
                         least = Rational::power_of_two(-1000);
          RC_ASSERT(certainly(less_equal(total, Ball(found, p))));
          const Rational square = Rational::exact(eta) * Rational::exact(eta);
          RC_ASSERT(certainly(
              less_equal(Ball(found, p), add(mul(total, Ball(near + square / Rational(4), p), p), Ball(least, p), p))));

          const Rational error = min(relative, Rational(9, 10)),
                         spread = abs(rational()) * pow(Rational(10), *rc::gen::inRange(-400, 400));
          const Ball output = mul(normalization_constant(error, p), Ball(spread, p), p);
          RC_ASSERT(certainly(less_equal(output, Ball(output_error(error, spread), p))));
          RC_ASSERT(certainly(less_equal(Ball(output_error(error, spread), p),
                                         add(mul(output, Ball(near, p), p), Ball(least * spread, p), p))));
          const Ball divided = sub(output, Ball(error * spread, p), p);
          const Rational added = normalization_error(error, spread);
          RC_ASSERT(certainly(less_equal(divided, Ball(added, p))));
          RC_ASSERT(
              certainly(less_equal(Ball(added, p), add(mul(divided, Ball(near, p), p), Ball(least * spread, p), p))));
        });
  s.law("the error that weights may have keeps the output within its share of eps, and is nearly all there is", [] {
    const Precision p(256);
    const Rational eps = abs(rational(4)) * pow(Rational(10), *rc::gen::inRange(-40, 3)) + Rational(1, 1'000'000'000),
                   spread = abs(rational()) * pow(Rational(10), *rc::gen::inRange(-40, 40));
    const Rational e = weight_error_for(eps, spread);
    RC_ASSERT(e.sign() > 0 && e <= Rational(1, 2));
    RC_ASSERT(certainly(less_equal(mul(normalization_constant(e, p), Ball(spread, p), p), Ball(share(eps), p))) ||
              spread.sign() == 0);
    if (e < Rational(1, 2))
      RC_ASSERT(e * spread * (Rational(1) + Rational(5) * e * e + Rational::power_of_two(-48)) >= share(eps));
  });
  s.fact("errors of weights beyond their domain are refused", [] {
    throws_domain([] { return total_weight_error(Rational(-1), 0); });
    throws_domain([] { return total_weight_error(Rational(0), 1); });
    throws_domain([] { return total_weight_error(Rational(0), std::numeric_limits<double>::quiet_NaN()); });
    throws_domain([] { return output_error(Rational(1), Rational(1)); });
    throws_domain([] { return output_error(Rational(-1), Rational(1)); });
    RC_ASSERT(weight_error_for(Rational(1), Rational(0)) == Rational(1, 2));
    RC_ASSERT(weight_error_for(Rational(1), pow(Rational(10), 400)) == Rational(0));
  });
  s.law("products of values lie in product_range, and products of ends reach its ends", [] {
    const auto all = ranges();
    const ValueRange r = product_range(all);
    bool low = false, high = false;
    for (std::size_t code = 0; code < std::size_t{1} << all.size(); ++code) {
      Rational product(1);
      for (std::size_t a = 0; a < all.size(); ++a) product *= (code >> a) & 1U ? all[a].high : all[a].low;
      low = low || product == r.low;
      high = high || product == r.high;
    }
    RC_ASSERT(low && high);
    Rational inside(1);
    for (const auto& v : all) inside *= v.low + (v.high - v.low) * Rational(size_in(0, 16)) / Rational(16);
    RC_ASSERT(r.low <= inside && inside <= r.high);
  });
  s.law("with k - 1 ranges [-B, B] the half-spread is B^{k-1}", [] {
    const Rational B = positive_rational(5);
    const std::size_t k = size_in(2, 7);
    RC_ASSERT(product_range(std::vector<ValueRange>(k - 1, {-B, B})).half_spread() == pow(B, static_cast<long>(k) - 1));
  });
  s.law("extremal_instance of order k is one of order k, and its error is B^{k-1} times the sharp constant", [] {
    const Rational eps = pythagorean(), B = positive_rational(5);
    const std::size_t k = size_in(2, 6);
    const auto x = extremal_instance(eps, k, B);
    RC_ASSERT(x.values.size() == k - 1);
    std::vector<Dense<Rational>> factors;
    for (const auto& v : x.values) factors.push_back(to_dense(v));
    RC_ASSERT(to_matrix(lowrank::khatri_rao<lowrank::IndexOrder::last_fastest>(factors).dense(RationalField())) ==
              x.row.v);
    for (std::size_t t = 0; t < x.row.a.cols(); ++t) {
      const Rational a = x.row.a.get(0, t);
      RC_ASSERT(a.sign() > 0 && abs(x.row.perturbed.get(0, t) - a) <= eps * a);
      RC_ASSERT(abs(x.row.v.get(t, 0)) <= pow(B, static_cast<long>(k) - 1));
    }
    const Rational error = abs(normalized(x.row.perturbed, x.row.v) - normalized(x.row.a, x.row.v));
    const Precision p(256);
    const Ball bound = mul(Ball(pow(B, static_cast<long>(k) - 1), p), normalization_constant(eps, p), p);
    RC_ASSERT(contains(bound, error));
    RC_ASSERT(bound.radius() < Rational::power_of_two(-200));
  });
  s.law("no row exceeds the half-spread of the products times the sharp constant", [] {
    const auto all = ranges();
    const Rational eps(Integer(size_in(1, 99)), Integer(100));
    const ValueRange r = product_range(all);
    const std::size_t n = size_in(1, 6);
    NormalizationInstance row{RationalMatrix(1, n), RationalMatrix(1, n), RationalMatrix(n, 1)};
    for (std::size_t j = 0; j < n; ++j) {
      Rational product(1);
      for (const auto& v : all) product *= *rc::gen::inRange(0, 2) == 0 ? v.low : v.high;
      const Rational a = positive_rational();
      row.a.set(0, j, a);
      row.v.set(j, 0, product);
      row.perturbed.set(0, j, a * (Rational(1) + eps * Rational(*rc::gen::inRange(-8, 9)) / Rational(8)));
    }
    const Precision p(256);
    const Ball bound =
        add(mul(Ball(r.half_spread(), p), normalization_constant(eps, p), p), Ball(Rational::power_of_two(-200), p), p);
    RC_ASSERT(certainly(less_equal(Ball(abs(normalized(row.perturbed, row.v) - normalized(row.a, row.v)), p), bound)));
  });
  s.fact("order 3, eps = 3/5, B = 2: weights 1/6, 1/6, 1/3, 1/3 and error 8/3", [] {
    const auto x = extremal_instance(Rational(3, 5), 3, 2);
    RC_ASSERT(x.row.a.get(0, 1) == Rational(1, 6) && x.row.a.get(0, 2) == Rational(1, 3));
    RC_ASSERT(abs(normalized(x.row.perturbed, x.row.v) - normalized(x.row.a, x.row.v)) == Rational(8, 3));
  });
  s.fact("what has no extremal instance, or no order, is refused", [] {
    throws_domain([] { (void)extremal_instance(Rational(1, 2), 3, 1); });
    throws_domain([] { (void)extremal_instance(Rational(3, 5), 1, 1); });
    throws_domain([] { (void)extremal_instance(Rational(3, 5), 17, 1); });
    throws_domain([] { (void)extremal_instance(Rational(3, 5), 3, 0); });
    RC_ASSERT_THROWS_AS((void)product_range({{1, 0}}), std::invalid_argument);
  });
  s.fact("an eps that is no relative error is refused by both constants", [] {
    RC_ASSERT(throws_with<std::domain_error>([] { (void)normalization_constant(1, Precision(64)); }, {"eps: 1;"}));
    RC_ASSERT(throws_with<std::domain_error>([] { (void)normalization_constant(-1, Precision(64)); }, {"eps: -1;"}));
    for (const Rational& eps : {Rational(0), Rational(1)})
      RC_ASSERT(throws_with<std::domain_error>([&] { (void)extremal_instance(eps); }, {"0 < eps < 1"}));
    const RationalMatrix none(1, 2), v(2, 1);
    RC_ASSERT(throws_with<std::domain_error>([&] { (void)normalized(none, v); }, {"their sum is 0"}));
  });
  return s.finish();
}
