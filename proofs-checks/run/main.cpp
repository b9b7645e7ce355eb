#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "attest/data/file.hpp"
#include "attest/number/flint.hpp"
#include "attest/number/thread.hpp"
#include "cli.hpp"
#include "sweep_ranks.hpp"

namespace {

/// The last defence: everything is checked before FLINT sees it, and should a check be missing, FLINT
/// throws instead of aborting the process.
[[noreturn]] void throw_instead_of_abort() { throw std::domain_error("FLINT refused an argument; please report this"); }

/// GMP and FLINT abort where memory ends; the documented answer is exit code 4 and nothing half-written.
void* or_leave(void* block, std::size_t size) {
  if (block != nullptr || size == 0) return block;
  attest::data::remove_temporary_file();
  std::fputs("attest: out of memory\n", stderr);
  _exit(4);
}
void* allocate(std::size_t size) { return or_leave(std::malloc(size), size); }
void* allocate_zeroed(std::size_t count, std::size_t size) { return or_leave(std::calloc(count, size), count * size); }
void* reallocate(void* block, std::size_t size) { return or_leave(std::realloc(block, size), size); }
void* reallocate_limbs(void* block, std::size_t, std::size_t size) { return reallocate(block, size); }
void release_limbs(void* block, std::size_t) { std::free(block); }

extern "C" void interrupted(int) {
  attest::data::remove_temporary_file();
  _exit(130);
}

#if !ATTEST_RANKS
/// Has an MPI launcher started this process, as it tells each of them?
bool is_rank() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"})
    if (std::getenv(name) != nullptr) return true;
  return false;
}

/// Under mpirun attest-mpi takes over (docs/sweeps.md).  Linking MPI here would slow down every start.
int become_a_rank(char** argv) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "attest-mpi";
  execv(program.c_str(), argv);
  std::fprintf(stderr, "attest: %s is missing: it is built where MPI is found (Debian: libopenmpi-dev, openmpi-bin)\n",
               program.c_str());
  return 4;
}
#endif

}  // namespace

int main(int argc, char** argv) {
#if ATTEST_RANKS
  attest::run::set_ranks(attest::run::start_ranks);
#else
  if (argc > 1 && std::strcmp(argv[1], "sweep") == 0 && is_rank()) return become_a_rank(argv);
#endif
  mp_set_memory_functions(allocate, reallocate_limbs, release_limbs);
  __flint_set_memory_functions(allocate, allocate_zeroed, reallocate, std::free);
  flint_set_abort(throw_instead_of_abort);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, interrupted);
  const int code = attest::run::main(argc, argv);
  flint_cleanup_master();
  return code;
}
