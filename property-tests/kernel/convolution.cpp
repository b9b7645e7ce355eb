#include "attest/kernel/convolution.hpp"

#include <bit>
#include <cstring>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/kernel/convolution_sums.hpp"
#include "attest/kernel/convolution_vectors.hpp"
#include "attest/kernel/directed.hpp"
#include "attest/structured/convolution.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::kernel;

namespace {

/// From the definition; n = 0: linear.
std::vector<Rational> defined(const std::vector<double>& a, const std::vector<double>& b, std::size_t n = 0) {
  std::vector<Rational> c(n > 0 ? n : a.empty() || b.empty() ? 0 : a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j)
      c[n > 0 ? (i + j) % n : i + j] += Rational::exact(a[i]) * Rational::exact(b[j]);
  return c;
}

void require_within(const Convolution& c, const std::vector<Rational>& exact) {
  RC_ASSERT(c.values.size() == exact.size());
  RC_ASSERT(c.error >= 0);
  if (std::isinf(c.error)) return;
  for (std::size_t k = 0; k < exact.size(); ++k)
    RC_ASSERT(abs(Rational::exact(c.values[k]) - exact[k]) <= Rational::exact(c.error));
}

/// Entries of one size, of sizes far apart, or any bits at all.
std::vector<double> numbers(std::size_t n) {
  std::vector<double> a(n);
  const int shape = *rc::gen::inRange(0, 4);
  for (double& x : a) {
    const double y = *rc::gen::inRange(-1'000'000, 1'000'001) / 1e6;
    x = shape == 0   ? y
        : shape == 1 ? std::ldexp(y, *rc::gen::inRange(-60, 60))
        : shape == 2 ? std::ldexp(y, *rc::gen::inRange(-1074, 400))
                     : any_double();
  }
  return a;
}

std::vector<double> many(std::size_t n, std::uint64_t seed) {
  const DoubleMatrix m = dense_doubles(1, n, 1, seed);
  return {m.entries().begin(), m.entries().end()};
}

Rational off(const Convolution& c, const std::vector<Rational>& exact) {
  Rational most;
  for (std::size_t k = 0; k < exact.size(); ++k) most = max(most, abs(Rational::exact(c.values[k]) - exact[k]));
  return most;
}

/// Infinite errors come with entries that may not be numbers.
bool same_bits(const Convolution& c, const Convolution& d) {
  return c.error == d.error && c.values.size() == d.values.size() &&
         (c.values.empty() || std::memcmp(c.values.data(), d.values.data(), c.values.size() * sizeof(double)) == 0);
}

std::vector<Rational> exactly(const std::vector<double>& a) {
  std::vector<Rational> out;
  for (const double x : a) out.push_back(Rational::exact(x));
  return out;
}

}  // namespace

