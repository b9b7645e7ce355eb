#include <functional>
#include <set>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/structured/closure.hpp"
#include "attest/structured/dense.hpp"
#include "attest/structured/integer_convolution.hpp"
#include "attest/structured/rounded.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::structured;

namespace {

// --- matrices of each kind, and what they are by definition ---------------------------------------

template <class S>
struct Drawn {
  S matrix;
  std::function<typename S::Element(long, long)> defined;
};

template <class T>
T number();
template <>
Rational number<Rational>() {
  return *rc::gen::inRange(0, 5) == 0 ? Rational(0) : rational(5);
}
template <>
Integer number<Integer>() {
  return *rc::gen::oneOf(rc::gen::inRange(-3L, 4L), rc::gen::inRange(-1'000'000'007L, 1'000'000'007L));
}
template <>
double number<double>() {
  const double x = any_double();
  return *rc::gen::inRange(0, 4) == 0 ? x : std::fmod(x, 8);
}

template <class T>
std::vector<T> numbers(std::size_t n) {
  std::vector<T> a;
  for (std::size_t i = 0; i < n; ++i) a.push_back(number<T>());
  return a;
}

template <class T>
struct Kind {};
template <class T>
Drawn<Toeplitz<T>> draw(Kind<Toeplitz<T>>, std::size_t rows, std::size_t cols) {
  auto w = numbers<T>(rows + cols - 1);
  const long shift = static_cast<long>(cols) - 1;
  return {Toeplitz<T>(rows, cols, w),
          [w, shift](long i, long j) { return w[static_cast<std::size_t>(i - j + shift)]; }};
}
template <class T>
Drawn<Circulant<T>> draw(Kind<Circulant<T>>, std::size_t n, std::size_t) {
  auto c = numbers<T>(n);
  const long m = static_cast<long>(n);
  return {Circulant<T>(c), [c, m](long i, long j) { return c[static_cast<std::size_t>(((i - j) % m + m) % m)]; }};
}
template <class S>
Drawn<Rescaled<S>> draw(Kind<Rescaled<S>>, std::size_t rows, std::size_t cols) {
  const auto core = draw(Kind<S>{}, rows, cols);
  auto u = numbers<typename S::Element>(core.matrix.rows()), v = numbers<typename S::Element>(core.matrix.cols());
  return {Rescaled<S>(u, core.matrix, v), [u, v, core](long i, long j) -> typename S::Element {
            return u[static_cast<std::size_t>(i)] * core.defined(i, j) * v[static_cast<std::size_t>(j)];
          }};
}

// --- the same matrix over another ring ------------------------------------------------------------

template <class F, class T>
auto mapped(const std::vector<T>& a, F f) {
  std::vector<decltype(f(a[0]))> out;
  for (const T& x : a) out.push_back(f(x));
  return out;
}
template <class F, class T>
auto mapped(const Toeplitz<T>& t, F f) {
  return Toeplitz(t.rows(), t.cols(), mapped(t.vector(), f));
}
template <class F, class T>
auto mapped(const Circulant<T>& c, F f) {
  return Circulant(mapped(c.vector(), f));
}
template <class F, class S>
auto mapped(const Rescaled<S>& s, F f) {
  return Rescaled(mapped(s.u(), f), mapped(s.core(), f), mapped(s.v(), f));
}

template <class Ring>
DenseMatrix<Ring> random_dense(std::size_t rows, std::size_t cols) {
  DenseMatrix<Ring> m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) m.set(i, j, number<typename Ring::Element>());
  return m;
}

template <class Ring, class F>
DenseMatrix<Ring> built(std::size_t rows, std::size_t cols, F at) {
  DenseMatrix<Ring> m(rows, cols);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) m.set(i, j, at(i, j));
  return m;
}

// --- the laws, one text for all kinds -------------------------------------------------------------

