#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "attest/number/rational.hpp"

namespace attest {

/// What a search may spend.  Every field is a bound, not a target.
struct Budget {
  long precision_bits = 1L << 16;  ///< highest working precision
  long pieces = 1L << 16;          ///< subintervals, candidates or steps
  double memory_bytes = 2.0e9;     ///< estimated peak beyond input and output
  double seconds = 3600;           ///< estimated time; a method that needs more is refused
};

/// Why a search ended without an answer, with the best it knows.
struct Undecided {
  enum class Reason { precision, pieces, memory, seconds, bounds_do_not_separate };
  Reason reason;
  std::string text;                      ///< one line for a person, with the numbers
  std::optional<Rational> lower, upper;  ///< best bounds so far, where there are any
};

/// A value, or undecided and why.  Asking an undecided outcome for its value throws std::logic_error.
template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : state_(std::move(value)) {}      // NOLINT
  Outcome(Undecided why) : state_(std::move(why)) {}  // NOLINT

  [[nodiscard]] bool decided() const { return state_.index() == 0; }
  [[nodiscard]] const T& value() const& {
    check();
    return std::get<0>(state_);
  }
  [[nodiscard]] T value() && {
    check();
    return std::get<0>(std::move(state_));
  }
  [[nodiscard]] const Undecided& why() const { return std::get<1>(state_); }

 private:
  void check() const {
    if (!decided()) throw std::logic_error("undecided: " + why().text);
  }
  std::variant<T, Undecided> state_;
};

}  // namespace attest
