#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "attest/number/flint.hpp"
#include "cli.hpp"
#include "process.hpp"
#include "team.hpp"

namespace {

/// How many processes an MPI launcher has started, as it tells each of them.
int ranks_started() {
  int ranks = 1;
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})
    if (const char* text = std::getenv(name)) ranks = std::max(ranks, std::atoi(text));
  return ranks;
}

/// Under mpirun `attest attention` and `attest sweep` are one run of many ranks: attest-mpi takes over
/// (docs/streaming.md, docs/sweeps.md).  Linking MPI here would slow down every start.
int become_a_rank(char** argv) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "attest-mpi";
  execv(program.c_str(), argv);
  return attest::run::complain(4,
                               std::to_string(ranks_started()) + " processes were started, but " + program.string() +
                                   " is missing: it is built where MPI is found (Debian: libopenmpi-dev, openmpi-bin)");
}

}  // namespace

int main(int argc, char** argv) {
  attest::run::prepare_process();
  const std::string command = argc > 1 ? argv[1] : "";
  if ((command == "attention" || command == "sweep") && ranks_started() > 1) return become_a_rank(argv);
  const int code = attest::run::main(argc, argv);
  flint_cleanup_master();
  return code;
}
