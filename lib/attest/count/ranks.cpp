#include "attest/count/ranks.hpp"

#include <algorithm>
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
  std::vector<Integer> product(static_cast<std::size_t>(g) + 1);  // coefficients of z^0 .. z^g
  product[0] = 1;
  for (const auto& [rows, columns] : blocks) {
    std::vector<Integer> next(product.size());
    for (std::size_t e = 0; e < product.size(); ++e) {
      const auto degree = static_cast<long>(e);
      const Integer pairs = monomials_of_degree(rows, degree) * monomials_of_degree(columns, degree);
      for (std::size_t t = e; t < product.size(); ++t) next[t] += pairs * product[t - e];
    }
    product = std::move(next);
  }
  Integer sum = 0;
  for (const long t : degrees) sum += product[static_cast<std::size_t>(t)];
  return sum;
}

}  // namespace attest::count
