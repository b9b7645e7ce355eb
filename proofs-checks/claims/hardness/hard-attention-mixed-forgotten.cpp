// P1-27, the trap: tuples that mix keys with dummies.
#include "hard_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::hard_attention;

/// Orders 2 to 4, smallest first: all vectors all ones, so that every product is d = t.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t order = 2; order <= 4; ++order)
    for (std::size_t n = 1; n <= 2; ++n)
      for (std::size_t d = 1; d <= 2; ++d) {
        reduction::GapProblem x{{}, d, 1};
        for (std::size_t a = 0; a < order; ++a) {
          reduction::BitVectors ones(n, d);
          for (std::size_t i = 0; i < n * d; ++i) ones.set(i / d, i % d, true);
          x.vectors.sets.push_back(std::move(ones));
        }
        const auto h = reduction::paper_like(x);
        const Ball tau = exp(Ball(h.beta / Rational(2), p), p), y = outputs(h).get(0, 0), s = sums(x, h)[0];
        const Ball without = div(s, add(s, mul(Ball(h.real_tuples), tau, p), p), p);
        sweep(less(abs(sub(y, without, p)), Ball(Rational::power_of_two(-200), p)), [&] {
          return "order " + std::to_string(order) + ", n = " + std::to_string(n) + ", d = " + std::to_string(d) +
                 ", all ones: y = " + to_text(y, 6) + ", not " + to_text(without, 6) + "; " + to_text(h.unmoved) +
                 " mixed tuples of weight 1";
        });
      }
  return sweep.verdict(Status::verified, "orders 2 to 4, n, d <= 2, all vectors all ones, smallest first",
                       "equal every time", {"hard-attention-small-error"});
}

const Registration registration({
    .id = "hard-attention-mixed-forgotten",
    .paper = "Alman & Song 2024",
    .label = "Section E, without the mixed tuples",
    .ledger = {"P1-27", "P1-32"},
    .statement = "With keys (b, 0) and dummies (0, 1) row i is S_i/(S_i + n^{k-1} tau): only tuples of keys and tuples "
                 "of dummies have a weight.",
    .tex = "y_i=\\frac{S_i}{S_i+n^{k-1}\\tau}",
    .hypotheses = {},
    .proof = "theory/hardness-attention.md",
    .check = check,
});

}  // namespace
