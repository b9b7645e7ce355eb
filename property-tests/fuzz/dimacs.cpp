// Any text as a formula in DIMACS form: what is read prints as itself.
#include <stdexcept>
#include <string_view>

#include "attest/reduction/cnf.hpp"
#include "scratch.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto f = attest::reduction::parse_dimacs({reinterpret_cast<const char*>(data), size});
    const std::string text = attest::reduction::to_dimacs(f);
    if (attest::reduction::to_dimacs(attest::reduction::parse_dimacs(text)) != text) std::abort();
  } catch (const std::exception& e) {
    if (std::string(e.what()).find('\n') != std::string::npos) std::abort();
  }
  return 0;
}
