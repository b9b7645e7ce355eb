#include "attest/count/ranks.hpp"

#include <stdexcept>
#include <string>

#include "attest/count/binomial.hpp"

namespace attest::count {
namespace {

constexpr long largest = 1L << 24;

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

}  // namespace attest::count
