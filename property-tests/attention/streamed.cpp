#include "attest/attention/streamed.hpp"

#include <barrier>
#include <exception>
#include <mutex>
#include <thread>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/attention/definition.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/lowrank/factors.hpp"
#include "attest/number/thread.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::attention;

namespace {

/// Ranks that are threads.
class Threads final : public Team {
 public:
  struct Shared {
    explicit Shared(std::size_t size) : ranks(size), gate(static_cast<std::ptrdiff_t>(size)), failures(size) {}
    std::size_t ranks;
    std::barrier<> gate;
    std::vector<std::exception_ptr> failures;
    std::span<std::byte> sent;
  };
  Threads(Shared& shared, std::size_t rank) : shared_(shared), rank_(rank) {}
  using Team::broadcast;
  [[nodiscard]] std::size_t rank() const override { return rank_; }
  [[nodiscard]] std::size_t size() const override { return shared_.ranks; }
  void broadcast(std::span<std::byte> bytes, std::size_t from) const override {
    if (rank_ == from) shared_.sent = bytes;
    shared_.gate.arrive_and_wait();
    if (rank_ != from) std::copy(shared_.sent.begin(), shared_.sent.end(), bytes.begin());
    shared_.gate.arrive_and_wait();
  }
  void together(const std::function<void()>& work) const override {
    shared_.failures[rank_] = nullptr;
    try {
      work();
    } catch (...) {
      shared_.failures[rank_] = std::current_exception();
    }
    shared_.gate.arrive_and_wait();
    std::exception_ptr first;
    for (const auto& f : shared_.failures)
      if (f && !first) first = f;
    shared_.gate.arrive_and_wait();
    if (first) std::rethrow_exception(first);
  }

 private:
  Shared& shared_;
  std::size_t rank_;
};

class InMemory final : public RowSink {
 public:
  explicit InMemory(DoubleMatrix& out) : out_(out) {}
  void write(std::size_t begin, const DoubleMatrix& rows) override {
    RC_ASSERT(rows.cols() == out_.cols() && begin + rows.rows() <= out_.rows());
    std::copy(rows.entries().begin(), rows.entries().end(), out_.row(begin).begin());
  }

 private:
  DoubleMatrix& out_;
};

/// Rows that are counted, and that fail from some row on.
class Watched final : public RowSource {
 public:
  explicit Watched(const DoubleMatrix& a, std::size_t fails_at = ~std::size_t{0}) : a_(a), fails_at_(fails_at) {}
  [[nodiscard]] std::size_t rows() const override { return a_.rows(); }
  [[nodiscard]] std::size_t cols() const override { return a_.cols(); }
  [[nodiscard]] std::span<const double> read(std::size_t begin, std::size_t end,
                                             std::vector<double>& room) const override {
    if (end > fails_at_) throw std::runtime_error("row " + std::to_string(fails_at_) + " is unreadable");
    const auto rows = a_.entries().subspan(begin * cols(), (end - begin) * cols());
    room.assign(rows.begin(), rows.end());
    const std::lock_guard lock(counting_);
    most_ = std::max(most_, end - begin);
    read_ += end - begin;
    return room;
  }
  [[nodiscard]] std::size_t most() const { return most_; }
  [[nodiscard]] std::size_t read_in_all() const { return read_; }

