// P2-22: p of a sum of matrices as a sum over multi-indices.
#include "attention_terms.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::rope_attention;

/// p(M), entry by entry, against the sum of all N^(m); M from the definition.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), g = x.size("g");
  const RationalMatrix Q = sampler.matrix(n, d, 2), K = sampler.matrix(n, d, 2);
  const Offsets W = random_offsets(sampler, n, d, 1);
  const polynomial::Polynomial p = random_polynomial(sampler, g);
  return truth(sum(terms(p, summands(Q, K, W, Rational(d)), n), n) == entrywise(p, logits(Q, K, W, Rational(d))));
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(60), effort.seed, holds),
                    "p(M) equals the sum of the N^(m) entry by entry, exactly, every time");
}

const Registration registration({
    .id = "rope-polynomial-terms",
    .paper = "Alman & Song, Fast RoPE Attention",
    .label = "Lemma 5.2, any W",
    .ledger = {"P2-22"},
    .statement =
        "Entry by entry p(sum of A^l over S) is the sum of N^(m) = p_|m| multinomial(|m|; m) prod (A^l)^{m_l} over "
        "all m on S with |m| <= g.",
    .tex = "p\\Bigl(\\sum_{\\ell\\in S} A^\\ell\\Bigr) = \\sum_{|m|\\le g} p_{|m|}\\binom{|m|}{m}\\prod_\\ell "
           "(A^\\ell)^{\\circ m_\\ell}",
    .hypotheses = {integer_parameter("n", "positions", 1, 4), integer_parameter("d", "columns", 1, 2),
                   integer_parameter("g", "degree", 0, 4), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
