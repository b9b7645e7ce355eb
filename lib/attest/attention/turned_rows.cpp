#include "attest/attention/turned_rows.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <stdexcept>
#include <vector>

#include "attest/kernel/turns.hpp"

namespace attest::attention {
namespace {

using kernel::Turn;
using kernel::Turns;

/// The row in balls at a precision that leaves every entry 64 good bits, or none above 2^-1080; to doubles.
void turn_in_balls(const Rotary& rotary, std::span<double> row, std::size_t position, Role role) {
  for (Precision p(192); p.bits() <= 8192; p = p.doubled()) {
    std::vector<Ball> x;
    for (const double entry : row) x.push_back(Ball::exact(entry));
    rotate(rotary, std::span<Ball>(x), position, role, BallField{p});
    if (std::all_of(x.begin(), x.end(), [](const Ball& b) {
          return arb_rel_accuracy_bits(b.raw()) >= 64 || mag_cmp_2exp_si(arb_radref(b.raw()), -1080) < 0;
        })) {
      for (std::size_t l = 0; l < row.size(); ++l) row[l] = arf_get_d(arb_midref(x[l].raw()), ARF_RND_NEAR);
      return;
    }
  }
  throw std::domain_error("Q, K: 8192 bits do not tell where an entry is turned to");
}

/// The turns of one plane in pairs of doubles, each within 2^-90: those of a few positions, and of every `size`-th.
class PlaneTurns {
 public:
  static constexpr std::size_t size = 128;

  /// For `count` positions from `first` on; nothing where balls do not tell a turn to within 2^-110.
  static std::optional<PlaneTurns> make(const Plane& plane, std::size_t first, std::size_t count) {
    constexpr std::size_t few = std::countr_zero(size);
    const Precision p(256);
    const std::size_t base = first / size, cells = (first + count - 1) / size - base + 1;
    const auto highest = static_cast<std::size_t>(std::bit_width(first + count));
    std::vector<Turn> doubled;  // by 1, 2, 4, ... positions
    std::pair<Ball, Ball> at{1, 0}, turned = turn(plane, 1, BallField{p});
    for (std::size_t k = 0; k < std::max(highest, few); ++k) {
      if (k > 0) turned = product(turned, turned, p);
      if (k >= few && (first >> k & 1U) == 1) at = product(at, turned, p);
      if (!narrow(turned.first) || !narrow(turned.second)) return std::nullopt;
      doubled.push_back(rounded(turned));
    }
    if (!narrow(at.first) || !narrow(at.second)) return std::nullopt;
    return PlaneTurns(multiples(Turn{}, std::span(doubled), size),
                      multiples(rounded(at), std::span(doubled).subspan(few), cells));
  }

  /// The pairs (x, y) at positions size * cell + from, ..., the cells counted from that of the first position.
  void turn_pairs(std::size_t cell, std::size_t from, std::size_t n, const double* x, const double* y, double* turned_x,
                  double* turned_y) const {
    few_.turn(cells_[cell], from, n, x, y, turned_x, turned_y);
  }

 private:
  PlaneTurns(const std::vector<Turn>& few, std::vector<Turn> cells) : few_(few), cells_(std::move(cells)) {}

  static std::pair<Ball, Ball> product(const std::pair<Ball, Ball>& a, const std::pair<Ball, Ball>& b, Precision p) {
    return {sub(mul(a.first, b.first, p), mul(a.second, b.second, p), p),
            add(mul(a.first, b.second, p), mul(a.second, b.first, p), p)};
  }
  static bool narrow(const Ball& b) { return mag_cmp_2exp_si(arb_radref(b.raw()), -110) < 0; }

  /// Two doubles for each, within 2^-105 of the middles.
  static Turn rounded(const std::pair<Ball, Ball>& a) {
    const auto halves = [](const Ball& b, double& high, double& rest) {
      high = arf_get_d(arb_midref(b.raw()), ARF_RND_NEAR);
      const Ball left = sub(b, Ball::exact(high), Precision(256));
      rest = arf_get_d(arb_midref(left.raw()), ARF_RND_NEAR);
    };
    Turn t;
    halves(a.first, t.cos, t.cos_rest);
    halves(a.second, t.sin, t.sin_rest);
    return t;
  }

  /// start, and start turned 1, 2, ..., n - 1 times; powers[k] turns 2^k times.
  static std::vector<Turn> multiples(const Turn& start, std::span<const Turn> powers, std::size_t n) {
    std::vector<Turn> out{start};
    for (std::size_t t = 1; t < n; ++t) {
      const auto k = static_cast<std::size_t>(std::bit_width(t) - 1);
      out.push_back(times(out[t - (std::size_t{1} << k)], powers[k]));
    }
    return out;
  }

  Turns few_;
  std::vector<Turn> cells_;
};

}  // namespace

void turn_rows(const Rotary& rotary, DoubleMatrix& rows, std::size_t first, Role role) {
  const std::size_t n = rows.rows(), size = PlaneTurns::size;
  if (n == 0) return;
  std::vector<bool> open(n, false);
  DoubleMatrix turned = rows;
  for (const Plane& plane : rotary.planes) {
    const auto turns = plane.growth ? std::nullopt : PlaneTurns::make(plane, first, n);
    if (!turns) {
      open.assign(n, true);
      break;
    }
    double x[PlaneTurns::size], y[PlaneTurns::size], turned_x[PlaneTurns::size], turned_y[PlaneTurns::size];
    for (std::size_t i = 0; i < n;) {
      const std::size_t from = (first + i) % size, count = std::min(size - from, n - i);
      for (std::size_t t = 0; t < count; ++t) x[t] = rows(i + t, plane.first), y[t] = rows(i + t, plane.second);
      turns->turn_pairs((first + i) / size - first / size, from, count, x, y, turned_x, turned_y);
      for (std::size_t t = 0; t < count; ++t) {
        if (!Turns::settled(x[t], y[t], turned_x[t], turned_y[t])) open[i + t] = true;
        turned(i + t, plane.first) = turned_x[t];
        turned(i + t, plane.second) = turned_y[t];
      }
      i += count;
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (!open[i]) continue;
    std::ranges::copy(rows.row(i), turned.row(i).begin());
    turn_in_balls(rotary, turned.row(i), first + i, role);
  }
  rows = std::move(turned);
}

}  // namespace attest::attention
