#include "attest/sweep/store.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <optional>
#include <stdexcept>

#include "attest/data/error.hpp"
#include "attest/data/file.hpp"
#include "attest/number/stopwatch.hpp"
#include "attest/sweep/crew.hpp"
#include "attest/sweep/ranks.hpp"
#include "commands.hpp"
#include "process.hpp"
#include "sweep_plan.hpp"
#include "sweep_ranks.hpp"

namespace attest::run {
namespace {

using sweep::Cell;
using sweep::Done;
using sweep::Store;

constexpr std::uintmax_t largest_plan = 1U << 26;

/// `3.1 s`, `12 min`, `5.2 h`.
std::string duration(double seconds) {
  constexpr double minute = 60, hour = 3600, day = 86400;
  if (seconds < 2 * minute) return fmt::format("{:.3g} s", seconds);
  if (seconds < 2 * hour) return fmt::format("{:.3g} min", seconds / minute);
  return seconds < 2 * day ? fmt::format("{:.3g} h", seconds / hour) : fmt::format("{:.3g} days", seconds / day);
}

std::string counted(unsigned threads) { return fmt::format("{} thread{}", threads, threads == 1 ? "" : "s"); }

/// Rate and time left, on one line that rewrites itself; on a terminal only.
class Progress {
 public:
  Progress(std::size_t total, std::size_t before)
      : total_(total), before_(before), shown_(isatty(STDERR_FILENO) != 0) {}
  ~Progress() {
    if (any_) std::fputs("\r\033[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void show(std::size_t recorded) {
    if (!shown_ || last_.seconds() < 0.5) return;
    last_.restart();
    any_ = true;
    const double rate = static_cast<double>(recorded - before_) / start_.seconds();
    std::fprintf(stderr, "\r\033[K%s",
                 fmt::format("attest: {} of {} cells, {:.4g}/s, {} left", recorded, total_, rate,
                             rate > 0 ? duration(static_cast<double>(total_ - recorded) / rate) : "?")
                     .c_str());
  }

 private:
  std::size_t total_, before_;
  bool shown_, any_ = false;
  Stopwatch start_, last_;
};

/// How ranks are started; null where this process is alone.
std::unique_ptr<sweep::Ranks> (*ranks_starter)() = nullptr;

std::string read_plan(const std::string& file) { return data::read_file(file, largest_plan); }

sweep::Work work_of(const SweepPlan& plan) {
  return {[&plan](std::size_t place) {
            const MemoryMayFail here;  // one cell that is too large fails, the others go on
            return compute_cell(plan.inputs(place));
          },
          [&plan](std::size_t place) { return plan.job(place).seconds; }};
}

/// The store of this plan, and the cells that it holds.
Store open_store(const SweepOptions& o, const SweepPlan& plan, std::vector<bool>& done) {
  const sweep::Origin wanted = plan.origin();
  Store store = Store::create_or_open(o.store, wanted);
  const sweep::Origin& held = store.origin();
  if (held.version != wanted.version)
    throw data::InputError(fmt::format("{}: its results are attest {}'s, this is {}; name another --store", o.store,
                                       held.version, wanted.version));
  if (held.fingerprint != wanted.fingerprint)
    throw data::InputError(fmt::format("{}: holds {} of {} cells of another plan, {}; name another --store", o.store,
                                       store.size(), held.cells, held.plan));
  if (!o.resume && store.size() > 0 && store.size() < held.cells)
    throw std::invalid_argument(fmt::format("--store: {} holds {} of the {} cells of this plan; --resume goes on",
                                            o.store, store.size(), held.cells));
  if (o.retry)
    for (const char* verdict : {"over budget", "failed"}) store.forget(verdict);
  done.assign(plan.size(), false);
  store.for_each_key([&](std::size_t place, std::string_view key) {
    if (place >= plan.size() || plan.cell(place).key != key)
      throw data::InputError(
          fmt::format("{}: place {} is not this plan's cell; the store was changed by hand", o.store, place));
    done[place] = true;
  });
  return store;
}

struct Ran {
  std::size_t before = 0, abandoned = 0, lost = 0;
  double seconds = 0, processor = 0;
};

/// Computes what is missing: on this process's threads, and on all ranks where there are some.
Ran run_cells(const SweepPlan& plan, Store& store, std::vector<bool> done, unsigned threads, sweep::Ranks* ranks,
              double patience) {
  const Stopwatch watch;
  const std::clock_t processor = std::clock();
  Ran result;
  sweep::LocalDealer dealer(plan.size(), std::move(done), [&](const std::vector<Done>& batch) {
    std::vector<std::pair<Cell, Done>> rows;
    for (const auto& d : batch) rows.emplace_back(plan.cell(d.place), d);
    store.add(rows);
  });
  result.before = dealer.recorded();
  if (dealer.finished() && ranks == nullptr) return result;
  Progress progress(plan.size(), result.before);
  std::vector<std::string> notes;
  {
    std::optional<sweep::Crew> crew;
    std::unique_ptr<sweep::Dispatch> dispatch;
    if (ranks != nullptr)
      dispatch = std::make_unique<sweep::Dispatch>(*ranks, dealer, patience,
                                                   [&](const std::string& what) { notes.push_back(what); });
    try {
      crew.emplace(threads, work_of(plan), dealer);
      constexpr double tick = 0.05, listening = 2e-4;
      double watched = -tick;
      for (bool through = false; !through;) {
        crew->wait(ranks != nullptr ? listening : tick);
        if (dispatch) dispatch->serve();
        const double now = watch.seconds();
        if (now - watched < tick && !dealer.finished()) continue;
        watched = now;
        through = crew->watch();
        progress.show(dealer.recorded());
      }
      if (dispatch) dispatch->end();
    } catch (...) {
      dealer.stop();
      if (dispatch) dispatch->end();
      throw;
    }
    result.abandoned = crew->abandoned();
    result.lost = dispatch ? dispatch->lost() : 0;
  }
  for (const auto& n : notes) store.note(n);
  result.seconds = watch.seconds();
  result.processor = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
  return result;
}

std::string verdict_list(const Store& store) {
  std::string s;
  for (const auto& [verdict, count] : store.verdicts())
    s += fmt::format("{}{} {}", s.empty() ? "" : ", ", count, verdict);
  return s.empty() ? "none" : s;
}

/// 0 where all cells are there and decided.
int exit_code(const Store& store) {
  if (store.size() < store.origin().cells) return undecided;
  for (const auto& [verdict, count] : store.verdicts())
    for (const char* open : {"undecided", "over budget", "failed", "refused"})
      if (verdict == open) return undecided;
  return decided;
}

std::string status(const Store& store) {
  const auto& origin = store.origin();
  std::string s = fmt::format("plan {}: {} of {} cells, attest {}\n  verdicts  {}\n", origin.plan, store.size(),
                              origin.cells, origin.version, verdict_list(store));
  for (const auto& r : store.runs())
    s += fmt::format("  run       {}, {}: {}\n", r.started, r.engine,
                     r.ended.empty() ? "still running, or killed" : r.ended);
  for (const auto& n : store.notes()) s += "  note      " + n + "\n";
  return s;
}

/// To standard output, or to a file that appears whole or not at all.
void export_store(const Store& store, const SweepOptions& o) {
  if (o.export_as == "sqlite") {
    store.export_sqlite(o.times, o.out);
    return;
  }
  const auto produce = [&](const std::function<void(std::string_view)>& write) {
    if (o.export_as == "csv")
      store.export_csv(o.times, write);
    else
      store.export_json(o.times, write);
  };
  constexpr std::size_t piece = 1U << 16;
  const auto in_pieces = [&](const std::function<void(const std::string&)>& write) {
    std::string text;
    produce([&](std::string_view s) {
      text += s;
      if (text.size() >= piece) {
        write(text);
        text.clear();
      }
    });
    write(text);
  };
  if (o.out.empty()) {
    in_pieces(print);
    return;
  }
  data::PartFile file(o.out);
  std::uint64_t written = 0;
  in_pieces([&](const std::string& text) {
    file.write(text, written);
    written += text.size();
  });
  file.commit();
}

void check(const SweepOptions& o) {
  // Ranks give a sign of life every second, and a machine may be busy.
  const Rational patience = parse_positive("--patience", o.patience);
  if (patience < Rational(3) || patience > Rational(1'000'000'000))
    throw std::invalid_argument("--patience: '" + o.patience + "'; 3 to 1000000000 seconds are allowed");
  const auto require = [](bool holds, const std::string& otherwise) {
    if (!holds) throw std::invalid_argument(otherwise);
  };
  require(o.export_as.empty() || o.export_as == "csv" || o.export_as == "json" || o.export_as == "sqlite",
          "--export: '" + o.export_as + "'; allowed are csv, json, sqlite");
  require(o.export_as != "sqlite" || !o.out.empty(), "--export: sqlite needs a file to write, --out FILE");
  require(!o.export_as.empty() || o.out.empty(), "--out: goes with --export csv, json or sqlite");
  require(!o.estimate || !o.plan.empty(), "PLAN: a plan file is needed with --estimate");
  require(!o.store.empty() || o.estimate, "--store: a file for the results is needed");
  require(!o.plan.empty() || o.status || !o.export_as.empty(),
          "PLAN: a plan file is needed; without one --status and --export look at a store");
  std::error_code none;
  require(o.out.empty() || (o.out != o.store && !std::filesystem::equivalent(o.out, o.store, none)),
          "--out: '" + o.out + "' is the store itself");
}

/// A folder that is gone at the end.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "attest-sweep-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw data::OutputError(name + ": cannot be made");
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// `count` places of a job, one in each of as many equal stretches, where a hash says: a stride would keep to some
/// rows.
std::vector<std::size_t> sample(const PlanJob& job, std::size_t count) {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = job.count / count * i + std::min(i, job.count % count);
    const std::size_t length = job.count / count + (i < job.count % count ? 1 : 0);
    places.push_back(job.first + begin + ((i + 1) * odd >> 20) % length);
  }
  return places;
}

struct Measured {
  double seconds = 0, processor = 0;
};

/// Computes these cells the way a sweep does, into a store of their own.
Measured measure(const SweepPlan& plan, const std::vector<std::size_t>& places, unsigned threads,
                 const std::filesystem::path& file) {
  Store store = Store::create_or_open(file, plan.origin());
  const Stopwatch watch;
  const std::clock_t processor = std::clock();
  sweep::LocalDealer dealer(places.size(), {}, [&](const std::vector<Done>& batch) {
    std::vector<std::pair<Cell, Done>> rows;
    for (Done d : batch) {
      d.place = places[d.place];
      rows.emplace_back(plan.cell(d.place), std::move(d));
    }
    store.add(rows);
  });
  const sweep::Work work = work_of(plan);
  sweep::Crew crew(
      threads,
      {[&](std::size_t i) { return work.compute(places[i]); }, [&](std::size_t i) { return work.budget(places[i]); }},
      dealer);
  while (!crew.watch()) crew.wait(0.05);
  if (crew.abandoned() > 0) {  // its thread still reads what stands here
    std::fputs("attest: --estimate: a cell exceeds its budget, \"seconds\" in the plan\n", stderr);
    std::_Exit(refused);
  }
  return {watch.seconds(), static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC};
}

/// Measures a part of each job and scales up: time on this machine as busy as it is, and processor time.
Result estimate(const SweepPlan& plan, unsigned threads) {
  constexpr double longest = 12;  // s, for all jobs together
  constexpr std::size_t first_try = 64;
  const Scratch scratch;
  const std::string on = counted(threads);
  Measured total;
  std::string lines;
  for (const PlanJob& job : plan.jobs()) {
    const double share = longest / static_cast<double>(plan.jobs().size());
    std::size_t count = std::min(first_try, job.count);
    const auto run = [&] {
      return measure(plan, sample(job, count), threads, scratch.path() / fmt::format("{}-{}.sqlite", job.first, count));
    };
    Measured m = run();
    while (count < job.count && m.seconds < share / 4) {
      const double more = std::min(16.0, share / 2 / m.seconds);
      count = std::min(job.count, static_cast<std::size_t>(static_cast<double>(count) * more) + 1);
      m = run();
    }
    const double all = static_cast<double>(job.count) / static_cast<double>(count);
    total.seconds += all * m.seconds;
    total.processor += all * m.processor;
    lines += fmt::format("  {:<14} {} cells, {} measured, {:.3g} ms a cell on {}: {}\n", job.kind, job.count, count,
                         1000 * m.seconds / static_cast<double>(count), on, duration(all * m.seconds));
  }
  return {decided,
          fmt::format("plan {}: {} cells, about {} on {} of this machine, {} of a processor\n{}", plan.origin().plan,
                      plan.size(), duration(total.seconds), on, duration(total.processor), lines)};
}

/// A look at a store.
Result look(const SweepOptions& o) {
  const Store store = Store::open_to_read(o.store);
  if (o.status) return {decided, status(store)};
  export_store(store, o);
  return {store.size() < store.origin().cells ? undecided : decided, ""};
}

Result finish(const SweepOptions& o, const Store& store, const Ran& ran, const std::string& engine) {
  Result result{exit_code(store), ""};
  if (!o.export_as.empty()) export_store(store, o);
  if (o.export_as.empty() || !o.out.empty())
    result.text =
        fmt::format("plan {}: {} cells, {} of them now in {} ({}; {} of a processor)\n  verdicts  {}\n  store     {}\n",
                    store.origin().plan, store.size(), store.size() - ran.before, duration(ran.seconds), engine,
                    duration(ran.processor), verdict_list(store), o.store);
  return result;
}

/// Runs the plan; with ranks, as rank 0 of them.
Result run_plan(const SweepOptions& o, const SweepPlan& plan, unsigned threads, std::unique_ptr<sweep::Ranks>& ranks,
                const std::function<void()>& ready) {
  std::vector<bool> done;
  Store store = open_store(o, plan, done);
  const std::string engine =
      ranks != nullptr ? fmt::format("{} ranks of {}", ranks->size(), counted(threads)) : counted(threads);
  const bool any = store.size() < plan.size();
  if (any) store.begin_run(engine);
  ready();
  const Ran ran = run_cells(plan, store, std::move(done), threads, ranks.get(),
                            parse_positive("--patience", o.patience).nearest_double());
  if (any) store.end_run("all cells recorded");
  Result result = finish(o, store, ran, engine);
  if (ran.abandoned > 0 || ran.lost > 0) {  // threads that nothing can stop, or ranks that nobody may wait for
    print(result.text);
    { const Store closed = std::move(store); }
    ranks.reset();  // ends together with the others, unless one is lost
    std::_Exit(result.code);
  }
  return result;
}

unsigned threads_of_rank(const SweepOptions& o) { return o.threads == "0" ? 1 : thread_count(o.threads); }

Result run_in_ranks(const SweepOptions& o) {
  auto together = ranks_starter();
  sweep::Ranks& ranks = *together;
  // Rank 0 reads and judges; what it broadcasts is the plan, or nothing where there is nothing to do.
  if (ranks.rank() > 0) {
    const std::string text = ranks.broadcast({});
    if (text.empty()) return {decided, ""};
    const SweepPlan plan(o.plan, text);
    const double patience = parse_positive("--patience", o.patience).nearest_double();
    const auto [parting, stuck] = serve_rank_0(ranks, threads_of_rank(o), work_of(plan), patience);
    if (parting == sweep::Parting::together && !stuck) return {decided, ""};
    const std::string who = fmt::format("attest: rank {}: ", ranks.rank());
    together.reset();
    if (parting == sweep::Parting::orphaned) {
      std::fputs((who + fmt::format("rank 0 was silent for {} s; --resume goes on\n", o.patience)).c_str(), stderr);
      std::_Exit(refused);
    }
    std::_Exit(decided);  // a thread that nothing can stop, or ranks that nobody may wait for
  }
  bool told = false;
  try {
    check(o);
    const unsigned threads = threads_of_rank(o);
    if (o.plan.empty() || o.status || o.estimate) {
      ranks.broadcast({});
      told = true;
      return o.estimate ? estimate(SweepPlan(o.plan, read_plan(o.plan)), threads) : look(o);
    }
    const std::string text = read_plan(o.plan);
    const SweepPlan plan(o.plan, text);
    return run_plan(o, plan, threads, together, [&] {
      ranks.broadcast(text);
      told = true;
    });
  } catch (...) {
    if (!told) ranks.broadcast({});
    throw;
  }
}

}  // namespace

void set_ranks(std::unique_ptr<sweep::Ranks> (*start)()) { ranks_starter = start; }

Result sweep(const SweepOptions& o) {
  if (ranks_starter != nullptr) return run_in_ranks(o);
  check(o);
  if (o.status || o.plan.empty()) return look(o);
  const unsigned threads = thread_count(o.threads);
  const SweepPlan plan(o.plan, read_plan(o.plan));
  if (o.estimate) return estimate(plan, threads);
  std::unique_ptr<sweep::Ranks> alone;
  return run_plan(o, plan, threads, alone, [] {});
}

}  // namespace attest::run