template <class S, class Ring>
void exact_laws(Suite& s, const std::string& kind) {
  const Ring ring;
  s.law(kind + ": the dense matrix is the definition, entry by entry", [&] {
    const auto a = draw(Kind<S>{}, size_in(1, 6), size_in(1, 6));
    const std::size_t r = a.matrix.rows(), c = a.matrix.cols();
    RC_ASSERT(dense(a.matrix, ring) == built<Ring>(r, c, [&](std::size_t i, std::size_t j) {
                return a.defined(static_cast<long>(i), static_cast<long>(j));
              }));
  });
  s.law(
      kind + ": the product is the dense product",
      [&] {
        const auto a = draw(Kind<S>{}, size_in(1, 12), size_in(1, 12)).matrix;
        const auto X = random_dense<Ring>(a.cols(), size_in(1, 3));
        RC_ASSERT(multiply(a, X, ring) == mul(dense(a, ring), X));
      },
      0.5);
  s.law(
      kind + ": Hadamard products and powers are those of the entries, and 0^0 = 1",
      [&] {
        const auto a = draw(Kind<S>{}, size_in(1, 5), size_in(1, 5)).matrix;
        const auto b = draw(Kind<S>{}, a.rows(), a.cols()).matrix;
        const std::size_t e = size_in(0, 5);
        const auto x = dense(a, ring), y = dense(b, ring);
        RC_ASSERT(dense(hadamard(a, b, ring), ring) ==
                  built<Ring>(a.rows(), a.cols(), [&](auto i, auto j) { return ring.mul(x.get(i, j), y.get(i, j)); }));
        RC_ASSERT(dense(power(a, e, ring), ring) == built<Ring>(a.rows(), a.cols(), [&](auto i, auto j) {
                    auto value = ring.from(1);
                    for (std::size_t k = 0; k < e; ++k) value = ring.mul(value, x.get(i, j));
                    return value;
                  }));
      },
      0.5);
  s.fact(kind + ": shapes that do not fit are refused by name", [&] {
    const auto a = draw(Kind<S>{}, 3, 3).matrix, b = draw(Kind<S>{}, 2, 2).matrix;
    const std::vector<typename Ring::Element> x(4);
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(multiply(a, std::span<const typename Ring::Element>(x), ring)); }, {"x: 4", "3"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(multiply(a, DenseMatrix<Ring>(2, 1), ring)); },
                                                 {"X: 2", "3"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(hadamard(a, b, ring)); }, {"3 x 3", "2 x 2"}));
  });
}

template <class S>
void enclosure_laws(Suite& s, const std::string& kind) {
  s.law(
      kind + " of balls: products, Hadamard products and powers contain those over Q",
      [] {
        const BallField balls{Precision(*rc::gen::inRange(20L, 120L))};
        const auto enclosed = [&](const Rational& x) { return balls.from(x); };
        const auto a = draw(Kind<S>{}, size_in(1, 8), size_in(1, 8)).matrix;
        const auto b = draw(Kind<S>{}, a.rows(), a.cols()).matrix;
        const auto A = mapped(a, enclosed), B = mapped(b, enclosed);
        const RationalField Q;
        const auto inside = [](const BallMatrix& set, const RationalMatrix& x) {
          for (std::size_t i = 0; i < x.rows(); ++i)
            for (std::size_t j = 0; j < x.cols(); ++j)
              if (!contains(set.get(i, j), x.get(i, j))) return false;
          return true;
        };
        const auto X = random_dense<RationalField>(a.cols(), 2);
        RC_ASSERT(inside(dense(A, balls), dense(a)));
        RC_ASSERT(inside(multiply(A, to_balls(X, balls.precision), balls), multiply(a, X, Q)));
        RC_ASSERT(inside(dense(hadamard(A, B, balls), balls), dense(hadamard(a, b, Q))));
        RC_ASSERT(inside(dense(power(A, 3, balls), balls), dense(power(a, 3, Q))));
      },
      0.3);
}

template <class S>
void rounded_laws(Suite& s, const std::string& kind) {
  s.law(
      kind + " of doubles: the product is within its bound of the exact one",
      [] {
        const auto a = draw(Kind<S>{}, size_in(1, 20), size_in(1, 20)).matrix;
        const auto x = numbers<double>(a.cols());
        const auto y = multiply(a, std::span<const double>(x));
        RC_ASSERT(y.values.size() == a.rows());
        const auto exactly = [](double z) { return Rational::exact(z); };
        const auto X = mapped(x, exactly);
        const auto exact = multiply(mapped(a, exactly), std::span<const Rational>(X), RationalField{});
        if (std::isinf(y.error)) return;
        for (std::size_t i = 0; i < exact.size(); ++i)
          RC_ASSERT(abs(Rational::exact(y.values[i]) - exact[i]) <= Rational::exact(y.error));
      },
      0.5);
}

