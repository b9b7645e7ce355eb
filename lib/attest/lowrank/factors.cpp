#include "attest/lowrank/factors.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "attest/count/ranks.hpp"
#include "attest/polynomial/monomials.hpp"

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

/// One matrix being factored: the values of the current level for every row, and the columns so far.
class Side {
 public:
  Side(const RationalMatrix& X, std::size_t columns) : x_(X), u_(X.rows(), columns), level_(X.rows()) {
    for (auto& row : level_) row = {Rational(1)};
  }
  void advance(const MonomialLevel& from) {
    for (std::size_t i = 0; i < level_.size(); ++i) {
      std::vector<Rational> next;
      for_each_child(from,
                     [&](std::size_t, std::size_t p, std::size_t v) { next.push_back(level_[i][p] * x_.get(i, v)); });
      level_[i] = std::move(next);
    }
  }
  void append(const Rational& coefficient, const std::vector<Integer>* multinomial) {
    for (std::size_t i = 0; i < level_.size(); ++i)
      for (std::size_t a = 0; a < level_[i].size(); ++a) {
        const Rational scale = multinomial ? coefficient * Rational((*multinomial)[a]) : coefficient;
        u_.set(i, used_ + a, level_[i][a] * scale);
      }
    used_ += level_.empty() ? 0 : level_.front().size();
  }
  [[nodiscard]] RationalMatrix take() { return std::move(u_); }

 private:
  const RationalMatrix& x_;
  RationalMatrix u_;
  std::vector<std::vector<Rational>> level_;
  std::size_t used_ = 0;
};

std::size_t checked_columns(const Polynomial& p, const RationalMatrix& Q, const RationalMatrix& K) {
  if (Q.cols() != K.cols() || Q.cols() == 0)
    throw std::invalid_argument("Q, K: " + std::to_string(Q.cols()) + " and " + std::to_string(K.cols()) +
                                " columns; both need the same d >= 1");
  const Integer r = count::tight_rank(static_cast<long>(Q.cols()), p.support());
  if (r * Integer(std::max(Q.rows(), K.rows())) > 100'000'000)
    throw std::length_error("factors: rank " + r.str() + " times " + std::to_string(std::max(Q.rows(), K.rows())) +
                            " rows exceeds 100000000 entries");
  return static_cast<std::size_t>(r);
}

}  // namespace

Factors factor(const Polynomial& p, const RationalMatrix& Q, const RationalMatrix& K) {
  const std::size_t r = checked_columns(p, Q, K);
  Side left(Q, r), right(K, r);
  MonomialLevel level(Q.cols());
  std::vector<Integer> multinomial{1};
  for (std::size_t t = 0; static_cast<long>(t) <= p.degree(); ++t) {
    if (t > 0) {
      MonomialLevel next = level.next();
      multinomial = next_multinomials(multinomial, level, next);
      left.advance(level);
      right.advance(level);
      level = std::move(next);
    }
    if (p.coefficient(t).sign() == 0) continue;
    left.append(p.coefficient(t), &multinomial);
    right.append(Rational(1), nullptr);
  }
  return {left.take(), right.take()};
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
    const double c = p.coefficient(t).nearest_double();
    for (const double mult : multinomial) {
      const double w = c * mult;
      if (p.coefficient(t).sign() != 0 && !(std::isnormal(c) && std::isfinite(mult) && std::isnormal(w)))
        throw std::overflow_error("weights: degree " + std::to_string(t) + " leaves the range of normal doubles");
      weights.push_back(c == 0 ? 0 : w);
    }
  }
  return weights;
}

}  // namespace attest::lowrank
