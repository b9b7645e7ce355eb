#include "attest/count/ranks.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>

#include "attest/count/binomial.hpp"

namespace attest::count {
namespace {

constexpr long largest = 1L << 24, largest_grouped_degree = 2000;

void require(const char* name, long value, long least) {
  if (value < least || value > largest)
    throw std::domain_error(std::string(name) + ": " + std::to_string(value) + "; allowed are " +
                            std::to_string(least) + " to " + std::to_string(largest));
}

using Series = std::vector<Integer>;

Series truncated_product(const Series& a, const Series& b) {
  Series c(a.size());
  for (std::size_t e = 0; e < a.size(); ++e)
    for (std::size_t t = e; t < a.size(); ++t) c[t] += a[e] * b[t - e];
  return c;
}

}  // namespace

Integer monomials_of_degree(long d, long t) {
  require("d", d, 1);
  require("degree", t, 0);
  return binomial(d + t - 1, t);
}

Integer tight_rank(long d, long g) {
  require("d", d, 1);
  require("degree", g, 0);
  return binomial(d + g, g);
}

Integer tight_rank(long d, const std::vector<long>& degrees) {
  Integer sum = 0;
  for (const long t : degrees) sum += monomials_of_degree(d, t);
  return sum;
}

Integer paper_rank(long d, long g, long order) {
  require("d", d, 1);
  require("degree", g, 0);
  require("order", order, 2);
  if (order > 64) throw std::domain_error("order: " + std::to_string(order) + "; allowed are 2 to 64");
  return binomial(order * (g + d), order * g);
}

Integer rope_terms(long support, long g) {
  require("support", support, 1);
  require("degree", g, 0);
  return binomial(support + g, g);
}

Integer grouped_terms(const std::vector<std::pair<long, long>>& blocks, const std::vector<long>& degrees) {
  long g = 0;
  for (const long t : degrees) {
    require("degree", t, 0);
    g = std::max(g, t);
  }
  if (g > largest_grouped_degree)
    throw std::domain_error("degree: " + std::to_string(g) + "; allowed are 0 to " +
                            std::to_string(largest_grouped_degree));
  std::map<std::pair<long, long>, std::size_t> copies;
  for (const auto& block : blocks) ++copies[block];
  Series product(static_cast<std::size_t>(g) + 1);  // coefficients of z^0 .. z^g
  product[0] = 1;
  for (const auto& [block, count] : copies) {
    Series power(product.size());
    for (long e = 0; e <= g; ++e)
      power[static_cast<std::size_t>(e)] = monomials_of_degree(block.first, e) * monomials_of_degree(block.second, e);
    for (std::size_t e = count; e > 0; e /= 2) {
      if (e % 2 == 1) product = truncated_product(product, power);
      if (e > 1) power = truncated_product(power, power);
    }
  }
  Integer sum = 0;
  for (const long t : degrees) sum += product[static_cast<std::size_t>(t)];
  return sum;
}

}  // namespace attest::count
