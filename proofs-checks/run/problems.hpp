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

/// Whether these problems of one claim bear its verdict (docs/certificates.md, Which claims).  A counterexample among
/// them, a statement that `fails` or a structure that there is not, bears refuted and repaired alone; without one,
/// statements that hold bear proved and loose alone; numbers by themselves bear nothing.
[[nodiscard]] bool bear(const std::vector<Problem>& parts, ledger::Status verdict);

/// The problems `ID`, `ID-part-2`, `ID-part-3`, ... of a claim where they bear the verdict, otherwise none.
[[nodiscard]] std::vector<Problem> problems_of(const std::string& claim, ledger::Status verdict);

/// The theorem about a claim, where it is on the side of the verdict: one that says the same on that of proved,
/// verified and loose, one against it on that of refuted and repaired.
[[nodiscard]] std::optional<std::string> theorem_of(const std::string& claim, ledger::Status verdict);

}  // namespace attest::run