template <class S>
void entrywise_laws(Suite& s, const std::string& kind) {
  s.law(
      kind + ": p of a sum, entry by entry, is the sum of one term for each multi-index",
      [] {
        const std::size_t rows = size_in(1, 4), cols = size_in(1, 4), N = size_in(1, 3);
        std::vector<Rescaled<S>> sum;
        for (std::size_t l = 0; l < N; ++l) sum.push_back(draw(Kind<Rescaled<S>>{}, rows, cols).matrix);
        const auto p = random_polynomial(size_in(0, 4));
        const RationalField Q;
        const auto terms = entrywise(p, sum, Q);
        const auto total = [&](const std::vector<Rescaled<S>>& list, std::size_t i, std::size_t j) {
          Rational value;
          for (const auto& a : list) value += entry(a, i, j, Q);
          return value;
        };
        for (std::size_t i = 0; i < sum[0].rows(); ++i)
          for (std::size_t j = 0; j < sum[0].cols(); ++j) RC_ASSERT(total(terms, i, j) == p(total(sum, i, j)));
        RC_ASSERT(Integer(terms.size()) == count::tight_rank(static_cast<long>(N), p.support()));
      },
      0.5);
}

}  // namespace

int main() {
  Suite s("structured/structured");
  exact_laws<Toeplitz<Integer>, IntegerRing>(s, "Toeplitz over Z");
  exact_laws<Circulant<Integer>, IntegerRing>(s, "circulant over Z");
  exact_laws<Rescaled<Toeplitz<Integer>>, IntegerRing>(s, "rescaled Toeplitz over Z");
  exact_laws<Rescaled<Circulant<Integer>>, IntegerRing>(s, "rescaled circulant over Z");
  exact_laws<Toeplitz<Rational>, RationalField>(s, "Toeplitz over Q");
  exact_laws<Circulant<Rational>, RationalField>(s, "circulant over Q");
  exact_laws<Rescaled<Toeplitz<Rational>>, RationalField>(s, "rescaled Toeplitz over Q");
  exact_laws<Rescaled<Circulant<Rational>>, RationalField>(s, "rescaled circulant over Q");
  enclosure_laws<Toeplitz<Rational>>(s, "Toeplitz");
  enclosure_laws<Circulant<Rational>>(s, "circulant");
  enclosure_laws<Rescaled<Toeplitz<Rational>>>(s, "rescaled Toeplitz");
  enclosure_laws<Rescaled<Circulant<Rational>>>(s, "rescaled circulant");
  rounded_laws<Toeplitz<double>>(s, "Toeplitz");
  rounded_laws<Circulant<double>>(s, "circulant");
  rounded_laws<Rescaled<Toeplitz<double>>>(s, "rescaled Toeplitz");
  rounded_laws<Rescaled<Circulant<double>>>(s, "rescaled circulant");
  entrywise_laws<Toeplitz<Rational>>(s, "rescaled Toeplitz");
  entrywise_laws<Circulant<Rational>>(s, "rescaled circulant");

  s.law("whole numbers through double are the exact product, of any bits and sizes, or are declined", [] {
    const long bits_a = *rc::gen::inRange(1L, 64L), bits_b = *rc::gen::inRange(1L, 64L);
    const bool extreme = *rc::gen::inRange(0, 3) == 0;
    const auto some = [&](std::size_t n, long bits) {
      std::vector<Integer> a;
      const Integer most = (Integer(1) << static_cast<unsigned>(bits)) - 1;
      for (std::size_t i = 0; i < n; ++i)
        a.push_back(extreme ? (*rc::gen::inRange(0, 2) == 1 ? most : Integer(-most))
                            : Integer(*rc::gen::arbitrary<long>()) % (most + 1));
      return a;
    };
    const auto a = some(size_in(1, 40), bits_a), b = some(size_in(1, 40), bits_b);
    std::vector<Integer> exact(a.size() + b.size() - 1);
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < b.size(); ++j) exact[i + j] += a[i] * b[j];
    const std::size_t first = size_in(0, exact.size() - 1), count = size_in(0, exact.size() - first);
    const std::vector<Integer> part(exact.begin() + static_cast<std::ptrdiff_t>(first),
                                    exact.begin() + static_cast<std::ptrdiff_t>(first + count));
    const auto c = convolve_in_doubles_always(a, b, first, count);
    if (c) RC_ASSERT(*c == part);
    RC_ASSERT(convolve_part(a, b, first, count, IntegerRing{}) == part);
    if (bits_a + bits_b <= 100 && bits_a <= 62 && bits_b <= 62) RC_ASSERT(c.has_value());
    if (bits_a == 63 && extreme) RC_ASSERT(!c);
  });
  s.fact("long whole numbers, all digits extreme, from 1 bit to beyond the edge: the product is FLINT's", [] {
    for (const std::size_t n : {300U, 3000U})
      for (unsigned bits = 1; bits <= 61; bits += 6) {
        std::vector<Integer> a(n, (Integer(1) << bits) - 1), b = a;
        for (std::size_t i = 0; i < n; i += 3) a[i] = -a[i], b[n - 1 - i / 2] = -b[i];
        const auto c = convolve_in_doubles_always(a, b, 0, 2 * n - 1);
        RC_ASSERT(c.has_value() || bits > 49);
        RC_ASSERT(!c || bits < 61);
        std::vector<Rational> x(a.begin(), a.end()), y(b.begin(), b.end());
        x[0] = x[0] + Rational(Integer(1), Integer(1) << 80);  // too long for double
        const auto exact = convolve(std::span<const Rational>(x), std::span<const Rational>(y));
        for (std::size_t k = 0; c && k < 2 * n - 1; ++k)
          RC_ASSERT(Rational((*c)[k]) ==
                    exact[k] - (k < n ? y[k] * Rational(Integer(1), Integer(1) << 80) : Rational(0)));
      }
  });
  s.law("a circulant of any size from rows + cols - 1 on holds the Toeplitz matrix as its leading block", [] {
    const auto t = draw(Kind<Toeplitz<Rational>>{}, size_in(1, 6), size_in(1, 6)).matrix;
    const std::size_t N = t.rows() + t.cols() - 1 + size_in(0, 5);
    const auto c = embed(t, N, Rational(0));
    for (std::size_t i = 0; i < t.rows(); ++i)
      for (std::size_t j = 0; j < t.cols(); ++j) RC_ASSERT(c.entry(i, j) == t.entry(i, j));
    const auto x = numbers<Rational>(t.cols());
    auto padded = x;
    padded.resize(N);
    auto y = multiply(c, std::span<const Rational>(padded), RationalField{});
    y.resize(t.rows());
    RC_ASSERT(y == multiply(t, std::span<const Rational>(x), RationalField{}));
  });
  s.law(
      "in a circulant of size 2n-2 the far corners of the leading n x n block are equal, so a Toeplitz matrix whose "
      "corners differ has no such circulant",
      [] {
        const std::size_t n = size_in(2, 12);
        const auto c = draw(Kind<Circulant<Integer>>{}, 2 * n - 2, 0).matrix;
        RC_ASSERT(c.entry(n - 1, 0) == c.entry(0, n - 1));
        auto w = numbers<Integer>(2 * n - 1);
        if (w.front() == w.back()) w.front() += 1;
        const Toeplitz<Integer> t(n, n, w);
        RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(embed(t, 2 * n - 2, Integer(0))); },
                                                     {"N: " + std::to_string(2 * n - 2), std::to_string(2 * n - 1)}));
      });
  s.law("prepared, a matrix of doubles gives what one product gives; its columns one by one, whatever the threads", [] {
    const auto check = [](const auto& a) {
      const std::size_t columns = size_in(0, 5);
      std::vector<std::vector<double>> x;
      DoubleMatrix X(a.cols(), columns);
      for (std::size_t j = 0; j < columns; ++j) {
        x.push_back(numbers<double>(a.cols()));
        for (std::size_t i = 0; i < a.cols(); ++i) X(i, j) = x[j][i];
      }
      const Prepared prepared(a);
      const auto one = prepared.columns(X), two = prepared.columns(X, 2);
      RC_ASSERT(one.size() == columns && two.size() == columns);
      for (std::size_t j = 0; j < columns; ++j) {
        const auto y = multiply(a, std::span<const double>(x[j])), z = prepared(x[j]);
        for (const auto& c : {one[j], two[j], z})
          RC_ASSERT(c.error == y.error && (std::isinf(y.error) || c.values == y.values));
      }
    };
    check(draw(Kind<Toeplitz<double>>{}, size_in(1, 20), size_in(1, 20)).matrix);
    check(draw(Kind<Circulant<double>>{}, size_in(1, 20), size_in(1, 20)).matrix);
  });
  s.fact("of a circulant of size N the leading n x n block leaves N - (2n-1) numbers free: none at 2n-1, one at 2n",
         [] {
           for (std::size_t n = 1; n <= 8; ++n)
             for (std::size_t N = 2 * n - 1; N <= 2 * n + 3; ++N) {
               std::vector<Integer> names(N);
               for (std::size_t k = 0; k < N; ++k) names[k] = k;
               const Circulant<Integer> c(names);
               std::set<Integer> used;
               for (std::size_t i = 0; i < n; ++i)
                 for (std::size_t j = 0; j < n; ++j) used.insert(c.entry(i, j));
               RC_ASSERT(used.size() == 2 * n - 1);
               if (N == 2 * n) RC_ASSERT(used.count(Integer(n)) == 0U);
             }
         });
  s.law("a mask that depends on i - j is a Hadamard product: the causal one keeps i >= j", [] {
    const auto a = draw(Kind<Rescaled<Toeplitz<Rational>>>{}, size_in(1, 5), size_in(1, 5)).matrix;
    std::vector<Rational> w(a.rows() + a.cols() - 1);
    for (std::size_t t = a.cols() - 1; t < w.size(); ++t) w[t] = 1;
    const RationalField Q;
    const Rescaled mask(std::vector<Rational>(a.rows(), 1), Toeplitz(a.rows(), a.cols(), w),
                        std::vector<Rational>(a.cols(), 1));
    const auto masked = hadamard(a, mask, Q);
    for (std::size_t i = 0; i < a.rows(); ++i)
      for (std::size_t j = 0; j < a.cols(); ++j)
        RC_ASSERT(entry(masked, i, j, Q) == (i >= j ? entry(a, i, j, Q) : Rational(0)));
  });
  s.fact("empty matrices, unfitting vectors, too many terms and fractions over Z are refused by name", [] {
    const RationalField Q;
    const std::vector<Rational> one{1}, two{1, 2};
    RC_ASSERT(throws_with<std::invalid_argument>([] { Circulant<Rational>({}); }, {"at least one"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { Toeplitz<Rational>(1, 1, two); }, {"2 numbers", "1 x 1"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { Rescaled(two, Circulant(one), one); }, {"2 and 1", "1 x 1"}));
    const Rescaled<Toeplitz<Rational>> a(one, Toeplitz(1, 1, one), one);
    const auto p = polynomial::Polynomial::monomial(1, 60);
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(entrywise(p, std::vector<Rescaled<Toeplitz<Rational>>>{}, Q)); }, {"sum", "one"}));
    // C(66, 6) = 90858768 products of 3 numbers.
    RC_ASSERT(throws_with<std::length_error>([&] { static_cast<void>(entrywise(p, std::vector(6, a), Q)); },
                                             {"90858768", "272576304", "10000000"}));
    RC_ASSERT(entrywise(polynomial::Polynomial(), std::vector(6, a), Q).empty());
    RC_ASSERT(throws_with<std::domain_error>([] { static_cast<void>(IntegerRing{}.from(Rational(1, 2))); }, {"1/2"}));
  });
  s.fact("overflow makes the bound of a product infinite", [] {
    const std::vector<double> big(3, 1e200), one(3, 1.0), none(3, 0.0);
    const Circulant<double> c(big);
    RC_ASSERT(std::isinf(multiply(c, std::span<const double>(big)).error));
    RC_ASSERT(std::isinf(multiply(Rescaled(one, c, big), std::span<const double>(big)).error));
    RC_ASSERT(std::isinf(multiply(Rescaled(big, c, one), std::span<const double>(one)).error));
    RC_ASSERT(std::isinf(multiply(Rescaled(none, c, one), std::span<const double>(big)).error));
    RC_ASSERT(std::isfinite(multiply(Rescaled(one, c, one), std::span<const double>(one)).error));
  });
  s.fact("vectors of another size, numbers that are none and windows beyond the product are refused by name", [] {
    const Toeplitz<double> t(2, 2, {1, 2, 3});
    const Circulant<double> c(std::vector<double>{1, 2});
    const std::vector<double> three(3, 1.0), one(2, 1.0), bad{1, NAN};
    RC_ASSERT(
        throws_with<std::invalid_argument>([&] { static_cast<void>(multiply(t, std::span<const double>(three))); },
                                           {"x: 3 entries; the matrix has 2 columns"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(Prepared(c)(three)); }, {"x: 3 entries"}));
    RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(Prepared(t).columns(DoubleMatrix(3, 1))); },
                                                 {"X: 3 rows; the matrix has 2 columns"}));
    RC_ASSERT(throws_with<std::domain_error>(
        [&] { static_cast<void>(multiply(Rescaled(bad, t, one), std::span<const double>(one))); },
        {"[1] is not a finite number"}));
    const RationalField Q;
    const std::vector<Rational> two{1, 2};
    const std::vector<Integer> whole{1, 2};
    for (const auto& convolve : {convolve_in_doubles, convolve_in_doubles_always})
      RC_ASSERT(throws_with<std::invalid_argument>([&] { static_cast<void>(convolve(whole, whole, 1, 3)); },
                                                   {"3 entries from 1 on, for 2 and 2"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(convolve_part(std::span<const Rational>(), std::span<const Rational>(), 0, 0, Q)); },
        {"for 0 and 0"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] { static_cast<void>(hadamard(std::span<const Rational>(two), std::span<const Rational>(), Q)); },
        {"2 and 0 entries"}));
  });
  return s.finish();
}
