#include "attest/expoly/sandwich_in_double.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "attest/kernel/directed.hpp"
#include "attest/kernel/exponential.hpp"

namespace attest::expoly {
namespace {

using namespace kernel;

constexpr std::size_t most_degree = 40, most_terms = 120;

double power_up(double x, std::size_t k) {
  double y = 1;
  for (std::size_t i = 0; i < k; ++i) y = mul_up(y, x);
  return y;
}
double exp_up(double x) {
  double y = 0;
  exponentials(std::span(&x, 1), std::span(&y, 1));
  return mul_up(y, 1 + 2 * exponential_error);
}

/// J_k and I_k by their power series, which differ in signs alone: |computed - exact| <= gamma_roundings times the sum
/// of the magnitudes, which is I_k as computed.
struct Bessel {
  double j = 0, i = 0;
  std::size_t roundings = 0;
};
/// `lead` is (h/2)^k / k! by 2k roundings.
Bessel bessel(double h, std::size_t k, double lead) {
  const double square = h * h / 4;
  Bessel b{lead, lead, 0};
  double term = lead;
  std::size_t m = 0;
  for (double ratio = 1; ratio > 0.5 || term > 0x1p-60 * b.i;) {
    ++m;
    ratio = square / static_cast<double>(m * (k + m));
    term *= ratio;
    b.j += m % 2 == 0 ? term : -term;
    b.i += term;
  }
  // 2k behind the first term, 4 for each further one, as many additions, and what was left out, below the last one.
  b.roundings = 2 * k + 5 * m + 4;
  return b;
}

/// The sandwich of expoly/bessel.hpp for the degrees from `first` on.
class Sandwich {
 public:
  Sandwich(double h, double eps) : h_(h), growth_(exp_up(h)), first_(static_cast<std::size_t>(std::ceil(h)) - 1) {
    double lead = 1;
    for (std::size_t k = 0; k < most_terms; ++k, lead *= h / 2 / static_cast<double>(k)) {
      // Beyond, |J_k| <= (h/2)^k / k!, and these halve at least.
      if (k > 2 * first_ + 4 && lead * growth_ <= 0x1p-45 * eps) {
        beyond_ = mul_up(2 * lead, add_up(1, gamma_up(4 * k + 4)));
        break;
      }
      bessel_.push_back(bessel(h, k, lead));
      roundings_ = std::max(roundings_, bessel_.back().roundings);
    }
    gamma_ = gamma_up(2 * roundings_);
    tail_.assign(bessel_.size() + 1, beyond_);
    for (std::size_t k = bessel_.size(); k-- > first_ + 1;)
      tail_[k] = add_up(tail_[k + 1], up(bessel_[k].j + mul_up(gamma_, bessel_[k].i)));
  }

  [[nodiscard]] bool complete() const { return beyond_ > 0; }
  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] std::size_t end() const { return std::min(most_degree + 1, bessel_.size() - 1); }
  [[nodiscard]] double growth() const { return growth_; }

  [[nodiscard]] double upper(std::size_t g) const {
    const std::size_t N = g + 1;
    // tau: its terms fall at least by h / (2N+1) < 1/2 each.
    double tau = 1;
    for (std::size_t k = 1; k <= 2 * N; ++k) tau = div_up(mul_up(tau, h_), static_cast<double>(k));
    tau = div_up(tau, down(1 - up(h_ / static_cast<double>(2 * N + 1))));
    return mul_up(mul_up(2, add_up(1, mul_up(growth_, tau))), tail_[N]);
  }

  [[nodiscard]] double lower(std::size_t g) const {
    const std::size_t N = g + 1;
    const double J = down(bessel_[N].j - mul_up(gamma_, bessel_[N].i));
    const double n = static_cast<double>(2 * N), square = div_up(mul_up(h_, h_), n);
    const double rho = div_up(mul_up(exp_up(1), h_), n), power = power_up(rho, 2 * N);
    const double ratio = mul_up(power, exp_up(square));
    if (!(ratio < 1) || !(power < 1)) return J;
    const double fold =
        div_up(mul_up(mul_up(mul_up(8, growth_), mul_up(power, rho)), exp_up(2 * square)), down(1 - ratio));
    const double norm = add_up(1, div_up(2 * power, down(1 - power)));
    return std::max(J, down(down(2 * J - fold) / norm));
  }

