#include "attention_job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "attest/attention/definition.hpp"
#include "attest/attention/tensor.hpp"
#include "attest/attention/tensor_definition.hpp"
#include "attest/attention/tensor_polynomial.hpp"
#include "attest/attention/toeplitz_method.hpp"
#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/number/text.hpp"
#include "certify.hpp"
#include "output.hpp"
#include "positions.hpp"

namespace attest::run {
namespace {

using attention::Problem;
using attention::TensorProblem;

/// The file typed after one option, or after the other for the same matrix.
std::string one_of(const std::string& name, const std::string& file, const std::string& numbered) {
  if (file.empty() == numbered.empty())
    throw std::invalid_argument(fmt::format("--{}: {}", name, file.empty() ? "it is required" : "it is given twice"));
  return file + numbered;
}

struct Files {
  std::vector<std::string> k, v;
};

Files files_of(const AttentionOptions& o, std::size_t order) {
  Files f;
  for (std::size_t a = 0; a < o.ks.size(); ++a) {
    const bool needed = a + 1 < order;
    for (const auto& [name, numbered] : {std::pair{"k", o.ks[a]}, std::pair{"v", o.vs[a]}}) {
      auto& list = *name == 'k' ? f.k : f.v;
      if (order == 2 && a == 0)
        list.push_back(one_of(name, *name == 'k' ? o.k : o.v, numbered));
      else if (needed && numbered.empty())
        throw std::invalid_argument(fmt::format("--{}{}: it is required with --order {}", name, a + 1, order));
      else if (!needed && !numbered.empty())
        throw std::invalid_argument(
            fmt::format("--{}{}: order {} takes {} of each; --order says which it is", name, a + 1, order, order - 1));
      else if (needed)
        list.push_back(numbered);
    }
  }
  if (order > 2 && !(o.k.empty() && o.v.empty()))
    throw std::invalid_argument(
        fmt::format("--k, --v: with --order {} keys and values are numbered, --k1, --v1, ...", order));
  if (order > 2 && has_positions(o))
    throw std::invalid_argument(
        "--rope, --w-kernel, --bias, --causal, --window, --dilation, --block, --query-offset: "
        "positions and masks are for order 2");
  return f;
}

TensorProblem read_tensor(const AttentionOptions& o, const Files& f) {
  TensorProblem p{data::read_double_matrix(o.q), {}, {}, attention::Scale::parse(o.scale)};
  for (const auto& file : f.k) p.k.push_back(data::read_double_matrix(file));
  for (const auto& file : f.v) p.v.push_back(data::read_double_matrix(file));
  return p;
}

Problem read_problem(const AttentionOptions& o, const Files& f) {
  Problem p{data::read_double_matrix(o.q), data::read_double_matrix(f.k[0]), data::read_double_matrix(f.v[0]),
            attention::Scale::parse(o.scale)};
  set_positions(p, o);
  return p;
}

/// Words of 64 bits that a product of one entry of each matrix takes at most, as a whole number over a common power of
/// two.
std::size_t words_of(const std::vector<DoubleMatrix>& matrices) {
  long bits = 0;
  for (const auto& m : matrices) {
    int lowest = 0, highest = 0;
    for (const double x : m.entries()) {
      if (x == 0) continue;
      int exponent = 0;
      const double fraction = std::frexp(x, &exponent);
      highest = std::max(highest, exponent);
      int used = 1;
      while (used < 53 && std::ldexp(fraction, used) != std::floor(std::ldexp(fraction, used))) ++used;
      lowest = std::min(lowest, exponent - used);
    }
    bits += highest - lowest;
  }
  return static_cast<std::size_t>(bits) / 64 + 1;
}

Outcome<attention::Answer> by_definition(const Problem& p, const Rational& eps, const Budget& budget, unsigned threads,
                                         const attention::SomeRows& rows) {
  return softmax_by_definition(p, eps, budget, threads, rows);
}
Outcome<attention::Answer> by_definition(const TensorProblem& p, const Rational& eps, const Budget& budget,
                                         unsigned threads, const attention::SomeRows& rows) {
  return tensor_by_definition(p, eps, budget, threads, rows);
}

Rational largest_difference(const DoubleMatrix& output, const std::vector<std::size_t>& rows,
                            const DoubleMatrix& again) {
  Rational most;
  for (std::size_t t = 0; t < rows.size(); ++t)
    for (std::size_t c = 0; c < again.cols(); ++c)
      most = max(most, abs(Rational::exact(output(rows[t], c)) - Rational::exact(again(t, c))));
  return most;
}

}  // namespace

AttentionJob::AttentionJob(const AttentionOptions& o) {
  const std::size_t order = parse_order(o.order);
  const Files f = files_of(o, order);
  files_ = {o.q};
  for (std::size_t a = 0; a < f.k.size(); ++a) {
    files_.push_back(f.k[a]);
    files_.push_back(f.v[a]);
  }
  if (!o.kernel.empty()) files_.push_back(o.kernel);
  if (order == 2)
    problem_ = read_problem(o, f);
  else
    problem_ = read_tensor(o, f);
  try {
    std::visit([](const auto& p) { require_valid(p); }, problem_);
  } catch (const std::invalid_argument& e) {
    throw data::InputError(e.what());
  }
  if (order == 2) positions_ = positions_text(o, std::get<Problem>(problem_));
}

std::size_t AttentionJob::n() const {
  return std::visit([](const auto& p) { return p.q.rows(); }, problem_);
}
std::size_t AttentionJob::d() const {
  return std::visit([](const auto& p) { return p.q.cols(); }, problem_);
}
std::string AttentionJob::scale() const {
  return std::visit([](const auto& p) { return p.scale.text(); }, problem_);
}
std::size_t AttentionJob::dv() const {
  const auto* tensor = std::get_if<TensorProblem>(&problem_);
  return tensor != nullptr ? tensor->values() : std::get<Problem>(problem_).v.cols();
}
std::vector<std::size_t> AttentionJob::m() const {
  const auto* tensor = std::get_if<TensorProblem>(&problem_);
  if (tensor == nullptr) return {std::get<Problem>(problem_).k.rows()};
  std::vector<std::size_t> rows;
  for (const auto& k : tensor->k) rows.push_back(k.rows());
  return rows;
}
std::string AttentionJob::mask() const {
  const auto* plain = std::get_if<Problem>(&problem_);
  return plain == nullptr || plain->mask.everything() ? "" : plain->mask.text();
}
std::size_t AttentionJob::query_offset() const {
  const auto* plain = std::get_if<Problem>(&problem_);
  return plain == nullptr ? 0 : plain->query_offset;
}

JobFacts AttentionJob::facts() const {
  return {files_, n(), d(), dv(), m(), scale(), mask(), positions_, query_offset()};
}

AttentionJob::Plan AttentionJob::plan(const Rational& eps) const {
  if (const auto* p = std::get_if<Problem>(&problem_);
      p != nullptr && std::holds_alternative<attention::GeneralKernel>(p->positions)) {
    const auto made = plan_toeplitz(*p, eps);
    if (!made.decided()) return {shape_of(*p), made.why(), 0};
    return {shape_of(*p), attention::ScorePlan(made.value()), made.value().terms};
  }
  return std::visit(
      [&](const auto& p) -> Plan {
        const auto made = plan_polynomial(p, eps);
        if (!made.decided()) return {shape_of(p), made.why(), 0};
        return {shape_of(p), attention::ScorePlan(made.value()), made.value().rank};
      },
      problem_);
}

double AttentionJob::definition_seconds(unsigned threads) const {
  return std::visit([&](const auto& p) { return definition_cost(shape_of(p), threads).seconds; }, problem_);
}

Outcome<attention::Attended> AttentionJob::attend(const Rational& eps, attention::Method method, const Budget& budget,
                                                  unsigned threads) const {
  if (const auto* tensor = std::get_if<TensorProblem>(&problem_))
    return attention::attend(*tensor, eps, method, budget, threads);
  return softmax(std::get<Problem>(problem_), eps, method, budget, threads);
}

std::optional<TensorProblem> AttentionJob::without_positions() const {
  if (const auto* tensor = std::get_if<TensorProblem>(&problem_)) return *tensor;
  if (!positions_.empty()) return std::nullopt;
  const auto& p = std::get<Problem>(problem_);
  return TensorProblem{p.q, {p.k}, {p.v}, p.scale};
}

void AttentionJob::require_affordable(double seconds, std::size_t rows, const Budget& budget) const {
  const double needed = seconds * static_cast<double>(rows) / static_cast<double>(n());
  if (needed > budget.seconds)
    throw Refusal(fmt::format("--confirm: {} rows by the definition need about {} s; allowed are {}", rows,
                              to_decimal_up(needed, 3), to_decimal_up(budget.seconds, 3)));
}

void AttentionJob::require_checkable(std::size_t rows) const {
  const auto* tensor = std::get_if<TensorProblem>(&problem_);
  if (tensor == nullptr) return;
  const double columns = static_cast<double>(d() + dv()), tuples = tensor->tuples();
  const double words = tuples * static_cast<double>(std::max(d() * words_of(tensor->k), dv() * words_of(tensor->v)));
  if (words > 0x1p23 || tuples * static_cast<double>(std::max(d(), dv())) > 0x1p22)
    throw Refusal(fmt::format(
        "--certificate: attest-check does not multiply out {:.3g} tuples of these keys and values", tuples));
  // A row is decided at 192 bits unless its error is below what float64 can hold.
  const double most = std::floor(0x1p34 / (tuples * (192 * 192 + 512 * columns)));
  if (static_cast<double>(rows) > most)
    throw Refusal(fmt::format("--certificate: attest-check takes at most {} rows of {:.3g} tuples; --rows asks for {}",
                              static_cast<long>(most), tuples, rows));
}

std::optional<std::size_t> AttentionJob::rows_to_confirm(const std::string& text, attention::Method method,
                                                         const Budget& budget, unsigned threads) const {
  if (text == "0") return std::nullopt;
  const std::size_t rows = choose_rows("--confirm", text, n(), data::sha256("")).size();
  const auto plain = method == attention::Method::definition_double ? std::nullopt : without_positions();
  require_affordable(plain ? definition_in_double_cost(shape_of(*plain), threads).seconds : definition_seconds(threads),
                     rows, budget);
  return rows;
}

Confirmation AttentionJob::confirm(const attention::Answer& answer, const std::vector<std::size_t>& rows,
                                   const Rational& eps, const Budget& budget, unsigned threads) const {
  const auto compared = [&](const char* method, const attention::Answer& again) {
    return Confirmation{rows, method, largest_difference(answer.output, rows, again.output),
                        answer.error_bound() + again.error_bound()};
  };
  // What came from the definition in double is repeated in balls.
  const auto plain = answer.method == "definition-double" ? std::nullopt : without_positions();
  if (plain) {
    const auto again = tensor_in_double(*plain, eps, threads, rows);
    if (again.decided()) return compared("definition in double", again.value());
  }
  const auto again = std::visit([&](const auto& p) { return by_definition(p, eps, budget, threads, rows); }, problem_);
  if (!again.decided()) return {rows, "definition", {}, {}, again.why().text};
  return compared("definition", again.value());
}

}  // namespace attest::run
