// P1-02, a trap: the norm is the largest entry; as an operator norm the definition asks for another answer.
#include "tensor_attention.hpp"

namespace {

using namespace attest;
using namespace attest::ledger;
using namespace attest::ledger::tensor_attention;

Rational operator_norm(const Matrix& m) {
  Rational norm;
  for (std::size_t i = 0; i < m.rows(); ++i) {
    Rational sum;
    for (std::size_t j = 0; j < m.cols(); ++j) sum += abs(m(i, j));
    norm = max(norm, sum);
  }
  return norm;
}

/// T off by eps_a in every entry, n x d all ones times eps_a, smallest first: within eps_a as an operator?
Verdict check(const Claim&, const Effort&) {
  const Rational eps(1, 100);
  std::size_t tested = 0;
  for (std::size_t cells = 1; cells <= 8; ++cells)
    for (std::size_t n = 1; n <= cells; ++n) {
      if (cells % n != 0) continue;
      const Matrix error = filled(n, cells / n, eps);
      ++tested;
      if (operator_norm(error) <= largest(error)) continue;
      return {Status::refuted,
              std::to_string(tested) + " shapes, smallest first",
              "T - D^{-1} A V = " + to_text(to_matrix(error)) + ": largest entry " + to_text(largest(error)) +
                  ", operator norm " + to_text(operator_norm(error)) + "; in general d times the largest entry",
              "n = " + std::to_string(n) + ", d = " + std::to_string(cells / n) + ", every entry off by eps_a",
              {"tensor-definition"}};
    }
  return {Status::verified, std::to_string(tested) + " shapes", "the norms agree", {}, {}};
}

const Registration registration({
    .id = "tensor-definition-norm",
    .paper = "Alman & Song, Kronecker attention",
    .label = "Definition 1.2, another reading",
    .ledger = {"P1-02"},
    .statement = "The norm of Definition 1.2 may be read as the operator norm: T within eps_a in every entry is "
                 "within eps_a as an operator from max to max norm.",
    .tex = "\\max_{ij}|T - D^{-1}AV|_{ij} \\le \\varepsilon_a \\implies \\|T - D^{-1}AV\\|_{\\infty\\to\\infty} \\le "
           "\\varepsilon_a",
    .hypotheses = {},
    .proof = "",
    .check = check,
});

}  // namespace
