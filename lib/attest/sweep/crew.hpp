#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "attest/sweep/cell.hpp"

namespace attest::sweep {

/// Where a crew gets its cells and leaves its findings.  Both are called from many threads.
class Dealer {
 public:
  Dealer() = default;
  Dealer(const Dealer&) = delete;
  Dealer& operator=(const Dealer&) = delete;
  virtual ~Dealer() = default;
  /// The next cell's place; may wait; none once there is nothing left to do.
  virtual std::optional<std::size_t> next() = 0;
  virtual void done(Done finding) = 0;
  /// The same, also of none, for who has more to do than to record: it comes back soon.
  virtual void done(std::vector<Done> findings) = 0;
};

/// What a cell is to a crew: its finding, and how many seconds it may take.
struct Work {
  std::function<Finding(std::size_t place)> compute;
  std::function<double(std::size_t place)> budget;
};

/// Threads that compute cells, each dealt the next one when it is through with the last.
///
/// A cell that overstays its budget is recorded `over budget` in its stead; its thread, which nothing can stop, is left
/// to itself and another takes its place.  After that the process may end by _exit alone (abandoned() > 0).
/// What compute throws is the finding `failed` with the message; what the dealer throws ends the crew, see watch().
class Crew {
 public:
  Crew(unsigned threads, Work work, Dealer& dealer, int rank = 0);
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  /// The dealer must have said that there is no more, or a cell may be waited for.
  ~Crew();

  /// Looks after budgets; to be called some times a second.  True once every thread is through.  Rethrows what the
  /// dealer threw.
  bool watch();
  /// Waits for `seconds`, or until every thread is through.
  void wait(double seconds);
  [[nodiscard]] std::size_t abandoned() const { return abandoned_; }

 private:
  struct Worker;
  struct Shared;
  void hire();
  std::shared_ptr<Shared> shared_;
  std::vector<std::shared_ptr<Worker>> workers_;
  std::size_t abandoned_ = 0;
};

/// Deals the cells 0 .. count-1 that `is_done` does not name, in order, and hands findings to `record` in batches:
/// whoever brings one while another records leaves it behind, and the one who records takes it along.  So a finding
/// waits for one commit at most, and commits are shared only where they would otherwise queue.
class LocalDealer : public Dealer {
 public:
  using Record = std::function<void(const std::vector<Done>&)>;
  LocalDealer(std::size_t count, std::vector<bool> is_done, Record record);

  /// Waits while cells are dealt and not done: they may be given back.
  std::optional<std::size_t> next() override;
  void done(Done finding) override;
  /// Records one batch at most; what comes meanwhile waits for the next call of either.
  void done(std::vector<Done> findings) override;

  /// Up to `most` cells at once, without waiting; fewer or none where there are no more.
  [[nodiscard]] std::vector<std::size_t> take(std::size_t most);
  /// Cells that were dealt and will not come.
  void give_back(const std::vector<std::size_t>& places);
  /// No more cells are dealt.
  void stop();

  [[nodiscard]] bool finished() const;
  /// Recorded ones, those of earlier runs among them.
  [[nodiscard]] std::size_t recorded() const;

 private:
  std::optional<std::size_t> take_one();
  void record(std::vector<Done> findings, std::size_t most);  ///< in so many batches
  std::size_t count_, cursor_ = 0, recorded_ = 0;
  std::vector<bool> done_;
  std::deque<std::size_t> returned_;
  Record record_;
  mutable std::mutex lock_;
  std::condition_variable changed_;
  std::vector<Done> queue_;
  bool recording_ = false, stopped_ = false;
};

}  // namespace attest::sweep
