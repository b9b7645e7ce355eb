// Any bytes as a CSV matrix of exact numbers.
#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "scratch.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string file = scratch(data, size, "input.csv");
  try {
    if (attest::data::read_csv(file).rows() == 0) std::abort();
  } catch (const attest::data::InputError& e) {
    if (std::string(e.what()).find('\n') != std::string::npos) std::abort();
  }
  try {
    (void)attest::data::read_double_matrix(file);
  } catch (const attest::data::InputError&) {
  }
  return 0;
}