  /// Coefficients of T_0, ..., T_g of x/h, and the sum of what they may be off.
  [[nodiscard]] std::pair<std::vector<double>, double> coefficients(std::size_t g) const {
    const std::size_t K = bessel_.size() - 1;
    std::vector<double> term{1}, c;  // term: h^k / k!
    for (std::size_t k = 1; k <= K + g; ++k) term.push_back(term.back() * h_ / static_cast<double>(k));
    const double gamma = gamma_up(2 * (roundings_ + 3 * K + 2 * g + 8));
    double off = 0;
    for (std::size_t n = 0; n <= g; ++n) {
      double sum = 0, size = bessel_[n].i;
      for (std::size_t k = g + 1; k <= K; ++k) {
        const double factor = term[k - n] + term[k + n];
        sum += bessel_[k].j * factor;
        size += bessel_[k].i * factor;
      }
      const double times = n == 0 ? 1 : 2;
      c.push_back(times * (bessel_[n].i - sum));
      off = add_up(off, times * add_up(mul_up(gamma, size), mul_up(2 * growth_, beyond_)));
    }
    return {std::move(c), off};
  }

 private:
  double h_, growth_;  ///< growth: e^h, upward
  std::size_t first_;
  std::vector<Bessel> bessel_;
  std::vector<double> tail_;  ///< at least J_k + J_{k+1} + ...
  double beyond_ = 0, gamma_ = 0;
  std::size_t roundings_ = 0;
};

/// sum c_n T_n(x/h) in powers of x, and at least what rounding adds to it on [-h, h].
std::pair<std::vector<double>, double> monomials(const std::vector<double>& c, double h) {
  // |T_nl| follow a recurrence of positive whole numbers; their signs alternate in (n - l)/2.
  std::vector<double> before, now{1}, p(c.size(), 0.0);
  double size = 0;
  for (std::size_t n = 0; n < c.size(); ++n) {
    for (std::size_t l = n % 2; l <= n; l += 2) {
      const double term = c[n] * now[l];
      p[l] += (n - l) / 2 % 2 == 0 ? term : -term;
      size = add_up(size, std::fabs(term));
    }
    std::vector<double> next(n + 2, 0.0);
    for (std::size_t l = 0; l <= n; ++l) next[l + 1] = (n == 0 ? 1 : 2) * now[l];
    for (std::size_t l = 0; l < before.size(); ++l) next[l] += before[l];
    before = std::move(now);
    now = std::move(next);
  }
  double power = 1;
  for (double& x : p) x /= power, power *= h;
  return {std::move(p), mul_up(gamma_up(2 * (2 * c.size() + 4)), size)};
}

}  // namespace

std::optional<Approximation> sandwich_in_double(double h, const Rational& eps) {
  const double target = eps.double_lower();
  if (!(h >= 0x1p-10 && h <= 8 && target > 0x1p-60 && target < 1)) return std::nullopt;
  const Sandwich s(h, target);
  if (!s.complete()) return std::nullopt;
  std::size_t g = s.first();
  while (g < s.end() && s.upper(g) > target) ++g;
  if (g == s.end()) return std::nullopt;
  if (g > 0 && (g == s.first() || s.lower(g - 1) <= eps.double_upper())) return std::nullopt;
  const double bound = s.upper(g);
  const auto [c, off] = s.coefficients(g);
  const auto [p, rounded] = monomials(c, h);
  const double relative = add_up(bound, mul_up(s.growth(), add_up(off, rounded)));
  if (relative > target || up(8 * relative) > down(9 * s.lower(g))) return std::nullopt;
  std::vector<Rational> exact;
  for (const double x : p) exact.push_back(Rational::exact(x));
  return Approximation{polynomial::Polynomial(std::move(exact)), Rational::exact(mul_up(relative, s.growth())),
                       Rational::exact(relative)};
}

}  // namespace attest::expoly
