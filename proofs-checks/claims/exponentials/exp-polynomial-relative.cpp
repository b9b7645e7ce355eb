// P0-05: relative error on [-B, B] through absolute error on [0, 2B].
#include "attest/expoly/chebyshev.hpp"
#include "attest/expoly/degree.hpp"
#include "attest/expoly/error.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::ErrorKind;
using attest::polynomial::Interval;

struct Degrees {
  std::size_t paper = 0, best = 0;  // at least, of the route; at most, in relative error
  Truth suffices = Truth::unknown;
};

/// f within eps of e^x on [0, 2B] gives f(x + B) e^{-B}; a rational near e^{-B} stands for it and its error is
/// certified.
Degrees degrees(const Rational& B, const Rational& eps) {
  const Precision p(192);
  const Interval I(-B, B), shifted(0, Rational(2) * B);
  Degrees d;
  d.paper = expoly::bracket_degree(shifted, eps, ErrorKind::absolute).at_least();
  d.best = expoly::bracket_degree(I, eps, ErrorKind::relative).upper.degree;
  const auto g = expoly::degree_routes(I, eps, ErrorKind::relative).paper;
  if (!g) return d;
  const auto f = expoly::chebyshev_truncation(shifted, *g, 256).p;
  const Rational inverse = round_to_bits(exp(Ball(-B, p), p).midpoint(), 180);
  const auto e =
      expoly::certify_error(inverse * compose_affine(f, B, 1), I, ErrorKind::relative, Rational(1, 1000), Budget{});
  if (!e.decided()) return d;
  d.suffices = e.value().upper <= eps ? Truth::yes : (e.value().lower > eps ? Truth::no : Truth::unknown);
  return d;
}

Verdict check(const Claim& claim, const Effort& effort) {
  bool strictly = true;
  const auto s = survey(claim.hypotheses, effort.instances(15), effort.seed, [&](const Instance& x) {
    const Degrees d = degrees(x.rational("B"), pow(Rational(10), -static_cast<long>(x.size("digits"))));
    strictly = strictly && d.best < d.paper;
    return d.suffices;
  });
  Verdict v = verdict_of(s, "");
  if (v.status != Status::verified) return v;
  if (strictly) v.status = Status::loose;
  v.evidence = "the route keeps its relative error every time, and a smaller degree is enough";
  v.evidence += strictly ? " every time" : " at some";
  for (const long B : {4, 16, 64}) {
    const Degrees d = degrees(B, Rational(1, 1000000));
    v.evidence += "; B = " + std::to_string(B) + ", eps = 1e-6: least degree of the route " + std::to_string(d.paper) +
                  ", in relative error at most " + std::to_string(d.best);
  }
  return v;
}

const Registration registration({
    .id = "exp-polynomial-relative",
    .paper = "Alman & Song 2023",
    .label = "Corollary 2.2",
    .ledger = {"P0-05", "P2-20"},
    .statement = "A polynomial f within eps of e^x on [0, 2B] gives P(x) = f(x + B)/e^B with |P(x) - e^x| < eps e^x on"
                 " [-B, B], of the same degree.",
    .tex = "P(x) = e^{-B}f(x + B)\\ \\Rightarrow\\ |P(x) - e^x| < \\varepsilon e^x\\quad(|x| \\le B)",
    .hypotheses = {rational_parameter("B", "half-width of the interval", 2, 16),
                   integer_parameter("digits", "eps = 10^-digits", 1, 12)},
    .proof = "theory/expoly.md",
    .check = check,
});

}  // namespace
