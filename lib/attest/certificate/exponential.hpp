#pragma once

#include <string>
#include <vector>

#include "attest/number/rational.hpp"

namespace attest::certificate {

/// What both kinds below speak of: exp on [lower, upper], and `absolute` or `relative` error.
struct ExpTask {
  std::string id;
  Rational lower, upper;
  std::string error;
};

/// "The least degree of a polynomial within eps is between at_least and at_most": the question of kind exp-degree.
/// Grammar version 1, docs/certificates.md.
struct ExpDegreeProblem {
  ExpTask task;
  Rational eps;
  std::size_t at_least = 0, at_most = 0;
};

/// The answer, bound to its question by the question's SHA-256: points lower + (upper - lower) n / steps that fail
/// degree at_least - 1 (none where that is 0), and sum c_k T_k, of degree at most at_most, that fits.
struct ExpDegreeProof {
  std::string problem_sha256;
  Integer steps;
  std::vector<Integer> points;
  std::vector<Rational> chebyshev;
};

/// "sup |p - exp|, or sup |p / exp - 1|, is between at_least and at_most": the question of kind exp-error.
struct ExpErrorProblem {
  ExpTask task;
  std::vector<Rational> polynomial;  ///< constant term first
  Rational at_least, at_most;
};
struct ExpErrorProof {
  std::string problem_sha256;
  Rational point;  ///< where the error is at least at_least
};

/// The text of the records.  Cost linear in it.  Laws property-tests/certificate/records.cpp
[[nodiscard]] std::string to_text(const ExpDegreeProblem& problem);
[[nodiscard]] std::string to_text(const ExpDegreeProof& proof);
[[nodiscard]] std::string to_text(const ExpErrorProblem& problem);
[[nodiscard]] std::string to_text(const ExpErrorProof& proof);

}  // namespace attest::certificate
