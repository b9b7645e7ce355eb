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

CutSeries::CutSeries(double b, std::size_t g) : b_(b), g_(g) {
  if (!(b >= 0x1p-4 && b <= 300)) throw std::domain_error("b: " + to_decimal_up(b, 6) + "; allowed are 1/16 to 300");
  if (g > 64) throw std::domain_error("degree: " + std::to_string(g) + "; allowed are 0 to 64");
  // At the end q = z/(k+1) <= 1/2 for all z that are served: what is left is at most the last term.
  const std::size_t end = g + 24 + static_cast<std::size_t>(2 * std::min(8 * b, 300.0));
  const double half = b / 2, square = half * half;
  double lead = 2;
  std::size_t longest = 0;
  for (std::size_t k = 0; k <= end; ++k) {
    if (k > 0) lead *= half / static_cast<double>(k);
    double term = lead, sum = lead;
    std::size_t i = 0;
    for (double ratio = 1; ratio > 0.5 || term > 0x1p-60 * sum; sum += term) {
      ++i;
      ratio = square / static_cast<double>(i * (k + i));
      term *= ratio;
    }
    longest = std::max(longest, i);
    c_.push_back(k == 0 ? sum / 2 : sum);
  }
  // Behind c_k: 2k + 2 roundings for its first term, 3 for each further one, their sum, and what was left out.
  const double up_factor = add_up(1, gamma_up(2 * (2 * end + 4 * longest + 4)));
  for (std::size_t k = g + 1; k <= end; ++k) c_[k] = mul_up(c_[k], up_factor);
  for (std::size_t k = end; k > g; --k) floor_ = add_up(floor_, c_[k]);
  floor_ = add_up(floor_, c_[end]);
  // And with a coefficient of p: |T_kl| by k additions, the sum over k, and b^-l.
  relative_ = gamma_up(2 * (2 * g + 4 * longest + 4 + 4 * g + 8));
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
  if (!(z <= 8 * b_ && z <= 300)) return std::numeric_limits<double>::infinity();
  const double x = div_up(z, b_), w = add_up(x, sqrt_up(up(mul_up(x, x) - 1)));
  double y = 1, sum = 0;
  for (std::size_t k = 0; k <= g_; ++k) y = mul_up(y, w);
  for (std::size_t k = g_ + 1;; ++k, y = mul_up(y, w)) {
    if (!(y < 0x1p1000)) return std::numeric_limits<double>::infinity();
    const double above = up(y - 1), last = mul_up(c_[k], add_up(y, 1) / 2);
    sum = add_up(sum, mul_up(c_[k], mul_up(above / 2, div_up(above, y))));
    if (k + 1 == c_.size() || (z <= static_cast<double>(k + 1) / 2 && last <= 0x1p-30 * sum)) return add_up(sum, last);
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
