#pragma once

#include <memory>

#include "attest/sweep/ranks.hpp"

namespace attest::run {

/// The ranks of this run over MPI; attest-mpi alone links it.
[[nodiscard]] std::unique_ptr<sweep::Ranks> start_ranks();
/// Was a rank lost, so that the others would wait for it at the end?
[[nodiscard]] bool lost_a_rank();
/// Makes `attest sweep` one of several ranks.
void set_ranks(std::unique_ptr<sweep::Ranks> (*start)());

}  // namespace attest::run
