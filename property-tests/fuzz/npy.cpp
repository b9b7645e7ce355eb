// Any bytes as a .npy file: read whole, by rows, or refused with one line.
#include "attest/data/error.hpp"
#include "attest/data/npy.hpp"
#include "scratch.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string file = scratch(data, size);
  std::size_t entries = 0;
  try {
    entries = attest::data::read_npy(file).entries.size();
  } catch (const attest::data::InputError& e) {
    if (std::string(e.what()).find('\n') != std::string::npos) std::abort();
  }
  try {
    const auto m = attest::data::read_npy_matrix(file);
    if (m.rows() * m.cols() != entries) std::abort();
    // What is written reads back as the same bytes.
    const std::string bytes = attest::data::npy_bytes(m);
    const auto again = attest::data::read_npy_matrix(
        scratch(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), "again"));
    if (attest::data::npy_bytes(again) != bytes) std::abort();
  } catch (const attest::data::InputError&) {
  }
  return 0;
}
