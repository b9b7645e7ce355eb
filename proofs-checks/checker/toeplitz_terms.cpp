#include "toeplitz_terms.hpp"

#include <gmpxx.h>

#include <map>
#include <utility>
#include <vector>

#include "work.hpp"

namespace check {
namespace {

using Exponents = std::vector<unsigned>;  // of x_1 .. x_d, y_1 .. y_d
using Sparse = std::map<Exponents, mpz_class>;

constexpr std::size_t most_monomials = std::size_t{1} << 20, most_limbs = std::size_t{1} << 25, most_degree = 2000;
constexpr std::size_t most_term_numbers = std::size_t{1} << 22;

struct Task {
  std::size_t d = 0, n = 0;
  std::vector<mpq_class> p, kernel;
};

struct Term {
  std::vector<mpq_class> w;
  bool met = false;
};

/// A coefficient of the bilinear form that is not 0.
struct Entry {
  std::size_t i, j;
  mpz_class w;
};

/// power times the form with the whole coefficients w.
Sparse multiply(Record& proof, Work& work, const Sparse& power, const std::vector<Entry>& form, std::size_t d) {
  Sparse next;
  std::size_t limbs = 0;
  for (const auto& [exponents, c] : power)
    for (const auto& [i, j, b] : form) {
      work.pay(proof, 512 + 64 * d);
      Exponents e = exponents;
      ++e[i], ++e[d + j];
      mpz_class& sum = next[std::move(e)];
      limbs -= mpz_size(sum.get_mpz_t());
      sum += times(work, proof, c, b);
      limbs += mpz_size(sum.get_mpz_t());
      if (next.size() * 2 * d > most_limbs || next.size() > most_monomials || limbs > most_limbs)
        proof.reject("a power of the bilinear form is too long");
    }
  std::erase_if(next, [](const auto& x) { return x.second == 0; });
  return next;
}

/// p(x^T W_k y), power by power: monomials of degree e in x and in y come from the e-th alone.
void check_one(Record& proof, Work& work, const Task& t, std::map<Exponents, Term>& terms, std::size_t k) {
  const auto first = t.kernel.begin() + static_cast<std::ptrdiff_t>(k * t.d * t.d);
  std::vector<mpq_class> cleared(first, first + static_cast<std::ptrdiff_t>(t.d * t.d));
  const mpz_class below = clear_denominators(work, proof, cleared, 0, 1, cleared.size());
  std::vector<Entry> form;
  for (std::size_t at = 0; at < cleared.size(); ++at)
    if (cleared[at] != 0) form.push_back({at / t.d, at % t.d, std::move(cleared[at].get_num())});

  for (auto& [exponents, term] : terms) term.met = false;
  Sparse power{{Exponents(2 * t.d), 1}};
  mpz_class scale = 1;  // below^e
  for (std::size_t e = 0; e < t.p.size() && !power.empty(); ++e) {
    if (e > 0) {
      power = multiply(proof, work, power, form, t.d);
      scale = times(work, proof, scale, below);
    }
    if (t.p[e] == 0) continue;
    const mpz_class over = times(work, proof, scale, t.p[e].get_den());
    for (const auto& [exponents, c] : power) {
      work.pay(proof, 512 + 64 * t.d);
      const auto found = terms.find(exponents);
      if (found == terms.end()) proof.reject("a monomial of the polynomial is no term, k = " + std::to_string(k));
      found->second.met = true;
      const mpq_class& said = found->second.w[k];
      if (times(work, proof, said.get_num(), over) !=
          times(work, proof, times(work, proof, c, t.p[e].get_num()), said.get_den()))
        proof.reject("a term has another coefficient, k = " + std::to_string(k));
    }
  }
  for (const auto& [exponents, term] : terms)
    if (!term.met && term.w[k] != 0) proof.reject("a term is no monomial of the polynomial, k = " + std::to_string(k));
  work.release();
}

}  // namespace

void toeplitz_terms(Record& problem, Record& proof) {
  Task t;
  t.d = take_count(problem, "dim", 1024), t.n = take_count(problem, "length", most_numbers);
  if (t.d == 0 || t.n == 0 || (2 * t.n - 1) * t.d * t.d > most_numbers)
    problem.reject("a kernel of 1 to " + std::to_string(most_numbers) + " numbers is needed");
  t.p = problem.take_numbers("polynomial", most_degree + 1);
  t.kernel = take_exactly(problem, "kernel", (2 * t.n - 1) * t.d * t.d);
  const mpq_class most = problem.take_number("at-most");
  if (most.get_den() != 1 || most < 0) problem.reject("a whole number is needed");
  problem.finish();

  const std::size_t each = 2 * t.d + 2 * t.n - 1, count = take_count(proof, "terms", most_term_numbers / each);
  if (count > most) proof.reject("more terms than at-most");
  std::map<Exponents, Term> terms;
  for (std::size_t k = 0; k < count; ++k) {
    auto numbers = take_exactly(proof, "term", each);
    Exponents e;
    for (std::size_t i = 0; i < 2 * t.d; ++i) {
      if (numbers[i].get_den() != 1 || numbers[i] < 0 || numbers[i] > most_degree)
        proof.reject("an exponent is no whole number from 0 to " + std::to_string(most_degree));
      e.push_back(static_cast<unsigned>(numbers[i].get_num().get_ui()));
    }
    numbers.erase(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(2 * t.d));
    if (!terms.emplace(std::move(e), Term{std::move(numbers)}).second) proof.reject("a term is repeated");
  }
  Work work;
  for (std::size_t k = 0; k < 2 * t.n - 1; ++k) check_one(proof, work, t, terms, k);
  proof.finish();
}

}  // namespace check
