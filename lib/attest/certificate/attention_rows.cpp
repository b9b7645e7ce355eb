#include "attest/certificate/attention_rows.hpp"

#include <stdexcept>

#include "attest/number/text.hpp"

namespace attest::certificate {
namespace {

std::string line(const std::string& key, const std::string& value) {
  if (value.find_first_of("\r\n") != std::string::npos)
    throw std::invalid_argument(key + ": a name with a line break cannot stand in a certificate");
  return key + " " + value + "\n";
}

std::string line(const std::string& key, const NamedFile& file) { return line(key, file.sha256 + " " + file.name); }

}  // namespace

std::string to_text(const AttentionRowsProblem& p) {
  std::string rows;
  for (const auto r : p.rows) rows += (rows.empty() ? "" : " ") + std::to_string(r);
  return "attest-problem 1\n" + line("id", p.id) + line("kind", std::string("attention-rows")) + line("q", p.q) +
         line("k", p.k) + line("v", p.v) + line("scale", p.scale) + line("eps", attest::to_text(p.eps)) +
         line("rows", rows) + "end\n";
}

std::string to_text(const AttentionRowsProof& p) {
  return "attest-proof 1\n" + line("problem", p.problem_sha256) + line("kind", std::string("attention-rows")) +
         line("output", p.output) + line("error", attest::to_text(p.error)) + "end\n";
}

}  // namespace attest::certificate