int main() {
  Suite s("kernel/convolution");
  s.law("a linear convolution is within its bound of the definition, whatever the sizes of the entries", [] {
    const auto a = numbers(size_in(0, 24)), b = numbers(size_in(0, 24));
    require_within(convolve_linear(a, b), defined(a, b));
  });
  s.law("a circular convolution of any length is within its bound", [] {
    const std::size_t n = size_in(1, 33);
    const auto a = numbers(size_in(0, n)), b = numbers(size_in(0, n));
    require_within(convolve_circular(a, b, n), defined(a, b, n));
  });
  s.law("entries that cancel, and pure tones, stay within the bound", [] {
    const std::size_t n = std::size_t{1} << size_in(0, 6), f = size_in(0, n - 1);
    std::vector<double> a(n), b(n);
    const double size = std::ldexp(1.0, *rc::gen::inRange(-300, 300));
    for (std::size_t i = 0; i < n; ++i) {
      a[i] = size * std::cos(6.283185307179586 * static_cast<double>(f * i) / static_cast<double>(n));
      b[i] = i % 2 == 0 ? 1 : -1;
    }
    require_within(convolve_circular(a, b, n), defined(a, b, n));
    require_within(convolve_circular(a, a, n), defined(a, a, n));
    require_within(convolve_linear(a, b), defined(a, b));
  });
  s.law("a window of a linear convolution is within its bound, with every vector width of the machine", [] {
    const auto a = numbers(size_in(1, 50)), b = numbers(size_in(1, 50));
    const std::size_t most = b.size() + size_in(0, 3), first = size_in(0, a.size() + most - 2);
    const std::size_t count = size_in(0, a.size() + most - 1 - first);
    auto exact = defined(a, b);
    exact.resize(a.size() + most - 1);
    const std::vector<Rational> part(exact.begin() + static_cast<std::ptrdiff_t>(first),
                                     exact.begin() + static_cast<std::ptrdiff_t>(first + count));
    for (const auto& vectors : convolution_vectors())
      require_within(Convolver::window(a, most, first, count, vectors)(b), part);
  });
  s.law("a circular convolution is within its bound with every vector width", [] {
    const std::size_t n = *rc::gen::element<std::size_t>(1, 8, 15, 16, 17, 32, 48, 64);
    const auto a = numbers(size_in(0, n)), b = numbers(size_in(0, n));
    for (const auto& vectors : convolution_vectors())
      require_within(Convolver::circular(a, n, vectors)(b), defined(a, b, n));
  });
  s.law("a factor transformed once gives what one call gives, for every second factor and in a copy", [] {
    const std::size_t n = size_in(1, 80);
    const auto a = numbers(size_in(1, n));
    const Convolver circle = Convolver::circular(a, n), linear = Convolver::window(a, n, 0, a.size() + n - 1);
    const Convolver copy = linear;
    for (int i = 0; i < 3; ++i) {
      const auto b = numbers(n);
      const auto one = convolve_linear(a, b), round = convolve_circular(a, b, n);
      for (const auto& c : {linear(b), copy(b)}) RC_ASSERT(same_bits(c, one));
      RC_ASSERT(same_bits(circle(b), round));
    }
  });
  s.fact("long ones of whole numbers, every depth of the recursion, every width; those that fuse alike agree", [] {
    for (const std::size_t n : {100, 200, 500, 1000, 2000, 4000}) {
      std::vector<double> a = many(n, n), b = many(n / 2, n + 1);
      for (double& x : a) x = std::round(1000 * x);
      for (double& x : b) x = std::round(1000 * x);
      const auto exact =
          structured::convolve(std::span<const Rational>(exactly(a)), std::span<const Rational>(exactly(b)));
      std::vector<Rational> circle(std::bit_ceil(n));
      for (std::size_t k = 0; k < exact.size(); ++k) circle[k % circle.size()] += exact[k];
      const auto widest = convolve_linear(a, b), round = convolve_circular(a, b, circle.size());
      for (const auto& vectors : convolution_vectors()) {
        const auto c = Convolver::window(a, b.size(), 0, exact.size(), vectors)(b);
        const auto d = Convolver::circular(a, circle.size(), vectors)(b);
        require_within(c, exact);
        require_within(d, circle);
        if (vectors.fused == convolution_vectors().front().fused)
          RC_ASSERT(same_bits(c, widest) && same_bits(d, round));
      }
    }
  });
  s.law(
      "a sum of convolutions is within its bound, all columns and every vector width, and widths that fuse alike agree",
      [] {
        const std::size_t N = std::size_t{1} << size_in(4, 6), terms = size_in(1, 11), columns = size_in(1, 10);
        const auto some = [&] {
          auto a = numbers(size_in(0, N));
          for (double& x : a) x = std::fmod(x, 0x1p99);
          return a;
        };
        std::vector<std::vector<double>> a(terms);
        std::vector<std::vector<std::vector<double>>> z(columns, a);
        for (auto& v : a) v = some();
        for (auto& c : z)
          for (auto& v : c) v = some();
        std::vector<double> widest;
        for (const auto& vectors : convolution_vectors()) {
          Bundle A(N, terms, vectors);
          std::vector<Bundle> Z;
          for (std::size_t t = 0; t < terms; ++t) {
            const std::size_t cut = a[t].size() / 3;
            A.put(t, 0, std::span(a[t]).first(cut));
            A.put(t, cut, std::span(a[t]).subspan(cut));
          }
          A.transform();
          for (const auto& c : z) {
            Z.emplace_back(N, terms, vectors);
            for (std::size_t t = 0; t < terms; ++t) Z.back().put(t, 0, c[t]);
            Z.back().transform();
          }
          ConvolutionSums y(N, columns, vectors);
          y.products(A, Z, 2);
          y.back(2);
          std::vector<double> sums(N * columns);
          y.add_to(sums.data(), 0, std::vector<double>(N, 1.0));
          for (std::size_t c = 0; c < columns; ++c) {
            std::vector<Rational> exact(N);
            double norms = 0;
            for (std::size_t t = 0; t < terms; ++t) {
              norms = add_up(norms, mul_up(A.norm_up(t), Z[c].norm_up(t)));
              for (std::size_t i = 0; i < a[t].size(); ++i)
                for (std::size_t j = 0; j < z[c][t].size(); ++j) {
                  const Rational product = Rational::exact(a[t][i]) * Rational::exact(z[c][t][j]);
                  if (i + j < N)
                    exact[i + j] += product;
                  else
                    exact[i + j - N] -= product;
                }
            }
            const Rational bound = Rational::exact(convolution_sum_error_up(norms, N, terms));
            for (std::size_t k = 0; k < N; ++k)
              RC_ASSERT(abs(Rational::exact(sums[k * columns + c]) - exact[k]) <= bound);
          }
          if (widest.empty()) widest = sums;
          if (vectors.fused == convolution_vectors().front().fused) RC_ASSERT(sums == widest);
        }
      },
      0.2);
  s.law("with bounded entries the bound is finite", [] {
    auto a = numbers(size_in(1, 24)), b = numbers(size_in(1, 24));
    for (double& x : a) x = std::fmod(x, 0x1p500);
    for (double& x : b) x = std::fmod(x, 0x1p500);
    RC_ASSERT(std::isfinite(convolve_linear(a, b).error));
  });
  s.law("the bound is at least gamma_{15 L - 27} times the norms, and hardly more", [] {
    const std::size_t L = size_in(4, 30);
    const auto norm = [] { return std::ldexp(*rc::gen::inRange(1, 1'000'001), *rc::gen::inRange(-300, 300)); };
    const double a = norm(), b = norm();
    const Rational ku = Rational(15 * L - 27) * Rational::power_of_two(-53);
    const Rational exact = ku / (Rational(1) - ku) * Rational::exact(a) * Rational::exact(b);
    const Rational bound = Rational::exact(convolution_error_up(a, b, std::size_t{1} << L));
    RC_ASSERT(exact <= bound);
    RC_ASSERT(bound <= Rational(1001, 1000) * exact);
  });
  s.law("the norm is an upper bound, and hardly more", [] {
    const auto a = numbers(size_in(0, 40));
    Rational sum;
    for (const double x : a) sum += Rational::exact(x) * Rational::exact(x);
    const double norm = norm_up(a);
    if (std::isinf(norm)) {
      RC_ASSERT(sum >= Rational::power_of_two(2047));
      return;
    }
    RC_ASSERT(sum <= Rational::exact(norm) * Rational::exact(norm));
    if (sum > Rational::power_of_two(-1900))
      RC_ASSERT(Rational::exact(norm) * Rational::exact(norm) <= Rational(1001, 1000) * sum);
  });
  s.fact("at n = 1024 random entries stay within the bound, which is below 1000 times what they are off", [] {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const auto a = many(1024, seed), b = many(1024, seed + 100);
      const auto exact =
          structured::convolve(std::span<const Rational>(exactly(a)), std::span<const Rational>(exactly(b)));
      const auto c = convolve_linear(a, b);
      require_within(c, exact);
      RC_ASSERT(Rational::exact(c.error) <= Rational(1000) * off(c, exact));
    }
  });
  s.fact("a table of roots made for a long transform serves a short one, and the other way round", [] {
    const auto a = many(300, 7), b = many(200, 8);
    const auto before = convolve_linear(a, b).values;
    static_cast<void>(convolve_linear(many(5000, 1), many(3000, 2)));
    RC_ASSERT(convolve_linear(a, b).values == before);
  });
  s.fact("overflow makes the bound infinite; underflow does not make it lie", [] {
    const std::vector<double> huge{1e200, 1}, tiny{0x1p-1074, 0x1p-600};
    RC_ASSERT(std::isinf(convolve_linear(huge, huge).error));
    require_within(convolve_linear(tiny, tiny), defined(tiny, tiny));
    RC_ASSERT(convolve_linear(tiny, tiny).error > 0);
    const std::vector<double> top(3, 0x1.fffffffffffffp1023), ones(3, 1.0);
    RC_ASSERT(std::isinf(convolve_circular(top, ones, 3).error));
    RC_ASSERT(std::isinf(convolve_circular(top, ones, 4).error));
    RC_ASSERT(convolve_linear(std::vector<double>(5), huge).error == 0);
  });
  s.fact("what is not a number, and lengths that do not fit, are refused by name", [] {
    const std::vector<double> a{1, 2}, b{1, std::nan("")}, c{HUGE_VAL};
    RC_ASSERT(throws_with<std::domain_error>([&] { static_cast<void>(convolve_linear(a, b)); }, {"b[1]", "finite"}));
    RC_ASSERT(throws_with<std::domain_error>([&] { static_cast<void>(convolve_linear(c, a)); }, {"a[0]", "finite"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(convolve_circular(a, a, 1)); }, {"n = 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(convolve_circular({}, {}, 0)); }, {"n >= 1"}));
    RC_ASSERT(throws_with<std::length_error>(
        [&] { static_cast<void>(convolve_circular(a, a, (std::size_t{1} << 30) + 1)); }, {"1073741825", "1073741824"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(Convolver::window(a, 2, 1, 3)); },
                                                 {"3 entries from 1 on", "2 and 2"}));
    constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(Convolver::window(a, 2, huge, 1)); },
                                                 {"1 entries from 18446744073709551615 on"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(Convolver::circular(a, 3)(std::vector<double>(4))); }, {"b: 4", "at most 3"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { static_cast<void>(convolution_error_up(1, 1, 12)); },
                                                 {"12", "power of two"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { Bundle(12, 1); }, {"N: 12", "power of two"}));
    RC_ASSERT(throws_with<std::invalid_argument>([] { Bundle(16, 0); }, {"size: 0"}));
    ConvolutionSums sums(16, 2);
    const std::vector<Bundle> one(1, Bundle(16, 3)), other(2, Bundle(32, 3));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { sums.products(Bundle(16, 3), one); }, {"z: 1 columns; 2"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { sums.products(Bundle(16, 3), other); },
                                                 {"z: 3 vectors modulo t^32 + 1; 3 modulo t^16"}));
  });
  return s.finish();
}
