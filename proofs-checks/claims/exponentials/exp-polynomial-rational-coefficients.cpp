// P0-04: rational coefficients, by rounding the Chebyshev series.
#include <algorithm>
#include <optional>

#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/expoly/sandwich.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

const Precision p(192);

/// The least degree the Chebyshev tail allows for eps, and the coefficients rounded to as few bits as keep eps.
std::optional<expoly::Approximation> rounded(const Interval& I, const Rational& eps) {
  const auto g = expoly::degree_routes(I, eps, ErrorKind::absolute).chebyshev;
  if (!g) return std::nullopt;
  for (long bits = 8; bits <= 4096; bits *= 2) {
    auto a = expoly::chebyshev_truncation(I, *g, bits);
    if (a.absolute_error <= eps) return a;
  }
  return std::nullopt;
}

Verdict check(const Claim&, const Effort&) {
  Verdict v;
  v.status = Status::verified;
  std::size_t cells = 0;
  std::optional<Rational> worst;
  for (const long B : {2, 4, 8, 16, 32, 64})
    for (const long digits : {2, 6, 20, 60}) {
      ++cells;
      const Interval I(0, B);
      const std::string cell = "B = " + std::to_string(B) + ", eps = 1e-" + std::to_string(digits);
      const auto a = rounded(I, pow(Rational(10), -digits));
      if (!a) {
        v.status = Status::undecided;
        v.evidence = "no rounding found at " + cell;
        return v;
      }
      const auto s = expoly::stability(a->p, I, p);
      const Rational bits(std::max(s.numerator_bits, s.denominator_bits)), g(a->p.degree());
      const Rational share = bits / (g * g);
      if (!worst || *worst < share) worst = share;
      if (bits > g * g) {
        v.status = Status::refuted;
        v.witness = cell;
      }
      if (B == 2 || B == 64)
        v.evidence +=
            (v.evidence.empty() ? "" : ", ") + cell + ": degree " + to_text(g) + ", " + to_text(bits) + " bits";
    }
  v.scope = std::to_string(cells) + " cells, B = 2 .. 64, eps = 1e-2 .. 1e-60";
  v.evidence = "rounding costs no degree, bits at most " + to_decimal(*worst, 3, Direction::up) + " g^2; " + v.evidence;
  return v;
}

const Registration registration({
    .id = "exp-polynomial-rational-coefficients",
    .paper = "Alman & Song 2023",
    .label = "Lemma 2.1, coefficients",
    .ledger = {"P0-04"},
    .statement = "The polynomial within eps of e^x on [0, B] may have rational coefficients whose numerators and "
                 "denominators have at most g^2 bits, g its degree, at no cost in degree over the Chebyshev series.",
    .tex = "P \\in \\mathbb{Q}[x],\\quad \\text{numerators and denominators of at most } g^2 \\text{ bits}",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
