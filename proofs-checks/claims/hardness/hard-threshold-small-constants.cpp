// P0-22, P1-31: what small constants cost.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

struct Row {
  std::size_t k;
  Rational c;
  const char* exponent;
};

Verdict check(const Claim&, const Effort&) {
  const std::vector<Row> rows{
      {2, Rational(1, 10), "1.815"}, {2, Rational(1, 1000), "1.324"}, {3, Rational(43, 200), "1.814"}};
  Verdict v;
  v.scope = "Taylor's polynomial, d = ln n, error 1/n";
  Truth all = Truth::yes;
  for (const auto& row : rows) {
    const Ball e = expoly::exponent(Route::taylor, 1, 1, pow(row.c, static_cast<long>(row.k)), bits);
    all = all && rounds_to(e, row.exponent);
    v.evidence += (v.evidence.empty() ? "" : "; ") + std::string("B = ") + to_text(row.c) + " (ln n)^{1/" +
                  std::to_string(row.k) + "}: n^" + number(e, 9);
  }
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (v.status == Status::refuted) v.witness = v.evidence;
  return v;
}

const Registration registration({
    .id = "hard-threshold-small-constants",
    .paper = "Alman & Song 2023",
    .label = "time at small constants",
    .ledger = {"P0-22", "P1-31", "NUM-03"},
    .statement = "For d = ln n and error 1/n Taylor's polynomial takes n^{1.815} at B = 0.1 sqrt(ln n), n^{1.324} at B "
                 "= 0.001 sqrt(ln n), and at order 3 n^{1.814} at B = 0.215 (ln n)^{1/3}.",
    .tex = "n^{1+f(1,1,\\kappa)},\\quad \\kappa=B^k/\\ln n",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
