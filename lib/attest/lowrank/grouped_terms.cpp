#include "attest/lowrank/grouped_terms.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "attest/count/ranks.hpp"

namespace attest::lowrank {

Integer grouped_terms_upper(const polynomial::Polynomial& p, std::size_t d) {
  const auto side = static_cast<long>(d);
  return count::grouped_terms({{side, side}}, p.support());
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
  const auto vanishes = [](const std::vector<Rational>& w) {
    return std::all_of(w.begin(), w.end(), [](const Rational& x) { return x.sign() == 0; });
  };
  std::map<std::pair<std::size_t, std::size_t>, std::vector<Rational>> entries;
  for (std::size_t a = 0; a < d; ++a)
    for (std::size_t b = 0; b < d; ++b) {
      std::vector<Rational> w;
      for (const auto& matrix : W) w.push_back(matrix.get(a, b));
      if (!vanishes(w)) entries[{a, b}] = std::move(w);
    }
  BilinearPowers<RationalField> powers(d, W.size(), std::move(entries), {});
  GroupedTerms terms;
  for (std::size_t e = 0; static_cast<long>(e) <= p.degree(); ++e) {
    if (e > 0) powers.next();
    const Rational c = p.coefficient(e);
    if (c.sign() == 0) continue;
    for (const auto& [exponents, values] : powers.level()) {
      std::vector<Rational> w;
      for (const auto& x : values) w.push_back(c * x);
      if (!vanishes(w)) terms.emplace(exponents, std::move(w));
    }
  }
  return terms;
}

}  // namespace attest::lowrank
