#pragma once

#include <stdexcept>
#include <string>

namespace attest::data {

/// A file that is missing, unreadable or not what it should be.  what() is one line: file, what was
/// found, what is allowed.
class InputError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file that could not be written (permission, full disk).  Nothing half-written is left behind.
class OutputError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace attest::data
