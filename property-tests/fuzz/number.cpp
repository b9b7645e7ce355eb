// Any text as a rational number: what is read prints as itself.
#include <stdexcept>
#include <string_view>

#include "attest/number/text.hpp"
#include "scratch.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const attest::Rational x = attest::parse_rational(text, 2000);
    if (attest::parse_rational(attest::to_text(x)) != x) std::abort();
  } catch (const std::invalid_argument&) {
  }
  return 0;
}
