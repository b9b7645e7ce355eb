#include "attest/lowrank/cp_rank.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

namespace attest::lowrank {
namespace {

constexpr std::size_t largest_order = 8, largest_tensor = std::size_t{1} << 20;

std::string to_text(const std::vector<std::size_t>& sizes) {
  std::string text;
  for (const std::size_t n : sizes) text += (text.empty() ? "" : " x ") + std::to_string(n);
  return text;
}

std::size_t checked_entries(const std::vector<std::size_t>& sizes) {
  if (sizes.size() < 2 || sizes.size() > largest_order || std::ranges::find(sizes, 0U) != sizes.end())
    throw std::invalid_argument("tensor: " + std::to_string(sizes.size()) + " modes of sizes " + to_text(sizes) +
                                "; 2 to " + std::to_string(largest_order) + " modes of size 1 or more are allowed");
  std::size_t entries = 1;
  for (const std::size_t n : sizes) {
    if (n > largest_tensor / entries)
      throw std::length_error("tensor: sizes " + to_text(sizes) + " exceed " + std::to_string(largest_tensor) +
                              " entries");
    entries *= n;
  }
  return entries;
}

/// The next index, the first mode fastest.
void advance(std::vector<std::size_t>& index, const std::vector<std::size_t>& sizes) {
  for (std::size_t m = 0; m < sizes.size() && ++index[m] == sizes[m]; ++m) index[m] = 0;
}

/// Where an index falls among the modes marked `side`, the lowest fastest.
std::size_t place(const std::vector<std::size_t>& index, const std::vector<std::size_t>& sizes,
                  const std::vector<bool>& on_rows, bool side) {
  std::size_t at = 0;
  for (std::size_t m = sizes.size(); m-- > 0;)
    if (on_rows[m] == side) at = at * sizes[m] + index[m];
  return at;
}

std::size_t product(const std::vector<std::size_t>& sizes, const std::vector<bool>& on_rows, bool side) {
  std::size_t n = 1;
  for (std::size_t m = 0; m < sizes.size(); ++m)
    if (on_rows[m] == side) n *= sizes[m];
  return n;
}

std::vector<bool> marked(const std::vector<std::size_t>& modes, std::size_t order) {
  const auto not_increasing = [](std::size_t a, std::size_t b) { return a >= b; };
  if (modes.empty() || modes.size() >= order || modes.back() >= order ||
      std::ranges::adjacent_find(modes, not_increasing) != modes.end())
    throw std::invalid_argument("modes: some but not all of 0 to " + std::to_string(order - 1) +
                                ", increasing, are needed");
  std::vector<bool> on_rows(order, false);
  for (const std::size_t m : modes) on_rows[m] = true;
  return on_rows;
}

}  // namespace

Tensor::Tensor(std::vector<std::size_t> sizes, std::vector<Rational> values)
    : sizes_(std::move(sizes)), values_(std::move(values)) {
  const std::size_t entries = checked_entries(sizes_);
  if (values_.size() != entries)
    throw std::invalid_argument("tensor: " + std::to_string(values_.size()) + " values for sizes " + to_text(sizes_) +
                                "; " + std::to_string(entries) + " are needed");
}

const Rational& Tensor::operator()(const std::vector<std::size_t>& index) const {
  bool inside = index.size() == order();
  for (std::size_t m = 0; inside && m < order(); ++m) inside = index[m] < sizes_[m];
  if (!inside) throw std::out_of_range("tensor: an index outside sizes " + to_text(sizes_));
  return values_[place(index, sizes_, std::vector<bool>(order(), true), true)];
}

RationalMatrix Tensor::flatten(const std::vector<std::size_t>& modes) const {
  const std::vector<bool> on_rows = marked(modes, order());
  RationalMatrix m(product(sizes_, on_rows, true), product(sizes_, on_rows, false));
  std::vector<std::size_t> index(order(), 0);
  for (const Rational& value : values_) {
    m.set(place(index, sizes_, on_rows, true), place(index, sizes_, on_rows, false), value);
    advance(index, sizes_);
  }
  return m;
}

Tensor sum_of_products(const std::vector<Dense<Rational>>& factors) {
  std::vector<std::size_t> sizes;
  for (const auto& u : factors) {
    if (u.cols() != factors.front().cols())
      throw std::invalid_argument("factors: " + std::to_string(factors.front().cols()) + " and " +
                                  std::to_string(u.cols()) + " columns; all need the same number");
    sizes.push_back(u.rows());
  }
  std::vector<Rational> values(checked_entries(sizes));
  std::vector<std::size_t> index(sizes.size(), 0);
  for (Rational& value : values) {
    for (std::size_t s = 0; s < factors.front().cols(); ++s) {
      Rational term = 1;
      for (std::size_t m = 0; m < sizes.size(); ++m) term *= factors[m](index[m], s);
      value += term;
    }
    advance(index, sizes);
  }
  return {std::move(sizes), std::move(values)};
}

FlatteningRank rank_lower(const Tensor& tensor) {
  std::vector<std::vector<std::size_t>> bipartitions;
  for (std::size_t mask = 0; mask + 1 < (std::size_t{1} << (tensor.order() - 1)); ++mask) {
    std::vector<std::size_t> modes{0};
    for (std::size_t m = 1; m < tensor.order(); ++m)
      if ((mask >> (m - 1)) & 1U) modes.push_back(m);
    bipartitions.push_back(std::move(modes));
  }
  std::ranges::sort(bipartitions);
  const auto largest = [&](const std::vector<std::size_t>& modes) {
    const std::vector<bool> on_rows = marked(modes, tensor.order());
    return std::min(product(tensor.sizes(), on_rows, true), product(tensor.sizes(), on_rows, false));
  };
  std::ranges::stable_sort(bipartitions, std::greater(), largest);
  std::size_t best = 0;
  std::vector<std::size_t> chosen;
  for (const auto& modes : bipartitions) {
    if (largest(modes) < best || (largest(modes) == best && modes > chosen)) continue;
    const std::size_t r = rank(tensor.flatten(modes));
    if (r > best || (r == best && modes < chosen)) {
      best = r;
      chosen = modes;
    }
  }
  if (best == 0) throw std::invalid_argument("tensor: zero; a tensor of rank 1 or more is needed");
  RankEvidence evidence = find_rank_evidence(tensor.flatten(chosen));
  return {std::move(chosen), std::move(evidence)};
}

}  // namespace attest::lowrank
