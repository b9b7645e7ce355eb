#pragma once

// Identities between products of matrices, decided with indeterminate entries, shape by shape, smallest first.
// An identity is f(shape, x): it takes matrices from x, works in x.field, and returns its two sides.  Where the sides
// differ as polynomials, x is asked again with zeros and ones, fewest ones first: a witness.
#include <string>
#include <vector>

#include "attest/ledger/claim.hpp"
#include "kron_entries.hpp"

namespace attest::ledger::kron {

/// The evidence of an identity that held.
inline const std::string same_polynomials = "the sides are the same polynomials in the entries, every time";

/// f(digits) for all vectors of n zeros and ones, fewest ones first, until it returns false.
template <class F>
void for_each_corner(std::size_t n, const F& f) {
  for (std::size_t ones = 0; ones <= n; ++ones) {
    std::vector<long> x(n, 0);
    std::fill_n(x.begin(), ones, 1);
    do {
      if (!f(x)) return;
    } while (std::prev_permutation(x.begin(), x.end()));
  }
}

/// Tries one identity on one shape; where the sides differ as polynomials, the verdict is given.
template <class F>
bool fails(const F& identity, const Shape& shape, Verdict& v) {
  Indeterminates x;
  const auto [left, right] = identity(shape, x);
  if (left == right) return false;
  const auto size = [](const auto& m) { return std::to_string(m.rows()) + " x " + std::to_string(m.cols()); };
  if (size(left) != size(right)) {
    v.status = Status::refuted;
    v.witness = shape.text();
    v.evidence = "left is " + size(left) + ", right " + size(right) + ", whatever the entries";
    return true;
  }
  v.status = Status::undecided;
  v.evidence = "the sides differ as polynomials at " + shape.text() + ", but not at zeros and ones";
  if (x.count() > 20) return true;
  for_each_corner(x.count(), [&](const std::vector<long>& digits) {
    Digits d(digits);
    const auto [a, b] = identity(shape, d);
    if (a == b) return true;
    v.status = Status::refuted;
    v.witness = shape.text() + ": " + d.text();
    v.evidence = "left " + to_text(to_matrix(a)) + ", right " + to_text(to_matrix(b));
    return false;
  });
  return true;
}

/// All the identities, on all shapes of the family.  A claim with a written proof is then proved: the page reduces
/// every shape to the identity of one entry, and this decides it where it is small.
template <class... F>
Verdict decide_identity(const Claim& claim, const Family& family, const std::string& orders,
                        const std::string& evidence, const std::vector<std::string>& repairs, const F&... identities) {
  Verdict v;
  v.scope = describe(family) + ", " + orders;
  for (const std::size_t k : family.factors)
    for (const auto& shape : shapes(family, k))
      if ((fails(identities, shape, v) || ...)) {
        v.scope += "; smallest first";
        v.repairs = repairs;
        return v;
      }
  if (!claim.proof.empty()) v.scope += "; all shapes by the reduction in docs/" + claim.proof;
  v.status = claim.proof.empty() ? Status::verified : Status::proved;
  v.evidence = evidence;
  return v;
}
/// Identities are passed as values: a function templated on a *template* of an unnamed namespace gets external linkage
/// from GCC 12, and claims that give it the same name would share one identity.
template <class First, class Last>
Verdict decide_in_both_orders(const Claim& claim, const Family& family, const std::string& evidence,
                              const First& by_first, const Last& by_last) {
  return decide_identity(claim, family, "either index first", evidence, {}, by_first, by_last);
}
/// An identity whose right side may be read in either order: refuted when both readings are.
template <class First, class Last>
Verdict decide_however_read(const Claim& claim, const Family& family, const std::string& evidence,
                            const std::vector<std::string>& repairs, const First& by_first, const Last& by_last) {
  Verdict v = decide_identity(claim, family, "right side by first index", evidence, repairs, by_first);
  if (v.status != Status::refuted) return v;
  const Verdict other = decide_identity(claim, family, "right side by last index", evidence, repairs, by_last);
  if (other.status != Status::refuted) return other;
  v.scope += "; then by last";
  v.evidence += "; right side by last index: " + *other.witness + ", " + other.evidence;
  return v;
}

}  // namespace attest::ledger::kron
