// Every real head given as a folder: attest's output against the definition in balls, entry by entry.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/data/npy.hpp"

using namespace attest;
using namespace attest::test;
namespace fs = std::filesystem;

namespace {

std::set<std::string> heads_in(const fs::path& folder) {
  std::set<std::string> heads;
  if (fs::is_directory(folder))
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().string();
      if (name.ends_with("_q.npy")) heads.insert(name.substr(0, name.size() - 6));
    }
  return heads;
}

/// A causal model's heads come before rotation; the others know no positions.
attention::Problem problem_of(const std::string& head) {
  attention::Problem p{data::read_npy_matrix(head + "_q.npy"), data::read_npy_matrix(head + "_k.npy"),
                       data::read_npy_matrix(head + "_v.npy"), attention::Scale::inverse_sqrt()};
  if (fs::path(head).filename().string().starts_with("stories")) {
    p.positions = attention::standard_rotary(p.q.cols(), p.q.cols(), attention::Pairing::interleaved, 10000);
    p.mask.causal = true;
  }
  return p;
}

DoubleMatrix first_rows(const DoubleMatrix& a, std::size_t n) {
  DoubleMatrix b(n, a.cols());
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t c = 0; c < a.cols(); ++c) b(i, c) = a(i, c);
  return b;
}

/// With scores small enough for polynomials: both structured routes against the definition.
void compare_routes(const std::string& head) {
  attention::Problem p = problem_of(head);
  for (auto* m : {&p.q, &p.k, &p.v}) *m = first_rows(*m, 64);
  p.scale = attention::Scale::rational(Rational(1, 400));
  for (const std::size_t window : {64U, 9U}) {
    p.mask.window = window;
    const Rational eps(1, 100);
    const auto low = softmax(p, eps, attention::Method::polynomial_balls, Budget{}, 2),
               toeplitz = softmax(p, eps, attention::Method::toeplitz, Budget{}, 2),
               exact = softmax(p, pow(Rational(10), -12), attention::Method::definition, Budget{}, 2);
    RC_ASSERT(low.decided() && toeplitz.decided() && exact.decided());
    for (const auto* route : {&low.value().answer, &toeplitz.value().answer}) {
      const Rational bound = route->error_bound() + exact.value().answer.error_bound();
      RC_ASSERT(route->error_bound() <= eps);
      for (std::size_t at = 0; at < route->output.entries().size(); ++at)
        RC_ASSERT(abs(Rational::exact(route->output.entries()[at]) -
                      Rational::exact(exact.value().answer.output.entries()[at])) <= bound);
    }
  }
}

DoubleMatrix times(DoubleMatrix a, double factor) {
  for (double& x : a.entries()) x *= factor;
  return a;
}

/// Order 3 on the head's own matrices: Q = q, K1 = k, K2 = v.  With scores up to 1/8 the polynomial method is taken;
/// with every matrix multiplied by 4 it cannot pay, and the definition answers.  Some rows by the judge.
void compare_order_3(const std::string& head) {
  const attention::Problem p = problem_of(head);
  const auto scaled = [&](double factor, const Rational& scale) {
    return attention::TensorProblem{
        times(p.q, factor), {times(p.k, factor), times(p.v, factor)}, {p.v, p.k}, attention::Scale::rational(scale)};
  };
  const double unscaled = balance(scaled(1, 1)).bounds.score;
  const Rational scale = Rational::power_of_two(-3 - static_cast<long>(std::ceil(std::log2(unscaled))));
  for (const double factor : {1.0, 4.0}) {
    const attention::TensorProblem t = scaled(factor, scale);
    const Rational eps = t.half_spread() / Rational(1000);
    const auto out = attend(t, eps, attention::Method::automatic, Budget{}, 2);
    RC_ASSERT(out.decided());
    RC_ASSERT(out.value().answer.method == (factor == 1 ? "polynomial" : "definition-double"));
    RC_ASSERT(factor == 1 || out.value().why.starts_with("polynomial method cannot pay: scores up to"));
    const Rational bound = out.value().answer.error_bound();
    RC_ASSERT(bound <= eps);
    const std::vector<std::size_t> rows{0, 31, t.q.rows() - 1};
    const Precision precision(200);
    const BallMatrix exact = definition_rows(t, rows, precision, 2);
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (std::size_t c = 0; c < t.values(); ++c) {
        const Ball error = abs(sub(exact.get(r, c), Ball::exact(out.value().answer.output(rows[r], c)), precision));
        RC_ASSERT(certainly(less_equal(error, Ball(bound, precision))));
      }
  }
}

void compare(const std::string& head) {
  const attention::Problem p = problem_of(head);
  const Rational eps = pow(Rational(10), -6);
  const auto a = softmax(p, eps, attention::Method::automatic, Budget{}, 2);
  RC_ASSERT(a.decided());
  const Rational bound = a.value().answer.error_bound();
  RC_ASSERT(bound <= eps);
  std::vector<std::size_t> rows(p.q.rows());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  const Precision precision(256);
  const BallMatrix exact = definition_rows(p, rows, precision, 2);
  const Ball limit(bound, precision);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t c = 0; c < p.v.cols(); ++c) {
      const Ball error = abs(sub(exact.get(i, c), Ball::exact(a.value().answer.output(i, c)), precision));
      RC_ASSERT(possibly(less_equal(error, limit)));
      RC_ASSERT(error.radius() < Rational::power_of_two(-150));
    }
}

}  // namespace

int main(int argc, char** argv) {
  Suite s("attention/heads");
  for (int i = 1; i < argc; ++i) {
    const auto heads = heads_in(argv[i]);
    if (heads.empty()) s.skip("the heads of another folder", "it is not there");
    for (const auto& head : heads)
      s.fact(fs::path(head).filename().string() +
                 ": every entry within the reported bound of the definition, the bound within eps",
             [&] { compare(head); });
    for (const auto& head : heads)
      if (i == 1 || fs::path(head).filename().string().starts_with("ppocr_n160"))
        s.fact(fs::path(head).filename().string() +
                   ", order 3: the polynomial method where scores are bounded, the definition where they are 64 times "
                   "larger, both within their bounds",
               [&] { compare_order_3(head); });
    for (const auto& head : heads)
      if (fs::path(head).filename().string().starts_with("stories"))
        s.fact(
            fs::path(head).filename().string() +
                ", scaled down: turned low rank and Toeplitz terms within their bounds of the definition, causal and "
                "windowed",
            [&] { compare_routes(head); });
  }
  return s.finish();
}
