// P1-01, a trap: the abstract writes no 1/d.
#include "../fast-rope/rope_sweep.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// Order 3, one query, zeros and ones, smallest first: are the outputs with and without 1/d the same?
Verdict check(const Claim&, const Effort&) {
  const Precision p(128);
  Verdict v;
  std::size_t tested = 0;
  for (std::size_t d = 1; d <= 2 && v.status == Status::undecided; ++d)
    for (std::size_t n = 1; n <= 2 && v.status == Status::undecided; ++n)
      for_each_tuple(2 * n * d, 0, 1, [&](const std::vector<long>& bits) {
        Data x = constant(3, n, d, 1, 1);
        x.q = filled(1, d, 1);
        for (std::size_t j = 0; j < n; ++j)
          for (std::size_t l = 0; l < d; ++l)
            for (std::size_t a : {0U, 1U}) x.k[a](j, l) = Rational(bits[(a * n + j) * d + l]);
        for (auto& m : x.v)
          for (std::size_t j = 1; j < n; ++j) m(j, 0) = 0;
        ++tested;
        const Ball with = attend(x, inverse(d), p)(0, 0), without = attend(x, 1, p)(0, 0);
        if (!certainly(less(with, without) || less(without, with))) return true;
        v.status = Status::refuted;
        v.witness = described(x);
        v.evidence = "d = " + std::to_string(d) + ": output with 1/d in " + to_text(with, 6) + ", without in " +
                     to_text(without, 6) + "; at d = 1 they agree";
        v.repairs = {"tensor-definition-scale-moved"};
        return false;
      });
  v.scope = std::to_string(tested) + " instances of order 3 with one query and entries 0 and 1, smallest first";
  if (v.status == Status::undecided) v.evidence = "no certain difference among these";
  return v;
}

const Registration registration({
    .id = "tensor-definition-scale",
    .paper = "Alman & Song, Kronecker attention",
    .label = "abstract against Definition 1.1: 1/d",
    .ledger = {"P1-01"},
    .statement = "D^{-1} exp(Q (K1 (/) K2)^T) (V1 (/) V2), as in the abstract, is what Definition 1.1 computes with "
                 "1/d in the exponent.",
    .tex = "\\exp(Q(K_1\\oslash K_2)^\\top) \\leftrightarrow \\exp(Q(K_1\\oslash K_2)^\\top/d)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
