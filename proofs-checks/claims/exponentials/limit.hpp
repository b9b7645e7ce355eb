#pragma once

// What the claims on leading constants (PA-05) have in common: ratios that come nearer to 1 along a family.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "attest/expoly/sandwich.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace attest::ledger {

inline const Precision limit_precision(128);

/// A ratio that should tend to 1 along its family.
struct Row {
  std::string name;
  Ball ratio;
};

/// The least degree of e^x on I to within delta, by the Bessel sandwich alone; 0 counts as 1.
inline Ball sandwiched_degree(const polynomial::Interval& I, const Rational& delta) {
  const expoly::BesselSandwich s(I, delta, limit_precision);
  const Ball target(delta, limit_precision);
  std::size_t upper = 0, lower = 0;
  while (!certainly(less_equal(s.upper(upper), target))) ++upper;
  for (std::size_t g = upper; g-- > 0 && lower == 0;)
    if (certainly(less(target, s.lower(g)))) lower = g + 1;
  return Ball::between(Rational(std::max<std::size_t>(lower, 1)), Rational(std::max<std::size_t>(upper, 1)),
                       limit_precision);
}

enum class Shown { all, last_of_each_family };

/// Verified where each ratio is certainly nearer to 1 than the one before it in its family.
inline Verdict nearing_one(const std::vector<std::vector<Row>>& families, const std::string& scope,
                           Shown shown = Shown::all) {
  Verdict v;
  Truth all = Truth::yes;
  for (const auto& family : families) {
    std::optional<Ball> before;
    for (const auto& row : family) {
      const Ball distance = abs(sub(row.ratio, Ball(1), limit_precision));
      if (before) all = all && less(distance, *before);
      before = distance;
      if (shown == Shown::last_of_each_family && &row != &family.back()) continue;
      v.evidence += (v.evidence.empty() ? "" : "; ") + row.name + " " + to_text(row.ratio, 4);
    }
  }
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (all == Truth::no) v.witness = "a row farther from 1 than the one before: " + v.evidence;
  v.evidence = "nearer to 1 in each row for certain: " + v.evidence;
  v.scope = scope;
  return v;
}

}  // namespace attest::ledger
