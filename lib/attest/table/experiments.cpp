#include <algorithm>
#include <cmath>
#include <utility>

#include "attest/attention/softmax.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/table/linear.hpp"
#include "attest/table/tables.hpp"
#include "attest/table/true_error.hpp"

namespace attest::table {

namespace {

using attention::Method;
using attention::Problem;
using attention::TensorProblem;

constexpr std::size_t random_features = 256;
constexpr double most_seconds = 10, most_bytes = 1e9;  // for one method on one problem

/// Entries in [-bound, bound], the same on every machine.
DoubleMatrix numbers(std::size_t rows, std::size_t cols, double bound, std::uint64_t seed) {
  DoubleMatrix m(rows, cols);
  for (double& x : m.entries()) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    x = bound * (static_cast<double>(seed >> 11) * 0x1p-52 - 1);
  }
  return m;
}

/// The result and the least time of a few runs, of one where it takes long.
template <class Work>
auto timed(Work work) {
  constexpr int runs = 3;
  constexpr double long_run = 0.2;
  double least = INFINITY;
  for (int run = 0;; ++run) {
    const Stopwatch watch;
    auto result = work();
    const double seconds = watch.seconds();
    least = std::min(least, seconds);
    if (run + 1 == runs || seconds > long_run) return std::pair{std::move(result), least};
  }
}

/// What one method is asked for: n, d, the bound of the scores, eps.
struct Size {
  long n, d;
  Rational beta, eps;
};
Row head(const char* method, const Size& size) {
  return {Text{method}, Integer(size.n), Integer(size.d), size.beta, size.eps};
}

template <class AnyProblem>
Row certified(const char* name, const Size& size, const AnyProblem& problem, Method method) {
  Row row = head(name, size);
  Budget budget;
  budget.seconds = most_seconds;
  budget.memory_bytes = most_bytes;
  const auto [attended, seconds] = timed([&] {
    if constexpr (std::is_same_v<AnyProblem, Problem>)
      return attention::softmax(problem, size.eps, method, budget, 1);
    else
      return attention::attend(problem, size.eps, method, budget, 1);
  });
  if (!attended.decided()) {
    for (int c = 0; c < 3; ++c) row.emplace_back(Missing{attended.why().text});
  } else {
    const auto& answer = attended.value().answer;
    row.insert(row.end(), {Measured{seconds}, true_error(problem, answer.output, 1),
                           Enclosure{Rational(0), answer.error_bound()}});
  }
  row.emplace_back(Text{attended.decided() ? "proved for every entry" : "refused"});
  return row;
}

template <class Work>
Row uncertified(const char* name, const Size& size, const Problem& problem, Work work) {
  Row row = head(name, size);
  const auto [output, seconds] = timed(work);
  row.insert(row.end(), {Measured{seconds}, true_error(problem, output, 1), Missing{"the method comes without one"},
                         Text{"nothing is proved"}});
  return row;
}

void experiments(const Size& size, const std::function<void(Row)>& emit) {
  const auto n = static_cast<std::size_t>(size.n), d = static_cast<std::size_t>(size.d);
  const double share = size.beta.nearest_double() / std::sqrt(static_cast<double>(size.d)), entry = std::sqrt(share),
               third = std::cbrt(share);
  Problem plain{numbers(n, d, entry, 1), numbers(n, d, entry, 2), numbers(n, d, 1, 3)};
  Problem rotary = plain;
  if (d % 2 == 0) rotary.positions = attention::standard_rotary(d, d, attention::Pairing::interleaved, 10'000);
  const TensorProblem tensor{numbers(n, d, third, 1),
                             {numbers(n, d, third, 2), numbers(n, d, third, 4)},
                             {numbers(n, d, 1, 3), numbers(n, d, 1, 5)}};
  emit(certified("definition", size, plain, Method::definition_double));
  emit(certified("low rank", size, plain, Method::polynomial));
  if (d % 2 == 0) {
    emit(certified("RoPE: rotate, then low rank", size, rotary, Method::polynomial));
    emit(certified("RoPE: Toeplitz terms", size, rotary, Method::toeplitz));
  }
  emit(certified("order 3: definition", size, tensor, Method::definition_double));
  emit(certified("order 3: low rank", size, tensor, Method::polynomial));
  // The peers take the scale into queries and keys.
  DoubleMatrix q = plain.q, k = plain.k;
  const double root = 1 / std::sqrt(std::sqrt(static_cast<double>(d)));
  for (auto* m : {&q, &k})
    for (double& x : m->entries()) x *= root;
  emit(uncertified("degree-2 features", size, plain, [&] { return degree_two_attention(q, k, plain.v); }));
  emit(uncertified("random features", size, plain,
                   [&] { return random_feature_attention(q, k, plain.v, random_features, 1); }));
}

Sheet sheet(const Grid& grid) {
  Sheet s{
      "experiments",
      {"Time, true error and proven bound of each method on random matrices of n rows, uniform entries of the one size "
       "that bounds scores by beta, values in [-1, 1], scale 1/sqrt(d). True error: the largest of " +
       std::to_string(judged_rows) +
       " rows held against the definition, of order 3 in double with its bound charged. One thread, the least of three "
       "runs. Beside them, "
       "uncertified, degree-2 features (Based) and " +
       std::to_string(random_features) + " positive random features (Performer), which know no eps."},
      {words("method", {"method"}),
       {"n", {"n", "$n$"}},
       {"d", {"d", "$d$"}},
       {"b", {"beta", "$\\beta$"}},
       {"eps", {"eps", "$\\varepsilon$"}},
       {"seconds", {"time"}, "s", Show::measured},
       {"true_error", {"error of " + std::to_string(judged_rows) + " rows"}, "", Show::above, 3},
       {"bound", {"proven bound"}, "", Show::above, 3},
       words("scope", {"scope"})},
      {}};
  s.rows = [grid](const auto& emit) {
    for (const long n : grid.wholes("n"))
      for (const long d : grid.wholes("d"))
        for (const auto& beta : grid.numbers("b"))
          for (const auto& eps : grid.numbers("eps")) experiments({n, d, beta, eps}, emit);
  };
  return s;
}

}  // namespace

Definition experiments_table() {
  return {
      "experiments",
      "time, true error and proven bound of every method, beside two that prove nothing",
      {{"n", "rows", Kind::whole, {256, 1024}, 1, 65'536},
       {"d", "columns", Kind::whole, {4, 8}, 1, 256},
       {"b", "bounds of the scores", Kind::rational, {Rational(1, 2), 2}, Rational(1, 1000), 100},
       {"eps", "errors", Kind::rational, {pow(Rational(10), -2), pow(Rational(10), -6)}, pow(Rational(10), -12), 1}},
      Needs::nothing,
      sheet};
}

}  // namespace attest::table
