#include "attest/certificate/matrices.hpp"

#include "attest/certificate/lines.hpp"

namespace attest::certificate {
namespace {

std::string matrix_problem_head(const std::string& id, const char* kind, const RationalMatrix& m) {
  std::vector<Rational> entries;
  for (std::size_t i = 0; i < m.rows(); ++i)
    for (std::size_t j = 0; j < m.cols(); ++j) entries.push_back(m.get(i, j));
  return problem_head(id, kind) + line<std::size_t>("size", {m.rows(), m.cols()}) + line("matrix", entries);
}

}  // namespace

std::string to_text(const StructureProblem& p) {
  return matrix_problem_head(p.id, "structure", p.matrix) + "property " + p.property + "\nfield " + p.field +
         "\nholds " + (p.holds ? "yes" : "no") + "\nend\n";
}

std::string to_text(const StructureVectors& p) {
  std::string s = proof_head(p.problem_sha256, "structure");
  s += line("u", p.u) + line("vector", p.vector) + line("v", p.v);
  if (p.twist) s += line<Rational>("twist", {*p.twist});
  if (p.root) s += line<Rational>("root", {*p.root});
  return s + "end\n";
}

std::string to_text(const StructureWitness& p) {
  return proof_head(p.problem_sha256, "structure") + "witness " + p.word + "\n" +
         line(p.word == "diagonal" ? "cells" : p.word, p.numbers) + "end\n";
}

std::string to_text(const RankProblem& p) {
  return matrix_problem_head(p.id, "rank", p.matrix) + "at-least " + word(p.at_least) + "\nat-most " + word(p.at_most) +
         "\nend\n";
}

std::string to_text(const RankProof& p) {
  std::string s = proof_head(p.problem_sha256, "rank");
  if (!p.pivot_rows.empty())
    s += "prime " + word(p.prime) + "\n" + line("pivot-rows", p.pivot_rows) + line("pivot-columns", p.pivot_columns);
  return s + line("left", p.left) + line("right", p.right) + "end\n";
}

std::string to_text(const ToeplitzTermsProblem& p) {
  return problem_head(p.id, "toeplitz-terms") + "dim " + word(p.dim) + "\nlength " + word(p.length) + "\n" +
         line("polynomial", p.polynomial) + line("kernel", p.kernel) + "at-most " + word(p.at_most) + "\nend\n";
}

std::string to_text(const ToeplitzTermsProof& p) {
  std::string s = proof_head(p.problem_sha256, "toeplitz-terms") + "terms " + word(p.terms.size()) + "\n";
  for (const auto& t : p.terms) {
    std::string w = line("", t.w);  // " w ... w\n"
    s += "term";
    for (const unsigned e : t.exponents) s += " " + word(e);
    s += w;
  }
  return s + "end\n";
}

}  // namespace attest::certificate
