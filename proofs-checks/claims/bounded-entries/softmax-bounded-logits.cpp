// P0-09: entries of Q and K bounded by B bound the logits QK^T/d by B^2, and B^2 is attained.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

Rational largest_logit(const RationalMatrix& q, const RationalMatrix& k) {
  const RationalMatrix s = mul(q, transpose(k));
  Rational largest;
  for (std::size_t i = 0; i < s.rows(); ++i)
    for (std::size_t j = 0; j < s.cols(); ++j) largest = max(largest, abs(s.get(i, j)));
  return largest / Rational(q.cols());
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  const Rational& B = x.rational("B");
  RationalMatrix extreme(n, d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < d; ++l) extreme.set(i, l, B);
  const RationalMatrix q = sampler.matrix(n, d, B), k = sampler.matrix(n, d, B);
  return truth(largest_logit(q, k) <= B * B && largest_logit(extreme, extreme) == B * B);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
                    "never exceeded, and attained with equality where all entries are B");
}

const Registration registration({
    .id = "softmax-bounded-logits",
    .paper = "Alman & Song 2023",
    .label = "Lemma 3.3",
    .ledger = {"P0-09"},
    .statement = "If the entries of Q and K are at most B in absolute value, those of QK^T/d are at most B^2; the "
                 "bound is attained.",
    .tex = "\\|Q\\|_{\\max}, \\|K\\|_{\\max} \\le B \\implies \\|QK^\\top/d\\|_{\\max} \\le B^2",
    .hypotheses = {integer_parameter("n", "rows", 1, 6), integer_parameter("d", "columns", 1, 6),
                   rational_parameter("B", "bound of the entries", Rational(1, 8), 8), seed_parameter()},
    .proof = "theory/softmax.md",
    .check = check,
});

}  // namespace
