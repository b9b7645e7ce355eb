#include "attest/kernel/convolution_roots.hpp"

#include <mutex>
#include <stdexcept>

#include "attest/number/ball.hpp"

namespace attest::kernel {
namespace {

/// cos(pi x), rounded: within 2^-54 + 2^-95.
double rounded_cosine(const Rational& x) {
  const Ball c = cos_pi(x, Precision(112));
  if (c.radius() > Rational::power_of_two(-96)) throw std::logic_error("cos_pi: the ball is too wide");
  return c.midpoint().nearest_double();
}

/// n a power of two >= 2.
std::shared_ptr<const Roots> make_roots(std::size_t n) {
  std::vector<double> cosine(n / 2 + 1);
  for (std::size_t j = 0; j < cosine.size(); ++j) cosine[j] = rounded_cosine(Rational{Integer(j), Integer(n)});
  auto w = std::make_shared<Roots>();
  w->re.resize(n);
  w->im.resize(n);
  for (std::size_t j = 0, k = 0; j < n; ++j) {  // k is j with its digits reversed
    w->re[k] = j <= n / 2 ? cosine[j] : -cosine[n - j];
    w->im[k] = j <= n / 2 ? cosine[n / 2 - j] : cosine[j - n / 2];
    std::size_t digit = n / 2;
    for (; (k & digit) != 0; digit /= 2) k ^= digit;
    k |= digit;
  }
  return w;
}

}  // namespace

std::shared_ptr<const Roots> roots(std::size_t n) {
  static std::mutex mutex;
  static std::shared_ptr<const Roots> table;
  const std::lock_guard lock(mutex);
  if (!table || table->re.size() < n) table = make_roots(std::max<std::size_t>(n, 2));
  return table;
}

}  // namespace attest::kernel
