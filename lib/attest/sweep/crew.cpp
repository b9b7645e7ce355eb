#include "attest/sweep/crew.hpp"

#include <atomic>
#include <chrono>
#include <limits>
#include <new>
#include <utility>

#include "attest/number/stopwatch.hpp"
#include "attest/number/thread.hpp"

namespace attest::sweep {
namespace {

Finding attempt(const Work& work, std::size_t place) {
  try {
    return work.compute(place);
  } catch (const std::bad_alloc&) {
    return {"failed", "", "out of memory", ""};
  } catch (const std::exception& e) {
    return {"failed", "", e.what(), ""};
  }
}

}  // namespace

/// What outlives the crew where a thread is abandoned.
struct Crew::Shared {
  Work work;
  Dealer* dealer;
  int rank;
  std::mutex lock;
  std::condition_variable through;
  std::exception_ptr failure;
};

struct Crew::Worker {
  std::mutex lock;
  std::optional<std::size_t> place;  ///< the cell at hand
  Stopwatch since;
  bool abandoned = false;
  std::atomic<bool> through = false;
  std::thread thread;
};

Crew::Crew(unsigned threads, Work work, Dealer& dealer, int rank) : shared_(std::make_shared<Shared>()) {
  shared_->work = std::move(work);
  shared_->dealer = &dealer;
  shared_->rank = rank;
  for (unsigned t = 0; t < threads; ++t) hire();
}

void Crew::hire() {
  auto worker = std::make_shared<Worker>();
  workers_.push_back(worker);
  worker->thread = std::thread([worker, shared = shared_] {
    const CacheGuard guard;
    try {
      while (const auto place = shared->dealer->next()) {
        {
          const std::lock_guard hold(worker->lock);
          worker->since.restart();
          worker->place = place;
        }
        Done done{*place, attempt(shared->work, *place), 0, shared->rank};
        {
          const std::lock_guard hold(worker->lock);
          if (worker->abandoned) return;
          done.seconds = worker->since.seconds();
          worker->place.reset();
        }
        shared->dealer->done(std::move(done));
      }
    } catch (...) {
      const std::lock_guard hold(shared->lock);
      if (!shared->failure) shared->failure = std::current_exception();
    }
    const std::lock_guard hold(shared->lock);
    worker->through = true;
    shared->through.notify_all();
  });
}

bool Crew::watch() {
  std::vector<Done> all_late;
  for (std::size_t w = 0; w < workers_.size(); ++w) {
    Worker& worker = *workers_[w];
    Done late;
    {
      const std::lock_guard hold(worker.lock);
      if (worker.abandoned || !worker.place) continue;
      const double budget = shared_->work.budget(*worker.place);
      late = {*worker.place, {"over budget", "", "", ""}, worker.since.seconds(), shared_->rank};
      if (late.seconds <= budget) continue;
      worker.abandoned = true;
    }
    worker.thread.detach();
    worker.through = true;
    ++abandoned_;
    all_late.push_back(std::move(late));
    hire();
  }
  shared_->dealer->done(std::move(all_late));
  const std::lock_guard hold(shared_->lock);
  if (shared_->failure) std::rethrow_exception(shared_->failure);
  for (const auto& w : workers_)
    if (!w->through) return false;
  return true;
}

void Crew::wait(double seconds) {
  std::unique_lock hold(shared_->lock);
  shared_->through.wait_for(hold, std::chrono::duration<double>(seconds), [&] {
    if (shared_->failure) return true;
    for (const auto& w : workers_)
      if (!w->through) return false;
    return true;
  });
}

Crew::~Crew() {
  for (const auto& w : workers_)
    if (w->thread.joinable()) w->thread.join();
}

LocalDealer::LocalDealer(std::size_t count, std::vector<bool> is_done, Record record)
    : count_(count), done_(std::move(is_done)), record_(std::move(record)) {
  done_.resize(count);
  for (const bool d : done_) recorded_ += d ? 1 : 0;
}

std::optional<std::size_t> LocalDealer::take_one() {
  if (stopped_) return std::nullopt;
  if (!returned_.empty()) {
    const std::size_t place = returned_.front();
    returned_.pop_front();
    return place;
  }
  while (cursor_ < count_ && done_[cursor_]) ++cursor_;
  if (cursor_ == count_) return std::nullopt;
  return cursor_++;
}

std::optional<std::size_t> LocalDealer::next() {
  std::unique_lock hold(lock_);
  for (;;) {
    if (const auto place = take_one()) return place;
    if (stopped_ || recorded_ == count_) return std::nullopt;
    changed_.wait(hold);
  }
}

std::vector<std::size_t> LocalDealer::take(std::size_t most) {
  const std::lock_guard hold(lock_);
  std::vector<std::size_t> places;
  while (places.size() < most) {
    const auto place = take_one();
    if (!place) break;
    places.push_back(*place);
  }
  return places;
}

void LocalDealer::give_back(const std::vector<std::size_t>& places) {
  const std::lock_guard hold(lock_);
  for (const std::size_t p : places)
    if (!done_[p]) returned_.push_back(p);
  changed_.notify_all();
}

void LocalDealer::stop() {
  const std::lock_guard hold(lock_);
  stopped_ = true;
  changed_.notify_all();
}

void LocalDealer::done(Done finding) {
  std::vector<Done> one;
  one.push_back(std::move(finding));
  record(std::move(one), std::numeric_limits<std::size_t>::max());
}

void LocalDealer::done(std::vector<Done> findings) { record(std::move(findings), 1); }

void LocalDealer::record(std::vector<Done> findings, std::size_t most) {
  std::unique_lock hold(lock_);
  for (auto& f : findings) queue_.push_back(std::move(f));
  if (recording_) return;
  recording_ = true;
  for (std::size_t i = 0; i < most && !queue_.empty(); ++i) {
    const std::vector<Done> batch = std::exchange(queue_, {});
    hold.unlock();
    try {
      record_(batch);
    } catch (...) {
      stop();
      throw;
    }
    hold.lock();
    for (const auto& d : batch)
      if (!done_[d.place]) {
        done_[d.place] = true;
        ++recorded_;
      }
    if (recorded_ == count_) changed_.notify_all();
  }
  recording_ = false;
}

bool LocalDealer::finished() const {
  const std::lock_guard hold(lock_);
  return recorded_ == count_;
}

std::size_t LocalDealer::recorded() const {
  const std::lock_guard hold(lock_);
  return recorded_;
}

}  // namespace attest::sweep
