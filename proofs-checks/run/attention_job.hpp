#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "attest/attention/polynomial_plan.hpp"
#include "attest/attention/softmax.hpp"
#include "attest/attention/tensor_problem.hpp"
#include "commands.hpp"

namespace attest::run {

/// Rows repeated by the definition, and how far the output is from them.
struct Confirmation {
  std::vector<std::size_t> rows;
  std::string method;     ///< `definition in double` or `definition`
  Rational largest;       ///< the largest difference found
  Rational allowed;       ///< the sum of both proven bounds
  std::string why_not{};  ///< why they could not be repeated
  [[nodiscard]] bool holds() const { return why_not.empty() && largest <= allowed; }
};

/// What is said of a problem beside its answer.
struct JobFacts {
  std::vector<std::string> files;  ///< all input files: queries, keys, values, further ones
  std::size_t n = 0, d = 0, dv = 0;
  std::vector<std::size_t> m;
  std::string scale, mask, positions;  ///< in words, empty where there is nothing to say
  std::size_t query_offset = 0;
  [[nodiscard]] std::size_t order() const { return m.size() + 1; }
};

/// The problem that `attest attention` was given: order 2 with or without positions, or a higher order.
class AttentionJob {
 public:
  /// Reads and checks the matrices: std::invalid_argument or std::domain_error naming the option, data::InputError
  /// naming the file.
  explicit AttentionJob(const AttentionOptions& options);

  /// All input files: queries, keys, values, further ones.
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  [[nodiscard]] std::size_t order() const { return m().size() + 1; }
  [[nodiscard]] std::size_t n() const;
  [[nodiscard]] std::size_t d() const;
  [[nodiscard]] std::size_t dv() const;
  [[nodiscard]] std::vector<std::size_t> m() const;
  [[nodiscard]] std::string scale() const;
  /// In words, empty where there is nothing to say.
  [[nodiscard]] std::string mask() const;
  [[nodiscard]] std::string positions() const { return positions_; }
  [[nodiscard]] std::size_t query_offset() const;
  [[nodiscard]] JobFacts facts() const;

  /// What costs depend on, the polynomial of the scores, and its number of monomials, or of Toeplitz terms.
  struct Plan {
    attention::Shape shape;
    Outcome<attention::ScorePlan> scores;
    Integer rank;
  };
  [[nodiscard]] Plan plan(const Rational& eps) const;
  [[nodiscard]] double definition_seconds(unsigned threads) const;
  [[nodiscard]] Outcome<attention::Attended> attend(const Rational& eps, attention::Method method, const Budget& budget,
                                                    unsigned threads) const;

  /// Refusal where attest-check would not take a certificate of so many rows (docs/certificates.md,
  /// tensor-attention-rows).
  void require_checkable(std::size_t rows) const;

  /// How many rows `--confirm TEXT` asks for, none for 0; Refusal where they alone exceed the budget.
  [[nodiscard]] std::optional<std::size_t> rows_to_confirm(const std::string& text, attention::Method method,
                                                           const Budget& budget, unsigned threads) const;
  /// Repeats them to within eps: in double where that can be proved and is not what answered, in balls otherwise.
  [[nodiscard]] Confirmation confirm(const attention::Answer& answer, const std::vector<std::size_t>& rows,
                                     const Rational& eps, const Budget& budget, unsigned threads) const;

 private:
  [[nodiscard]] std::optional<attention::TensorProblem> without_positions() const;
  void require_affordable(double seconds, std::size_t rows, const Budget& budget) const;

  std::vector<std::string> files_;
  std::string positions_;
  std::variant<attention::Problem, attention::TensorProblem> problem_;
};

}  // namespace attest::run
