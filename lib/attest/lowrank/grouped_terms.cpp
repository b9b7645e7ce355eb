#include "attest/lowrank/grouped_terms.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#include "attest/count/binomial.hpp"

namespace attest::lowrank {
namespace {

using Sparse = std::map<Exponents, Rational>;

Sparse times_form(const Sparse& power, const std::vector<Rational>& w, std::size_t d) {
  Sparse next;
  for (const auto& [exponents, c] : power)
    for (std::size_t i = 0; i < d; ++i)
      for (std::size_t j = 0; j < d; ++j) {
        if (w[i * d + j].sign() == 0) continue;
        Exponents e = exponents;
        ++e[i], ++e[d + j];
        next[std::move(e)] += c * w[i * d + j];
      }
  return next;
}

}  // namespace

Integer grouped_terms_upper(const polynomial::Polynomial& p, std::size_t d) {
  Integer sum = 0;
  for (const long e : p.support()) {
    const Integer one = count::binomial(static_cast<long>(d) + e - 1, e);
    sum += one * one;
  }
  return sum;
}

GroupedTerms grouped_terms(const polynomial::Polynomial& p, const std::vector<RationalMatrix>& W) {
  const std::size_t d = W.empty() ? 0 : W[0].rows();
  for (const auto& w : W)
    if (w.rows() != d || w.cols() != d || d == 0)
      throw std::invalid_argument("W: " + std::to_string(w.rows()) + " x " + std::to_string(w.cols()) +
                                  "; all need the same d x d, d >= 1");
  if (W.empty()) throw std::invalid_argument("W: no matrix; at least one is needed");
  if (grouped_terms_upper(p, d) * Integer(W.size()) > 10'000'000)
    throw std::length_error("grouped terms: " + grouped_terms_upper(p, d).str() + " terms of " +
                            std::to_string(W.size()) + " numbers exceed 10000000");
  GroupedTerms terms;
  for (std::size_t k = 0; k < W.size(); ++k) {
    std::vector<Rational> w;
    for (std::size_t i = 0; i < d * d; ++i) w.push_back(W[k].get(i / d, i % d));
    Sparse power{{Exponents(2 * d), Rational(1)}};
    for (std::size_t e = 0; static_cast<long>(e) <= p.degree(); ++e) {
      if (e > 0) power = times_form(power, w, d);
      if (p.coefficient(e).sign() == 0) continue;
      for (const auto& [exponents, c] : power) {
        if (c.sign() == 0) continue;
        auto& sequence = terms[exponents];
        sequence.resize(W.size());
        sequence[k] = p.coefficient(e) * c;
      }
    }
  }
  return terms;
}

}  // namespace attest::lowrank
