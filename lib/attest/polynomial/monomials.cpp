#include "attest/polynomial/monomials.hpp"

#include <stdexcept>

namespace attest::polynomial {

MonomialLevel::MonomialLevel(std::size_t d) {
  if (d == 0) throw std::domain_error("d: 0; monomials need at least one variable");
  block_.assign(d + 1, 0);
  block_[d] = 1;
  leading_ = {0};
}

MonomialLevel MonomialLevel::next() const {
  const std::size_t d = variables();
  MonomialLevel level(d);
  level.degree_ = degree_ + 1;
  level.leading_.clear();
  for (std::size_t v = 0; v < d; ++v) {
    level.block_[v] = level.leading_.size();
    for (std::size_t i = block_[v]; i < size(); ++i) {
      const bool same = degree_ > 0 && i < block_[v + 1];  // the parent already starts with x_v
      level.leading_.push_back(same ? leading_[i] + 1 : 1);
    }
  }
  level.block_[d] = level.leading_.size();
  return level;
}

}  // namespace attest::polynomial
