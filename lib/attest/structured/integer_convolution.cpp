#include "attest/structured/integer_convolution.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

#include "attest/kernel/convolution.hpp"

namespace attest::structured {
namespace {

__extension__ using Wide = __int128;

/// Whole numbers of at most 62 bits, and their digits.
class Digits {
 public:
  static std::optional<Digits> of(std::span<const Integer> a) {
    Digits d;
    d.numbers_.reserve(a.size());
    std::uint64_t all = 0;
    for (const Integer& x : a) {
      const auto* z = x.raw();
      if (mpz_sizeinbase(z, 2) > 62) return std::nullopt;
      d.numbers_.push_back(mpz_get_si(z));
      all |= static_cast<std::uint64_t>(std::abs(d.numbers_.back()));
    }
    d.bits_ = static_cast<std::size_t>(std::bit_width(all));
    return d;
  }

  [[nodiscard]] std::size_t bits() const { return bits_; }
  /// Of each of p digits: x = sum digit_i 2^(width i) with digits in [-2^(width-1), 2^(width-1)], the last any.
  [[nodiscard]] std::size_t width(std::size_t p) const { return (bits_ + p) / p; }

  struct Cut {
    std::vector<std::vector<double>> digits;
    double norm = 0;  ///< the largest of the digits' vectors
  };
  /// For p = 1 the numbers themselves; made once.
  const Cut& cut(std::size_t p) {
    if (cuts_.size() <= p) cuts_.resize(p + 1);
    Cut& c = cuts_[p];
    if (!c.digits.empty()) return c;
    c.digits.assign(p, std::vector<double>(numbers_.size()));
    const std::size_t w = width(p);
    const std::int64_t half = std::int64_t{1} << (w - 1), mask = 2 * half - 1;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      std::int64_t rest = numbers_[i];
      for (std::size_t l = 0; l + 1 < p; ++l) {
        const std::int64_t digit = ((rest + half) & mask) - half;
        c.digits[l][i] = static_cast<double>(digit);
        rest = (rest - digit) >> w;
      }
      c.digits[p - 1][i] = static_cast<double>(rest);
    }
    for (const auto& d : c.digits) c.norm = std::max(c.norm, kernel::norm_up(d));
    return c;
  }

 private:
  std::vector<std::int64_t> numbers_;
  std::vector<Cut> cuts_;
  std::size_t bits_ = 0;
};

Integer integer(Wide x) {
  Integer out;
  auto* z = out.raw();
  if (x >= std::numeric_limits<std::int64_t>::min() && x <= std::numeric_limits<std::int64_t>::max()) {
    mpz_set_si(z, static_cast<std::int64_t>(x));
    return out;
  }
  mpz_set_si(z, static_cast<std::int64_t>(x >> 64));
  mpz_mul_2exp(z, z, 64);
  mpz_add_ui(z, z, static_cast<std::uint64_t>(x));
  return out;
}

/// How many digits each, the product of which is proven to less than 1/2 with the fewest transforms.
struct Plan {
  std::size_t p = 0, q = 0;
  [[nodiscard]] std::size_t transforms() const { return p * (2 * q + 1); }
};

std::optional<Plan> plan(Digits& a, Digits& b, std::size_t N) {
  std::optional<Plan> best;
  for (std::size_t p = 1; p <= most_digits; ++p)
    for (std::size_t q = 1; q <= most_digits; ++q) {
      const Plan here{p, q};
      if (best && best->transforms() <= here.transforms()) continue;
      // A number of more bits than a double holds is no digit.
      if (a.width(p) > 53 || b.width(q) > 53) continue;
      if (kernel::convolution_error_up(a.cut(p).norm, b.cut(q).norm, N) < 0.5) best = here;
    }
  return best;
}

/// Estimates of both ways in nanoseconds, on a 2020s core: they choose, and prove nothing.
bool expected_to_pay(const Plan& plan, std::size_t bits, std::size_t a, std::size_t b, std::size_t count,
                     std::size_t N) {
  const auto real = [](std::size_t x) { return static_cast<double>(x); };
  const double transform = 0.15 * real(N) * std::log2(real(N));
  const double ours =
      2000 + real(plan.transforms()) * transform + real(a + b) * 10 + real(count) * (30 + 2 * real(plan.p * plan.q));
  const double theirs = 100 + real(a + b) * std::min(2.0 * real(std::min(a, b)) + 20, 100 + real(bits));
  return ours < theirs;
}

std::optional<std::vector<Integer>> convolved(std::span<const Integer> a, std::span<const Integer> b, std::size_t first,
                                              std::size_t count, bool always) {
  kernel::require_window(a.size(), b.size(), first, count);
  const std::size_t N =
      std::bit_ceil(std::max({first + count, a.size() + b.size() - 1 - first, a.size(), b.size(), std::size_t{16}}));
  if (N > kernel::largest_transform) return std::nullopt;
  auto x = Digits::of(a), y = Digits::of(b);
  if (!x || !y) return std::nullopt;
  const std::size_t bits =
      x->bits() + y->bits() + static_cast<std::size_t>(std::bit_width(std::min(a.size(), b.size())));
  if (bits > 126) return std::nullopt;
  const auto digits = plan(*x, *y, N);
  // The digits of a number add up, in size, to less than 2^(bits + p): every partial sum below fits.
  if (!digits || bits + digits->p + digits->q > 126 ||
      (!always && !expected_to_pay(*digits, bits, a.size(), b.size(), count, N)))
    return std::nullopt;

  std::vector<Wide> sums(count, 0);
  const auto& left = x->cut(digits->p).digits;
  const auto& right = y->cut(digits->q).digits;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto factor = kernel::Convolver::window(left[i], b.size(), first, count);
    for (std::size_t j = 0; j < right.size(); ++j) {
      const auto c = factor(right[j]);
      if (!(c.error < 0.5)) return std::nullopt;
      const Wide weight = Wide{1} << (x->width(digits->p) * i + y->width(digits->q) * j);
      for (std::size_t k = 0; k < count; ++k) sums[k] += weight * std::llrint(c.values[k]);
    }
  }
  std::vector<Integer> out;
  out.reserve(count);
  for (const Wide s : sums) out.push_back(integer(s));
  return out;
}

}  // namespace

std::optional<std::vector<Integer>> convolve_in_doubles(std::span<const Integer> a, std::span<const Integer> b,
                                                        std::size_t first, std::size_t count) {
  return convolved(a, b, first, count, false);
}
std::optional<std::vector<Integer>> convolve_in_doubles_always(std::span<const Integer> a, std::span<const Integer> b,
                                                               std::size_t first, std::size_t count) {
  return convolved(a, b, first, count, true);
}

}  // namespace attest::structured
