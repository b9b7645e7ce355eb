#pragma once

// What the classical lower bounds of PA-07 have in common: never above the least error, and weaker than points.
#include <functional>
#include <optional>

#include "attest/expoly/levelled.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger {

/// bound(z, n, p) <= E_n(z), the least error of degree n for e^{zt} on [-1, 1], on every instance of z and n.
inline Verdict weaker_than_points(const Claim& claim, const Effort& effort,
                                  const std::function<Ball(const Rational& z, std::size_t n, Precision p)>& bound) {
  const Precision p(256);
  std::optional<Ball> ratios;
  bool strict = true;
  const auto s = survey(claim.hypotheses, effort.instances(40), effort.seed, [&](const Instance& x) {
    const Rational& z = x.rational("z");
    const auto e = expoly::enclose_best_error(polynomial::Interval(-z, z), x.size("n"), expoly::ErrorKind::absolute,
                                              Rational(1, 100'000));
    if (!e.decided()) return Truth::unknown;
    const Ball b = bound(z, x.size("n"), p), lower(e.value().lower, p), ratio = div(b, lower, p);
    ratios = ratios ? hull(*ratios, ratio, p) : ratio;
    strict = strict && certainly(less(b, lower));
    return certainly(less(Ball(e.value().upper, p), b)) ? Truth::no : less_equal(b, lower);
  });
  Verdict v = verdict_of(s, "");
  if (v.status != Status::verified) return v;
  if (strict) v.status = Status::loose;
  v.evidence = "at most the lower bound by points every time; this bound over that one between " +
               to_decimal(ratios->lower(), 4, Direction::down) + " and " +
               to_decimal(ratios->upper(), 4, Direction::up);
  return v;
}

}  // namespace attest::ledger
