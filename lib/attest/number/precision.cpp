#include "attest/number/precision.hpp"

#include <stdexcept>
#include <string>

namespace attest {

Precision::Precision(long bits) : bits_(bits) {
  if (bits < 2 || bits > (1L << 30))
    throw std::domain_error("precision: " + std::to_string(bits) + " bits; allowed are 2 to 2^30");
}

}  // namespace attest
