#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attest/number/matrix.hpp"

namespace attest::certificate {

/// "The matrix has the property over the field, or has not": the question of kind structure.  `property` is circulant,
/// toeplitz, rescaled-circulant or rescaled-toeplitz, `field` rational, real or complex.
/// Grammar version 1, docs/certificates.md.
struct StructureProblem {
  std::string id;
  RationalMatrix matrix;
  std::string property, field;
  bool holds = false;
};

/// Why it holds: the vectors of diag(u) S diag(v), of S alone where it is not rescaled (u, v empty).  A twist for
/// rescaled circulants only, a root for twists other than 1 over the rationals only.
struct StructureVectors {
  std::string problem_sha256;
  std::vector<Rational> u, vector, v;
  std::optional<Rational> twist, root;
};
/// Why not: shape (no numbers), cells, relation, diagonal or columns, and the numbers of its line.
struct StructureWitness {
  std::string problem_sha256, word;
  std::vector<Integer> numbers;
};

/// "The rank of the matrix is between at_least and at_most": the question of kind rank.
struct RankProblem {
  std::string id;
  RationalMatrix matrix;
  std::size_t at_least = 0, at_most = 0;
};
/// A minor that is not zero modulo the prime (none where at_least is 0), and the matrix as left right, each row by row
/// (empty where at_most is 0 or no restriction).
struct RankProof {
  std::string problem_sha256;
  Integer prime;
  std::vector<std::size_t> pivot_rows, pivot_columns;
  std::vector<Rational> left, right;
};

/// "p(x^T W_k y) = sum over at most at_most pairs of w(k) x^alpha y^beta for k = -(length-1) .. length-1": the question
/// of kind toeplitz-terms.  The kernel holds the W_k one after the other, row by row.
struct ToeplitzTermsProblem {
  std::string id;
  std::size_t dim = 0, length = 0;
  std::vector<Rational> polynomial, kernel;
  std::size_t at_most = 0;
};
/// The pairs, each with its w: exponents of x_1 .. x_d, y_1 .. y_d.
struct ToeplitzTermsProof {
  struct Term {
    std::vector<unsigned> exponents;
    std::vector<Rational> w;
  };
  std::string problem_sha256;
  std::vector<Term> terms;
};

/// The text of the records.  Cost linear in it.  Laws property-tests/certificate/records.cpp
[[nodiscard]] std::string to_text(const StructureProblem& problem);
[[nodiscard]] std::string to_text(const StructureVectors& proof);
[[nodiscard]] std::string to_text(const StructureWitness& proof);
[[nodiscard]] std::string to_text(const RankProblem& problem);
[[nodiscard]] std::string to_text(const RankProof& proof);
[[nodiscard]] std::string to_text(const ToeplitzTermsProblem& problem);
[[nodiscard]] std::string to_text(const ToeplitzTermsProof& proof);

}  // namespace attest::certificate
