#include "attest/expoly/approximation.hpp"
#include "attest/expoly/routes.hpp"
#include "attest/expoly/taylor.hpp"
#include "attest/table/tables.hpp"

namespace attest::table {
namespace {

Enclosure log2(const Ball& x) {
  const Precision p(64);
  const Ball bits = div(log(x, p), log(Ball(2), p), p);
  return {bits.lower(), bits.upper()};
}

Row row(const Rational& B, const Rational& eps) {
  const Precision p(4096);
  const polynomial::Interval I(-B, B);
  const auto best = expoly::least_degree_approximation(I, eps).p;
  const auto taylor = expoly::taylor(expoly::taylor_relative_degree(I, eps));
  const auto of_best = expoly::stability(best, I, p), of_taylor = expoly::stability(taylor, I, p);
  const Ball ceiling = div(Ball(Rational(2) * B, p), log(Ball(2), p), p);
  return {B,
          eps,
          Integer(best.degree()),
          log2(of_best.cancellation),
          Integer(of_best.numerator_bits),
          Integer(of_best.denominator_bits),
          Integer(taylor.degree()),
          log2(of_taylor.cancellation),
          Enclosure{ceiling.lower(), ceiling.upper()},
          Text{"this polynomial, the worse end"}};
}

Sheet sheet(const Grid& grid) {
  Sheet s{
      "stability",
      {"Is high degree stable? Bits that evaluating in monomials loses at the ends of [-B, B], log2 of sum |p_k| B^k / "
       "|p(x)|, for the polynomial of least certified degree within relative error eps of exp and for Taylor's, "
       "beside log2 e^(2B), which the exact series loses at -B: what is lost depends on B, hardly on the degree.",
       "Is high degree stable? Bits that evaluating in monomials loses at the ends of $[-B,B]$, $\\log_2$ of "
       "$\\sum|p_k|B^k/|p(x)|$, for the polynomial of least certified degree within relative error $\\varepsilon$ of "
       "$\\exp$ and for Taylor's, beside $\\log_2e^{2B}$, which the exact series loses at $-B$: what is lost depends "
       "on $B$, hardly on the degree."},
      {{"b", {"B", "$B$"}},
       {"eps", {"eps", "$\\varepsilon$"}},
       {"degree", {"degree"}},
       {"lost", {"bits lost"}, "", Show::above},
       {"numerator_bits", {"numerators"}, "bits"},
       {"denominator_bits", {"denominators"}, "bits"},
       {"taylor_degree", {"Taylor's degree"}},
       {"taylor_lost", {"Taylor's bits lost"}, "", Show::above},
       {"series_lost", {"log2 e^(2B)", "$\\log_2e^{2B}$"}, "", Show::above},
       words("scope", {"scope"})},
      {}};
  s.rows = [grid](const auto& emit) {
    for (const auto& B : grid.numbers("b"))
      for (const auto& eps : grid.numbers("eps")) emit(row(B, eps));
  };
  return s;
}

}  // namespace

Definition stability_table() {
  return {"stability",
          "bits lost by evaluating in monomials, against degree and B",
          {{"b", "half-widths B", Kind::rational, {1, 2, 4, 8, 16, 32}, Rational(1, 1000), 200},
           {"eps",
            "relative errors",
            Kind::rational,
            {Rational(1, 1000), pow(Rational(10), -6), pow(Rational(10), -12), pow(Rational(10), -24)},
            pow(Rational(10), -200),
            Rational(1, 2)}},
          Needs::nothing,
          sheet};
}

}  // namespace attest::table
