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

/// Every output of D^{-1} A V lies between the least and the greatest value of its column.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d");
  attention::Problem problem;
  problem.q = random_doubles(sampler, n, d, x.rational("B"));
  problem.k = random_doubles(sampler, n, d, x.rational("B"));
  problem.v = random_doubles(sampler, n, 2, x.rational("B"));
  problem.scale = attention::Scale::inverse();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < n; ++i) rows.push_back(i);
  const Precision p(192);
  const Ball slack(Rational::power_of_two(-64), p);
  const BallMatrix out = attention::definition_rows(problem, rows, p, 1);
  Truth all = Truth::yes;
  for (std::size_t c = 0; c < 2; ++c) {
    Rational low = Rational::exact(problem.v(0, c)), high = low;
    for (std::size_t j = 0; j < n; ++j) {
      low = min(low, Rational::exact(problem.v(j, c)));
      high = max(high, Rational::exact(problem.v(j, c)));
    }
    for (std::size_t i = 0; i < n; ++i)
      all =
          all && less(sub(Ball(low, p), slack, p), out.get(i, c)) && less(out.get(i, c), add(Ball(high, p), slack, p));
  }
  return all;
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(200), effort.seed, holds),
                    "every output lies between the least and the greatest value of its column, to 2^-64");
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
