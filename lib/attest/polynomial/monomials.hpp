#pragma once

#include <cstddef>
#include <vector>

namespace attest::polynomial {

/// The monomials of one degree t in d variables, in the order all of attest uses: by smallest variable v,
/// and within a block as the monomials of degree t-1 without variables below v, each times x_v.  So block
/// v of level t is x_v times the *suffix* of level t-1 that starts at block v: contiguous, one
/// multiplication a monomial, nothing to look up.
///
/// Cost     `next` O(C(d+t-1, t)) time and memory.
/// Laws     property-tests/polynomial/polynomial.cpp
class MonomialLevel {
 public:
  /// Level 0: the constant 1.  d >= 1, std::domain_error otherwise.
  explicit MonomialLevel(std::size_t d);

  [[nodiscard]] std::size_t variables() const { return block_.size() - 1; }
  [[nodiscard]] std::size_t degree() const { return degree_; }
  [[nodiscard]] std::size_t size() const { return block_.back(); }
  /// Where the block of smallest variable v begins; block(d) = size().  Level 0 has its only monomial,
  /// which contains no variable, in every suffix: block(v) = 0 for v < d.
  [[nodiscard]] std::size_t block(std::size_t v) const { return block_[v]; }
  /// The exponent of its smallest variable, for monomial i.
  [[nodiscard]] std::size_t leading_exponent(std::size_t i) const { return leading_[i]; }

  [[nodiscard]] MonomialLevel next() const;

 private:
  std::size_t degree_ = 0;
  std::vector<std::size_t> block_;
  std::vector<unsigned> leading_;
};

/// values(next level)[i] from values(this level): calls multiply(child, parent, variable) for every
/// monomial of `child` in order, where child = x_variable * parent.
template <class F>
void for_each_child(const MonomialLevel& parent, F multiply) {
  std::size_t child = 0;
  for (std::size_t v = 0; v < parent.variables(); ++v)
    for (std::size_t i = parent.block(v); i < parent.size(); ++i) multiply(child++, i, v);
}

}  // namespace attest::polynomial
