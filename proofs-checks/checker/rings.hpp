#pragma once

#include <gmpxx.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interval.hpp"
#include "work.hpp"

namespace check {

/// More bits may decide.
class Undecided : public std::exception {};

/// Real numbers: exact rationals as far as they go, enclosures where exp and the like come in.
class Reals {
 public:
  using Number = Interval;
  Reals(const Record& at, Work& work, unsigned bits) : at_(at), work_(work), bits_(bits) {}
  Number number(const mpq_class& q) { return kept({q, q}); }
  Number add(const Number& a, const Number& b);
  Number negate(const Number& a) { return {-a.upper, -a.lower}; }
  Number multiply(const Number& a, const Number& b);
  Number divide(const Number& a, const Number& b);
  Number function(const std::string& name, const Number& a);  ///< exp ln sqrt sin cos abs
  Number larger(const Number& a, const Number& b);
  bool equal(const Number& a, const Number& b);  ///< or throws Undecided
  bool less(const Number& a, const Number& b, bool strictly);
  std::optional<mpq_class> exact(const Number& a) { return a.exact() ? std::optional(a.lower) : std::nullopt; }
  mpz_class floor_of(const Number& a);
  std::size_t words(const Number& a);

 private:
  void pay(const Number& a, const Number& b);
  Number kept(Number a);
  const Record& at_;
  Work& work_;
  unsigned bits_;
};

/// Polynomials with rational coefficients in the entries of what is given.
class Polynomials {
 public:
  using Monomial = std::vector<std::pair<std::size_t, std::uint64_t>>;  ///< variables ascending, with their powers
  using Number = std::map<Monomial, mpq_class>;                         ///< no zeros
  Polynomials(const Record& at, Work& work) : at_(at), work_(work) {}
  Number number(const mpq_class& q) { return q == 0 ? Number{} : Number{{{}, kept(q)}}; }
  Number variable(std::size_t index) { return {{{{index, 1U}}, 1}}; }
  Number add(const Number& a, const Number& b);
  Number negate(const Number& a);
  Number multiply(const Number& a, const Number& b);
  Number divide(const Number& a, const Number& b);
  Number function(const std::string& name, const Number& a);
  Number larger(const Number& a, const Number& b);
  bool equal(const Number& a, const Number& b);  ///< identical; different only where the difference is a number
  bool less(const Number& a, const Number& b, bool strictly);
  std::optional<mpq_class> exact(const Number& a);
  mpz_class floor_of(const Number& a);
  std::size_t words(const Number& a);

 private:
  mpq_class constant(const Number& a);
  const mpq_class& kept(const mpq_class& q);
  void add_to(Number& sum, const Monomial& m, const mpq_class& c);
  Number held(Number a);
  const Record& at_;
  Work& work_;
};

}  // namespace check
