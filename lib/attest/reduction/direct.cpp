#include "attest/reduction/direct.hpp"

namespace attest::reduction {

GapProblem max_ip_of(const VectorSets& ov) {
  require_valid(ov);
  const std::size_t order = ov.order(), dimension = ov.dimension();
  GapProblem result{{}, dimension, Rational(1) / Rational(dimension)};
  for (std::size_t q = 0; q < order; ++q) {
    const BitVectors& from = ov.sets[q];
    BitVectors to(from.size(), order * dimension);
    for (std::size_t i = 0; i < from.size(); ++i)
      for (std::size_t l = 0; l < dimension; ++l)
        for (std::size_t p = 0; p < order; ++p) to.set(i, l * order + p, q > p || (q == p) != from.get(i, l));
    result.vectors.sets.push_back(std::move(to));
  }
  return result;
}

}  // namespace attest::reduction
