#include "attest/certificate/exponential.hpp"

#include "attest/number/text.hpp"

namespace attest::certificate {
namespace {

template <class Number>
std::string list(const std::vector<Number>& numbers) {
  std::string s;
  for (const auto& x : numbers) s += (s.empty() ? "" : " ") + attest::to_text(x);
  return s;
}

std::string head(const ExpTask& t, const char* kind) {
  return "attest-problem 1\nid " + t.id + "\nkind " + kind + "\ninterval " + list<Rational>({t.lower, t.upper}) +
         "\nerror " + t.error + "\n";
}

std::string head(const std::string& sha256, const char* kind) {
  return "attest-proof 1\nproblem " + sha256 + "\nkind " + kind + "\n";
}

}  // namespace

std::string to_text(const ExpDegreeProblem& p) {
  return head(p.task, "exp-degree") + "eps " + attest::to_text(p.eps) + "\nat-least " + std::to_string(p.at_least) +
         "\nat-most " + std::to_string(p.at_most) + "\nend\n";
}

std::string to_text(const ExpDegreeProof& p) {
  Integer scale = 1;
  for (const auto& c : p.chebyshev) scale = lcm(scale, c.denominator());
  std::vector<Integer> whole;
  for (const auto& c : p.chebyshev) whole.push_back((c * Rational(scale)).numerator());
  std::string s = head(p.problem_sha256, "exp-degree");
  if (!p.points.empty()) s += "steps " + attest::to_text(p.steps) + "\npoints " + list(p.points) + "\n";
  return s + "scale " + attest::to_text(scale) + "\nchebyshev " + list(whole) + "\nend\n";
}

std::string to_text(const ExpErrorProblem& p) {
  return head(p.task, "exp-error") + "polynomial " + list(p.polynomial) + "\nat-least " + attest::to_text(p.at_least) +
         "\nat-most " + attest::to_text(p.at_most) + "\nend\n";
}

std::string to_text(const ExpErrorProof& p) {
  return head(p.problem_sha256, "exp-error") + "point " + attest::to_text(p.point) + "\nend\n";
}

}  // namespace attest::certificate
