#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "attest/attention/problem.hpp"
#include "attest/number/rational.hpp"

namespace attest::run {

/// What an attention-rows certificate speaks of; with several keys and values, a tensor-attention-rows certificate.
struct CertifiedRun {
  std::filesystem::path q;
  std::vector<std::filesystem::path> k, v;
  std::filesystem::path output;
  std::string scale;
  Rational eps, error;
  std::vector<std::size_t> rows;
};

/// Makes the folder where it is missing; data::OutputError where it cannot.
void make_folder(const std::filesystem::path& folder);

/// Writes NAME.problem and NAME.proof into `folder`, which is made where missing: `proof` is given the SHA-256 of
/// the problem's text.  data::OutputError where it cannot.
void write_certificate(const std::filesystem::path& folder, const std::string& name, const std::string& problem,
                       const std::function<std::string(const std::string& problem_sha256)>& proof);

/// Writes attention.problem and attention.proof into `folder`, which is made where missing.
/// Returns the folder.  data::OutputError where it cannot.
std::filesystem::path write_certificate(const std::filesystem::path& folder, const CertifiedRun& run);

/// Reads `all`, a count, or a list such as `0,5,17`, typed after `option`.  A count names that many rows, drawn by a
/// hash of the output file, so that they cannot be chosen before the output is fixed.
[[nodiscard]] std::vector<std::size_t> choose_rows(const char* option, const std::string& text, std::size_t n,
                                                   const std::string& output_sha256);

}  // namespace attest::run
