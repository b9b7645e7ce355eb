#include <algorithm>
#include <cmath>

#include "attest/report/plot.hpp"

namespace attest::report {
namespace {

/// m 10^e: the nearest double where 10^|e| is one, as it is up to 22.
double decimal(double m, long e) {
  constexpr long exact = 22;
  const auto power = [](long k) { return std::pow(10.0, static_cast<double>(k)); };
  return e < 0 && e >= -exact ? m / power(-e) : m * power(e);
}

std::string superscript(long n) {
  static const char* const digits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                       "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string s = n < 0 ? "\u207b" : "";
  for (const char c : std::to_string(std::labs(n))) s += digits[c - '0'];
  return s;
}

/// m 10^e for a whole m: `250`, `0.05`, `-3·10⁸`.
std::string decimal_text(long m, long e) {
  if (m == 0) return "0";
  while (m % 10 == 0) m /= 10, ++e;
  std::string digits = std::to_string(std::labs(m));
  const std::string sign = m < 0 ? "\u2212" : "";
  constexpr long most_zeros = 4, most_places = 4;
  if (e >= 0) {
    if (e > most_zeros) return sign + (digits == "1" ? "" : digits + "\u00b7") + "10" + superscript(e);
    return sign + digits + std::string(static_cast<std::size_t>(e), '0');
  }
  const auto places = static_cast<std::size_t>(-e);
  if (-e > most_places && digits.size() < places)
    return sign + (digits == "1" ? "" : digits + "\u00b7") + "10" + superscript(e);
  if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
  return sign + digits.insert(digits.size() - places, ".");
}

/// Whole multiples of `mantissa` 10^`exponent`.
struct Step {
  long mantissa, exponent;
  [[nodiscard]] double size() const { return decimal(static_cast<double>(mantissa), exponent); }
  [[nodiscard]] double at(double i) const { return decimal(i * static_cast<double>(mantissa), exponent); }
  [[nodiscard]] Step next() const {
    if (mantissa == 5) return {1, exponent + 1};
    return {mantissa == 1 ? 2 : 5, exponent};
  }
};

Ticks linear(double low, double high, const Axis& axis, std::size_t most) {
  // Ends that a double hardly tells apart are moved apart.
  constexpr double least_span = 1e-9;
  const double magnitude = std::max(std::fabs(low), std::fabs(high));
  if (high - low <= least_span * magnitude || high == low) {
    const double by = magnitude == 0 ? 1 : least_span * magnitude;
    if (!axis.low) low -= by;
    if (!axis.high) high += by;
  }
  Step step{1, static_cast<long>(std::floor(std::log10((high - low) / static_cast<double>(most)))) - 1};
  if (axis.whole) step.exponent = std::max(0L, step.exponent);
  for (;; step = step.next()) {
    double first = axis.low ? std::ceil(low / step.size()) : std::floor(low / step.size()),
           last = axis.high ? std::floor(high / step.size()) : std::ceil(high / step.size());
    while (!axis.low && step.at(first) > low) --first;
    while (!axis.high && step.at(last) < high) ++last;
    if (last - first + 1 > static_cast<double>(most)) continue;
    Ticks t;
    for (double i = first; i <= last; ++i) {
      t.at.push_back(step.at(i));
      t.text.push_back(decimal_text(static_cast<long>(i) * step.mantissa, step.exponent));
    }
    return t;
  }
}

/// The candidates of a logarithmic axis, finest first: 1, 2, 5 of each decade, then every power, every 2nd, 5th, 10th.
Ticks logarithmic(double low, double high, const Axis& axis, std::size_t most) {
  const bool binary = axis.scale == AxisScale::binary;
  const auto log = [&](double x) { return binary ? std::log2(x) : std::log10(x); };
  const auto power = [&](long e) { return binary ? std::ldexp(1.0, static_cast<int>(e)) : decimal(1, e); };
  const auto text = [&](long e) {
    constexpr long written_out = 12;
    constexpr long zeros = 3;
    if (!binary) return std::labs(e) <= zeros ? decimal_text(1, e) : "10" + superscript(e);
    return e >= 0 && e <= written_out ? std::to_string(1L << e) : "2" + superscript(e);
  };
  const auto bottom = static_cast<long>(std::floor(log(low))) - 1, top = static_cast<long>(std::ceil(log(high))) + 1;
  const auto kept = [&](Ticks all) {
    std::size_t first = 0, last = all.at.size();
    if (axis.low)
      while (first < last && all.at[first] < low) ++first;
    else
      while (first + 1 < last && all.at[first + 1] <= low) ++first;
    if (axis.high)
      while (last > first && all.at[last - 1] > high) --last;
    else
      while (last > first + 2 && all.at[last - 2] >= high) --last;
    Ticks t;
    for (std::size_t i = first; i < last; ++i) t.at.push_back(all.at[i]), t.text.push_back(all.text[i]);
    return t;
  };
  if (!binary && !axis.whole) {
    Ticks all;
    for (long e = bottom; e <= top; ++e)
      for (const long m : {1L, 2L, 5L})
        all.at.push_back(decimal(static_cast<double>(m), e)), all.text.push_back(decimal_text(m, e));
    Ticks t = kept(std::move(all));
    if (t.at.size() <= most && t.at.size() > 1) return t;
  }
  for (Step stride{1, 0};; stride = stride.next()) {
    const auto by = static_cast<long>(stride.size());
    Ticks all;
    for (long e = (bottom / by - 2) * by; e <= top + 2 * by; e += by)
      if (std::labs(e) < (binary ? 1020 : 308)) all.at.push_back(power(e)), all.text.push_back(text(e));
    Ticks t = kept(std::move(all));
    if (t.at.size() <= most) return t;
  }
}

}  // namespace

Ticks ticks(double low, double high, const Axis& axis, std::size_t most) {
  most = std::max<std::size_t>(3, most);
  return axis.scale == AxisScale::linear ? linear(low, high, axis, most) : logarithmic(low, high, axis, most);
}

}  // namespace attest::report
