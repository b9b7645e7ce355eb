#include "tensor_terms.hpp"

#include <gmpxx.h>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "flattening.hpp"
#include "minor.hpp"
#include "work.hpp"

namespace check {
namespace {

using Exponents = std::vector<unsigned>;  // of z_1 .. z_d
using Sparse = std::map<Exponents, mpz_class>;

constexpr std::size_t most_monomials = std::size_t{1} << 20, most_limbs = std::size_t{1} << 25, most_degree = 2000;
constexpr std::size_t most_term_numbers = std::size_t{1} << 22;

/// power (z_1 + ... + z_d).
Sparse times_sum(Record& proof, Work& work, const Sparse& power, std::size_t d) {
  Sparse next;
  std::size_t limbs = 0;
  for (const auto& [exponents, c] : power)
    for (std::size_t l = 0; l < d; ++l) {
      work.pay(proof, 512 + 64 * d + mpz_size(c.get_mpz_t()));
      Exponents e = exponents;
      ++e[l];
      mpz_class& sum = next[std::move(e)];
      limbs -= mpz_size(sum.get_mpz_t());
      sum += c;
      limbs += mpz_size(sum.get_mpz_t());
      if (next.size() * d > most_limbs || next.size() > most_monomials || limbs > most_limbs)
        proof.reject("a power of the sum is too long");
    }
  return next;
}

std::map<Exponents, mpq_class> take_terms(Record& proof, std::size_t d, const mpq_class& most) {
  const std::size_t count = take_count(proof, "terms", most_term_numbers / (d + 1));
  if (count > most) proof.reject("more terms than at-most");
  std::map<Exponents, mpq_class> terms;
  for (std::size_t k = 0; k < count; ++k) {
    const auto numbers = take_exactly(proof, "term", d + 1);
    Exponents e;
    for (std::size_t l = 1; l <= d; ++l) {
      if (numbers[l].get_den() != 1 || numbers[l] < 0 || numbers[l] > most_degree)
        proof.reject("an exponent is no whole number from 0 to " + std::to_string(most_degree));
      e.push_back(static_cast<unsigned>(numbers[l].get_num().get_ui()));
    }
    if (!terms.emplace(std::move(e), numbers[0]).second) proof.reject("a term is repeated");
  }
  return terms;
}

/// p(z_1 + ... + z_d) is the sum of the terms, power by power: monomials of degree e come from the e-th alone.
void check_identity(Record& proof, Work& work, const std::vector<mpq_class>& p, std::size_t d,
                    const std::map<Exponents, mpq_class>& terms) {
  Sparse power{{Exponents(d), 1}};
  std::size_t met = 0;
  for (std::size_t e = 0; e < p.size(); ++e) {
    if (e > 0) power = times_sum(proof, work, power, d);
    if (p[e] == 0) continue;
    for (const auto& [exponents, c] : power) {
      work.pay(proof, 512 + 64 * d);
      const auto found = terms.find(exponents);
      if (found == terms.end()) proof.reject("a monomial of the polynomial is no term");
      const mpq_class& said = found->second;
      if (times(work, proof, said.get_num(), p[e].get_den()) !=
          times(work, proof, times(work, proof, c, p[e].get_num()), said.get_den()))
        proof.reject("a term has another coefficient");
      ++met;
    }
  }
  if (met != terms.size()) proof.reject("a term is no monomial of the polynomial");
}

/// Matrices for which a flattening of p(scores) has a minor that is not zero.
void check_flattening(Record& proof, Work& work, const std::vector<mpq_class>& p, std::size_t order, std::size_t d,
                      std::size_t least) {
  const auto sizes = take_counts(proof, "rows", order, most_numbers / d);
  std::size_t all = 0;
  for (const std::size_t n : sizes) {
    if (n == 0) proof.reject("a matrix without rows");
    all += n * d;
  }
  if (all > most_numbers) proof.reject("more than " + std::to_string(most_numbers) + " numbers in the matrices");
  std::vector<std::vector<mpq_class>> x;
  for (const std::size_t n : sizes) x.push_back(take_exactly(proof, "matrix", n * d));
  const Flattening flattening(proof, sizes);
  const Minor minor = take_minor(proof, least, flattening.rows(), flattening.columns());
  work.pay(proof, 8 * least * least * (order * d + p.size() + 8));
  const std::uint64_t q = minor.prime;
  std::vector<std::vector<std::uint64_t>> reduced(order);
  for (std::size_t m = 0; m < order; ++m)
    for (const auto& entry : x[m]) reduced[m].push_back(residue(proof, entry, q));
  std::vector<std::uint64_t> coefficients;
  for (const auto& c : p) coefficients.push_back(residue(proof, c, q));
  check_minor(proof, work, minor, [&](std::size_t row, std::size_t column) {
    const auto at = flattening.indices(row, column);
    std::uint64_t score = 0, value = 0;
    for (std::size_t l = 0; l < d; ++l) {
      std::uint64_t z = 1;
      for (std::size_t m = 0; m < order; ++m) z = z * reduced[m][at[m] * d + l] % q;
      score = (score + z) % q;
    }
    for (std::size_t e = coefficients.size(); e-- > 0;) value = (value * score + coefficients[e]) % q;
    return value;
  });
}

}  // namespace

void tensor_terms(Record& problem, Record& proof) {
  const std::size_t order = take_count(problem, "order", 8);
  if (order < 2) problem.reject("an order from 2 to 8 is needed");
  const std::size_t d = take_count(problem, "dim", 1024);
  if (d == 0) problem.reject("a dimension of 1 or more is needed");
  auto p = problem.take_numbers("polynomial", most_degree + 1);
  while (!p.empty() && p.back() == 0) p.pop_back();
  const std::size_t least = take_count(problem, "at-least", most_numbers);
  const mpq_class most = problem.take_number("at-most");
  if (most.get_den() != 1) problem.reject("a whole number is needed");
  if (least > most) problem.reject("at-least is above at-most");
  problem.finish();
  Work work;
  check_identity(proof, work, p, d, take_terms(proof, d, most));
  if (least > 0) check_flattening(proof, work, p, order, d, least);
  proof.finish();
}

}  // namespace check
