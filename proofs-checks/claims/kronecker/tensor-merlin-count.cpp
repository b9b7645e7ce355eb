// REV-P1-06: Theorem 4.7, the vectors of Gap-MaxIP count accepting coordinates.
#include "tensor_merlin.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using merlin::Word;

constexpr std::size_t p = merlin::p;
/// A vector of {0,1}^d, d = R p^2: coordinate (r, m2, m3).
using Bits = std::vector<char>;

template <class F>
Bits bits(const F& f) {
  Bits v;
  for (std::size_t r = 0; r < p; ++r)
    for (std::size_t m2 = 0; m2 < p; ++m2)
      for (std::size_t m3 = 0; m3 < p; ++m3) v.push_back(f(r, m2, m3) ? 1 : 0);
  return v;
}

/// One block of two bits a player: a^mu says that P1 accepts (r, m2, m3), b that P2 sends m2 on r, c that P3 sends m3.
Verdict check(const Claim&, const Effort&) {
  const auto all = merlin::messages();
  std::vector<Bits> b, c;
  for (std::size_t x = 0; x < 4; ++x) {
    const Word w = merlin::encode(x);
    b.push_back(bits([&](std::size_t r, std::size_t m2, std::size_t) { return w[r] == m2; }));
    c.push_back(bits([&](std::size_t r, std::size_t, std::size_t m3) { return w[r] == m3; }));
  }
  Sweep sweep;
  for (std::size_t x = 0; x < 4; ++x) {
    const Word w = merlin::encode(x);
    for (std::size_t m = 0; m < all.size(); ++m) {
      const Bits a =
          bits([&](std::size_t r, std::size_t m2, std::size_t m3) { return all[m][r] == w[r] * m2 * m3 % p; });
      for (std::size_t y = 0; y < 4; ++y)
        for (std::size_t z = 0; z < 4; ++z) {
          std::size_t product = 0;
          for (std::size_t l = 0; l < a.size(); ++l) product += a[l] && b[y][l] && c[z][l] ? 1U : 0U;
          const merlin::Inputs in{1, x, y, z};
          const std::size_t accept = merlin::agreement(all[m], merlin::truth_word(in));
          sweep(truth(product == accept && (product == p ? in.orthogonal() : 2 * product <= p || in.orthogonal())),
                [&] { return in.text() + ", message " + std::to_string(m); });
        }
    }
  }
  return sweep.verdict(Status::verified, merlin::scope + "all inputs of one block",
                       "<a, b, c> is the number of accepting coordinates for all " + std::to_string(sweep.tested()) +
                           " inputs and messages; d = R q^{2T} = " + std::to_string(b[0].size()) +
                           ", t = R = 7, eps = 1/2: 7 for the right message of an orthogonal triple, at most 3 for any "
                           "message of another");
}

const Registration registration({
    .id = "tensor-merlin-count",
    .paper = tensor_review::paper,
    .label = "Theorem 4.7",
    .ledger = {"REV-P1-06", "P1-26"},
    .statement =
        "With a^mu = [P1 accepts (r, m2, m3)], b = [P2 sends m2 on r], c = [P3 sends m3 on r], <a^mu, b, c> is "
        "the number of coordinates r on which the players accept: R for some mu if x, y, z are orthogonal, at "
        "most R/2 for all mu otherwise.",
    .tex = "\\langle a^\\mu(x), b(y), c(z)\\rangle = \\#\\{r : \\mu_r = C(x)_r C(y)_r C(z)_r\\}",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
