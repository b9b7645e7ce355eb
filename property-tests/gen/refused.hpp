#pragma once

#include <stdexcept>

namespace attest::test {

/// Does `body` throw std::invalid_argument?
template <class F>
bool refused(F body) {
  try {
    body();
  } catch (const std::invalid_argument&) {
    return true;
  }
  return false;
}

}  // namespace attest::test
