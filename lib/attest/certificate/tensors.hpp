#pragma once

#include <string>
#include <vector>

#include "attest/number/rational.hpp"

namespace attest::certificate {

/// Where a flattening is not singular: its modes on the rows, from 1; a prime; rows and columns of the minor.  All
/// empty where nothing is claimed from below.  Grammar version 1, docs/certificates.md.
struct FlatteningMinor {
  std::vector<std::size_t> modes;
  Integer prime;
  std::vector<std::size_t> pivot_rows, pivot_columns;
};

/// "p(sum_l x1_l .. xk_l) is a sum of at most at_most products f_1(x1) .. f_k(xk), and for some matrices p of their
/// scores is no sum of fewer than at_least": the question of kind tensor-terms.
struct TensorTermsProblem {
  std::string id;
  std::size_t order = 0, dim = 0;
  std::vector<Rational> polynomial;
  std::size_t at_least = 0, at_most = 0;
};
/// The terms c z^a of p(z_1 + .. + z_d); the matrices, row by row, with their numbers of rows, where at_least is not 0.
struct TensorTermsProof {
  struct Term {
    Rational c;
    std::vector<unsigned> exponents;
  };
  std::string problem_sha256;
  std::vector<Term> terms;
  std::vector<std::size_t> rows;
  std::vector<std::vector<Rational>> matrices;
  FlatteningMinor minor;
};

/// "The CP rank of the array is between at_least and at_most": the question of kind tensor-rank.  The unfolding is
/// n_1 x (n_2 .. n_k), row by row; the index of its columns runs first-fastest or last-fastest.
struct TensorRankProblem {
  std::string id;
  std::vector<std::size_t> sizes;
  std::string index;
  std::vector<Rational> unfolding;
  std::size_t at_least = 0, at_most = 0;
};
/// The factors, one a mode, row by row; none where at_most is 0 or no restriction.
struct TensorRankProof {
  std::string problem_sha256;
  FlatteningMinor minor;
  std::vector<std::vector<Rational>> factors;
};

/// "A relative error of eps in the weights can move the output by at_least, order k, values within the bound": the
/// question of kind normalization.
struct NormalizationProblem {
  std::string id;
  std::size_t order = 0;
  Rational eps, bound, at_least;
};
/// The instance: values for each of the modes 2 .. k, weights for their combinations, first index fastest.
struct NormalizationProof {
  std::string problem_sha256;
  std::vector<Rational> weights, perturbed;
  std::vector<std::vector<Rational>> values;
};

/// The text of the records.  Cost linear in it.  Laws property-tests/certificate/records.cpp
[[nodiscard]] std::string to_text(const TensorTermsProblem& problem);
[[nodiscard]] std::string to_text(const TensorTermsProof& proof);
[[nodiscard]] std::string to_text(const TensorRankProblem& problem);
[[nodiscard]] std::string to_text(const TensorRankProof& proof);
[[nodiscard]] std::string to_text(const NormalizationProblem& problem);
[[nodiscard]] std::string to_text(const NormalizationProof& proof);

}  // namespace attest::certificate
