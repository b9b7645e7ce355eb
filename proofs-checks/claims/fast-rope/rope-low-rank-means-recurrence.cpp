// P2-15: at one n, low rank does not make W an exponential polynomial.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// A recurrence of length r exists where the right-hand side does not raise the rank of the system.
Truth recurrent(const std::vector<Rational>& w, std::size_t r) {
  const std::size_t equations = w.size() - r;
  RationalMatrix system(equations, r + 1), left(equations, std::max<std::size_t>(r, 1));
  for (std::size_t k = 0; k < equations; ++k)
    for (std::size_t s = 0; s <= r; ++s) {
      system.set(k, s, w[k + s]);
      if (s < r) left.set(k, s, w[k + s]);
    }
  return truth(rank(system) == rank(left));
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (std::size_t n = 2; n <= 3; ++n)
    for_each_tuple(2 * n - 1, 0, 1, [&](const std::vector<long>& x) {
      const auto w = rationals(x);
      const std::size_t r = rank(toeplitz(w));
      return r == n ||
             sweep(recurrent(w, r), [&] { return "n = " + std::to_string(n) + ", W = " + to_text(toeplitz(w)); });
    });
  return sweep.verdict(Status::verified, "d = 1, W_k in {0, 1}, n = 2, 3, rank below n, smallest first",
                       "a recurrence every time", {"rope-low-rank-recurrence"});
}

const Registration registration({
    .id = "rope-low-rank-means-recurrence",
    .paper = "attest",
    .label = "low rank exactly when a recurrence, at one n",
    .ledger = {"P2-15"},
    .statement = "If for one n the Toeplitz matrix W_{i-j} has rank r < n, then W_{-(n-1)} .. W_{n-1} satisfy a "
                 "recurrence W_{k+r} = a_1 W_{k+r-1} + ... + a_r W_k.",
    .tex = "\\mathrm{rank}\\,(W_{i-j})_{n \\times n} = r < n \\implies W_{k+r} = \\sum_{s=1}^r a_s W_{k+r-s}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
