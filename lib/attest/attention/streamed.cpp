#include "attest/attention/streamed.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attest/attention/polynomial_in_double.hpp"
#include "attest/count/ranks.hpp"
#include "attest/kernel/moments.hpp"
#include "attest/number/text.hpp"

namespace attest::attention {
namespace {

std::string shape(const RowSource& a) { return std::to_string(a.rows()) + " x " + std::to_string(a.cols()); }

void require_valid(const StreamedProblem& p) {
  for (const auto* a : {&p.q, &p.k, &p.v})
    if (a->rows() == 0 || a->cols() == 0) throw std::invalid_argument("Q, K, V: none may be empty");
  if (p.q.cols() != p.k.cols())
    throw std::invalid_argument("Q, K: " + shape(p.q) + " and " + shape(p.k) +
                                "; both need the same number of columns d");
  if (p.k.rows() != p.v.rows())
    throw std::invalid_argument("K, V: " + shape(p.k) + " and " + shape(p.v) + "; both need the same number of rows");
}

/// The sums of the chunks' moments, in order.
std::vector<double> moment_sums(const StreamedProblem& p, const Balancing& how, const kernel::PassesInPieces& kernel,
                                const RowPasses& passes) {
  const std::size_t m = p.k.rows(), chunk = kernel::moment_chunk_rows(m), chunks = (m + chunk - 1) / chunk;
  struct Room {
    std::vector<double> k, v;
    DoubleMatrix y, values;
  };
  std::vector<std::vector<double>> parts(chunks);
  std::vector<Room> rooms(chunks);
  for_each_block_in_chunks(m, passes, "moments", [&](std::size_t c, std::size_t begin, std::size_t end) {
    Room& room = rooms[c];
    const auto k = p.k.read(begin, end, room.k), v = p.v.read(begin, end, room.v);
    if (room.y.rows() != end - begin) {
      room.y = DoubleMatrix(end - begin, p.k.cols());
      room.values = DoubleMatrix(end - begin, p.v.cols());
    }
    how.keys(k, room.y.entries());
    std::copy(v.begin(), v.end(), room.values.entries().begin());
    parts[c].resize(kernel.numbers());
    kernel.add(room.y, room.values, parts[c]);
    if (end == std::min(m, (c + 1) * chunk)) room = {};
  });
  std::vector<double> total;
  for (std::size_t c = 0; c < chunks; ++c) {
    auto part = std::move(parts[c]);
    part.resize(kernel.numbers());
    passes.team.broadcast(part, passes.team.owner(c, chunks));
    if (c == 0)
      total = std::move(part);
    else
      for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i];
  }
  return total;
}

}  // namespace

Shape shape_of(const StreamedProblem& p) {
  const auto count = [](std::size_t x) { return static_cast<double>(x); };
  Shape s;
  s.n = count(p.q.rows()), s.d = count(p.q.cols()), s.dv = count(p.v.cols()), s.m = {count(p.k.rows())};
  s.tuples = s.n * s.m[0];
  return s;
}

Outcome<StreamedPlan> plan_streamed(const StreamedProblem& p, const Rational& eps, const RowPasses& passes) {
  require_valid(p);
  const ColumnRanges v = columns_in_rows(p.v, passes);
  Balancing how;
  try {
    how = balance_rows(p.q, p.k, p.scale.value(p.q.cols(), Precision(128)).midpoint(), passes);
  } catch (const OutOfRange& e) {
    return Undecided{Undecided::Reason::bounds_do_not_separate, e.what(), {}, {}};
  }
  auto scores = plan_scores(how.bounds.score, how.perturbation, half_spread(v), eps);
  if (!scores.decided()) return scores.why();
  StreamedPlan plan{std::move(scores).value(), std::move(how), {}, v.largest()};
  plan.rank = count::tight_rank(static_cast<long>(p.q.cols()), static_cast<long>(plan.degree()));
  return plan;
}

Cost streamed_cost(const StreamedProblem& p, const Integer& rank, const RowPasses& passes) {
  const Shape s = shape_of(p);
  Cost cost = polynomial_cost(s, rank, passes.threads);
  const auto most = static_cast<double>(std::max(p.q.rows(), kernel::moment_chunk_rows(p.k.rows())));
  const double rows = std::min(static_cast<double>(passes.block_rows + 64), most);
  // Of each thread a block of each matrix as read, and what is made of it.
  cost.bytes += 8 * rows * 3 * (s.d + s.dv) * passes.threads;
  cost.seconds /= static_cast<double>(passes.team.size());
  return cost;
}

double in_memory_bytes(const Shape& s) {
  const double m = s.m[0];
  // Q, K, V, and the output twice; the balanced Q and K.
  return 8 * (2 * (s.n + m) * s.d + m * s.dv + 2 * s.n * s.dv);
}

Outcome<Answer> softmax_streamed(const StreamedProblem& p, const StreamedPlan& plan, const Rational& eps,
                                 const Budget& budget, const RowPasses& passes, RowSink& out) {
  const std::string what = "rank " + plan.rank.str() + " (degree " + std::to_string(plan.degree()) + ")";
  if (auto refusal = over_budget(what, streamed_cost(p, plan.rank, passes), budget)) return *refusal;
  const std::size_t d = p.q.cols();
  const Balancing& how = plan.how;
  auto weighed = weigh(answer_from(plan, "polynomial", plan.rank), plan, d,
                       {how.largest_x, {{p.k.rows(), how.largest_y, plan.largest_value}}, how.bounds}, eps);
  if (!weighed.decided()) return weighed.why();
  auto [answer, weights] = std::move(weighed).value();
  kernel::PassesInPieces kernel(d, plan.degree(), p.v.cols());
  kernel.weigh(weights, moment_sums(p, how, kernel, passes));
  for_each_block(p.q.rows(), passes, "rows", [&](std::size_t begin, std::size_t end) {
    std::vector<double> room;
    DoubleMatrix x(end - begin, d);
    how.queries(p.q.read(begin, end, room), x.entries());
    out.write(begin, kernel.quotients(x));
  });
  return std::move(answer);
}

}  // namespace attest::attention
