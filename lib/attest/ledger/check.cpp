#include "attest/ledger/check.hpp"

#include <exception>

namespace attest::ledger {

Verdict checked(const Claim& claim, const Effort& effort) {
  try {
    return claim.check(claim, effort);
  } catch (const std::exception& e) {
    return {Status::undecided, "", std::string("the check stopped: ") + e.what(), {}, {}};
  }
}

}  // namespace attest::ledger
