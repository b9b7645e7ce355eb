// P1-13, P1-32: the constants C_b of the thresholds, order by order.
#include "thresholds.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::thresholds;

Verdict check(const Claim&, const Effort&) {
  Verdict v;
  v.scope = "d = ln n, error 1/n, orders 2 .. 8, three routes";
  Truth all = Truth::yes;
  for (const Route route : {Route::taylor, Route::paper, Route::optimum}) {
    Ball before(0);
    v.evidence += (v.evidence.empty() ? "" : "; ") + std::string(expoly::to_text(route));
    for (std::size_t k = 2; k <= 8; ++k) {
      const Ball t = expoly::threshold(route, k, 1, 1, bits);
      const Ball c = exp(div(log(t, bits), Ball(k), bits), bits);
      all = all && less(before, c);
      before = c;
      v.evidence += " " + number(c, 6);
    }
  }
  v.status = all == Truth::yes ? Status::verified : (all == Truth::no ? Status::refuted : Status::undecided);
  if (v.status == Status::refuted) v.witness = v.evidence;
  return v;
}

const Registration registration({
    .id = "hard-threshold-constants-grow",
    .paper = "Alman & Song 2024",
    .label = "the constant of the threshold",
    .ledger = {"P1-13", "P1-32", "NUM-03"},
    .statement = "The constant c_k of the entry bound c_k (ln n)^{1/k} below which the method of order k is faster "
                 "than n^k grows with k from 2 to 8, on each route.",
    .tex = "c_k=\\kappa_k^{1/k},\\quad c_2<c_3<\\dots<c_8",
    .hypotheses = {},
    .proof = "theory/hardness-thresholds.md",
    .check = check,
});

}  // namespace
