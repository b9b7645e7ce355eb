#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "attest/number/matrix.hpp"
#include "attest/number/truth.hpp"

namespace attest::structured {

/// Where the rescaling diag(u) . diag(v) and the vector of the middle matrix may take their entries.
enum class Field { rational, real, complex };
[[nodiscard]] const char* to_text(Field field);

/// The row and column of an entry.
struct Cell {
  std::size_t row, col;
  friend bool operator==(const Cell&, const Cell&) = default;
};

/// Two cells that the structure makes equal, and that are not.
struct UnequalCells {
  Cell a, b;
};
/// Cells with exponents whose sum in each row, each column and each (cyclic) diagonal is 0: for diag(u) T diag(v) the
/// product of the entries with positive exponent equals that of the others, zeros or not.  Here it does not.
/// A hexagon is the one with six cells.
struct FailingRelation {
  std::vector<std::pair<Cell, long>> exponents;
};
/// A zero and a non-zero on the same (cyclic) diagonal, though neither the row nor the column of the zero vanishes
/// (row_partner, col_partner are non-zero entries there): no rescaling gives that.
struct BrokenDiagonal {
  Cell zero, nonzero, row_partner, col_partner;
};
/// Over the field, the products of columns a and b (without zeros) differ by a factor that is no n-th power there.
struct NoRoot {
  std::size_t a, b;
};
using Witness = std::variant<UnequalCells, FailingRelation, BrokenDiagonal, NoRoot>;

/// M = diag(u) S diag(v) for `core` = the vector of S: n numbers for a circulant (its first column), rows + cols - 1
/// for a Toeplitz matrix (upper right corner first).  Not rescaled: u and v are all 1.
///
/// A rescaled circulant may need an n-th root rho of `twist` that no rational is.  Then
///   M_ij = u_i core_{(i-j) mod n} v_j / (i < j ? twist : 1),
/// that is diag(u_i rho^i) C diag(v_j rho^-j) with C's vector core_k rho^-k.  Elsewhere twist = 1.
struct Vectors {
  std::vector<Rational> u, core, v;
  Rational twist = 1;
};

struct Recognition {
  Truth holds = Truth::unknown;
  std::optional<Vectors> vectors;  ///< where it holds
  std::optional<Witness> witness;  ///< where it does not
  std::string why;                 ///< unknown: the reason; otherwise how it was decided
};

/// Is M a circulant, a Toeplitz matrix, or diag(u) S diag(v) with such an S over the field (zeros in u and v allowed)?
/// A circulant is square.  Exact; the witness is the first in the order of rows and columns.
///
/// Unknown  only where M has zeros in a pattern for which neither the hexagons inside it are complete nor the lattice
///          of its exponents is small enough to be solved (more than `largest_lattice` non-zero entries, or exponents
///          and powers beyond measure).
/// Given    vectors wherever it holds, except where a pattern of zeros needs roots that the twist does not express; a
///          witness wherever it does not, except for a shape that is not square, a root that is missing in a pattern of
///          zeros, and exponents beyond a machine word: there `why` is all.
/// Throws   std::invalid_argument where M is empty.
/// Cost     circulant, Toeplitz: O(rows cols) comparisons.  Rescaled, no zeros: (rows-2)(cols-2), or n^2, hexagons of
///          10 multiplications of integers each; O(rows + cols) multiplications of growing numbers for the vectors.
/// Source   ours; proof in docs/theory/structured.md.
/// Laws     property-tests/structured/recognise.cpp
[[nodiscard]] Recognition recognise_circulant(const RationalMatrix& m);
[[nodiscard]] Recognition recognise_toeplitz(const RationalMatrix& m);
[[nodiscard]] Recognition recognise_rescaled_circulant(const RationalMatrix& m, Field field);
[[nodiscard]] Recognition recognise_rescaled_toeplitz(const RationalMatrix& m, Field field);
inline constexpr std::size_t largest_lattice = 20'000;

/// Bounds of a rank over Q: `lower` by a non-zero minor modulo a prime, `upper` exact where affordable.
struct RankBounds {
  std::size_t lower, upper;
};
/// Cost     one elimination modulo a 62-bit prime, O(rows cols rank); then FLINT's exact rank, unless rows * cols
///          exceeds `largest_exact_rank` entries or the lower bound is full already.
[[nodiscard]] RankBounds bound_rank(const RationalMatrix& m);
inline constexpr std::size_t largest_exact_rank = 20'000;
/// M - Z M Z^T, Z the shift by one row: its rank is the displacement rank of M, at most 2 for a Toeplitz matrix.
[[nodiscard]] RationalMatrix displacement(const RationalMatrix& m);

}  // namespace attest::structured
