#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "attest/attention/answer.hpp"
#include "attest/number/matrix.hpp"
#include "attest/number/outcome.hpp"
#include "attest/number/stopwatch.hpp"

namespace attest::attention {

/// From enclosures of an output to float64 with a proven error: what every route in balls ends with.

/// Each entry rounded to the nearest double, the most any of them differs from its ball, and the largest radius;
/// nothing where one leaves the range of double.
/// Laws     property-tests/attention/attention.cpp
struct Rounded {
  DoubleMatrix output;
  Rational error, radius;
};
[[nodiscard]] std::optional<Rounded> round_to_doubles(const BallMatrix& a);

/// Rows that can be computed one by one: the precision of a row doubles until its radius is at most eps/4.
/// `row(i, p, out)` sets row i of the exact output at working precision p; it is called from many threads.
///
/// Returns  undecided (precision) where float64 cannot hold eps for these values, or the budget's precision does not
///          reach it; undecided (seconds) where its seconds end before.
/// Cost     that of the rows, at least one precision each, at most one more for each doubling.
using BallRow = std::function<void(std::size_t i, Precision p, arb_ptr out)>;
[[nodiscard]] Outcome<Answer> rows_to_doubles(std::size_t rows, std::size_t columns, const Rational& eps,
                                              const Budget& budget, unsigned threads, const BallRow& row);

/// Outputs that are computed all at once: the precision doubles until the rounded output is within eps of the exact
/// one, with the errors that `answer` has already.  `outputs` may return anything once the deadline has passed, the
/// sooner the better.
///
/// Returns  undecided where precision or seconds of the budget end before, or float64 itself is what limits.
using BallOutputs = std::function<BallMatrix(Precision p, const Deadline& deadline)>;
[[nodiscard]] Outcome<Answer> to_precision(Answer answer, const Rational& eps, const Budget& budget,
                                           const BallOutputs& outputs);

/// T(problem, precision) at each precision asked for, made once; for many threads.
template <class T, class P>
class Precisions {
 public:
  explicit Precisions(const P& problem) : p_(problem) {}
  const T& at(Precision p) {
    const std::lock_guard lock(making_);
    auto& made = made_[p.bits()];
    if (!made) made = std::make_unique<T>(p_, p);
    return *made;
  }

 private:
  const P& p_;
  std::mutex making_;
  std::map<long, std::unique_ptr<T>> made_;
};

}  // namespace attest::attention
