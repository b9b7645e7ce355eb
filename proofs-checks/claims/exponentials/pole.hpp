#pragma once

// PA-03, PA-04, P0-04 at the edge B -> L = ln(1/delta): the term L/ln(L/B) has a pole there, the degree has none.
#include <algorithm>
#include <functional>

#include "attest/expoly/degree.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger {

/// Searches B = (1 - 2^-j) L, j = 1, 2, ... for the first j at which max{other, L/ln(L/B)} exceeds 2^k times a degree
/// that certainly is enough; `interval` is where e^x is taken, `other` the other term of the maximum.
class Pole {
 public:
  Pole(std::function<polynomial::Interval(const Rational& B)> interval,
       std::function<Ball(const Ball& B, const Ball& L, Precision p)> other)
      : interval_(std::move(interval)), other_(std::move(other)) {}

  [[nodiscard]] Verdict operator()(const std::string& repair) const {
    Verdict v;
    v.scope = "delta = 10^-2, 10^-5, 10^-10, 10^-20, B/L = 1 - 2^-j, j = 1 .. " + std::to_string(most);
    v.status = Status::refuted;
    const Rational delta(1, 100);
    std::string steps;
    for (const long digits : {2, 5, 10, 20})
      for (const long k : {1, 4, 16}) {
        const long j = exceeding(pow(Rational(10), -digits), k);
        if (j == 0) v.status = Status::undecided;
        if (digits == 2)
          steps += (steps.empty() ? "2^" : ", 2^") + std::to_string(k) + " from j = " + std::to_string(j);
      }
    const Near last = near(delta, most);
    v.evidence = "at delta = " + to_text(delta) + " the formula exceeds d by " + steps +
                 "; at j = " + std::to_string(most) + " it is " + to_text(last.formula, 5) + " where degree " +
                 to_text(last.degree.upper()) + " is enough";
    if (v.status != Status::refuted) return v;
    v.witness =
        "delta = " + to_text(delta) + ", B = (1 - 2^-j) L, j = 1, 2, 3, ...: d stays bounded, L/ln(L/B) does not";
    v.repairs = {repair};
    return v;
  }

 private:
  static constexpr long most = 24;
  struct Near {
    Ball formula, degree;  // the printed maximum; what certainly is enough
  };

  /// At a rational just below (1 - 2^-j) L.
  [[nodiscard]] Near near(const Rational& delta, long j) const {
    const Precision p(192);
    const Ball L = neg(log(Ball(delta, p), p));
    const Rational B = round_to_bits(L.lower() * (Rational(1) - Rational::power_of_two(-j)), j + 8);
    const Ball length(B, p);
    const auto b = expoly::bracket_degree(interval_(B), delta, expoly::ErrorKind::absolute);
    return {max(other_(length, L, p), div(L, log(div(L, length, p), p), p), p),
            Ball(std::max<std::size_t>(b.upper.degree, 1))};
  }

  /// The least j at which formula > 2^k d for certain; 0 where there is none.
  [[nodiscard]] long exceeding(const Rational& delta, long k) const {
    const Precision p(192);
    for (long j = 1; j <= most; ++j) {
      const Near n = near(delta, j);
      if (certainly(less(mul(n.degree, Ball(Rational::power_of_two(k), p), p), n.formula))) return j;
    }
    return 0;
  }

  std::function<polynomial::Interval(const Rational&)> interval_;
  std::function<Ball(const Ball&, const Ball&, Precision)> other_;
};

}  // namespace attest::ledger
