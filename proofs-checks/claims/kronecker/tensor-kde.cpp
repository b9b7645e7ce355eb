// P1-14: the denominators are sums of a kernel of k points.
#include "attest/lowrank/factors.hpp"
#include "attest/lowrank/thin_sums.hpp"
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

/// Order 3: the scores of D_ii are <q_i, k1_j, k2_l>/d, each once, so D_ii = sum_{j,l} f(<q_i, k1_j, k2_l>/d) for every
/// f; for a polynomial f the thin factors give these sums exactly.
Truth holds(const Instance& x) {
  Sampler sampler(x.size("seed"));
  const std::size_t n = x.size("n"), d = x.size("d"), g = x.size("g");
  const Data data = draw(sampler, 3, n, d, 1, 2);
  const Matrix s = scores(data, inverse(d));
  std::vector<Rational> c;
  for (std::size_t t = 0; t <= g; ++t) c.push_back(sampler.between(1, 3));
  const polynomial::Polynomial f(std::move(c));
  const RationalField q;
  const auto U = lowrank::factors(compose_affine(f, 0, inverse(d)), {data.q, data.k[0], data.k[1]}, q);
  const Matrix D = lowrank::thin_row_sums(U[0], lowrank::khatri_rao<last>(std::vector{U[1], U[2]}), q);
  bool same = true;
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Rational> direct, row;
    Rational sum;
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t l = 0; l < n; ++l) {
        Rational z;
        for (std::size_t a = 0; a < d; ++a) z += data.q(i, a) * data.k[0](j, a) * data.k[1](l, a);
        direct.push_back(z / Rational(d));
        row.push_back(s(i, j * n + l));
        sum += f(direct.back());
      }
    same = same && direct == row && sum == D(i, 0);
  }
  return truth(same);
}

Verdict check(const Claim& claim, const Effort& effort) {
  return verdict_of(survey(claim.hypotheses, effort.instances(80), effort.seed, holds),
                    "the n^2 scores of a row are <q, k1_j, k2_l>/d, each once, exactly; with a polynomial in place of "
                    "exp the thin factors give the kernel sums exactly");
}

const Registration registration({
    .id = "tensor-kde",
    .paper = "Alman & Song, Kronecker attention",
    .label = "higher-order kernel density",
    .ledger = {"P1-14"},
    .statement = "D_ii = sum_{j,l} exp(<q_i, k1_j, k2_l>/d): the denominators of order 3 are kernel density sums over "
                 "pairs of points, and what approximates them approximates these.",
    .tex = "D_{ii} = \\sum_{j,l}\\exp(\\langle Q_i, (K_1)_j, (K_2)_l\\rangle/d)",
    .hypotheses = {integer_parameter("n", "rows", 1, 3), integer_parameter("d", "columns", 1, 3),
                   integer_parameter("g", "degree", 0, 3), seed_parameter()},
    .proof = "",
    .check = check,
});

}  // namespace
