#pragma once

#include <cstddef>
#include <functional>
#include <span>

namespace attest {

/// The processes that share a computation, each of them with a rank; as it stands one process is alone.  All of them
/// make the same calls in the same order.
class Team {
 public:
  Team() = default;
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  virtual ~Team() = default;
  [[nodiscard]] virtual std::size_t rank() const { return 0; }
  [[nodiscard]] virtual std::size_t size() const { return 1; }
  /// Every rank gets the bytes of rank `from`.
  virtual void broadcast(std::span<std::byte>, std::size_t /*from*/) const {}
  /// Each rank does its work; where it throws on some rank, all throw what the lowest of them threw.
  virtual void together(const std::function<void()>& work) const { work(); }

  void broadcast(std::span<double> numbers, std::size_t from) const {
    broadcast(std::as_writable_bytes(numbers), from);
  }
  /// The rank that takes part i of `parts`: neighbours stay together.
  [[nodiscard]] std::size_t owner(std::size_t i, std::size_t parts) const { return i * size() / parts; }
};

}  // namespace attest
