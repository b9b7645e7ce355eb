#pragma once

// PA-01, traps: the least degree under the paper's definition against that under another one.
#include <algorithm>
#include <functional>
#include <string>

#include "attest/expoly/degree.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger {

/// Is the least degree near e^x to within delta = 10^-digits on [0, B], absolutely, that of the variant?  `where` ends
/// the evidence: in which error and on which interval the variant is.
class TwoDegrees {
 public:
  TwoDegrees(std::function<polynomial::Interval(const Rational& B)> interval, expoly::ErrorKind kind, std::string where)
      : interval_(std::move(interval)), kind_(kind), where_(std::move(where)) {}

  [[nodiscard]] Verdict operator()(const Claim& claim, const Effort& effort) const {
    const Survey s =
        survey(claim.hypotheses, effort.instances(60), effort.seed, [&](const Instance& x) { return same(x); });
    Verdict v = verdict_of(s, "the two degrees agree every time");
    if (v.status != Status::refuted) return v;
    const auto [a, b] = degrees(*s.counterexample);
    const auto range = [](const expoly::DegreeBracket& d) {
      return std::to_string(d.at_least()) + ".." + std::to_string(d.upper.degree);
    };
    v.evidence +=
        " (delta = 10^-digits): least degree " + range(a) + " in absolute error on [0, B], " + range(b) + " " + where_;
    v.repairs = {"exp-degree-definition"};
    return v;
  }

 private:
  struct Degrees {
    expoly::DegreeBracket paper, variant;
  };
  [[nodiscard]] Degrees degrees(const Instance& x) const {
    const Rational &B = x.rational("B"), delta = pow(Rational(10), -static_cast<long>(x.size("digits")));
    return {expoly::bracket_degree(polynomial::Interval(0, B), delta, expoly::ErrorKind::absolute),
            expoly::bracket_degree(interval_(B), delta, kind_)};
  }
  /// Degrees counted from 1.
  [[nodiscard]] Truth same(const Instance& x) const {
    const auto [a, b] = degrees(x);
    const auto least = [](std::size_t g) { return std::max<std::size_t>(g, 1); };
    if (least(a.upper.degree) < least(b.at_least()) || least(b.upper.degree) < least(a.at_least())) return Truth::no;
    return a.decided() && b.decided() ? Truth::yes : Truth::unknown;
  }

  std::function<polynomial::Interval(const Rational&)> interval_;
  expoly::ErrorKind kind_;
  std::string where_;
};

}  // namespace attest::ledger
