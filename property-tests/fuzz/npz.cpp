// Any bytes as an archive of NumPy: refused by its name, and under the name of what is read, with one line.
#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "attest/data/npy.hpp"
#include "scratch.hpp"

namespace {

template <class Read>
void refused(const Read& read) {
  try {
    read();
  } catch (const attest::data::InputError& e) {
    const std::string line = e.what();
    if (line.find('\n') != std::string::npos || line.size() > 1000) std::abort();
    return;
  }
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  refused([file = scratch(data, size, "input.npz")] { (void)attest::data::read_double_matrix(file); });
  if (size < 2 || data[0] != 'P' || data[1] != 'K') return 0;
  refused([file = scratch(data, size, "input.npy")] { (void)attest::data::read_double_matrix(file); });
  refused([file = scratch(data, size, "input.npy")] { (void)attest::data::NpyRows(file); });
  refused([file = scratch(data, size, "input.csv")] { (void)attest::data::read_double_matrix(file); });
  return 0;
}
