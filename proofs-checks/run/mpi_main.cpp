// attest as one of several ranks; the same command line.
#include <mpi.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <thread>

#include "attest/data/file.hpp"
#include "attest/number/flint.hpp"
#include "cli.hpp"
#include "process.hpp"
#include "sweep_ranks.hpp"
#include "team.hpp"

namespace {

using namespace attest;

class Ranks final : public Team {
 public:
  Ranks() {
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &size_);
  }
  [[nodiscard]] std::size_t rank() const override { return static_cast<std::size_t>(rank_); }
  [[nodiscard]] std::size_t size() const override { return static_cast<std::size_t>(size_); }
  void broadcast(std::span<std::byte> bytes, std::size_t from) const override {
    constexpr std::size_t most = 1 << 30;  // MPI counts in int
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(bytes.size(), most)))
      MPI_Bcast(bytes.data(), static_cast<int>(std::min(bytes.size(), most)), MPI_BYTE, static_cast<int>(from),
                MPI_COMM_WORLD);
  }
  void together(const std::function<void()>& work) const override {
    run::Complaint mine;
    int failed = size_;
    try {
      work();
    } catch (...) {
      mine = run::complaint_of(std::current_exception());
      failed = rank_;
    }
    int first = size_;
    MPI_Allreduce(&failed, &first, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    if (first == size_) return;
    std::size_t sizes[] = {static_cast<std::size_t>(mine.code), mine.text.size()};
    broadcast(std::as_writable_bytes(std::span(sizes)), static_cast<std::size_t>(first));
    mine.text.resize(sizes[1]);
    broadcast(std::as_writable_bytes(std::span(mine.text)), static_cast<std::size_t>(first));
    mine.code = static_cast<int>(sizes[0]);
    throw run::Failed(mine);
  }

 private:
  int rank_ = 0, size_ = 1;
};

/// Do all ranks come to their end, within some seconds of this one?
bool all_end() {
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  for (int t = 0; t < 1000; ++t) {
    int done = 0;
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    if (done) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(t < 100 ? 1 : 10));
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  // Ranks of a sweep deal with each other, and with those that are lost, by messages (sweep_ranks.cpp).
  if (argc > 1 && std::strcmp(argv[1], "sweep") == 0) {
    run::set_ranks(run::start_ranks);
    run::prepare_process();
    const int code = run::main(argc, argv);
    if (run::lost_a_rank()) MPI_Abort(MPI_COMM_WORLD, code);
    flint_cleanup_master();
    return code;
  }
  int provided = 0;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
  int code = 0;
  {
    const Ranks ranks;
    run::set_team(ranks);
    run::prepare_process();
    run::speak_of_interrupts(ranks.rank() == 0);
    // What is not shared is for rank 0 alone.
    if (ranks.rank() == 0 || (argc > 1 && std::strcmp(argv[1], "attention") == 0)) code = run::main(argc, argv);
    // The first rank that is gone with an error has the launcher end all others: they have said what there is to say.
    std::signal(SIGTERM, SIG_IGN);
    // A rank that failed alone, where the others did not look, must not leave them waiting.
    if (code != 0 && !all_end()) {
      if (ranks.rank() != 0) std::fprintf(stderr, "attest: rank %zu: %s\n", ranks.rank(), run::unspoken().text.c_str());
      data::remove_temporary_file();
      MPI_Abort(MPI_COMM_WORLD, code);
    }
    if (code == 0) static_cast<void>(all_end());
  }
  flint_cleanup_master();
  MPI_Finalize();
  return code;
}
