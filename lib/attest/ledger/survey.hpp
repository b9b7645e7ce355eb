#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "attest/number/matrix.hpp"
#include "attest/number/rational.hpp"
#include "attest/number/truth.hpp"

namespace attest::ledger {

/// A hypothesis as data: `name` runs over the integers or rationals of [lower, upper].
struct Parameter {
  std::string name;
  std::string text;  ///< what it is, in words
  Rational lower, upper;
  bool integer = false;
};
[[nodiscard]] Parameter integer_parameter(std::string name, std::string text, long lower, long upper);
[[nodiscard]] Parameter rational_parameter(std::string name, std::string text, Rational lower, Rational upper);

/// A value for every parameter.
class Instance {
 public:
  [[nodiscard]] const Rational& rational(const std::string& name) const { return values_.at(name); }
  [[nodiscard]] std::size_t size(const std::string& name) const {
    return static_cast<std::size_t>(values_.at(name).numerator());
  }
  void set(const std::string& name, Rational value) { values_[name] = std::move(value); }
  [[nodiscard]] const std::map<std::string, Rational>& values() const { return values_; }

 private:
  std::map<std::string, Rational> values_;
};
/// `beta = 3/2, g = 4`.
[[nodiscard]] std::string to_text(const Instance& instance);
/// `[1, 2; 3, 4]`, rows separated by semicolons.
[[nodiscard]] std::string to_text(const RationalMatrix& m);

/// Random exact data, the same on every machine for the same seed.
class Sampler {
 public:
  explicit Sampler(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// A whole number in [0, n).
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  /// A rational in [lower, upper]: an end with probability 1/4, else a multiple of 1/64 of the width.
  Rational between(const Rational& lower, const Rational& upper);
  Rational draw(const Parameter& p);
  /// Entries between -bound and bound.
  RationalMatrix matrix(std::size_t rows, std::size_t cols, const Rational& bound);

 private:
  std::uint64_t state_;
};

/// What came of testing a statement on many instances.
struct Survey {
  std::size_t tested = 0;
  std::string scope;
  std::optional<Instance> counterexample;  ///< shrunk: every simpler value tried made the statement hold
  std::optional<Instance> open;            ///< the first instance that could not be decided
};

/// Draws `count` instances and asks `holds` for each; stops at the first `no`, shrinks it towards the
/// lower ends and small integers, and returns it.  An instance that needs random matrices draws them from
/// a Sampler seeded by its parameter `seed`, so that it can be shrunk and repeated like any other.
[[nodiscard]] Survey survey(const std::vector<Parameter>& hypotheses, std::size_t count, std::uint64_t seed,
                            const std::function<Truth(const Instance&)>& holds);

/// The parameter that seeds an instance's matrices.
[[nodiscard]] Parameter seed_parameter();

}  // namespace attest::ledger
