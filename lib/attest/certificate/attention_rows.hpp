#pragma once

#include <string>
#include <vector>

#include "attest/number/rational.hpp"

namespace attest::certificate {

/// A file a certificate speaks of: its name as seen from the problem file's folder, and its SHA-256.
struct NamedFile {
  std::string name;
  std::string sha256;
};

/// "Rows `rows` of softmax attention on these matrices, to within eps": the question.  Grammar version 1,
/// docs/certificates.md.
struct AttentionRowsProblem {
  std::string id;
  NamedFile q, k, v;
  std::string scale;  ///< `1/sqrt(d)` or a rational
  Rational eps;
  std::vector<std::size_t> rows;  ///< ascending, without repetition
};

/// The same for attention of order k = k.size() + 1: kind tensor-attention-rows.
struct TensorAttentionRowsProblem {
  std::string id;
  NamedFile q;
  std::vector<NamedFile> k, v;  ///< k - 1 each
  std::string scale;            ///< `1/sqrt(d)` or a rational
  Rational eps;
  std::vector<std::size_t> rows;  ///< ascending, without repetition
};

/// "This output is within `error` of it": the answer, bound to its question by the question's SHA-256.
struct AttentionRowsProof {
  std::string problem_sha256;
  NamedFile output;
  Rational error;
};
struct TensorAttentionRowsProof {
  std::string problem_sha256;
  NamedFile output;
  Rational error;
};

/// The text; std::invalid_argument where a name holds a line break.  Laws property-tests/certificate/records.cpp
[[nodiscard]] std::string to_text(const AttentionRowsProblem& problem);
[[nodiscard]] std::string to_text(const AttentionRowsProof& proof);
[[nodiscard]] std::string to_text(const TensorAttentionRowsProblem& problem);
[[nodiscard]] std::string to_text(const TensorAttentionRowsProof& proof);

}  // namespace attest::certificate
