#pragma once

// What the claims on thresholds share: d = C ln n, logits at most kappa ln n, error n^-a; C = a = 1 unless said.
#include <string>
#include <utility>
#include <vector>

#include "attest/count/ranks.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/expoly/taylor.hpp"
#include "attest/expoly/thresholds.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger::thresholds {

using expoly::Route;
using polynomial::Interval;

inline const Precision bits(128);

inline Ball ln_power_of_two(long m) { return mul(Ball(m), log(Ball(2), bits), bits); }

/// The route's least degree for relative error eps on [-beta, beta] lies between the two.
inline std::pair<long, long> route_degree(Route route, const Rational& beta, const Rational& eps) {
  const Ball target(eps, bits);
  const auto ends = [&](const auto& sandwich, std::size_t first) {
    std::size_t high = first;
    while (!certainly(less_equal(sandwich.upper(high), target))) ++high;
    std::size_t low = high;
    while (low > first && !certainly(less(target, sandwich.lower(low - 1)))) --low;
    return std::pair{static_cast<long>(low), static_cast<long>(high)};
  };
  if (route == Route::paper) return ends(expoly::BesselSandwich(Interval(0, Rational(2) * beta), eps, bits), 0);
  if (route == Route::optimum) {
    const expoly::RelativeSandwich sandwich(Interval(-beta, beta), eps, bits);
    return ends(sandwich, sandwich.first());
  }
  const auto g = static_cast<long>(expoly::taylor_relative_degree(Interval(-beta, beta), eps));
  return {g, g};
}

/// log_n of the n C(d+g, g) numbers that the method looks at, n = 2^m, d = floor(ln n), error 1/(n loss).
struct Counted {
  Ball at_least, at_most;
};
inline Counted counted(Route route, long m, const Rational& kappa, const Rational& loss = Rational(1)) {
  const Ball ln_n = ln_power_of_two(m);
  const auto d = static_cast<long>(floor(ln_n.lower()));
  const auto [low, high] = route_degree(route, round_to_bits(kappa * ln_n.upper(), 40) + Rational::power_of_two(-40),
                                        Rational::power_of_two(-m) / loss);
  const auto exponent = [&](long g) {
    return add(Ball(1), div(log(Ball(count::tight_rank(d, g)), bits), ln_n, bits), bits);
  };
  return {exponent(low), exponent(high)};
}

/// Is x the decimal `digits` with its last place rounded?
inline Truth rounds_to(const Ball& x, const std::string& digits) {
  const long places = static_cast<long>(digits.size() - digits.find('.') - 1);
  const Ball half(pow(Rational(10), -places) / Rational(2), bits);
  return less(abs(sub(x, Ball(parse_rational(digits), bits), bits)), half);
}

inline std::string number(const Ball& x, int digits = 7) { return to_text(x, digits); }

/// The threshold of orders 2, 3, .. as stated, the exponent on either side of it, and for orders 2 and 3 exact counts
/// at n = 2^800 with kappa 1/8 below and above.
inline Verdict at_thresholds(Route route, const std::vector<std::string>& stated) {
  const Rational hair = Rational::power_of_two(-40), one(1), part(1, 8);
  Verdict v;
  v.scope = "d = ln n, error 1/n, orders 2 .. " + std::to_string(stated.size() + 1) +
            "; exact counts at n = 2^800 for orders 2, 3";
  Truth all = Truth::yes;
  for (std::size_t k = 2; k < stated.size() + 2; ++k) {
    const Ball t = expoly::threshold(route, k, 1, 1, bits), order(k);
    const Ball below = expoly::exponent(route, 1, 1, t.lower() * (one - hair), bits);
    const Ball above = expoly::exponent(route, 1, 1, t.upper() * (one + hair), bits);
    const Truth here = rounds_to(t, stated[k - 2]) && less(below, order) && less(order, above);
    v.evidence += (k == 2 ? "order 2: " : "; " + std::to_string(k) + ": ") + number(t, 12);
    if (here == Truth::no) v.witness = "order " + std::to_string(k) + ": threshold " + number(t, 12);
    all = all && here;
    if (k > 3) continue;
    const Ball low = counted(route, 800, t.lower() * (one - part)).at_most;
    const Ball high = counted(route, 800, t.upper() * (one + part)).at_least;
    all = all && less(low, order) && less(order, high);
    v.evidence += " (n^" + number(low, 5) + " and n^" + number(high, 5) + " numbers)";
  }
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (v.status == Status::refuted && !v.witness) v.witness = v.evidence;
  return v;
}

/// Attention of order k at B = c (ln n)^{1/k}: is Taylor's exponent below k, with a little more than error 1/n wanted
/// of the weights, which pays for the factor 2 B^{k-1} of the normalization?  With exact counts at n = 2^400 and
/// 2^4000, for orders 4 and more at 2^100 and 2^400.
struct Faster {
  Truth truth;
  std::string shown;
};
inline Faster faster(std::size_t k, const Rational& c) {
  const Rational kappa = pow(c, static_cast<long>(k)), spare(1, 1000);
  const Ball limit = expoly::exponent(Route::taylor, 1, 1, kappa, bits);
  Faster f{less(expoly::exponent(Route::taylor, 1, Rational(1) + spare, kappa, bits), Ball(k)),
           "B = " + to_text(c) + " (ln n)^{1/" + std::to_string(k) + "}: n^" + number(limit, 7)};
  // Taylor's bound is had for logits up to 5000.
  for (const long m : {k < 4 ? 4000L : 100L, 400L}) {
    const Ball B = mul(Ball(c, bits), exp(div(log(ln_power_of_two(m), bits), Ball(k), bits), bits), bits);
    const Rational loss =
        Rational(2) * pow(max(round_to_bits(B.upper(), 20) + Rational::power_of_two(-20), 1), static_cast<long>(k) - 1);
    const Ball exponent = counted(Route::taylor, m, kappa, loss).at_most;
    f.truth = f.truth && less(exponent, Ball(k));
    f.shown += ", n^" + number(exponent, 5) + " numbers at n = 2^" + std::to_string(m);
  }
  return f;
}

/// The literal sentence, for every constant, falls with one constant at which the method is certainly faster.
inline Verdict literal(const std::vector<std::pair<std::size_t, Rational>>& constants,
                       std::vector<std::string> repairs) {
  Verdict v;
  v.scope = "d = ln n, error 1/n, every n from some n on (Taylor's polynomial, no assumption)";
  Truth all = Truth::yes;
  for (const auto& [k, c] : constants) {
    const Faster f = faster(k, c);
    all = all && f.truth;
    v.evidence += (v.evidence.empty() ? "" : "; ") + f.shown;
    if (!v.witness) v.witness = f.shown;
  }
  v.status = all == Truth::yes ? Status::refuted : Status::undecided;
  if (v.status == Status::refuted)
    v.repairs = std::move(repairs);
  else
    v.witness.reset();
  return v;
}

}  // namespace attest::ledger::thresholds
