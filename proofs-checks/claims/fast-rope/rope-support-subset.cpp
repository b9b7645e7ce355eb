// P2-01, P2-02: supp(W_k) lies in S with |S| = 2d, and every place of S is used.
#include "attention_exact.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// Outside S the entries are 0 exactly; inside, those of W_1 are certainly not.
Truth holds(const Instance& x) {
  const std::size_t d = 2 * x.size("planes");
  const auto k = static_cast<long>(x.size("k"));
  const attention::Rotary r = attention::standard_rotary(d, d, attention::Pairing::interleaved, 10'000);
  const BallField field{Precision(128)};
  const BallMatrix w = attention::relative_matrix(r, d, k, field), first = attention::relative_matrix(r, d, 1, field);
  std::size_t used = 0;
  bool inside = true;
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = 0; b < d; ++b) {
      if (equal(first.get(a, b), Ball(0)) == Truth::no) ++used;
      if (a / 2 != b / 2) inside = inside && certainly(equal(w.get(a, b), Ball(0)));
    }
  return truth(inside && used == 2 * d);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(100), effort.seed, holds),
                    "outside the d/2 blocks every entry is 0 exactly, and all 2d entries of W_1 in them are not");
}

const Registration registration({
    .id = "rope-support-subset",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Definition 1.1, supp(W_i) within S, standard RoPE",
    .ledger = {"P2-01", "P2-02", "REV-P2-18"},
    .statement =
        "The matrices W_k of RoPE with angles 10000^{-2l/d} have their supports in one set S of 2d places, and "
        "no smaller set contains them.",
    .tex = "\\mathrm{supp}(W_k) \\subset S,\\quad |S| = 2d",
    .hypotheses = {integer_parameter("planes", "d/2", 1, 8), integer_parameter("k", "offset i - j", 0, 100'000)},
    .proof = "",
    .check = check,
});

}  // namespace
