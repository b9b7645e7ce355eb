// Any bytes as a .npy file: read whole, by rows, or refused with one line.
#include <algorithm>

#include "attest/data/error.hpp"
#include "attest/data/npy.hpp"
#include "scratch.hpp"

namespace {

/// Row by row it is the matrix that was read whole, or refused where that is.
void rows_of_it(const std::string& file) {
  try {
    const attest::data::NpyRows rows(file);
    std::vector<double> room;
    std::vector<double> all;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
      const auto row = rows.read(i, i + 1, room);
      all.insert(all.end(), row.begin(), row.end());
    }
    rows.require_unchanged();
    const auto m = attest::data::read_npy_matrix(file);
    if (!std::equal(all.begin(), all.end(), m.entries().begin(), m.entries().end())) std::abort();
  } catch (const attest::data::InputError& e) {
    if (std::string(e.what()).find('\n') != std::string::npos) std::abort();
  }
}

}  // namespace

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
  rows_of_it(file);
  return 0;
}
