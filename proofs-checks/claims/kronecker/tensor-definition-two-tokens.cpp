// REV-P1-04: what Definition 1.5 means, on two tokens.
#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;

const Precision p(160);

/// q = (1, 2), K1 = (1, -1), K2 = (1, 2), V1 = (1, 2), V2 = (1, 3): a pair (j, l) of tokens has the logit q_i K1_j K2_l
/// and the value V1_j V2_l.  By hand against the program's definition, which forms no such product.
Verdict check(const Claim&, const Effort&) {
  const std::vector<Rational> q{1, 2}, k1{1, -1}, k2{1, 2}, v1{1, 2}, v2{1, 3};
  const auto column = [](const std::vector<Rational>& x) { return doubles(rows({{x[0]}, {x[1]}})); };
  const attention::TensorProblem problem{
      column(q), {column(k1), column(k2)}, {column(v1), column(v2)}, attention::Scale::inverse()};
  const BallMatrix out = attention::definition_rows(problem, {0, 1}, p, 1);

  Sweep sweep;
  std::string shown = "values (1,1) 1, (2,1) 2, (1,2) 3, (2,2) 6";
  for (std::size_t i : {0U, 1U}) {
    std::vector<Ball> w;
    std::vector<Rational> v;
    Ball sum(0);
    std::string logits;
    for (std::size_t l : {0U, 1U})
      for (std::size_t j : {0U, 1U}) {
        const Rational s = q[i] * k1[j] * k2[l];
        w.push_back(exp(Ball(s, p), p));
        v.push_back(v1[j] * v2[l]);
        sum = add(sum, w.back(), p);
        logits += (logits.empty() ? "" : ", ") + to_text(s);
      }
    std::string weights;
    for (const Ball& x : w) weights += (weights.empty() ? "" : ", ") + to_text(div(x, sum, p), 4);
    const Ball hand = mean(w, v, p);
    sweep(less(abs(sub(hand, out.get(i, 0), p)), Ball(Rational::power_of_two(-100), p)), [&] {
      return "query " + std::to_string(i + 1) + ": " + to_text(out.get(i, 0)) + " against " + to_text(hand);
    });
    shown += "; query " + std::to_string(i + 1) + ": logits " + logits + ", weights " + weights + ", output " +
             to_text(out.get(i, 0), 8);
  }
  return sweep.verdict(Status::verified, "two tokens, order 3, d = 1, both queries",
                       "pairs (j,l) in the order (1,1), (2,1), (1,2), (2,2): " + shown);
}

const Registration registration({
    .id = "tensor-definition-two-tokens",
    .paper = paper,
    .label = "intuition for Definition 1.5",
    .ledger = {"REV-P1-04", "P1-03"},
    .statement =
        "On two tokens a query of attention of order 3 weighs the four pairs (j, l) by exp(q K1_j K2_l / d), and "
        "returns the mean of V1_j V2_l under these weights.",
    .tex = "\\mathrm{out}_i = \\frac{\\sum_{j,l} e^{\\langle q_i, K^1_j, K^2_l\\rangle/d}\\,V^1_j \\circ V^2_l}"
           "{\\sum_{j,l} e^{\\langle q_i, K^1_j, K^2_l\\rangle/d}}",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
