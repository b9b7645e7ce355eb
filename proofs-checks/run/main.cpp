#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include <unistd.h>

#include "attest/number/flint.hpp"
#include "attest/number/thread.hpp"
#include "cli.hpp"

namespace {

/// The last defence: everything is checked before FLINT sees it, and should a check be missing, FLINT
/// throws instead of aborting the process.
[[noreturn]] void throw_instead_of_abort() { throw std::domain_error("FLINT refused an argument; please report this"); }

extern "C" void interrupted(int) { _exit(130); }

}  // namespace

int main(int argc, char** argv) {
  flint_set_abort(throw_instead_of_abort);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGINT, interrupted);
  const int code = attest::run::main(argc, argv);
  flint_cleanup_master();
  return code;
}
