// REV-P1-16: at the order (log n)^{1/3} a small constant still leaves an algorithm.
#include "attest/expoly/taylor.hpp"
#include "tensor_columns.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_review;

const Precision p(160);

/// log2 of x^x.
Ball log2_self_power(const Rational& x) { return div(mul(Ball(x, p), log(Ball(x, p), p), p), log(Ball(2), p), p); }

/// n = 2^m, 4 | m, d = m, B^3 = m/16 = beta, error 1/n.  With g + 1 = 3m/4 Taylor's polynomial is off by at most
/// e^beta (e beta/(g+1))^{g+1} = ((e/12)^{3/4} e^{1/16})^m < 2^-m, and C(7m/4, 3m/4) <= ((7/4)^{7/4} / (3/4)^{3/4})^m.
Verdict check(const Claim&, const Effort&) {
  const std::string scope = "n = 2^m, d = m, B^3 = m/16, error 1/n, every m divisible by 4";
  const auto log2 = [](const Ball& x) { return div(log(x, p), log(Ball(2), p), p); };
  const Ball e = exp(Ball(1), p);
  const Ball error =
      add(mul(Ball(Rational(3, 4), p), log2(div(e, Ball(12), p)), p), mul(Ball(Rational(1, 16), p), log2(e), p), p);
  const Ball exponent = sub(log2_self_power(Rational(7, 4)), log2_self_power(Rational(3, 4)), p);
  Truth all = less(error, Ball(-1)) && less(exponent, Ball(Rational(7, 4), p));
  std::string shown;
  for (const std::size_t m : {16U, 64U, 256U}) {
    const std::size_t g = expoly::taylor_relative_degree(polynomial::Interval(-Rational(m, 16), Rational(m, 16)),
                                                         Rational::power_of_two(-static_cast<long>(m)));
    const Integer r = columns(m, g);
    all = all && truth(4 * g <= 3 * m) && truth(pow(Rational(r), 4) < Rational::power_of_two(static_cast<long>(7 * m)));
    shown += (shown.empty() ? "" : "; ") + std::string("n = 2^") + std::to_string(m) + ": degree " + std::to_string(g) +
             ", columns n^" + to_text(div(log2(Ball(r)), Ball(m), p), 4);
  }
  if (!certainly(all)) return {Status::undecided, scope, shown, {}, {}};
  return {
      Status::refuted,
      scope,
      "columns at most n^" + to_text(exponent, 4) + " for every such m, so less than n^{2.75} d operations; " + shown,
      "n = 2^m, d = m, B^3 = (log2 n)/16, error 1/n",
      {"tensor-large-entries"}};
}

const Registration registration({
    .id = "tensor-large-entries-every-constant",
    .paper = paper,
    .label = "reply, read for every constant",
    .ledger = {"REV-P1-16", "P1-31"},
    .statement = "Wherever B = Omega((log n)^{1/3}), d = O(log n) and the error is 1/n, the polynomial method takes at "
                 "least the n^3 of the definition.",
    .tex = "B = \\Omega((\\log n)^{1/3}) \\implies n\\tbinom{d+g}{g} \\ge n^3",
    .hypotheses = {},
    .proof = "theory/tensor-review.md",
    .check = check,
});

}  // namespace
