#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "attest/number/stopwatch.hpp"
#include "attest/sweep/crew.hpp"

namespace attest::sweep {

/// The processes that mpirun or srun started together, as one of them sees them; called from one thread alone.  A
/// message travels whole, and those between two ranks arrive in their order.
class Ranks {
 public:
  Ranks() = default;
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;
  /// Ends together with all others, unless leave() was called.
  virtual ~Ranks() = default;

  [[nodiscard]] virtual int rank() const = 0;
  [[nodiscard]] virtual int size() const = 0;
  /// Rank 0's text, at every rank.
  virtual std::string broadcast(std::string text) = 0;
  virtual void send(int to, const std::string& bytes) = 0;
  struct Message {
    int from;
    std::string bytes;
  };
  /// A message that has arrived, without waiting.
  [[nodiscard]] virtual std::optional<Message> receive() = 0;
  /// A rank is gone, so nobody can be waited for.
  virtual void leave() = 0;
};

/// What rank 0 does besides computing: deals cells to the other ranks, as many at a time as they compute in about a
/// hundredth of a second, takes their findings, and gives back the cells of a rank that was silent for `patience`
/// seconds.  All ranks say every second that they live.
class Dispatch {
 public:
  Dispatch(Ranks& ranks, LocalDealer& dealer, double patience, std::function<void(const std::string&)> note);
  /// One round, without waiting; true where a message came.
  bool serve();
  /// Tells all ranks that there is no more, waits until they have heard it, and tells them how to part.
  void end();
  [[nodiscard]] std::size_t lost() const;

 private:
  struct Peer;
  void deal(int rank);
  void lose(int rank, const std::string& how);
  void say_alive();
  Ranks& ranks_;
  LocalDealer& dealer_;
  double patience_;
  Stopwatch told_;
  std::function<void(const std::string&)> note_;
  std::vector<std::shared_ptr<Peer>> peers_;
};

/// How a rank parts from the others.
enum class Parting {
  together,  ///< all come to the end
  apart,     ///< a rank is lost, and cannot be waited for: each ends by itself
  orphaned   ///< rank 0 was silent for `patience` seconds
};
struct Served {
  Parting parting;
  bool stuck;  ///< a cell overstayed its budget, so that only _exit is left
};
/// All of another rank's work, until rank 0 says that there is no more, or nothing any more.
[[nodiscard]] Served serve_rank_0(Ranks& ranks, unsigned threads, const Work& work, double patience);

}  // namespace attest::sweep
