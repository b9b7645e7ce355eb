#include "attest/lowrank/factors.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "attest/count/ranks.hpp"

namespace attest::lowrank {
namespace {

using polynomial::MonomialLevel;
using polynomial::Polynomial;

/// multinomial(child) = multinomial(parent) t / (exponent of the child's smallest variable).
std::vector<Integer> next_multinomials(const std::vector<Integer>& parent, const MonomialLevel& from,
                                       const MonomialLevel& to) {
  std::vector<Integer> child;
  child.reserve(to.size());
  for_each_child(from, [&](std::size_t i, std::size_t p, std::size_t) {
    child.push_back(parent[p] * to.degree() / to.leading_exponent(i));
  });
  return child;
}

constexpr std::size_t largest_order = 8, largest_factor = 100'000'000;

}  // namespace

std::size_t factor_columns(const Polynomial& p, const std::vector<std::pair<std::size_t, std::size_t>>& shapes) {
  if (shapes.size() < 2 || shapes.size() > largest_order)
    throw std::invalid_argument("factors: " + std::to_string(shapes.size()) + " matrices; 2 to " +
                                std::to_string(largest_order) + " are allowed");
  std::size_t rows = 0;
  std::string columns;
  bool fit = shapes.front().second > 0;
  for (const auto& [n, d] : shapes) {
    rows = std::max(rows, n);
    columns += (columns.empty() ? "" : ", ") + std::to_string(d);
    fit = fit && d == shapes.front().second;
  }
  if (!fit) throw std::invalid_argument("factors: " + columns + " columns; all need the same d >= 1");
  const Integer r = count::tight_rank(static_cast<long>(shapes.front().second), p.support());
  if (r * Integer(rows) > largest_factor || r > largest_factor)
    throw std::length_error("factors: rank " + r.str() + " times " + std::to_string(rows) + " rows exceeds " +
                            std::to_string(largest_factor) + " entries");
  return static_cast<std::size_t>(r);
}

std::vector<Rational> column_weights(const Polynomial& p, std::size_t d) {
  std::vector<Rational> weights;
  std::vector<Integer> multinomial{1};
  MonomialLevel level(d);
  for (std::size_t t = 0; static_cast<long>(t) <= p.degree(); ++t) {
    if (t > 0) {
      MonomialLevel next = level.next();
      multinomial = next_multinomials(multinomial, level, next);
      level = std::move(next);
    }
    if (p.coefficient(t).sign() == 0) continue;
    for (const Integer& m : multinomial) weights.push_back(p.coefficient(t) * Rational(m));
  }
  return weights;
}

Factors factor(const Polynomial& p, const RationalMatrix& Q, const RationalMatrix& K) {
  const auto U = factors(p, {to_dense(Q), to_dense(K)}, RationalField());
  return {to_matrix(U[0]), to_matrix(U[1])};
}

std::vector<double> monomial_weights(const Polynomial& p, std::size_t d) {
  std::vector<double> weights, multinomial{1.0};
  MonomialLevel level(d);
  for (std::size_t t = 0; static_cast<long>(t) <= p.degree(); ++t) {
    if (t > 0) {
      MonomialLevel next = level.next();
      std::vector<double> child(next.size());
      for_each_child(level, [&](std::size_t i, std::size_t parent, std::size_t) {
        child[i] = multinomial[parent] * static_cast<double>(t) / static_cast<double>(next.leading_exponent(i));
      });
      multinomial = std::move(child);
      level = std::move(next);
    }
    const Rational exact = p.coefficient(t);
    const double c = exact.nearest_double();
    const bool zero = exact.sign() == 0;
    for (const double mult : multinomial) {
      const double w = c * mult;
      if (!zero && !(std::isnormal(c) && std::isfinite(mult) && std::isnormal(w)))
        throw std::overflow_error("weights: degree " + std::to_string(t) + " leaves the range of normal doubles");
      weights.push_back(c == 0 ? 0 : w);
    }
  }
  return weights;
}

}  // namespace attest::lowrank
