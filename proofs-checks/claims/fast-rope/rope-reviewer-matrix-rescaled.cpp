// P2-10: the 3 x 3 matrix of the dispute, up to rescaling.
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "rope_cells.hpp"
#include "rope_criterion.hpp"
#include "rope_sweep.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// Every cyclic hexagon is a power of (b/c)^2 or says nothing, and one is (b/c)^{+-2}: exponents of a, b, c.
Truth hexagons_say_squares() {
  constexpr std::size_t letter[3][3] = {{0, 1, 2}, {1, 0, 1}, {2, 1, 0}};
  bool all = true, one = false;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      long e[3] = {0, 0, 0};
      const auto count = [&](std::size_t x, std::size_t y, long by) { e[letter[x % 3][y % 3]] += by; };
      count(i + 2, j + 2, 1), count(i + 1, j, 1), count(i, j + 1, 1);
      count(i + 2, j + 1, -1), count(i + 1, j + 2, -1), count(i, j, -1);
      all = all && e[0] == 0 && e[1] == -e[2] && e[1] % 2 == 0;
      one = one || std::abs(e[1]) == 2;
    }
  return truth(all && one);
}

Verdict check(const Claim&, const Effort&) {
  Sweep sweep;
  sweep(hexagons_say_squares(), [] { return "the cyclic hexagons"; });
  for_each_tuple(3, -4, 4, [&](const std::vector<long>& x) {
    const Rational a(x[0]), b(x[1]), c(x[2]);
    if (x[0] * x[1] * x[2] == 0) return true;
    const RationalMatrix m = toeplitz({c, b, a, b, c});
    Truth all = Truth::yes;
    for (const auto field : {structured::Field::rational, structured::Field::real, structured::Field::complex})
      all = all && recognised_as(m, field, b * b == c * c);
    return sweep(all, [&] { return to_text(m); });
  });
  const auto answer = [](const Rational& b, const Rational& c) {
    const auto found = structured::recognise_rescaled_circulant(toeplitz({c, b, 1, b, c}), structured::Field::complex);
    return "(1, " + to_text(b) + ", " + to_text(c) + "): " + to_text(found.holds);
  };
  return sweep.verdict(Status::verified, "a, b, c in {-4 .. 4} without zeros; the cyclic hexagons for all a, b, c",
                       "the hexagons say (b/c)^2 = 1 and nothing else; " + answer(Rational(1, 2), Rational(-1, 2)) +
                           ", " + answer(Rational(1, 2), Rational(1, 3)));
}

const Registration registration({
    .id = "rope-reviewer-matrix-rescaled",
    .paper = "attest",
    .label = "the matrix of Q6JF, rescaled",
    .ledger = {"P2-10", "REV-P2-06", "REV-P2-25"},
    .statement = "The matrix [a, b, c; b, a, b; c, b, a] without zeros is a rescaled circulant exactly when b^2 = c^2, "
                 "over Q, R and C alike.",
    .tex = "\\begin{pmatrix}a&b&c\\\\b&a&b\\\\c&b&a\\end{pmatrix} = D_u C D_v \\iff b^2 = c^2",
    .hypotheses = {},
    .proof = "theory/structured.md",
    .check = check,
});

}  // namespace
