// P0-04 with its constant: away from the pole, L >= 2B.
#include <optional>

#include "attest/expoly/degree.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

const Precision p(128);

Verdict check(const Claim&, const Effort&) {
  const Ball constant(Rational(3, 2), p);
  Verdict v;
  v.status = Status::verified;
  std::optional<Rational> worst;
  std::string where;
  std::size_t cells = 0;
  for (const long digits : {2, 3, 4, 6, 10, 20, 40, 80, 160, 320})
    for (const Rational& share :
         {Rational(1, 2), Rational(2, 5), Rational(1, 4), Rational(1, 8), Rational(1, 20), Rational(1, 100)}) {
      const Rational eps = pow(Rational(10), -digits);
      const Ball L = neg(log(Ball(eps, p), p));
      const Rational B = Rational(floor(L.lower() * share * Rational(1024))) / Rational(1024);
      if (B <= Rational(1)) continue;
      const Ball length(B, p), printed = max(div(L, log(div(L, length, p), p), p), length, p);
      const auto b = expoly::bracket_degree(Interval(0, B), eps, ErrorKind::absolute);
      const Ball ratio = div(Ball(b.upper.degree), printed, p);
      const std::string cell = "B = " + to_text(B) + ", eps = 1e-" + std::to_string(digits);
      ++cells;
      if (!worst || *worst < ratio.upper()) {
        worst = ratio.upper();
        where = cell;
      }
      if (certainly(less_equal(ratio, constant)) || v.status == Status::refuted) continue;
      const bool fails = certainly(less(constant, div(Ball(b.at_least()), printed, p)));
      v.status = fails ? Status::refuted : Status::undecided;
      if (fails) v.witness = cell;
    }
  v.scope = std::to_string(cells) + " cells, eps = 1e-2 .. 1e-320, 1 < B <= L/2";
  v.evidence =
      "the least constant on these cells is at most " + to_decimal(*worst, 5, Direction::up) + ", needed at " + where;
  return v;
}

const Registration registration({
    .id = "exp-polynomial-degree",
    .paper = "Alman & Song 2023",
    .label = "Lemma 2.1, L >= 2B",
    .ledger = {"P0-04"},
    .statement = "Let B > 1, eps < 0.1 and L = ln(1/eps) >= 2B. Some polynomial of degree at most (3/2) max{L/ln(L/B),"
                 " B} is within eps of e^x on [0, B].",
    .tex = "\\deg P \\le \\tfrac32\\max\\left\\{\\frac{L}{\\ln(L/B)},\\ B\\right\\},\\quad |P(x) - e^x| \\le "
           "\\varepsilon\\ (0 "
           "\\le x \\le B),\\quad L = \\ln(1/\\varepsilon) \\ge 2B",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
