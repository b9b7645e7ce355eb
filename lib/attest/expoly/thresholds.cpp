#include "attest/expoly/thresholds.hpp"

#include <functional>
#include <stdexcept>
#include <string>

#include "attest/number/text.hpp"

namespace attest::expoly {
namespace {

/// What subtraction of nearly equal numbers may cost on the whole domain.
Precision guarded(Precision p) { return Precision(p.bits() + 128); }

void within(const char* name, const Rational& x, const Rational& least, const Rational& most) {
  if (x < least || x > most)
    throw std::domain_error(std::string(name) + ": " + to_text(x) + "; allowed are " + to_text(least) + " <= " + name +
                            " <= " + to_text(most));
}
void allowed_columns(const Rational& C) { within("C", C, Rational(1, 4), Rational(64)); }
void allowed_error(const Rational& a) { within("a", a, Rational(1, 64), Rational(64)); }

/// The root of an increasing f in [low, high]; two points are tried, since one may be the root itself.
Ball root_between(const std::function<Ball(const Ball&)>& f, Rational low, Rational high, Precision p) {
  bool moved = true;
  while (moved && high - low > high * Rational::power_of_two(-p.bits())) {
    moved = false;
    for (const Rational& part : {Rational(1, 2), Rational(3, 8)}) {
      const Rational at = low + (high - low) * part;
      const Ball value = f(Ball(at, p));
      moved = true;
      if (certainly(positive(value)))
        high = at;
      else if (certainly(positive(neg(value))))
        low = at;
      else
        moved = false;
      if (moved) break;
    }
  }
  return Ball::between(low, high, p);
}

/// Left side less right side of the route's equation: increasing in g, decreasing in kappa.
Ball defect(Route route, const Ball& g, const Ball& kappa, const Ball& a, Precision p) {
  const Ball x = div(g, kappa, p), square = mul(x, x, p);
  switch (route) {
    case Route::taylor:
      return sub(mul(g, sub(log(x, p), Ball(1), p), p), add(a, kappa, p), p);
    case Route::paper: {
      const Ball root = sqrt(add(square, Ball(1), p), p);
      const Ball asinh = log(add(x, root, p), p);
      return sub(sub(mul(g, asinh, p), mul(kappa, root, p), p), add(a, kappa, p), p);
    }
    case Route::optimum:
      break;
  }
  const Ball root = sqrt(sub(square, Ball(1), p), p);
  const Ball acosh = log(add(x, root, p), p);
  return sub(sub(mul(g, acosh, p), mul(kappa, root, p), p), a, p);
}

/// f(C, g), increasing in g.
Ball columns(const Ball& C, const Ball& g, Precision p) {
  const auto part = [&](const Ball& x, const Ball& y) { return mul(x, log(add(Ball(1), div(y, x, p), p), p), p); };
  return add(part(C, g), part(g, C), p);
}

Ball root_above(const std::function<Ball(const Ball&)>& f, const Rational& low, Precision p) {
  Rational high = max(low * Rational(2), Rational(1));
  while (!certainly(positive(f(Ball(high, p))))) high *= Rational(2);
  return root_between(f, low, high, p);
}

}  // namespace

const char* to_text(Route route) {
  return route == Route::taylor ? "Taylor" : route == Route::paper ? "the papers' route" : "the optimum";
}

Ball degree_constant(Route route, const Rational& a, const Rational& kappa, Precision p) {
  allowed_error(a);
  if (kappa.sign() <= 0 || kappa > Rational(1'000'000))
    throw std::domain_error("kappa: " + attest::to_text(kappa) + "; allowed are 0 < kappa <= 1000000");
  const Precision q = guarded(p);
  const Ball k(kappa, q), error(a, q);
  // The defect is negative at g = 2 kappa (Taylor), as g -> 0 and at g = kappa.
  const Rational low = route == Route::taylor ? kappa * Rational(2) : (route == Route::paper ? Rational(0) : kappa);
  return root_above([&](const Ball& g) { return defect(route, g, k, error, q); }, low, q);
}

Ball exponent(Route route, const Rational& C, const Rational& a, const Rational& kappa, Precision p) {
  allowed_columns(C);
  const Precision q = guarded(p);
  return add(Ball(1), columns(Ball(C, q), degree_constant(route, a, kappa, p), q), p);
}

Ball threshold(Route route, std::size_t order, const Rational& C, const Rational& a, Precision p) {
  allowed_columns(C);
  allowed_error(a);
  if (order < 2 || order > 8)
    throw std::domain_error("order: " + std::to_string(order) + "; allowed are 2 <= order <= 8");
  const Precision q = guarded(p);
  const Ball error(a, q), columns_per_log(C, q), wanted(order - 1);
  const Ball g = root_above([&](const Ball& x) { return sub(columns(columns_per_log, x, q), wanted, q); }, 0, q);
  // At kappa = g the defect is negative, as kappa -> 0 positive.
  const Ball kappa = root_between([&](const Ball& k) { return neg(defect(route, g, k, error, q)); }, 0, g.upper(), q);
  return Ball::between(kappa.lower(), kappa.upper(), p);
}

Truth optimum_attained(const Ball& g, const Ball& kappa, Precision p) {
  const Ball x = div(mul(Ball(2), g, p), kappa, p);
  const Truth enough = less(Ball(1), mul(x, sub(log(x, p), Ball(1), p), p));
  return certainly(enough) ? Truth::yes : Truth::unknown;
}

}  // namespace attest::expoly
