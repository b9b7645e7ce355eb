#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attest/ledger/claim.hpp"

namespace attest::run {

/// A problem file of proofs-checks/problems/: what is to be certified.
struct Problem {
  std::string_view id, text;
};
/// All of them, by id; written by problems.py from the files.
[[nodiscard]] const std::vector<Problem>& problems();

/// A theorem in Coq about a claim (proofs-checks/judge/claims.txt, docs/trusted-base.md): it says the same, or against
/// it that it is false.
struct Theorem {
  std::string_view claim, name;
  bool against;
};
[[nodiscard]] const std::vector<Theorem>& theorems();

/// Whether the problems of a claim say the same as it, or against it that it is false: a reading of both, kept in
/// proofs-checks/problems/sides.txt, as no program can tell what a claim's quantifiers are.
struct Side {
  std::string_view claim;
  bool against;
};
[[nodiscard]] const std::vector<Side>& sides();

/// A part that says something by itself: a statement, or a structure that there is or is not.  Numbers do not, which a
/// claim may be above or below.
[[nodiscard]] bool speaks(const Problem& part);
/// A part that says that something fails: never for a claim.
[[nodiscard]] bool counterexample(const Problem& part);

/// The problems `ID`, `ID-part-2`, `ID-part-3`, ... of a claim where the verdict is on their side and one of them
/// speaks, otherwise none: proved and loose are for, refuted and repaired against, others neither.
[[nodiscard]] std::vector<Problem> problems_of(const std::string& claim, ledger::Status verdict);

/// The theorem about a claim, where it is on the side of the verdict: one that says the same on that of proved,
/// verified and loose, one against it on that of refuted and repaired.
[[nodiscard]] std::optional<std::string> theorem_of(const std::string& claim, ledger::Status verdict);

}  // namespace attest::run
