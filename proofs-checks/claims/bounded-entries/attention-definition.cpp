// P0-01: what AAttC asks for is well defined, and its answer stays within the values.
#include "attest/attention/definition.hpp"
#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

DoubleMatrix random_doubles(Sampler& sampler, std::size_t rows, std::size_t cols, const Rational& bound) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) x = sampler.between(-bound, bound).nearest_double();
  return m;
}

/// Every output of D^{-1} A V lies between the least and the greatest value of its column, and is 1 for
/// the column of ones: D is positive and the weights of a row sum to 1.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  attention::Problem problem{random_doubles(sampler, n, d, x.rational("B")),
                             random_doubles(sampler, n, d, x.rational("B")),
                             random_doubles(sampler, n, 2, x.rational("B")), attention::Scale::inverse()};
  Rational low = Rational::exact(problem.v(0, 0)), high = low;
  for (std::size_t j = 0; j < n; ++j) {
    low = min(low, Rational::exact(problem.v(j, 0)));
    high = max(high, Rational::exact(problem.v(j, 0)));
    problem.v(j, 1) = 1;
  }
  const Precision p(192);
  const Ball slack(Rational::power_of_two(-64), p);
  const BallMatrix out = attention::definition_rows(problem, {0}, p, 1);
  const Ball value = out.get(0, 0), ones = out.get(0, 1);
  const Truth within = less(sub(Ball(low, p), slack, p), value) && less(value, add(Ball(high, p), slack, p));
  return within && truth(contains(ones, Rational(1))) && less(abs(sub(ones, Ball(1), p)), slack);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
                    "each output lies in the hull of its values (to 2^-64), and the weights of a row sum to 1");
}

const Registration registration({
    .id = "attention-definition",
    .paper = "Alman & Song 2023",
    .label = "Definition 1.1",
    .ledger = {"P0-01"},
    .statement = "With A = exp(QK^T/d) and D = diag(A 1), D^{-1} A V is well defined, each row a convex combination of "
                 "the rows of V, so that its entries stay within [-B, B] when those of V do.",
    .tex = "\\|D^{-1} A V\\|_{\\max} \\le \\|V\\|_{\\max},\\quad A = \\exp(QK^\\top/d),\\ D = \\mathrm{diag}(A\\mathbf "
           "1_n)",
    .hypotheses = {integer_parameter("n", "rows", 1, 6), integer_parameter("d", "columns of Q and K", 1, 4),
                   rational_parameter("B", "bound of all entries", Rational(1, 8), 8), seed_parameter()},
    .proof = "theory/softmax.md",
    .check = check,
});

}  // namespace
