#pragma once

#include <map>
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

/// Those that bear a claim's verdict: `ID`, `ID-part-2`, `ID-part-3`, ...; none where it is verified on instances,
/// recorded or undecided.
[[nodiscard]] std::vector<Problem> problems_of(const std::string& claim, ledger::Status verdict);

/// By claim, the theorem in Coq that says the same (proofs-checks/judge/claims.txt, docs/trusted-base.md).
[[nodiscard]] const std::map<std::string, std::string>& theorems();

}  // namespace attest::run
