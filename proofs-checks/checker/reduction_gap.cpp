#include "reduction_gap.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "enclosure.hpp"
#include "work.hpp"

namespace check {
namespace {

constexpr unsigned first_bits = 256, last_bits = 16384;
constexpr std::size_t most_bits = 4096;  // of scale and centre

using Vector = std::vector<std::uint64_t>;  // coordinate l is bit l % 64 of word l / 64

struct Task {
  bool centred = false, yes = false;
  std::size_t order = 0, n = 0, d = 0, threshold = 0, most_of_no = 0;
  std::vector<std::vector<Vector>> sets;
  mpq_class error, bound;
};

/// n words of d digits.
std::vector<Vector> take_set(Record& problem, std::size_t n, std::size_t d) {
  const std::string text = problem.take("set");
  if (text.size() != n * (d + 1) - 1) problem.reject("n words of d digits are needed");
  std::vector<Vector> set(n, Vector((d + 63) / 64));
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t i = at / (d + 1), l = at % (d + 1);
    if (l == d ? text[at] != ' ' : text[at] != '0' && text[at] != '1') problem.reject("n words of d digits are needed");
    if (text[at] == '1') set[i][l / 64] |= std::uint64_t{1} << l % 64;
  }
  return set;
}

bool take_choice(Record& from, const std::string& key, const std::string& first, const std::string& second) {
  const std::string word = from.take(key);
  if (word != first && word != second) from.reject("one of " + first + ", " + second + " is needed");
  return word == first;
}

Task take_task(Record& problem) {
  Task t;
  t.centred = take_choice(problem, "form", "centred", "paper-like");
  t.order = take_count(problem, "order", 6);
  if (t.order < 2) problem.reject("an order from 2 to 6 is needed");
  const auto size = take_counts(problem, "size", 2, most_numbers);
  t.n = size[0], t.d = size[1];
  if (t.n == 0 || t.d == 0 || t.n * t.d > most_numbers)
    problem.reject("sets of 1 to " + std::to_string(most_numbers) + " digits are needed");
  for (std::size_t p = 0; p < t.order; ++p) t.sets.push_back(take_set(problem, t.n, t.d));
  t.threshold = take_count(problem, "threshold", t.d);
  if (t.threshold == 0) problem.reject("a threshold from 1 to d is needed");
  const mpq_class gap = problem.take_number("gap");
  if (gap <= 0 || gap > 1) problem.reject("0 < gap <= 1 is needed");
  t.most_of_no = floor((1 - gap) * mpq_class(t.threshold)).get_ui();
  t.error = problem.take_number("error");
  if (t.error < 0) problem.reject("the error is negative");
  t.bound = problem.take_number("bound");
  if (t.bound <= 0) problem.reject("the bound must be positive");
  t.yes = take_choice(problem, "answer", "yes", "no");
  problem.finish();
  return t;
}

/// e^{logit} of one tuple, how many have it.
struct Weights {
  mpz_class count;
  mpq_class logit;
};

/// S / (S + R), S the sum of `real` and R that of `rest`, at some precision.
Bounds output(const std::vector<Weights>& real, const std::vector<Weights>& rest, unsigned bits) {
  mpq_class top = 0;
  for (const auto* side : {&real, &rest})
    for (const auto& w : *side) top = std::max(top, w.logit);
  const auto sum = [&](const std::vector<Weights>& side) {
    Fixed s;
    for (const auto& w : side) {
      const Fixed e = exp_minus(top - w.logit, top - w.logit, bits);
      s.lower += w.count * e.lower, s.upper += w.count * e.upper;
    }
    return s;
  };
  const Fixed s = sum(real), r = sum(rest);
  Bounds y{0, 1};
  if (s.lower > 0) y.lower = mpq_class(s.lower, s.lower + r.upper);
  if (s.upper + r.lower > 0) y.upper = mpq_class(s.upper, s.upper + r.lower);
  y.lower.canonicalize(), y.upper.canonicalize();
  return y;
}

/// The least output of a row with a product of at least t is at least `least`, the greatest of a row with products of
/// at most m is at most `most`.
void check_outputs(const Record& proof, const Task& t, const mpq_class& scale, const mpq_class& centre,
                   const mpq_class& least, const mpq_class& most) {
  const mpq_class unit = scale / mpq_class(2 * t.d), d(t.d);
  const auto logit = [&](std::size_t product) { return mpq_class(unit * (mpq_class(product) - d * centre)); };
  mpz_class tuples = 1;
  for (std::size_t p = 1; p < t.order; ++p) tuples *= t.n;
  const mpz_class all = tuples << (t.order - 1);
  const std::vector<Weights> yes{{1, logit(t.threshold)}, {tuples - 1, logit(0)}}, no{{tuples, logit(t.most_of_no)}};
  std::vector<Weights> rest;  // tuples with a dummy
  if (t.centred)
    rest = {{all - tuples, 0}};
  else
    rest = {{tuples, scale / 2}, {all - 2 * tuples, 0}};
  bool above = false, below = false;
  for (unsigned bits = first_bits; bits <= last_bits && !(above && below); bits *= 2) {
    const Bounds y = output(yes, rest, bits), z = output(no, rest, bits);
    if (y.upper < least) proof.reject("a row with a product of at least t can be below yes-at-least");
    if (z.lower > most) proof.reject("a row with products of at most (1 - gap) t can be above no-at-most");
    above = y.lower >= least, below = z.upper <= most;
  }
  if (!above || !below)
    proof.reject("the outputs cannot be told from the bounds at " + std::to_string(last_bits) + " bits");
}

/// A number whose exponentials are worth their time.
mpq_class take_short(Record& proof, const std::string& key) {
  const mpq_class x = proof.take_number(key);
  if (std::max(mpz_sizeinbase(x.get_num_mpz_t(), 2), mpz_sizeinbase(x.get_den_mpz_t(), 2)) > most_bits)
    proof.reject("more than " + std::to_string(most_bits) + " bits");
  return x;
}

std::size_t ones(const Vector& x) {
  std::size_t sum = 0;
  for (const auto word : x) sum += static_cast<std::size_t>(std::popcount(word));
  return sum;
}

Vector both(const Vector& x, const Vector& y) {
  Vector z = x;
  for (std::size_t w = 0; w < z.size(); ++w) z[w] &= y[w];
  return z;
}

/// No choice from the sets from `set` on makes the product with `chosen` larger than most_of_no.
void check_none(const Record& problem, const Task& t, const Vector& chosen, std::size_t set) {
  if (set == t.order) {
    if (ones(chosen) > t.most_of_no) problem.reject("a product is above (1 - gap) t");
    return;
  }
  for (const auto& x : t.sets[set]) check_none(problem, t, both(chosen, x), set + 1);
}

}  // namespace

