// P2-27: terms with equal row and column sums share both diagonals; W needs no sparsity.
#include <map>

#include "attest/ledger/claim.hpp"
#include "attest/number/text.hpp"
#include "attest/polynomial/polynomial.hpp"
#include "rope_indices.hpp"
#include "rope_scores.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;

/// A form in x and y: coefficients by the exponents of x, then of y.
using Form = std::map<std::pair<Exponents, Exponents>, Rational>;

/// f (x^T W y).
Form times(const Form& f, const RationalMatrix& w) {
  Form out;
  for (const auto& [exponents, c] : f)
    for (std::size_t a = 0; a < w.rows(); ++a)
      for (std::size_t b = 0; b < w.cols(); ++b) {
        auto e = exponents;
        ++e.first[a];
        ++e.second[b];
        out[e] += c * w.get(a, b);
      }
  return out;
}
/// The coefficients of p(x^T W y), p of degree g.
Form coefficients(const std::vector<Rational>& p, const RationalMatrix& w) {
  Form power{{{Exponents(w.rows(), 0), Exponents(w.cols(), 0)}, 1}}, sum;
  for (std::size_t e = 0; e < p.size(); ++e) {
    for (const auto& [exponents, c] : power) sum[exponents] += p[e] * c;
    power = times(power, w);
  }
  return sum;
}
Rational monomial(const RationalMatrix& m, std::size_t i, const Exponents& e) {
  Rational x = 1;
  for (std::size_t l = 0; l < e.size(); ++l) x *= pow(m.get(i, l), static_cast<long>(e[l]));
  return x;
}

Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), g = x.size("g");
  std::vector<Rational> p;
  for (std::size_t e = 0; e <= g; ++e) p.push_back(Rational(1 + sampler.below(5)) / Rational(1 + sampler.below(5)));
  const Family w = random_family(sampler, n, d);
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2), m = scores(Q, w, K);
  std::vector<Form> form;
  for (const auto& one : w.w) form.push_back(coefficients(p, one));
  const polynomial::Polynomial exact(p);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      Rational sum;
      for (const auto& [e, c] : form[i + n - 1 - j]) sum += monomial(Q, i, e.first) * c * monomial(K, j, e.second);
      if (sum != exact(m.get(i, j))) return Truth::no;
    }
  return truth(Integer(form[0].size()) == grouped_terms(static_cast<long>(d), static_cast<long>(g)));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(20), effort.seed, holds),
                    "exact every time, dense W; n = 4, d = 2, g = 3: " + grouped_terms(2, 3).str() +
                        " terms instead of " + count::rope_terms(4, 3).str());
}

const Registration registration({
    .id = "rope-grouped-terms",
    .paper = "attest",
    .label = "grouped terms, dense W",
    .ledger = {"P2-27", "P2-29", "REV-P2-12"},
    .statement =
        "For every W, p(M) = sum over (alpha, beta) of diag(Q^alpha) T diag(K^beta) with T Toeplitz, w(k) = [x^alpha "
        "y^beta] p(x^T W_k y): exactly sum of C(d+e-1, e)^2 over e <= g pairs, no matter how dense W is.",
    .tex = "p(M) = \\sum_{|\\alpha| = |\\beta| \\le g} D_{Q^\\alpha} T_{\\alpha\\beta} D_{K^\\beta},\\quad "
           "\\#(\\alpha,\\beta) = \\sum_{e \\le g} \\binom{d+e-1}{e}^2",
    .hypotheses = {integer_parameter("n", "tokens", 1, 4), integer_parameter("d", "dimension", 1, 3),
                   integer_parameter("g", "degree", 0, 3), seed_parameter()},
    .proof = "theory/rope.md",
    .check = check,
});

}  // namespace
