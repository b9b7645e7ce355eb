#pragma once

#include <string>
#include <vector>

#include "attest/table/tables.hpp"

namespace attest::run {

/// The heads of --q, --k, --v, file by file; std::invalid_argument where there are none or not as many of each,
/// data::InputError naming the file.
[[nodiscard]] std::vector<table::Head> read_heads(const std::vector<std::string>& q, const std::vector<std::string>& k,
                                                  const std::vector<std::string>& v);

}  // namespace attest::run
