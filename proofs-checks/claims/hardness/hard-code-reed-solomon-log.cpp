// P1-25: the dimension of the vectors, Reed-Solomon against codes over a fixed field.
#include "protocol_toys.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::reduction;
using hardness::text;

/// Inputs of N = T kappa bits, R = 2k (kappa-1) coins, p >= R, R p^{(k-1)T} coordinates, against
/// R q^{2(k-1)T} for any R.
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  std::string shown;
  for (const std::size_t k : {2U, 3U})
    for (const std::size_t T : {1U, 2U, 4U}) {
      const std::size_t q = least_tower_prime(k, T);
      const auto exponent = static_cast<unsigned>((k - 1) * T);
      const Integer constant = pow(Integer(q) * q, exponent);
      std::size_t first = 0;
      Rational before = 0;
      for (std::size_t N = 2 * T; N <= std::size_t{1} << 20; N *= 2) {
        const Protocol x = smallest_protocol(k, N, T);
        const Integer each = pow(Integer(x.p), exponent);
        if (each > constant && first == 0) first = N;
        const Rational per_log = Rational(x.length * each) / Rational(N);
        // More than any constant times N in the end: it grows by a factor with every doubling, from R^{(k-1)T} on.
        sweep(truth(x.p >= x.length && each >= pow(Integer(x.length), exponent) &&
                    per_log > before && (x.length <= q * q || each > constant)),
              [&] { return text(x) + ", N = " + std::to_string(N); });
        before = per_log;
      }
      if (k == 3)
        shown += (shown.empty() ? "" : "; ") +
                 ("T = " + std::to_string(T) + ", q = " + std::to_string(q) + ": from N = " + std::to_string(first));
    }
  return sweep.verdict(Status::verified, "k = 2, 3; T = 1, 2, 4; N = 2T, 4T, .. up to 2^20, exact counts",
                       "coordinates per bit of N grow with N every time; three players, Reed-Solomon has more than the "
                       "other code for " +
                           shown);
}

const Registration registration({
    .id = "hard-code-reed-solomon-log",
    .paper = hardness::paper,
    .label = "Section 4.2, why algebraic-geometric codes",
    .ledger = {"P1-25", "REV-P1-17"},
    .statement = "With Reed-Solomon codes the vectors of Gap-MaxIP have R p^{(k-1)T} >= R^{1+(k-1)T} coordinates, R = "
                 "2k(N/T - 1): for N = Theta(log n) no O(log n), and more than the R q^{2(k-1)T} of codes over the "
                 "fixed field F_{q^2} once R > q^2.",
    .tex = "p \\ge R \\implies d = R\\,p^{(k-1)T} \\ge R^{1+(k-1)T} = \\omega(\\log n),\\qquad d_{AG} = "
           "R\\,q^{2(k-1)T} = O(\\log n)",
    .hypotheses = {},
    .proof = "theory/hardness-protocol.md",
    .check = check,
});

}  // namespace
