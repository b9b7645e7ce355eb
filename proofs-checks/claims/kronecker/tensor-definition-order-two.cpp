// P1-03: order 2 is plain attention, and order k holds order k - 1.
#include "attest/attention/definition.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// Order 2 by the code of softmax attention; order k with K_{k-1} and V_{k-1} all ones is order k - 1, score by score.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), k = x.size("k");
  const Precision p(160);
  const Data two = draw(sampler, 2, n, d, 2, bound(x));
  attention::Problem plain;
  plain.q = doubles(two.q);
  plain.k = doubles(two.k[0]);
  plain.v = doubles(two.v[0]);
  plain.scale = attention::Scale::inverse();
  const BallMatrix a = definition_rows(problem(two, plain.scale), all_rows(n), p, 1);
  const BallMatrix b = definition_rows(plain, all_rows(n), p, 1);
  Truth all = Truth::yes;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t c = 0; c < 2; ++c)
      all = all && less(abs(sub(a.get(i, c), b.get(i, c), p)), Ball(Rational::power_of_two(-100), p));
  const Data lower = draw(sampler, k - 1, n, d, 1, bound(x));
  Data higher = lower;
  higher.k.push_back(filled(n, d, 1));
  higher.v.push_back(filled(n, 1, 1));
  const Matrix s = scores(lower, inverse(d)), t = scores(higher, inverse(d));
  const Matrix v = products(lower), w = products(higher);
  for (std::size_t j = 0; j < t.cols(); ++j) {
    all = all && truth(w(j, 0) == v(j / n, 0));
    for (std::size_t i = 0; i < n; ++i) all = all && truth(t(i, j) == s(i, j / n));
  }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(
      survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
      "order 2 agrees with softmax attention to 2^-100; with K_{k-1} = V_{k-1} = 1 every score and every product of "
      "values of order k is one of order k - 1, n times over, exactly");
}

const Registration registration({
    .id = "tensor-definition-order-two",
    .paper = "attest",
    .label = "Definition 1.5, k = 2",
    .ledger = {"P1-03"},
    .statement = "Attention of order 2 is softmax attention with 1/d, and attention of order k with K_{k-1} and "
                 "V_{k-1} all ones is attention of order k - 1.",
    .tex = "k = 2:\\ D^{-1}\\exp(QK_1^\\top/d)V_1",
    .hypotheses = {integer_parameter("k", "order", 3, 4), integer_parameter("n", "rows", 1, 3),
                   integer_parameter("d", "columns", 1, 3), eighths(16), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
