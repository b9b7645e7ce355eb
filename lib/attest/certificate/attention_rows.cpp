#include "attest/certificate/attention_rows.hpp"

#include <stdexcept>

#include "attest/certificate/lines.hpp"

namespace attest::certificate {
namespace {

std::string line(const std::string& key, const std::string& value) {
  if (value.find_first_of("\r\n") != std::string::npos)
    throw std::invalid_argument(key + ": a name with a line break cannot stand in a certificate");
  return key + " " + value + "\n";
}

std::string line(const std::string& key, const NamedFile& file) { return line(key, file.sha256 + " " + file.name); }

std::string lines(const std::string& key, const std::vector<NamedFile>& files) {
  std::string s;
  for (const auto& file : files) s += line(key, file);
  return s;
}

std::string tail(const std::string& scale, const Rational& eps, const std::vector<std::size_t>& rows) {
  std::string numbers;
  for (const auto r : rows) numbers += (numbers.empty() ? "" : " ") + std::to_string(r);
  return line("scale", scale) + line("eps", attest::to_text(eps)) + line("rows", numbers) + "end\n";
}

std::string proof(const std::string& sha256, const char* kind, const NamedFile& output, const Rational& error) {
  return proof_head(sha256, kind) + line("output", output) + line("error", attest::to_text(error)) + "end\n";
}

}  // namespace

std::string to_text(const AttentionRowsProblem& p) {
  return line("attest-problem", std::string("1")) + line("id", p.id) + "kind attention-rows\n" + line("q", p.q) +
         line("k", p.k) + line("v", p.v) + tail(p.scale, p.eps, p.rows);
}
std::string to_text(const TensorAttentionRowsProblem& p) {
  return line("attest-problem", std::string("1")) + line("id", p.id) + "kind tensor-attention-rows\n" +
         line("order", std::to_string(p.k.size() + 1)) + line("q", p.q) + lines("k", p.k) + lines("v", p.v) +
         tail(p.scale, p.eps, p.rows);
}

std::string to_text(const AttentionRowsProof& p) {
  return proof(p.problem_sha256, "attention-rows", p.output, p.error);
}
std::string to_text(const TensorAttentionRowsProof& p) {
  return proof(p.problem_sha256, "tensor-attention-rows", p.output, p.error);
}

}  // namespace attest::certificate
