#pragma once

#include <cstddef>
#include <vector>

namespace attest::kernel {

/// All monomials of degree at most g in some of the variables, level by level, in the order of
/// attest::polynomial::MonomialLevel: each run is one variable times a contiguous piece of the level before.
/// No variables: the constant alone.
struct MonomialGroup {
  struct Run {
    std::size_t variable, from, to, length;
  };
  std::vector<Run> runs;
  std::vector<std::size_t> level;  ///< where level t begins, t = 0..g+1

  MonomialGroup(std::size_t variables, std::size_t g);
  [[nodiscard]] std::size_t size() const { return level.back(); }
};

/// The r = C(d+g, g) monomials x^a, |a| <= g, as products of one in the first variables (`low`) and one in the others
/// (`high`), cut into panels: one monomial of a group times a contiguous range of the other's.  Nothing is multiplied
/// for a monomial alone, as the range is a piece of a stored matrix of features.  With h the degree at which the roles
/// change, a = (a', a'') belongs to the panel of a' for |a'| <= h, and to that of a'' otherwise.
///
/// Every panel has its places in a vector of `places` numbers, its range filled up to a multiple of `fill`.
/// Split and h are chosen for `columns` columns, by a count of operations that does not depend on the machine.
///
/// Domain   d >= 1; std::invalid_argument for d == 0, std::length_error where r does not fit in memory.
/// Cost     O(r) time for `order`, O(d g) for the rest; memory O(low + high + panels).
/// Laws     property-tests/kernel/moments.cpp
class MonomialSplit {
 public:
  struct Panel {
    std::size_t factor;      ///< the one monomial
    std::size_t begin, end;  ///< the range of the other group
    std::size_t place;       ///< of `begin`
    bool factor_low;         ///< the one monomial is of `low`, the range of `high`; or the reverse
  };
  static constexpr std::size_t fill = 8;

  MonomialSplit(std::size_t d, std::size_t g, std::size_t columns);

  [[nodiscard]] std::size_t low_variables() const { return cut_; }
  [[nodiscard]] const MonomialGroup& low() const { return low_; }
  [[nodiscard]] const MonomialGroup& high() const { return high_; }
  [[nodiscard]] const std::vector<Panel>& panels() const { return panels_; }
  [[nodiscard]] std::size_t monomials() const { return monomials_; }  ///< r
  [[nodiscard]] std::size_t places() const { return places_; }
  /// For each panel in turn and each monomial of its range, where that stands in the order of MonomialLevel.
  [[nodiscard]] std::vector<std::size_t> order() const;

 private:
  struct Choice {
    std::size_t cut = 0, turn = 0;  ///< `turn` is h
  };
  static Choice choose(std::size_t d, std::size_t g, std::size_t columns);
  MonomialSplit(std::size_t d, std::size_t g, Choice choice);

  std::size_t d_, g_, cut_, monomials_, places_ = 0;
  MonomialGroup low_, high_;
  std::vector<Panel> panels_;
};

}  // namespace attest::kernel
