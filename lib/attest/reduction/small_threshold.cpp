#include "attest/reduction/small_threshold.hpp"

#include <stdexcept>
#include <string>
#include <unordered_map>

#include "attest/count/binomial.hpp"
#include "attest/number/text.hpp"
#include "attest/reduction/hamming.hpp"

namespace attest::reduction {
namespace {

constexpr std::size_t most = std::size_t{1} << 28;

void require_few(const Integer& operations) {
  if (operations > Integer(most))
    throw std::length_error("t: " + to_text(operations) + " words or subsets to list; at most 2^28");
}

/// Calls visit for all t-subsets of {0, .., n-1}, as increasing places.
template <class Visit>
void for_each_subset(std::size_t n, std::size_t t, Visit visit) {
  if (t > n) return;
  std::vector<std::size_t> s(t);
  for (std::size_t i = 0; i < t; ++i) s[i] = i;
  for (;;) {
    visit(s);
    std::size_t i = t;
    while (i > 0 && s[i - 1] == n - t + i - 1) --i;
    if (i == 0) return;
    ++s[i - 1];
    for (; i < t; ++i) s[i] = s[i - 1] + 1;
  }
}

std::string word(const BitVectors& a, std::size_t i) {
  std::string w(a.dimension(), '0');
  for (std::size_t l = 0; l < w.size(); ++l) w[l] = a.get(i, l) ? '1' : '0';
  return w;
}

std::vector<std::size_t> support(const BitVectors& a, std::size_t i) {
  std::vector<std::size_t> s;
  for (std::size_t l = 0; l < a.dimension(); ++l)
    if (a.get(i, l)) s.push_back(l);
  return s;
}

}  // namespace

Integer ball_size(std::size_t d, std::size_t t) {
  Integer sum = 0;
  for (std::size_t i = 0; i <= t && i <= d; ++i) sum += count::binomial(static_cast<long>(d), static_cast<long>(i));
  return sum;
}

Listing find_within(const BitVectors& a, const BitVectors& b, std::size_t t) {
  require_valid(VectorSets{{a, b}});
  const std::size_t d = a.dimension();
  if (t > d) throw std::invalid_argument("t: " + std::to_string(t) + "; at most " + std::to_string(d) + " bits differ");
  require_few(ball_size(d, t) * Integer(a.size()));
  std::unordered_map<std::string, std::size_t> where;
  for (std::size_t j = 0; j < b.size(); ++j) where.emplace(word(b, j), j);
  Listing result;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t s = 0; s <= t; ++s)
      for_each_subset(d, s, [&](const std::vector<std::size_t>& flipped) {
        std::string w = word(a, i);
        for (const std::size_t l : flipped) w[l] = w[l] == '0' ? '1' : '0';
        ++result.operations;
        if (const auto at = where.find(w); at != where.end() && !result.found) result.found = Choice{i, at->second};
      });
  return result;
}

Integer subsets_to_list(const VectorSets& x, std::size_t t) {
  require_valid(x);
  Integer sum = 0;
  for (const auto& set : x.sets)
    for (std::size_t i = 0; i < set.size(); ++i)
      sum += count::binomial(static_cast<long>(weight(set, i)), static_cast<long>(t));
  return sum;
}

Listing find_product_at_least(const VectorSets& x, std::size_t t) {
  require_valid(x);
  if (t == 0 || t > x.dimension())
    throw std::invalid_argument("t: " + std::to_string(t) + "; 1 to " + std::to_string(x.dimension()) + " is needed");
  require_few(subsets_to_list(x, t));
  // For each subset, the first vectors of the sets so far whose supports hold it, as long as none is missing.
  std::unordered_map<std::string, Choice> table;
  Listing result;
  for (std::size_t p = 0; p < x.order(); ++p)
    for (std::size_t i = 0; i < x.sets[p].size(); ++i) {
      const auto places = support(x.sets[p], i);
      for_each_subset(places.size(), t, [&](const std::vector<std::size_t>& s) {
        ++result.operations;
        std::string key;
        for (const std::size_t l : s) key += std::to_string(places[l]) + " ";
        if (p == 0) {
          table.try_emplace(key, Choice{i});
          return;
        }
        const auto at = table.find(key);
        if (at == table.end() || at->second.size() != p) return;
        at->second.push_back(i);
        if (p + 1 == x.order() && !result.found) result.found = at->second;
      });
    }
  return result;
}

Listed largest_product_by_subsets(const VectorSets& x) {
  require_valid(x);
  Listed result{{0, Choice(x.order(), 0)}, 0};
  for (std::size_t t = 1; t <= x.dimension(); ++t) {
    const Listing listing = find_product_at_least(x, t);
    result.operations += listing.operations;
    if (!listing.found) break;
    result.largest = {t, *listing.found};
  }
  return result;
}

}  // namespace attest::reduction
