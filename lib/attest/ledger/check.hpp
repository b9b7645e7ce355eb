#pragma once

#include "attest/ledger/claim.hpp"

namespace attest::ledger {

/// Runs a claim's check.  One that throws leaves the claim undecided, with what it said as evidence; it is no crash.
[[nodiscard]] Verdict checked(const Claim& claim, const Effort& effort);

}  // namespace attest::ledger
