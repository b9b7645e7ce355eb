// PA-05 (iv): B proportional to ln(1/delta).
#include "attest/expoly/leading.hpp"
#include "limit.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using attest::expoly::Exponential;
using attest::polynomial::Interval;

std::vector<std::vector<Row>> families() {
  std::vector<std::vector<Row>> all;
  for (const Rational& kappa : {Rational(1, 10), Rational(1, 2), Rational(1), Rational(2), Rational(5)})
    for (const auto f : {Exponential::decaying, Exponential::growing}) {
      all.emplace_back();
      const Ball nu = expoly::leading_nu(f, kappa, limit_precision);
      for (const long digits : {10, 50, 200}) {
        const Rational delta = pow(Rational(10), -digits);
        const Ball L = neg(log(Ball(delta, limit_precision), limit_precision));
        const Rational B = round_to_bits(kappa * L.midpoint(), 30);
        const Ball d = sandwiched_degree(f == Exponential::growing ? Interval(0, B) : Interval(-B, 0), delta);
        const std::string name =
            std::string(f == Exponential::growing ? "e^x" : "e^-x") + ", kappa = " + to_text(kappa) + ", d/(nu L)";
        all.back().push_back({name, div(d, mul(nu, L, limit_precision), limit_precision)});
      }
    }
  return all;
}

Verdict check(const Claim&, const Effort&) {
  return nearing_one(families(),
                     "B = kappa L rounded to 2^-30, delta = 10^-digits, digits = 10, 50, 200; kappa = 1/10 .. 5",
                     Shown::last_of_each_family);
}

const Registration registration({
    .id = "exp-leading-proportional",
    .paper = "Aggarwal & Alman 2022",
    .label = "regime B = kappa ln(1/delta)",
    .ledger = {"PA-05"},
    .statement = "For B = kappa L, L = ln(1/delta), the least degree of e^{+-x} on [0, B] is (nu_{+-}(kappa) + o(1)) "
                 "L.",
    .tex = "d_{\\kappa L;\\delta}(e^{\\pm x}) = (\\nu_\\pm(\\kappa) + o(1))\\,L",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
