// P0-13: the sharp constant of normalization, never exceeded and attained.
#include "attest/attention/normalization.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// The worst sign patterns for one row: +eps where v is at least a threshold, -eps below, for every
/// threshold (docs/theory/normalization.md); each error is compared with spread * constant in balls.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n");
  const Rational& eps = x.rational("eps");
  attention::NormalizationInstance row{RationalMatrix(1, n), RationalMatrix(1, n), RationalMatrix(n, 1)};
  Rational low(1000), high(-1000);
  for (std::size_t j = 0; j < n; ++j) {
    row.a.set(0, j, sampler.between(Rational(1, 1000), 4));
    row.v.set(j, 0, sampler.between(-3, 5));
    low = min(low, row.v.get(j, 0));
    high = max(high, row.v.get(j, 0));
  }
  const Rational exact = attention::normalized(row.a, row.v);
  const Precision p(256);
  // Equality happens (n = 2); a hair of 2^-200 decides it.
  const Ball bound = add(mul(Ball((high - low) / Rational(2), p), attention::normalization_constant(eps, p), p),
                         Ball(Rational::power_of_two(-200), p), p);
  Truth all = Truth::yes;
  for (std::size_t t = 0; t < n; ++t) {
    for (std::size_t j = 0; j < n; ++j) {
      const bool up = row.v.get(j, 0) >= row.v.get(t, 0);
      row.perturbed.set(0, j, row.a.get(0, j) * (up ? Rational(1) + eps : Rational(1) - eps));
    }
    all = all && less(Ball(abs(attention::normalized(row.perturbed, row.v) - exact), p), bound);
  }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  Verdict v = verdict_of(survey(claim.hypotheses, effort.instances(500), effort.seed, holds), "");
  if (v.status != Status::verified) return v;
  // eps = 2t/(1+t^2) makes sqrt(1 - eps^2) rational: there the extremal rows attain the bound exactly.
  std::size_t tried = 0, attained = 0;
  std::string shown;
  for (const Rational& t : {Rational(1, 3), Rational(1, 2), Rational(1, 7), Rational(2, 5), Rational(1, 100)}) {
    const Rational eps = Rational(2) * t / (Rational(1) + t * t);
    const auto row = attention::extremal_instance(eps);
    const Rational error = abs(attention::normalized(row.perturbed, row.v) - attention::normalized(row.a, row.v));
    const Ball constant = attention::normalization_constant(eps, Precision(256));
    ++tried;
    if (contains(constant, error) && constant.radius() < Rational::power_of_two(-200)) ++attained;
    if (shown.empty())
      shown = "eps = " + to_text(eps) + " gives error " + to_text(error) + " with A = " + to_text(row.a);
  }
  if (attained < tried) {
    v.status = Status::undecided;
    v.evidence = "the extremal rows miss the constant";
    return v;
  }
  v.evidence =
      "never exceeded to 2^-200; attained to 2^-200 at " + std::to_string(attained) + " rational eps: " + shown;
  return v;
}

const Registration registration({
    .id = "softmax-normalization-sharp",
    .paper = "attest",
    .label = "sharp normalization constant",
    .ledger = {"P0-13"},
    .statement =
        "If |A~ - A| <= eps A entrywise and the values lie in [v1, v2], the error after normalization is at most "
        "(v2 - v1)/2 * 2(1 - sqrt(1 - eps^2))/eps, and this is attained.",
    .tex = "\\sup = \\frac{v_2 - v_1}{2}\\cdot\\frac{2(1-\\sqrt{1-\\varepsilon^2})}{\\varepsilon}",
    .hypotheses = {integer_parameter("n", "weights in a row", 2, 6),
                   rational_parameter("eps", "relative error", Rational(1, 100), Rational(99, 100)), seed_parameter()},
    .proof = "theory/normalization.md",
    .check = check,
});

}  // namespace
