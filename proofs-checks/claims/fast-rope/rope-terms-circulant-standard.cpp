// P2-10 for standard RoPE with its first angle, theta = 1.
#include "attest/ledger/claim.hpp"
#include "attest/number/ball.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

const Precision p(128);
Ball cosine(long k) { return sin_cos(Ball(k), p).cos; }
Ball sine(long k) { return sin_cos(Ball(k), p).sin; }

/// Circulant where w(k) = w(k-n) for all k; angles in radians.
template <class W>
Truth circulant(const W& w, long n) {
  Truth all = Truth::yes;
  for (long k = 1; k < n; ++k) {
    const Ball a = w(k), b = w(k - n);
    all = all && (k == n - k && certainly(equal(a, b)) ? Truth::yes : equal(a, b));
  }
  return all;
}

Verdict check(const Claim&, const Effort&) {
  Verdict v;
  std::string found;
  for (const bool cos : {true, false}) {
    // cos(k) = cos(k-n) for n = 2, k = 1 is the evenness of cos, not a matter of balls.
    long n = cos ? 3 : 2;
    while (n < 50 && circulant([&](long k) { return cos ? cosine(k) : sine(k); }, n) != Truth::no) ++n;
    if (n == 50) {
      v.evidence = "no n below 50 decides";
      return v;
    }
    const Ball above = cos ? cosine(1) : sine(1), wrapped = cos ? cosine(1 - n) : sine(1 - n);
    found += (found.empty() ? "" : "; ") + std::string(cos ? "C^{1,1}" : "C^{1,2}") + ", n = " + std::to_string(n) +
             ": w(1) in " + to_text(above, 6) + " against w(1-n) in " + to_text(wrapped, 6);
  }
  v.status = Status::refuted;
  v.scope = "standard RoPE, theta_1 = 1 radian, balls; n = 1 is circulant, and the cosine block for n = 2";
  v.witness = found;
  v.evidence = found;
  v.repairs = {"rope-terms-toeplitz", "rope-terms-two-circulants"};
  return v;
}

const Registration registration({
    .id = "rope-terms-circulant-standard",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Section 4: C^{a,b} is a circulant, standard RoPE",
    .ledger = {"P2-10", "REV-P2-25", "REV-P2-27"},
    .statement =
        "For standard RoPE, theta_1 = 1, the matrices C^{1,1} = cos(i-j) and C^{1,2} = sin(i-j) are circulant.",
    .tex = "C^{1,1}_{ij} = \\cos(i-j),\\ C^{1,2}_{ij} = \\sin(i-j) \\text{ are circulant}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
