#include "normalization.hpp"

#include <gmpxx.h>

#include <string>
#include <vector>

#include "work.hpp"

namespace check {
namespace {

struct Task {
  std::size_t order = 0;
  mpq_class eps, bound, least;
};

/// The numbers of values in each mode, and in all.
struct Sizes {
  std::vector<std::size_t> each;
  std::size_t all = 1;
};

Sizes take_sizes(Record& proof, std::size_t modes) {
  Sizes s{take_counts(proof, "sizes", modes, most_numbers)};
  for (const std::size_t n : s.each) {
    if (n == 0 || n > most_numbers / s.all)
      proof.reject("1 to " + std::to_string(most_numbers) + " columns are needed");
    s.all *= n;
  }
  return s;
}

/// The weights, then the perturbed weights, as whole multiples of one number, which the division takes out again.
std::vector<mpz_class> take_weights(Record& proof, Work& work, const Task& t, std::size_t count) {
  auto all = take_exactly(proof, "weights", count);
  for (const auto& a : all)
    if (a <= 0) proof.reject("a weight is not positive");
  const auto perturbed = take_exactly(proof, "perturbed", count);
  all.insert(all.end(), perturbed.begin(), perturbed.end());
  clear_denominators(work, proof, all, 0, 1, all.size());
  std::vector<mpz_class> out;
  for (const auto& a : all) out.push_back(a.get_num());
  for (std::size_t j = 0; j < count; ++j) {
    const mpz_class moved = abs(mpz_class(out[count + j] - out[j]));
    if (times(work, proof, moved, t.eps.get_den()) > times(work, proof, t.eps.get_num(), out[j]))
      proof.reject("a weight is perturbed by more than eps, column " + std::to_string(j));
  }
  return out;
}

}  // namespace

void normalization(Record& problem, Record& proof) {
  Task t;
  t.order = take_count(problem, "order", 8);
  if (t.order < 2) problem.reject("an order from 2 to 8 is needed");
  t.eps = problem.take_number("eps");
  if (t.eps <= 0 || t.eps >= 1) problem.reject("0 < eps < 1 is needed");
  t.bound = problem.take_number("bound");
  if (t.bound <= 0) problem.reject("the bound must be positive");
  t.least = problem.take_number("at-least");
  if (t.least <= 0) problem.reject("at-least must be positive");
  problem.finish();

  Work work;
  const Sizes sizes = take_sizes(proof, t.order - 1);
  const auto weights = take_weights(proof, work, t, sizes.all);
  std::vector<mpz_class> values{1};  // products over `below`, first index fastest
  mpz_class below = 1;
  for (const std::size_t n : sizes.each) {
    auto v = take_exactly(proof, "values", n);
    for (const auto& x : v)
      if (abs(x) > t.bound) proof.reject("a value is above the bound");
    below = times(work, proof, below, clear_denominators(work, proof, v, 0, 1, n));
    std::vector<mpz_class> next;
    for (const auto& x : v)
      for (const auto& y : values) {
        next.push_back(times(work, proof, x.get_num(), y));
        work.hold(proof, next.back());
      }
    values = std::move(next);
  }
  // |S~ / D~ - S / D| >= least, with S = sum A v and D = sum A
  mpz_class s, d, s_perturbed, d_perturbed;
  for (std::size_t j = 0; j < sizes.all; ++j) {
    const mpz_class &a = weights[j], &b = weights[sizes.all + j];
    s += times(work, proof, a, values[j]), d += a;
    s_perturbed += times(work, proof, b, values[j]), d_perturbed += b;
  }
  const mpz_class moved = abs(mpz_class(times(work, proof, s_perturbed, d) - times(work, proof, s, d_perturbed)));
  const mpz_class over = times(work, proof, times(work, proof, d, d_perturbed), below);
  if (times(work, proof, moved, t.least.get_den()) < times(work, proof, t.least.get_num(), over))
    proof.reject("the output moves by less than at-least");
  proof.finish();
}

}  // namespace check
