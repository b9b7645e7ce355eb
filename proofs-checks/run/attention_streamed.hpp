#pragma once

#include <memory>
#include <optional>
#include <string>

#include "attest/attention/streamed.hpp"
#include "attest/attention/ways.hpp"
#include "attest/data/npy.hpp"
#include "attention_job.hpp"
#include "commands.hpp"

namespace attest::run {

/// `attest attention` over files that are read by rows (docs/streaming.md).
class StreamedJob {
 public:
  /// The job where --stream asks for it, where there are several ranks, or where the matrices would exceed the budget
  /// in memory and may be streamed; nothing otherwise.
  /// Throws   std::invalid_argument naming what of the options cannot be streamed, where it is asked for;
  ///          data::InputError naming the file.
  [[nodiscard]] static std::optional<StreamedJob> of(const AttentionOptions& options, attention::Method method,
                                                     const Budget& budget);

  [[nodiscard]] const JobFacts& facts() const { return facts_; }
  /// Writes the output.  Every rank calls it; Refusal where another method would have to answer.
  [[nodiscard]] Outcome<attention::Attended> attend(const Rational& eps, attention::Method method, const Budget& budget,
                                                    unsigned threads) const;

 private:
  StreamedJob() = default;
  AttentionOptions options_;
  std::unique_ptr<data::NpyRows> q_, k_, v_;
  JobFacts facts_;
};

}  // namespace attest::run
