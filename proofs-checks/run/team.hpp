#pragma once

#include <exception>
#include <stdexcept>
#include <string>

#include "attest/number/team.hpp"

namespace attest::run {

/// The ranks of this run: one, unless the program was started as one of several (mpi_main.cpp).  Rank 0 speaks for all.
[[nodiscard]] const Team& team();
void set_team(const Team& team);

/// An exit code and its one line.
struct Complaint {
  int code = 0;
  std::string text;
};
/// What the command line says of an exception that a command has thrown.
[[nodiscard]] Complaint complaint_of(const std::exception_ptr& thrown);

/// A complaint of one rank, thrown by all.
class Failed : public std::runtime_error {
 public:
  explicit Failed(const Complaint& c) : std::runtime_error(c.text), code_(c.code) {}
  [[nodiscard]] int code() const { return code_; }

 private:
  int code_;
};

/// The last complaint of a rank that does not speak.
[[nodiscard]] const Complaint& unspoken();
/// One line on standard error, by rank 0; returns the code.
int complain(int code, std::string what);

}  // namespace attest::run
