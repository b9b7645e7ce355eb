// REV-P1-11: what one player more costs the code.
#include <array>

#include "tensor_review.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// The least weight of a non-zero polynomial of degree at most m over F_p, on all p points; p^{m+1} of them.
std::size_t least_weight(std::size_t p, std::size_t m) {
  std::size_t least = p;
  for_each_tuple(m + 1, 0, static_cast<long>(p) - 1, [&](const std::vector<long>& c) {
    std::size_t weight = 0;
    for (std::size_t x = 0; x < p; ++x) {
      std::size_t value = 0;
      for (const long digit : c) value = (value * x + static_cast<std::size_t>(digit)) % p;
      weight += value != 0 ? 1U : 0U;
    }
    if (weight > 0) least = std::min(least, weight);
    return true;
  });
  return least;
}
bool prime(std::size_t q) {
  for (std::size_t f = 2; f * f <= q; ++f)
    if (q % f == 0) return false;
  return q > 1;
}
/// Algebraic-geometric codes over F_{q^2}: half the distance leaves k factors of rate 1/(2k), the genus takes 1/(q-1).
Rational rate(std::size_t k, std::size_t q) { return Rational(1, 2 * k) - Rational(1, q - 1); }
std::size_t least_prime(std::size_t k) {
  std::size_t q = 2;
  while (!prime(q) || rate(k, q).sign() <= 0) ++q;
  return q;
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  for (const auto& [p, k, kappa] : std::vector<std::array<std::size_t, 3>>{
           {5, 2, 2}, {7, 2, 2}, {7, 3, 2}, {11, 2, 2}, {11, 3, 2}, {5, 1, 3}, {5, 2, 3}, {7, 1, 4}})
    sweep(truth(least_weight(p, k * (kappa - 1)) == p - k * (kappa - 1)),
          [&] { return "F_" + std::to_string(p) + ", " + std::to_string(k) + " factors"; });
  std::string shown;
  for (std::size_t k = 1; k <= 6; ++k) {
    for (std::size_t q = 2; q <= 64; ++q)
      sweep(truth((rate(k, q).sign() > 0) == (q > 2 * k + 1)),
            [&] { return "k = " + std::to_string(k) + ", q = " + std::to_string(q); });
    shown += (shown.empty() ? "" : ", ") + std::to_string(least_prime(k)) + " for " + std::to_string(k);
  }
  return sweep.verdict(Status::verified, "eight Reed-Solomon codes, every word; k <= 6, q <= 64",
                       "the distance is R - k(kappa-1) exactly; least prime q by number of factors: " + shown +
                           "; at q = 7 three factors leave rate " + to_text(rate(3, 7)));
}

const Registration registration({
    .id = "tensor-product-code",
    .paper = tensor_review::paper,
    .label = "three parties against four: the product code",
    .ledger = {"REV-P1-11", "REV-P1-17", "P1-24"},
    .statement =
        "Products of k words of a Reed-Solomon code of dimension kappa and length R lie in a code of distance R "
        "- k(kappa-1); with half the length as distance, codes over F_{q^2} that reach genus/length 1/(q-1) "
        "keep rate at least 1/(2k) - 1/(q-1), positive just where q > 2k+1: 7 for two factors, 11 for three.",
    .tex = "d(C^{\\circ k}) = R - k(\\kappa-1),\\qquad \\tfrac1{2k} - \\tfrac1{q-1} > 0 \\iff q > 2k+1",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
