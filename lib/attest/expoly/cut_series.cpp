#include "attest/expoly/cut_series.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "attest/kernel/directed.hpp"
#include "attest/number/text.hpp"

namespace attest::expoly {

using namespace kernel;

namespace {

constexpr double reach = 40;

}  // namespace

CutSeries::CutSeries(double b, std::size_t g) : b_(b), g_(g) {
  if (!(b >= 0x1p-4 && b <= reach)) throw std::domain_error("b: " + to_decimal_up(b, 6) + "; allowed are 1/16 to 40");
  if (g > 64) throw std::domain_error("degree: " + std::to_string(g) + "; allowed are 0 to 64");
  // At the end z/(k+1) <= 1/2 for all z that are served: what is left is at most the last term.
  const std::size_t end = g + 24 + static_cast<std::size_t>(2 * std::min(8 * b, reach));
  c_.resize(end + 1);
  // The last two by their power series, 2 I_k(b) = 2 (b/2)^k / k! (1 + ...), the rest downward: all terms are positive.
  const double half = b / 2, square = half * half;
  double lead = 2;
  std::size_t longest = 0;
  for (std::size_t k = 1; k <= end; ++k) {
    lead *= half / static_cast<double>(k);
    if (k + 1 < end) continue;
    double term = lead;
    c_[k] = lead;
    std::size_t i = 0;
    for (double ratio = 1; ratio > 0.5 || term > 0x1p-60 * c_[k]; c_[k] += term) {
      ++i;
      ratio = square / static_cast<double>(i * (k + i));
      term *= ratio;
    }
    longest = std::max(longest, i);
  }
  for (std::size_t k = end - 1; k > 0; --k) c_[k - 1] = c_[k + 1] + static_cast<double>(2 * k) / b * c_[k];
  c_[0] /= 2;
  // Behind c_k: 2 end + 2 roundings for a first term, 4 for each further one and what was left out, 3 a step downward.
  const std::size_t count = 5 * end + 4 * longest + 4;
  const double up_factor = add_up(1, gamma_up(2 * count));
  for (std::size_t k = g + 1; k <= end; ++k) c_[k] = mul_up(c_[k], up_factor);
  for (std::size_t k = end; k > g; --k) floor_ = add_up(floor_, c_[k]);
  floor_ = add_up(floor_, c_[end]);
  // And with a coefficient of p: |T_kl| by k additions, the sum over k, and b^-l.
  relative_ = gamma_up(2 * (count + 4 * g + 8));
}

polynomial::Polynomial CutSeries::polynomial() const {
  // |T_kl| follow a recurrence of positive terms; their signs alternate in (k - l)/2.
  std::vector<double> before, now{1}, p(g_ + 1, 0.0);
  for (std::size_t k = 0; k <= g_; ++k) {
    for (std::size_t l = k % 2; l <= k; l += 2) p[l] += ((k - l) / 2 % 2 == 0 ? 1 : -1) * c_[k] * now[l];
    std::vector<double> next(k + 2, 0.0);
    for (std::size_t l = 0; l <= k; ++l) next[l + 1] = (k == 0 ? 1 : 2) * now[l];
    for (std::size_t l = 0; l < before.size(); ++l) next[l] += before[l];
    before = std::move(now);
    now = std::move(next);
  }
  std::vector<Rational> exact;
  double power = 1;
  for (std::size_t l = 0; l <= g_; ++l, power *= b_) exact.push_back(Rational::exact(p[l] / power));
  return polynomial::Polynomial(std::move(exact));
}

double CutSeries::excess_up(double z) const {
  if (z <= b_) return 0;
  if (!(z <= 8 * b_ && z <= reach)) return std::numeric_limits<double>::infinity();
  const double x = div_up(z, b_), w = add_up(x, sqrt_up(up(mul_up(x, x) - 1)));
  double y = 1, sum = 0;
  for (std::size_t k = 0; k <= g_; ++k) y = mul_up(y, w);
  for (std::size_t k = g_ + 1;; ++k, y = mul_up(y, w)) {
    const double above = up(y - 1), last = mul_up(c_[k], add_up(y, 1) / 2);
    sum = add_up(sum, mul_up(c_[k], mul_up(above / 2, div_up(above, y))));
    if (k + 1 == c_.size() || (z <= static_cast<double>(k + 1) / 2 && last <= 0x1p-12 * sum)) return add_up(sum, last);
  }
}

double CutSeries::rounding_up(double z) const {
  const double x = div_up(z, b_);
  double before = 1, now = 1, sum = c_[0];
  for (std::size_t k = 1; k <= g_; ++k) {
    const double next = k == 1 ? x : add_up(mul_up(2 * x, now), before);
    before = now, now = next;
    sum = add_up(sum, mul_up(c_[k], now));
  }
  return add_up(mul_up(relative_, mul_up(sum, 2)), 0x1p-900);
}

}  // namespace attest::expoly
