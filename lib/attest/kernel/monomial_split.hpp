#pragma once

#include <cstddef>
#include <utility>
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
  /// All products of one of `first` and one of `last`, those of degree t and e together, in the order of `classes`; the
  /// pairs (t, e) come after (t - 1, e) and (0, e) after (0, e - 1).  `level` is then of no use but for its end.
  MonomialGroup(const MonomialGroup& first, std::size_t first_variables, const MonomialGroup& last,
                const std::vector<std::pair<std::size_t, std::size_t>>& classes);
  /// Row by row the exponents of `variables` variables.  Cost size() * variables.
  [[nodiscard]] std::vector<unsigned> exponents(std::size_t variables) const;
  [[nodiscard]] std::size_t size() const { return level.back(); }
};

/// The monomials x'^a' x''^a'' with |a''| = e <= h and |a'| <= g_e, x' the first variables.
struct Staircase {
  std::size_t first = 0;             ///< how many variables x' are
  std::vector<std::size_t> degrees;  ///< g_0 >= g_1 >= ... >= g_h

  /// max (g_e + e)
  [[nodiscard]] std::size_t degree() const;
};

/// The r = C(d+g, g) monomials x^a, |a| <= g, as products of one in the first variables (`low`) and one in the others
/// (`high`), cut into panels: one monomial of a group times a contiguous range of the other's.  Nothing is multiplied
/// for a monomial alone, as the range is a piece of a stored matrix of features.  With h the degree at which the roles
/// change, a = (a', a'') belongs to the panel of a' for |a'| <= h, and to that of a'' otherwise.
///
/// Every panel has its places in a vector of `places` numbers, its range filled up to a multiple of `fill`.
/// Split and h are chosen for `columns` columns, by a count of operations that does not depend on the machine.
///
/// The same for a staircase, a set of monomials that ends earlier in some variables than in others: `low` are some of
/// its first variables, and the monomials of `high` stand in the order of what degree they leave to `low`, the most
/// first.  r = sum_e C(d1+g_e, d1) C(d2+e-1, e) with d1 + d2 = d.
///
/// Domain   d >= 1, for a staircase 1 <= d1 < d; std::invalid_argument otherwise, std::length_error where r does not
///          fit in memory.
/// Cost     O(r) time for `order`, O(d g^2) for the rest; memory O(low + high + panels).
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
  MonomialSplit(std::size_t d, const Staircase& stairs, std::size_t columns);

  [[nodiscard]] std::size_t variables() const { return d_; }
  [[nodiscard]] std::size_t low_variables() const { return cut_; }
  [[nodiscard]] const MonomialGroup& low() const { return low_; }
  [[nodiscard]] const MonomialGroup& high() const { return high_; }
  [[nodiscard]] const std::vector<Panel>& panels() const { return panels_; }
  [[nodiscard]] std::size_t monomials() const { return monomials_; }  ///< r
  [[nodiscard]] std::size_t places() const { return places_; }
  /// For each panel in turn and each monomial of its range, where that stands in the order of MonomialLevel; for a
  /// staircase the order of the panels is the order.
  [[nodiscard]] std::vector<std::size_t> order() const;

 private:
  struct Choice {
    std::size_t cut = 0, turn = 0;  ///< `turn` is h
  };
  static Choice choose(std::size_t d, std::size_t g, std::size_t columns);
  MonomialSplit(std::size_t d, std::size_t g, Choice choice);
  struct Stairs;
  MonomialSplit(std::size_t d, const Staircase& stairs, const Stairs& chosen);

  std::size_t d_, g_, cut_, monomials_, places_ = 0;
  bool stairs_ = false;
  MonomialGroup low_, high_;
  std::vector<Panel> panels_;
};

}  // namespace attest::kernel