void reduction_gap(Record& problem, Record& proof) {
  const Task t = take_task(problem);
  const mpq_class scale = take_short(proof, "scale");
  if (scale <= 0) proof.reject("the scale must be positive");
  Work work;
  const mpz_class above = power(work, proof, t.bound.get_num(), t.order);
  const mpz_class below = power(work, proof, t.bound.get_den(), t.order);
  if (times(work, proof, scale.get_num(), below) > times(work, proof, scale.get_den(), above))
    proof.reject("the scale is above bound^order");
  const mpq_class centre = t.centred ? take_short(proof, "centre") : mpq_class(0);
  if (centre < 0 || centre > 1) proof.reject("a centre from 0 to 1 is needed");
  const mpq_class least = proof.take_number("yes-at-least"), most = proof.take_number("no-at-most");
  if (least - most <= 2 * t.error) proof.reject("yes-at-least and no-at-most are no more than 2 error apart");
  check_outputs(proof, t, scale, centre, least, most);
  if (t.yes) {
    const auto choice = take_counts(proof, "choice", t.order, t.n - 1);
    Vector product = t.sets[0][choice[0]];
    for (std::size_t p = 1; p < t.order; ++p) product = both(product, t.sets[p][choice[p]]);
    if (ones(product) < t.threshold) proof.reject("the product of the choice is below the threshold");
  } else {
    std::uint64_t choices = 64 + t.d;  // units for one of them
    for (std::size_t p = 0; p < t.order; ++p) {
      if (choices > std::uint64_t{1} << 40) break;
      choices *= t.n;
    }
    work.pay(proof, choices);
    for (const auto& x : t.sets[0]) check_none(problem, t, x, 1);
  }
  proof.finish();
}

}  // namespace check
