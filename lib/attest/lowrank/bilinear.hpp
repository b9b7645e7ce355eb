#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "attest/number/field.hpp"

namespace attest::lowrank {

/// Exponents of x_1 .. x_d followed by those of y_1 .. y_d.
using Exponents = std::vector<unsigned>;

/// The coefficients of (x^T W_k y)^e, for all offsets k at once: monomial x^alpha y^beta -> its coefficient at each k.
/// Level e has |alpha| = |beta| = e, hence at most C(d+e-1, e)^2 monomials; those whose every coefficient is made from
/// entries of W that vanish at every offset never arise.
///
/// Guarantee  exact over Q, enclosed in balls.
/// Cost       `next` one multiplication and addition for each monomial, each entry (a, b) of W that is not 0 throughout,
///            and each offset; memory monomials times offsets.
/// Source     ours; docs/theory/rope.md.
/// Laws       property-tests/lowrank/bilinear.cpp
template <class Field>
class BilinearPowers {
 public:
  using Element = typename Field::Element;
  using Level = std::map<Exponents, std::vector<Element>>;

  /// entries: for (a, b) in [d] x [d] the values of W_ab at each offset; pairs that are 0 throughout are left out.
  BilinearPowers(std::size_t d, std::size_t offsets,
                 std::map<std::pair<std::size_t, std::size_t>, std::vector<Element>> entries, Field field)
      : d_(d), entries_(std::move(entries)), field_(field) {
    level_[Exponents(2 * d, 0)] = std::vector<Element>(offsets, field_.from(1));
  }

  [[nodiscard]] const Level& level() const { return level_; }
  void next() {
    Level out;
    for (const auto& [exponents, values] : level_)
      for (const auto& [place, w] : entries_) {
        Exponents key = exponents;
        ++key[place.first];
        ++key[d_ + place.second];
        auto [at, fresh] = out.try_emplace(std::move(key));
        if (fresh) at->second.assign(values.size(), field_.from(0));
        for (std::size_t k = 0; k < values.size(); ++k)
          at->second[k] = field_.add(at->second[k], field_.mul(values[k], w[k]));
      }
    level_ = std::move(out);
  }

 private:
  std::size_t d_;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<Element>> entries_;
  Field field_;
  Level level_;
};

}  // namespace attest::lowrank
