// P2-02, P2-13: R_{j-i} = R_i^T R_j for every angle, as polynomials.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/polynomial.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

using polynomial::Polynomial;

/// With c = cos theta, s = sin theta: cos k theta = T_k(c), sin k theta = s U_{k-1}(c), s^2 = 1 - c^2.
struct Chebyshev {
  std::vector<Polynomial> first, second;  ///< T_k, U_{k-1}
};
Chebyshev chebyshev(std::size_t n) {
  const Polynomial one({1}), c({0, 1});
  Chebyshev t{{one}, {Polynomial()}};
  const Polynomial square = one - c * c;
  for (std::size_t k = 0; k < n; ++k) {
    // The rotation by theta, as polynomials in c with s^2 replaced.
    t.first.push_back(c * t.first[k] - square * t.second[k]);
    t.second.push_back(t.first[k] + c * t.second[k]);
  }
  return t;
}

/// cos and sin of (j-i) theta from those of i theta and j theta, as identities in Q[c]; sin is odd, cos even.
Verdict check(const Claim&, const Effort&) {
  constexpr std::size_t n = 24;
  const Chebyshev t = chebyshev(n);
  const Polynomial square({1, 0, -1});
  Sweep sweep;
  for (std::size_t i = 0; i <= n; ++i)
    for (std::size_t j = i; j <= n; ++j) {
      const bool cosine = t.first[j - i] == t.first[i] * t.first[j] + square * t.second[i] * t.second[j];
      const bool sine = t.second[j - i] == t.second[j] * t.first[i] - t.first[j] * t.second[i];
      sweep(truth(cosine && sine), [&] { return "i = " + std::to_string(i) + ", j = " + std::to_string(j); });
    }
  return sweep.verdict(Status::verified, "0 <= i <= j <= 24, every angle: identities of polynomials in cos theta",
                       "cos (j-i) theta = T_i T_j + (1 - c^2) U_{i-1} U_{j-1} and its sine, as polynomials");
}

const Registration registration({
    .id = "rope-rotations-compose",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "definition of RoPE",
    .ledger = {"P2-02", "P2-13"},
    .statement = "The rotations of RoPE satisfy R_{j-i} = R_i^T R_j and R_{-k} = R_k^T for every angle theta.",
    .tex = "R_{j-i} = R_i^\\top R_j",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
