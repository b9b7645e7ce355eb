#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "attest/ledger/survey.hpp"

namespace attest::ledger {

/// What a check found; docs/verdicts.md explains the words.
enum class Status {
  proved,     ///< settled in its stated generality
  verified,   ///< holds on the stated family of instances, and no more is said
  refuted,    ///< false, with the smallest exact witness found
  loose,      ///< true, and a strictly better bound is certified beside it
  repaired,   ///< false as stated, with a corrected text that is itself proved or verified
  undecided,  ///< with the reason
  recorded    ///< not for computation to decide
};
[[nodiscard]] const char* to_text(Status status);

/// How hard a check should try, and where its random instances start.
struct Effort {
  double scale = 1;
  std::uint64_t seed = 1;
  /// `base` instances at scale 1; at least 1.
  [[nodiscard]] std::size_t instances(std::size_t base) const;
};

/// The result of running a claim's check: computed, never typed.
struct Verdict {
  Status status = Status::undecided;
  std::string scope;                   ///< which instances: how many, which family, which seed
  std::string evidence;                ///< one line with the figures
  std::optional<std::string> witness;  ///< refuted: the smallest exact one found
  std::vector<std::string> repairs;    ///< ids of the claims that stand in for it
};

/// Did a survey decide?  `verified` with `evidence` where all instances held, `refuted` with the shrunk
/// witness where one failed, `undecided` where one could not be decided.
[[nodiscard]] Verdict verdict_of(const Survey& survey, std::string evidence);

/// One claim of one paper: what it says, under which hypotheses, and how it is decided.
struct Claim {
  std::string id;                     ///< permanent: letters a-z, digits, hyphens; never a theorem number
  std::string paper;                  ///< e.g. `Alman & Song 2023`
  std::string label;                  ///< its name there, e.g. `Lemma 3.2`
  std::vector<std::string> ledger;    ///< item numbers of the claims list
  std::string statement;              ///< in words
  std::string tex;                    ///< in TeX
  std::vector<Parameter> hypotheses;  ///< the ranges its instances are drawn from
  std::string proof;                  ///< page under docs/ with a written proof, or empty
  std::function<Verdict(const Claim&, const Effort&)> check;
};

/// All claims linked into this program, by id.  A claim file registers itself with one Registration;
/// std::logic_error where two share an id or an id is malformed.
[[nodiscard]] const std::vector<Claim>& claims();

class Registration {
 public:
  explicit Registration(Claim claim);
};

}  // namespace attest::ledger
