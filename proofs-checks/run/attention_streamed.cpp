#include "attention_streamed.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <mutex>

#include "attest/attention/cost.hpp"
#include "attest/data/error.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/number/text.hpp"
#include "positions.hpp"
#include "process.hpp"
#include "team.hpp"

namespace attest::run {
namespace {

using attention::Method;

/// Empty where it can be streamed.
std::string why_not(const AttentionOptions& o, Method method) {
  if (o.order != "2") return "--order: " + o.order + "; only order 2 is read by rows";
  if (has_positions(o)) return "positions, biases and masks need the matrices in memory";
  if (o.confirm != "0") return "--confirm: " + o.confirm + "; repeating rows needs the matrices in memory";
  if (method != Method::automatic && method != Method::polynomial)
    return "--method: " + o.method + "; allowed are auto and polynomial";
  for (const auto& file : {o.q, o.k + o.ks[0], o.v + o.vs[0]})
    if (std::filesystem::path(file).extension() != ".npy") return "'" + file + "': only .npy files are read by rows";
  return {};
}

/// Percent, rows a second and seconds left of the pass that runs, a few times a second.
class Progress {
 public:
  explicit Progress(bool asked)
      : terminal_(isatty(STDERR_FILENO)), shown_(team().rank() == 0 && (asked || terminal_)) {}
  ~Progress() {
    if (!open_) return;
    std::fputc('\n', stderr);
    line_is_open(false);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  [[nodiscard]] bool shown() const { return shown_; }
  void operator()(const char* what, std::size_t done, std::size_t rows) {
    const std::lock_guard lock(mutex_);
    if (what != what_ || done == 0) what_ = what, begin_.restart();
    if (last_.seconds() < (terminal_ ? 0.25 : 1)) return;
    last_.restart();
    const double spent = begin_.seconds();
    const double share = rows == 0 ? 1 : static_cast<double>(done) / static_cast<double>(rows);
    const double left = done == 0 ? 0 : spent * (1 / share - 1);
    const auto line = fmt::format("attest: {}: {:.0f} %, {:.3g} rows/s, {:.0f} s left", what, 100 * share,
                                  spent > 0 ? static_cast<double>(done) / spent : 0.0, left);
    if (terminal_) {
      std::fprintf(stderr, "\r%-72s", line.c_str());
      open_ = true;
      line_is_open(true);
    } else {
      std::fprintf(stderr, "%s\n", line.c_str());
    }
  }

 private:
  bool terminal_, shown_, open_ = false;
  const char* what_ = "";
  Stopwatch begin_, last_;
  std::mutex mutex_;
};

/// A text of rank 0, on every rank.
std::string shared(std::string text) {
  std::size_t size = text.size();
  team().broadcast(std::as_writable_bytes(std::span(&size, 1)), 0);
  text.resize(size);
  team().broadcast(std::as_writable_bytes(std::span(text)), 0);
  return text;
}

}  // namespace

std::optional<StreamedJob> StreamedJob::of(const AttentionOptions& o, Method method, const Budget& budget) {
  const bool asked = o.stream || team().size() > 1;
  if (const std::string no = why_not(o, method); !no.empty()) {
    if (asked) throw std::invalid_argument((o.stream ? "--stream: " : "mpirun: ") + no);
    return std::nullopt;
  }
  for (const auto& [name, one, other] : {std::tuple{"k", &o.k, &o.ks[0]}, std::tuple{"v", &o.v, &o.vs[0]}})
    if (one->empty() == other->empty()) return std::nullopt;  // AttentionJob says it better
  StreamedJob job;
  try {
    team().together([&] {
      job.q_ = std::make_unique<data::NpyRows>(o.q);
      job.k_ = std::make_unique<data::NpyRows>(o.k + o.ks[0]);
      job.v_ = std::make_unique<data::NpyRows>(o.v + o.vs[0]);
    });
  } catch (const data::InputError&) {
    if (asked) throw;
    return std::nullopt;
  }
  const attention::StreamedProblem problem{*job.q_, *job.k_, *job.v_};
  if (!asked && in_memory_bytes(shape_of(problem)) <= budget.memory_bytes) return std::nullopt;
  job.options_ = o;
  auto& f = job.facts_;
  f.files = {o.q, o.k + o.ks[0], o.v + o.vs[0]};
  f.n = job.q_->rows(), f.d = job.q_->cols(), f.dv = job.v_->cols(), f.m = {job.k_->rows()};
  f.scale = attention::Scale::parse(o.scale).text();
  return job;
}

Outcome<attention::Attended> StreamedJob::attend(const Rational& eps, Method method, const Budget& budget,
                                                 unsigned threads) const {
  // Estimates must be the same on all ranks: rank 0's threads count.
  auto all_threads = static_cast<double>(threads);
  team().broadcast(std::span<double>(&all_threads, 1), 0);
  threads = static_cast<unsigned>(all_threads);
  const attention::StreamedProblem problem{*q_, *k_, *v_, attention::Scale::parse(options_.scale)};
  constexpr std::size_t block_numbers = 1 << 16;
  Progress progress(options_.progress);
  attention::RowPasses passes{
      threads, std::max<std::size_t>(64, block_numbers / std::max(facts_.d, facts_.dv)), team(), {}};
  if (progress.shown())
    passes.progress = [&](const char* what, std::size_t done, std::size_t rows) { progress(what, done, rows); };

  const auto plan = [&] {
    try {
      return plan_streamed(problem, eps, passes);
    } catch (const std::invalid_argument& e) {  // shapes
      throw data::InputError(e.what());
    }
  }();
  const std::string elsewhere = "; other methods need about " + to_decimal_up(in_memory_bytes(shape_of(problem)), 3) +
                                " bytes of --memory for the matrices";
  if (!plan.decided()) return Undecided{plan.why().reason, plan.why().text + elsewhere, {}, {}};
  const auto& p = plan.value();
  const std::string size = size_text(p, "rank " + p.rank.str());
  const auto cost = streamed_cost(problem, p.rank, passes);
  std::string why = "asked for";
  if (method == Method::automatic) {
    const auto slow = definition_in_double_cost(shape_of(problem), threads);
    why = size + ": an estimated " + to_decimal_up(cost.seconds, 2) + " s against " +
          to_decimal_up(slow.seconds / static_cast<double>(team().size()), 2) + " s by the definition";
    if (cost.seconds * static_cast<double>(team().size()) >= slow.seconds)
      return Undecided{Undecided::Reason::seconds, "polynomial method cannot pay: " + why + elsewhere, {}, {}};
  }
  why += fmt::format("; read by rows, at most {} at a time", passes.block_rows);
  if (team().size() > 1) why += fmt::format(", by {} processes", team().size());
  return attention::take({"polynomial", size, cost,
                          [&]() -> Outcome<attention::Answer> {
                            std::optional<data::NpyRowSink> out;
                            const auto open = [&](const std::string& part) {
                              team().together([&] {
                                if ((team().rank() == 0) == part.empty())
                                  out.emplace(options_.out, facts_.n, facts_.dv, part);
                              });
                            };
                            open("");
                            if (const auto part = shared(out ? out->part().part_name() : ""); team().size() > 1)
                              open(part);
                            auto answer = softmax_streamed(problem, p, eps, budget, passes, *out);
                            if (!answer.decided()) return answer;
                            team().together([&] {
                              for (const auto* rows : {q_.get(), k_.get(), v_.get()}) rows->require_unchanged();
                              out->part().sync();
                            });
                            team().together([&] {
                              if (team().rank() == 0) out->part().commit();
                            });
                            return answer;
                          }},
                         why, budget);
}

}  // namespace attest::run
