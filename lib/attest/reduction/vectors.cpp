#include "attest/reduction/vectors.hpp"

#include <stdexcept>
#include <string>

#include "attest/number/text.hpp"

namespace attest::reduction {
namespace {

/// Calls visit(choice) for all choices, the last set fastest, until it answers false.
template <class Visit>
void for_each_choice(const VectorSets& x, Visit visit) {
  double operations = static_cast<double>(x.order() * x.dimension());
  for (const auto& s : x.sets) operations *= static_cast<double>(s.size());
  if (operations > 0x1p32) throw std::length_error("vectors: brute force would take more than 2^32 operations");
  Choice choice(x.order(), 0);
  for (;;) {
    if (!visit(choice)) return;
    std::size_t p = x.order();
    while (p > 0 && ++choice[p - 1] == x.sets[p - 1].size()) choice[--p] = 0;
    if (p == 0) return;
  }
}

}  // namespace

BitVectors::BitVectors(std::size_t n, std::size_t d) : n_(n), d_(d) {
  if (static_cast<double>(n) * static_cast<double>(d) > 0x1p32)
    throw std::length_error("vectors: " + std::to_string(n) + " x " + std::to_string(d) + "; at most 2^32 entries");
  bits_.assign(n * d, 0);
}

std::size_t BitVectors::place(std::size_t i, std::size_t l) const {
  if (i >= n_ || l >= d_)
    throw std::out_of_range("entry (" + std::to_string(i) + ", " + std::to_string(l) + ") of " + std::to_string(n_) +
                            " vectors in dimension " + std::to_string(d_));
  return i * d_ + l;
}

void require_valid(const VectorSets& x) {
  if (x.order() < 2) throw std::invalid_argument("sets: at least two are needed");
  for (const auto& s : x.sets)
    if (s.size() == 0 || s.dimension() == 0 || s.dimension() != x.dimension())
      throw std::invalid_argument("sets: none may be empty, and all need the same dimension d >= 1");
}

void require_valid(const GapProblem& x) {
  require_valid(x.vectors);
  if (x.t == 0) throw std::invalid_argument("t: 0; a threshold of at least 1 is needed");
  if (x.gap.sign() <= 0 || x.gap > Rational(1))
    throw std::invalid_argument("gap: " + to_text(x.gap) + "; 0 < gap <= 1 is needed");
}

std::size_t product(const VectorSets& x, const Choice& choice) {
  std::size_t sum = 0;
  for (std::size_t l = 0; l < x.dimension(); ++l) {
    bool all = true;
    for (std::size_t p = 0; p < x.order() && all; ++p) all = x.sets[p].get(choice.at(p), l);
    sum += all ? 1 : 0;
  }
  return sum;
}

std::optional<Choice> find_orthogonal(const VectorSets& x) {
  require_valid(x);
  std::optional<Choice> found;
  for_each_choice(x, [&](const Choice& c) {
    if (product(x, c) == 0) found = c;
    return !found;
  });
  return found;
}

Largest largest_product(const VectorSets& x) {
  require_valid(x);
  Largest best;
  for_each_choice(x, [&](const Choice& c) {
    const std::size_t value = product(x, c);
    if (best.choice.empty() || value > best.product) best = {value, c};
    return true;
  });
  return best;
}

std::size_t GapProblem::most_of_no() const {
  return static_cast<std::size_t>(floor((Rational(1) - gap) * Rational(t)));
}

Promise promise(const GapProblem& x) {
  require_valid(x);
  const std::size_t largest = largest_product(x.vectors).product;
  if (largest >= x.t) return Promise::yes;
  return largest <= x.most_of_no() ? Promise::no : Promise::neither;
}

}  // namespace attest::reduction
