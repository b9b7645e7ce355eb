// REV-P1-17: why algebraic geometry codes: the dimension of the vectors of Gap-MaxIP.
#include "../fast-rope/rope_sweep.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// The least prime at least n.
long prime_from(long n) {
  const auto prime = [](long p) {
    for (long q = 2; q * q <= p; ++q)
      if (p % q == 0) return false;
    return p >= 2;
  };
  while (!prime(n)) ++n;
  return n;
}

/// R coordinates and messages of 2T symbols (two players besides the first) make d = R |F|^{2T}; Reed-Solomon needs R
/// points of F.  Is d at most `factor` R, R = 2^j, T = 1?
Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  const long q = 11;  // |F| = q^2, any R
  const Integer factor = Integer(q) * q * q * q;
  std::string shown;
  for (long j = 3; j <= 20; ++j) {
    const long R = 1L << j, field = prime_from(R);
    const Integer dimension = Integer(R) * Integer(field) * Integer(field);
    shown = "R = " + std::to_string(R) + ", |F| = " + std::to_string(field) + ": d = " + dimension.str() + ", over R " +
            Integer(dimension / R).str();
    sweep(truth(dimension <= factor * R), [&] { return shown; });
  }
  Verdict v = sweep.verdict(Status::verified, "T = 1, k = 3, R = 2^3 .. 2^20", "at most q^4 R every time");
  if (v.status == Status::refuted)
    v.evidence += "; over F_{q^2} with q = 11 d = " + factor.str() +
                  " R for every R; R is of the order log n, so the first is polylog(n), the second O(log n)";
  return v;
}

const Registration registration({
    .id = "tensor-code-field-size",
    .paper = "Alman & Song, Kronecker attention (review)",
    .label = "Reed-Solomon instead of algebraic geometry codes",
    .ledger = {"REV-P1-17", "P1-25"},
    .statement = "With Reed-Solomon codes of length R the vectors of Gap-MaxIP have d = R |F|^{2T} = O(R) coordinates "
                 "as well, with the constant 11^4 of the codes over F_{121} and T = 1.",
    .tex = "d = R\\,|\\mathbb F|^{(k-1)T} = O(R)",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
