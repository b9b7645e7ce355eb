#pragma once

#include "attest/attention/problem.hpp"
#include "commands.hpp"

namespace attest::run {

/// Gives the problem the positions, bias and mask that were asked for.  std::invalid_argument or std::domain_error
/// naming the option and its value; data::InputError where a file is not what it should be.
void set_positions(attention::Problem& problem, const AttentionOptions& options);

/// `base=10000,pairing=half,...`, as typed after --rope, for vectors of dimension d.
[[nodiscard]] attention::Rotary parse_rotary(const std::string& text, std::size_t d);

/// Whether anything of the kind was asked for.
[[nodiscard]] bool has_positions(const AttentionOptions& options);

/// What was asked for, in words; empty where nothing was.
[[nodiscard]] std::string positions_text(const AttentionOptions& options, const attention::Problem& problem);

}  // namespace attest::run
