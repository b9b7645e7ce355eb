// The benchmark of structured products: a Toeplitz matrix times a vector, in double precision with its error bound,
// exactly over Z, and in balls; and FFTW's circular convolution of the same length where attest was built with it, each
// also with the matrix transformed beforehand.  The runs take turns, and medians are compared; one line a figure, and
// `toeplitz FIGURE VALUE UNIT` for the ratios.  Exit code 0; 1 where an answer lies outside its bound; 2 for a bad
// argument.

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#ifdef ATTEST_FFTW
#include <fftw3.h>
#endif
#include <flint/fmpz_poly.h>

#include "attest/number/text.hpp"
#include "attest/structured/rounded.hpp"

using namespace attest;
using namespace attest::structured;

namespace {

void say(const std::string& what, double seconds, const std::string& note) {
  char text[80];
  std::snprintf(text, sizeof text, "%-34s %10.3g ms  ", what.c_str(), seconds * 1e3);
  std::cout << text << note << std::endl;
}
std::string short_text(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%.3g", x);
  return text;
}

void figure(const std::string& name, double value, const std::string& unit) {
  std::cout << "toeplitz " << name << " " << short_text(value) << " " << unit << std::endl;
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

struct Job {
  std::function<void()> work;
  int every;  // rounds
  std::vector<double> times{};
  [[nodiscard]] double median() const {
    auto sorted = times;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
  }
};
/// Each round runs every job that is due.
void take_turns(std::vector<Job*> jobs, int rounds) {
  for (int round = 0; round < rounds; ++round)
    for (Job* job : jobs)
      if (round % job->every == 0) {
        const double start = now();
        job->work();
        job->times.push_back(now() - start);
      }
}

/// Repeatable whole numbers of 16 bits.
std::vector<long> numbers(std::size_t n, std::uint64_t seed) {
  std::vector<long> out;
  for (std::size_t i = 0; i < n; ++i) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    out.push_back(static_cast<long>(seed >> 48) - 32768);
  }
  return out;
}

template <class T, class F>
std::vector<T> mapped(const std::vector<long>& a, F f) {
  std::vector<T> out;
  for (const long x : a) out.push_back(f(x));
  return out;
}

#ifdef ATTEST_FFTW
/// The circular convolution of length N by three real transforms, planned in advance.
class Peer {
 public:
  explicit Peer(std::size_t N)
      : n_(N),
        a_(fftw_alloc_real(N)),
        b_(fftw_alloc_real(N)),
        A_(fftw_alloc_complex(N / 2 + 1)),
        B_(fftw_alloc_complex(N / 2 + 1)) {
    const int n = static_cast<int>(N);
    forward_a_ = fftw_plan_dft_r2c_1d(n, a_, A_, FFTW_MEASURE);
    forward_b_ = fftw_plan_dft_r2c_1d(n, b_, B_, FFTW_MEASURE);
    back_ = fftw_plan_dft_c2r_1d(n, A_, a_, FFTW_MEASURE);
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer() {
    for (auto* plan : {forward_a_, forward_b_, back_}) fftw_destroy_plan(plan);
    for (void* memory :
         {static_cast<void*>(a_), static_cast<void*>(b_), static_cast<void*>(A_), static_cast<void*>(B_)})
      fftw_free(memory);
  }
  void prepare(const std::vector<double>& b) {
    std::fill(std::copy(b.begin(), b.end(), b_), b_ + n_, 0.0);
    fftw_execute(forward_b_);
  }
  void multiply(const std::vector<double>& a, std::vector<double>& c) {
    std::fill(std::copy(a.begin(), a.end(), a_), a_ + n_, 0.0);
    fftw_execute(forward_a_);
    for (std::size_t k = 0; k <= n_ / 2; ++k) {
      const double re = A_[k][0] * B_[k][0] - A_[k][1] * B_[k][1];
      A_[k][1] = A_[k][0] * B_[k][1] + A_[k][1] * B_[k][0];
      A_[k][0] = re;
    }
    fftw_execute(back_);
    const double scale = 1 / static_cast<double>(n_);
    for (std::size_t k = 0; k < c.size(); ++k) c[k] = scale * a_[k];
  }

 private:
  std::size_t n_;
  double *a_, *b_;
  fftw_complex *A_, *B_;
  fftw_plan forward_a_, forward_b_, back_;
};
#endif

}  // namespace

int main(int argc, char** argv) {
  std::size_t n = 65536;
  if (argc == 2 && std::string(argv[1]) == "--quick")
    n = 4096;
  else if (argc != 1) {
    std::cerr << "structured: " << argv[1] << ": the only option is --quick\n";
    return 2;
  }
  std::cout << "Toeplitz " << n << " x " << n << " times a vector, whole numbers of 16 bits\n";

  const auto w = numbers(2 * n - 1, 1), x = numbers(n, 2);
  const auto as_double = [](long v) { return static_cast<double>(v); };
  const std::vector<double> wd = mapped<double>(w, as_double), xd = mapped<double>(x, as_double);
  const Toeplitz<double> td(n, n, wd);
  const double cold = now();
  auto answer = multiply(td, std::span<const double>(xd));
  const double first = now() - cold;
  Job ours{[&] { answer = multiply(td, std::span<const double>(xd)); }, 1};
  const Prepared prepared(td);
  kernel::Convolution again;
  Job ours_prepared{[&] { again = prepared(xd); }, 1};

  const Toeplitz<Integer> tz(n, n, mapped<Integer>(w, [](long v) { return Integer(v); }));
  const auto xz = mapped<Integer>(x, [](long v) { return Integer(v); });
  std::vector<Integer> exact;
  Job integers{[&] { exact = multiply(tz, std::span<const Integer>(xz), IntegerRing{}); }, 20};

  // FLINT's product of the same numbers, from and to the same vectors.
  std::vector<Integer> theirs_exact(n);
  Job flint{[&] {
              fmpz_poly_t a, b, product;
              for (auto* p : {a, b, product}) fmpz_poly_init(p);
              const auto set = [](fmpz_poly_t p, std::size_t k, const Integer& value) {
                fmpz_t whole;
                fmpz_init_set_readonly(whole, value.raw());
                fmpz_poly_set_coeff_fmpz(p, static_cast<slong>(k), whole);
                fmpz_clear_readonly(whole);
              };
              for (std::size_t k = 0; k < w.size(); ++k) set(a, k, tz.vector()[k]);
              for (std::size_t k = 0; k < n; ++k) set(b, k, xz[k]);
              fmpz_poly_mul(product, a, b);
              fmpz_t whole;
              fmpz_init(whole);
              for (std::size_t k = 0; k < n; ++k) {
                fmpz_poly_get_coeff_fmpz(whole, product, static_cast<slong>(n - 1 + k));
                fmpz_get_mpz(theirs_exact[k].raw(), whole);
              }
              fmpz_clear(whole);
              for (auto* p : {a, b, product}) fmpz_poly_clear(p);
            },
            20};

  const BallField balls{Precision(64)};
  const Toeplitz<Ball> tb(n, n, mapped<Ball>(w, [](long v) { return Ball(v); }));
  const auto xb = mapped<Ball>(x, [](long v) { return Ball(v); });
  std::vector<Ball> enclosed;
  Job in_balls{[&] { enclosed = multiply(tb, std::span<const Ball>(xb), balls); }, 20};

  std::vector<Job*> jobs{&ours, &ours_prepared, &integers, &flint, &in_balls};
#ifdef ATTEST_FFTW
  Peer peer(std::bit_ceil(2 * n - 1));
  std::vector<double> c(2 * n - 1);
  Job fftw{[&] {
             peer.prepare(wd);
             peer.multiply(xd, c);
           },
           1};
  Job fftw_prepared{[&] { peer.multiply(xd, c); }, 1};
  jobs.insert(jobs.end(), {&fftw, &fftw_prepared});
#endif
  take_turns(jobs, 101);

  Rational off, largest;
  bool inside = true;
  for (std::size_t i = 0; i < n; ++i) {
    off = max(off, abs(Rational::exact(answer.values[i]) - Rational(exact[i])));
    largest = max(largest, abs(Rational(exact[i])));
    inside = inside && contains(enclosed[i], Rational(exact[i]));
  }
  inside = inside && off <= Rational::exact(answer.error) && again.values == answer.values &&
           again.error == answer.error && exact == theirs_exact;

  const double one = ours.median();
  say("double with its bound", one, "first call, with its roots of unity, " + short_text(first * 1e3) + " ms");
  say("the same, prepared", ours_prepared.median(), "");
  say("exact integers", integers.median(), short_text(integers.median() / one) + " times double");
  say("FLINT's product of integers", flint.median(), "");
  say("balls of 64 bits", in_balls.median(), short_text(in_balls.median() / one) + " times double");
#ifdef ATTEST_FFTW
  double theirs = 0;
  for (std::size_t i = 0; i < n; ++i)
    theirs = std::max(theirs, abs(Rational::exact(c[n - 1 + i]) - Rational(exact[i])).nearest_double());
  say("FFTW, planned, without a bound", fftw.median(), "off by " + short_text(theirs));
  say("the same, prepared", fftw_prepared.median(), "");
  figure("over_fftw", one / fftw.median(), "times");
  figure("prepared_over_fftw", ours_prepared.median() / fftw_prepared.median(), "times");
#else
  std::cout << "FFTW                               skipped: attest was configured without it (libfftw3-dev)\n";
#endif
  figure("integer_over_flint", integers.median() / flint.median(), "times");
  figure("speedup_over_arb", in_balls.median() / one, "times");
  double frobenius = 0, norm = 0;
  for (std::size_t k = 0; k < wd.size(); ++k)
    frobenius += wd[k] * wd[k] * static_cast<double>(std::min(k + 1, wd.size() - k));
  for (const double v : xd) norm += v * v;
  figure("relative_bound", answer.error / std::sqrt(frobenius * norm), "of_frobenius_times_norm");
  std::cout << "error of double: bound " << short_text(answer.error) << ", found " << short_text(off.nearest_double())
            << ", ratio " << short_text(answer.error / off.nearest_double()) << "; largest entry "
            << short_text(largest.nearest_double()) << "\n";
  if (!inside) std::cout << "OUTSIDE: an answer lies beyond its bound\n";
  return inside ? 0 : 1;
}
