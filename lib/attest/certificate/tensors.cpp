#include "attest/certificate/tensors.hpp"

#include "attest/certificate/lines.hpp"

namespace attest::certificate {
namespace {

std::string bounds(std::size_t at_least, std::size_t at_most) {
  return "at-least " + word(at_least) + "\nat-most " + word(at_most) + "\nend\n";
}

std::string lines(const FlatteningMinor& m) {
  if (m.pivot_rows.empty()) return "";
  return line("modes", m.modes) + "prime " + word(m.prime) + "\n" + line("pivot-rows", m.pivot_rows) +
         line("pivot-columns", m.pivot_columns);
}

}  // namespace

std::string to_text(const TensorTermsProblem& p) {
  return problem_head(p.id, "tensor-terms") + "order " + word(p.order) + "\ndim " + word(p.dim) + "\n" +
         line("polynomial", p.polynomial) + bounds(p.at_least, p.at_most);
}

std::string to_text(const TensorTermsProof& p) {
  std::string s = proof_head(p.problem_sha256, "tensor-terms") + "terms " + word(p.terms.size()) + "\n";
  for (const auto& t : p.terms) s += "term " + word(t.c) + line("", t.exponents);
  s += line("rows", p.rows);
  for (const auto& x : p.matrices) s += line("matrix", x);
  return s + lines(p.minor) + "end\n";
}

std::string to_text(const TensorRankProblem& p) {
  return problem_head(p.id, "tensor-rank") + line("sizes", p.sizes) + "index " + p.index + "\n" +
         line("matrix", p.unfolding) + bounds(p.at_least, p.at_most);
}

std::string to_text(const TensorRankProof& p) {
  std::string s = proof_head(p.problem_sha256, "tensor-rank") + lines(p.minor);
  for (const auto& u : p.factors) s += line("factor", u);
  return s + "end\n";
}

std::string to_text(const NormalizationProblem& p) {
  return problem_head(p.id, "normalization") + "order " + word(p.order) + "\neps " + word(p.eps) + "\nbound " +
         word(p.bound) + "\nat-least " + word(p.at_least) + "\nend\n";
}

std::string to_text(const NormalizationProof& p) {
  std::vector<std::size_t> sizes;
  for (const auto& v : p.values) sizes.push_back(v.size());
  std::string s = proof_head(p.problem_sha256, "normalization") + line("sizes", sizes);
  s += line("weights", p.weights) + line("perturbed", p.perturbed);
  for (const auto& v : p.values) s += line("values", v);
  return s + "end\n";
}

}  // namespace attest::certificate
