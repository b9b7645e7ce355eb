#pragma once

// Cases gone through in a fixed order, smallest first, so that the first failing one is the smallest.
#include <string>
#include <vector>

#include "attest/ledger/claim.hpp"

namespace attest::ledger {

class Sweep {
 public:
  /// Counts a case; false once one has failed, so that a loop can stop.
  template <class Text>
  bool operator()(Truth holds, const Text& text) {
    if (failed_) return false;
    ++tested_;
    if (holds == Truth::no) witness_ = text(), failed_ = true;
    if (holds == Truth::unknown && open_.empty()) open_ = text();
    return !failed_;
  }
  [[nodiscard]] std::size_t tested() const { return tested_; }

  /// `held` where every case held; refuted by the first that failed.
  [[nodiscard]] Verdict verdict(Status held, std::string scope, std::string evidence,
                                std::vector<std::string> repairs = {}) const {
    Verdict v;
    v.scope = std::move(scope);
    if (failed_) {
      v.status = Status::refuted;
      v.witness = witness_;
      v.evidence = "fails at " + witness_;
      v.repairs = std::move(repairs);
    } else if (!open_.empty() || tested_ == 0) {
      v.evidence = tested_ == 0 ? "no case was tried" : "not decided at " + open_;
    } else {
      v.status = held;
      v.evidence = std::move(evidence);
    }
    return v;
  }

 private:
  std::size_t tested_ = 0;
  bool failed_ = false;
  std::string witness_, open_;
};

/// All tuples of `size` integers in [lower, upper], the first entry turning slowest; stops when f returns false.
template <class F>
void for_each_tuple(std::size_t size, long lower, long upper, const F& f) {
  std::vector<long> x(size, lower);
  for (;;) {
    if (!f(x)) return;
    std::size_t i = size;
    while (i > 0 && x[i - 1] == upper) x[--i] = lower;
    if (i == 0) return;
    ++x[i - 1];
  }
}
inline std::vector<Rational> rationals(const std::vector<long>& x) { return {x.begin(), x.end()}; }

}  // namespace attest::ledger
