// K-12: the other index order in one column-wise product only.
#include "kron_identity.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::lowrank;
using namespace attest::ledger::kron;

/// The outputs for exp, in balls; zeros and ones, fewest ones first.
Verdict check(const Claim&, const Effort&) {
  const BallField field{Precision(128)};
  const auto balls = [&](const Dense<Rational>& m) {
    Dense<Ball> out(m.rows(), m.cols());
    for (std::size_t i = 0; i < m.rows(); ++i)
      for (std::size_t j = 0; j < m.cols(); ++j) out(i, j) = field.from(m(i, j));
    return out;
  };
  Verdict v;
  v.scope = "zeros and ones, smallest shapes first";
  v.evidence = "no difference found";
  for (const auto& s : shapes({{"n", "d", "m"}, {}, {}}, 2)) {
    if (s["d"] * (s["n"] + 4 * s["m"]) > 10) continue;
    for_each_corner(s["d"] * (s["n"] + 4 * s["m"]), [&](const std::vector<long>& digits) {
      Digits x(digits);
      const auto Q = x.matrix("Q", s["n"], s["d"]);
      const auto K = matrices(x, "K", s, "m", "d"), V = matrices(x, "V", s, "m", "d");
      const auto scores = x.mul(Q, transpose(x.dense(khatri_rao<first>(K))));
      auto weights = balls(scores);
      for (std::size_t i = 0; i < weights.rows(); ++i)
        for (std::size_t j = 0; j < weights.cols(); ++j) weights(i, j) = exp(weights(i, j), field.precision);
      const auto sums = multiply(weights, Dense<Ball>(weights.cols(), 1, Ball(1)), field);
      const auto one = multiply(weights, balls(x.dense(khatri_rao<first>(V))), field);
      const auto other = multiply(weights, balls(x.dense(khatri_rao<last>(V))), field);
      for (std::size_t i = 0; i < one.rows(); ++i)
        for (std::size_t c = 0; c < one.cols(); ++c) {
          const Ball a = div(one(i, c), sums(i, 0), field.precision), b = div(other(i, c), sums(i, 0), field.precision);
          if (equal(a, b) != Truth::no) continue;
          v.status = Status::refuted;
          v.witness = s.text() + ": " + x.text();
          v.evidence = "one order: " + to_text(a, 8) + ", two: " + to_text(b, 8);
          v.repairs = {"kron-reorder-both", "kron-reorder-one-symmetric"};
          return false;
        }
      return true;
    });
    if (v.status == Status::refuted) break;
  }
  return v;
}

const Registration registration({
    .id = "kron-reorder-one",
    .paper = "Alman & Song, Kronecker attention",
    .label = "two index orders in the definition",
    .ledger = {"K-12"},
    .statement =
        "D^{-1} exp(Q (K1 (/) K2)^T) (V1 (/) V2) is also the same where the two (/) use different index orders.",
    .tex = "\\exp(Q(K_1 \\oslash K_2)^\\top)(V_1 \\oslash_{\\mathrm{std}} V_2) = \\exp(Q(K_1 \\oslash K_2)^\\top)(V_1 "
           "\\oslash V_2)",
    .hypotheses = {},
    .proof = "theory/kronecker.md",
    .check = check,
});

}  // namespace
