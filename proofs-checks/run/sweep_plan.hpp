#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attest/number/rational.hpp"
#include "attest/sweep/store.hpp"

namespace attest::run {

/// A value on an axis: the number or the word, and how it stands in a cell's inputs.
struct PlanValue {
  Rational number;
  std::string word, json;
};
struct PlanAxis {
  std::string name;
  std::vector<PlanValue> values;
};
/// A grid: the product of its axes in the order of docs/sweeps.md, the last one fastest.
struct PlanJob {
  std::string kind;
  double seconds = 0;  ///< a cell's budget
  std::vector<PlanAxis> axes;
  std::size_t first = 0, count = 1;  ///< its cells' places
};

/// The values of one cell, by axis.
class Inputs {
 public:
  Inputs(const PlanJob& job, std::size_t place);
  [[nodiscard]] const std::string& kind() const { return job_.kind; }
  [[nodiscard]] const PlanValue& value(const std::string& axis) const;
  [[nodiscard]] const Rational& number(const std::string& axis) const { return value(axis).number; }
  [[nodiscard]] std::size_t whole(const std::string& axis) const;
  [[nodiscard]] const std::string& word(const std::string& axis) const { return value(axis).word; }
  [[nodiscard]] bool has(const std::string& axis) const;
  [[nodiscard]] const std::vector<const PlanValue*>& values() const { return values_; }

 private:
  const PlanJob& job_;
  std::vector<const PlanValue*> values_;
};

/// A plan file: jobs that expand to cells.  Nothing is expanded before it is asked for, so that memory follows the
/// axes, not their product.
class SweepPlan {
 public:
  /// data::InputError naming file, place and what is allowed.
  SweepPlan(const std::string& file, const std::string& text);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const std::vector<PlanJob>& jobs() const { return jobs_; }
  [[nodiscard]] const PlanJob& job(std::size_t place) const;
  [[nodiscard]] Inputs inputs(std::size_t place) const { return {job(place), place}; }
  [[nodiscard]] sweep::Cell cell(std::size_t place) const;
  [[nodiscard]] sweep::Origin origin() const;

 private:
  std::string name_;
  std::vector<PlanJob> jobs_;
  std::size_t size_ = 0;
};

/// Computes a cell: the same finding on every machine, thread and rank.
[[nodiscard]] sweep::Finding compute_cell(const Inputs& inputs);

}  // namespace attest::run