 private:
  const DoubleMatrix& a_;
  std::size_t fails_at_;
  mutable std::mutex counting_;
  mutable std::size_t most_ = 0, read_ = 0;
};

Problem problem(std::size_t most_rows, double bound = 1.5) {
  const std::size_t d = size_in(1, 4), n = size_in(1, most_rows), m = size_in(1, most_rows);
  Problem p{double_matrix(n, d, bound), double_matrix(m, d, bound), double_matrix(m, size_in(1, 3), 2)};
  if (*rc::gen::arbitrary<bool>())
    for (double& k : p.k.entries()) k += 3;  // a shift pays
  return p;
}

struct Streamed {
  Outcome<StreamedPlan> plan;
  Outcome<Answer> answer;
  DoubleMatrix output;
};

Streamed streamed(const Problem& p, const RowSource& q, const RowSource& k, const RowSource& v, const Rational& eps,
                  std::size_t block, unsigned threads, std::size_t ranks) {
  Threads::Shared shared(ranks);
  DoubleMatrix output(p.q.rows(), p.v.cols());
  InMemory out(output);
  std::optional<Streamed> of_last;
  std::exception_ptr failure;
  const auto act = [&](std::size_t rank) {
    try {
      const Threads team(shared, rank);
      const RowPasses passes{threads, block, team, {}};
      const StreamedProblem problem{q, k, v, p.scale};
      auto plan = plan_streamed(problem, eps, passes);
      auto answer = plan.decided() ? softmax_streamed(problem, plan.value(), eps, Budget{}, passes, out)
                                   : Outcome<Answer>(plan.why());
      if (rank + 1 == ranks) of_last = Streamed{std::move(plan), std::move(answer), {}};
    } catch (...) {
      if (rank + 1 == ranks) failure = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  for (std::size_t r = 1; r < ranks; ++r)
    others.emplace_back([&act, r] {
      const CacheGuard guard;
      act(r);
    });
  act(0);
  for (auto& t : others) t.join();
  if (failure) std::rethrow_exception(failure);
  of_last->output = std::move(output);
  return std::move(*of_last);
}

Streamed streamed(const Problem& p, const Rational& eps, std::size_t block, unsigned threads, std::size_t ranks) {
  const RowsInMemory q(p.q), k(p.k), v(p.v);
  return streamed(p, q, k, v, eps, block, threads, ranks);
}

Rational eps() { return pow(Rational(10), -*rc::gen::inRange(1L, 9L)); }

}  // namespace

int main() {
  Suite s("attention/streamed");
  s.law(
      "rows read in blocks give the bytes of the passes over balanced matrices in memory, whatever the blocks, threads "
      "and ranks",
      [] {
        const Problem p = problem(700);
        const Rational e = eps();
        const auto some = streamed(p, e, size_in(1, 900), static_cast<unsigned>(size_in(1, 3)), size_in(1, 9));
        const RowsInMemory q(p.q), k(p.k), v(p.v);
        const auto plan = plan_streamed({q, k, v, p.scale}, e, RowPasses{});
        RC_ASSERT(plan.decided() == some.plan.decided());
        if (!plan.decided()) return;
        const auto& a = plan.value();
        const auto& b = some.plan.value();
        RC_ASSERT(a.score == b.score && a.degree() == b.degree() && a.rank == b.rank);
        RC_ASSERT(a.polynomial_error == b.polynomial_error && a.normalization_error == b.normalization_error);
        RC_ASSERT(a.how.shift == b.how.shift && a.how.perturbation == b.how.perturbation);
        if (!some.answer.decided()) return;
        DoubleMatrix x(p.q.rows(), p.q.cols()), y(p.k.rows(), p.k.cols());
        a.how.queries(p.q.entries(), x.entries());
        a.how.keys(p.k.entries(), y.entries());
        const auto weights = lowrank::monomial_weights(a.approximation.p, x.cols());
        const auto sums = kernel::moments_with_ones(y, p.v, a.degree(), weights.size(), 1);
        RC_ASSERT(kernel::evaluate_quotients(x, weights, sums, p.v.cols() + 1, a.degree(), 1) == some.output);
      });
  s.law("every entry is within the answer's bound of the definition, and the bound within eps", [] {
    const Problem p = problem(12);
    const Rational e = eps();
    const auto some = streamed(p, e, 64, 1, 1);
    if (!some.answer.decided()) return;
    const Rational bound = some.answer.value().error_bound();
    RC_ASSERT(bound <= e);
    std::vector<std::size_t> rows(p.q.rows());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
    const Precision precision(200);
    const BallMatrix exact = definition_rows(p, rows, precision, 1);
    for (std::size_t i = 0; i < p.q.rows(); ++i)
      for (std::size_t c = 0; c < p.v.cols(); ++c)
        RC_ASSERT(abs(sub(exact.get(i, c), Ball::exact(some.output(i, c)), precision)).lower() <= bound);
  });
  s.law("what a plan says of scores, entries and means bounds the balanced matrices", [] {
    Problem p = problem(200, *rc::gen::element(1.5, 1e-3, 1e-200, 1e-305));
    if (*rc::gen::inRange(0, 4) == 0)
      for (double& x : p.q.entries()) x = 0;
    if (*rc::gen::inRange(0, 3) == 0) p.q(0, 0) = 0x1p-1060;
    Balancing how;
    const Rational scale = Rational(2, 3);
    try {
      how = balance_rows(RowsInMemory(p.q), RowsInMemory(p.k), scale, RowPasses{});
    } catch (const std::domain_error&) {
      return;
    }
    DoubleMatrix x(p.q.rows(), p.q.cols()), y(p.k.rows(), p.k.cols());
    how.queries(p.q.entries(), x.entries());
    how.keys(p.k.entries(), y.entries());
    RC_ASSERT(largest_entry(x) == how.largest_x && largest_entry(y) == how.largest_y && how.largest_x <= 1);
    // In memory the same is made, and a bound of each key's scores besides.
    const Balanced b = balance({p.q, p.k, p.v, Scale::rational(scale)});
    RC_ASSERT(b.x == x && b.y == y && b.shift == how.shift && b.perturbation == how.perturbation);
    RC_ASSERT(b.bounds.score == how.bounds.score && b.bounds.mean == how.bounds.mean);
    const Rational vanished = Rational(y.cols()) * Rational::power_of_two(-500);
    std::vector<Rational> mean(y.cols());
    for (std::size_t j = 0; j < y.rows(); ++j)
      for (std::size_t l = 0; l < y.cols(); ++l) mean[l] += Rational::exact(y(j, l)) / Rational(y.rows());
    for (std::size_t i = 0; i < x.rows(); i += 1 + i / 4) {
      Rational of_mean;
      for (std::size_t l = 0; l < x.cols(); ++l) of_mean += Rational::exact(x(i, l)) * mean[l];
      RC_ASSERT(abs(of_mean) <= Rational::exact(how.bounds.mean));
      for (std::size_t j = 0; j < y.rows(); j += 1 + j / 4) {
        Rational absolute, balanced, exact;
        for (std::size_t l = 0; l < x.cols(); ++l) {
          balanced += Rational::exact(x(i, l)) * Rational::exact(y(j, l));
          absolute += abs(Rational::exact(x(i, l)) * Rational::exact(y(j, l)));
          exact += scale * Rational::exact(p.q(i, l)) * (Rational::exact(p.k(j, l)) - Rational::exact(how.shift[l]));
        }
        RC_ASSERT(absolute <= Rational::exact(how.bounds.absolute));
        RC_ASSERT(abs(balanced) <= Rational::exact(how.bounds.score));
        RC_ASSERT(abs(balanced) <= Rational::exact(b.reach(0, j)) + vanished);
        RC_ASSERT(b.reach(0, j) <= b.farthest_reach);
        RC_ASSERT(abs(exact - balanced) <= Rational::exact(how.perturbation));
      }
    }
  });
  s.law(
      "no more rows are read at once than a block has, three times those of Q and K, twice those of V",
      [] {
        const Problem p = problem(2000);
        const Watched q(p.q), k(p.k), v(p.v);
        const auto answer = streamed(p, q, k, v, Rational(1, 100), 64 * size_in(1, 5), 2, 1).answer;
        if (!answer.decided()) return;
        RC_ASSERT(q.most() <= 320 && k.most() <= 320 && v.most() <= 320);
        RC_ASSERT(q.read_in_all() == 3 * p.q.rows() && k.read_in_all() == 3 * p.k.rows());
        RC_ASSERT(v.read_in_all() == 2 * p.v.rows());
      },
      0.3);
  s.law(
      "a row that cannot be read ends every rank with its message",
      [] {
        const Problem p = problem(900);
        const Watched q(p.q, size_in(0, p.q.rows() - 1)), k(p.k), v(p.v);
        const std::size_t ranks = size_in(1, 5);
        try {
          static_cast<void>(streamed(p, q, k, v, Rational(1, 100), 64, 2, ranks));
          RC_FAIL("it was read");
        } catch (const std::runtime_error& e) {
          RC_ASSERT(std::string(e.what()).find("is unreadable") != std::string::npos);
        }
      },
      0.3);
  s.fact("shapes that do not fit and a budget that does not hold are named", [] {
    const DoubleMatrix a(2, 3), b(4, 2), none(0, 3);
    const RowsInMemory q(a), k(b), empty(none);
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          static_cast<void>(plan_streamed({q, k, k}, Rational(1), RowPasses{}));
        },
        {"Q, K: 2 x 3 and 4 x 2"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          static_cast<void>(plan_streamed({q, q, k}, Rational(1), RowPasses{}));
        },
        {"K, V: 2 x 3 and 4 x 2"}));
    RC_ASSERT(throws_with<std::invalid_argument>(
        [&] {
          static_cast<void>(plan_streamed({q, empty, q}, Rational(1), RowPasses{}));
        },
        {"empty"}));
    const StreamedProblem p{q, q, q};
    DoubleMatrix output(2, 3);
    InMemory out(output);
    const auto plan = plan_streamed(p, Rational(1, 100), RowPasses{});
    Budget small;
    small.memory_bytes = 100;
    const auto answer = softmax_streamed(p, plan.value(), Rational(1, 100), small, RowPasses{}, out);
    RC_ASSERT(!answer.decided() && answer.why().reason == Undecided::Reason::memory);
  });
  s.law("a problem in memory takes its matrices, its output and their copies, and no less for a row more", [] {
    const std::size_t n = size_in(1, 50), m = size_in(1, 50), d = size_in(1, 9), dv = size_in(1, 9);
    const DoubleMatrix q(n, d), k(m, d), v(m, dv);
    const auto bytes = [](const DoubleMatrix& a) { return sizeof(double) * a.entries().size(); };
    const double whole = in_memory_bytes(shape_of(Problem{q, k, v}));
    RC_ASSERT(whole == static_cast<double>(2 * bytes(q) + 2 * bytes(k) + bytes(v) + 2 * bytes(DoubleMatrix(n, dv))));
    RC_ASSERT(whole < in_memory_bytes(shape_of(Problem{DoubleMatrix(n + 1, d), k, v})));
  });
  return s.finish();
}
