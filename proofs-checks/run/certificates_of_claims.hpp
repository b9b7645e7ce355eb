#pragma once

#include <string>
#include <vector>

namespace attest::run {

/// A problem for attest-check that is an instance of what a claim's verdict says.
struct ProblemOfClaim {
  std::string claim, name, text;
};
/// proofs-checks/problems/of-claims.txt, as it was when the program was built.
[[nodiscard]] const std::vector<ProblemOfClaim>& problems_of_claims();

}  // namespace attest::run
