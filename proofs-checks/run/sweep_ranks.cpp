#include <mpi.h>

#include <stdexcept>
#include <utility>

#include "sweep_ranks.hpp"

namespace attest::run {
namespace {

class MpiRanks final : public sweep::Ranks {
 public:
  MpiRanks() {
    int started = 0, provided = MPI_THREAD_FUNNELED;
    MPI_Initialized(&started);
    ends_ = started == 0;
    if (ends_) MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
    if (provided < MPI_THREAD_FUNNELED) throw std::runtime_error("MPI: this library does not support threads");
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &size_);
  }
  ~MpiRanks() override {
    if (ends_) MPI_Finalize();
  }
  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return size_; }
  std::string broadcast(std::string text) override {
    unsigned long long size = text.size();
    MPI_Bcast(&size, 1, MPI_UNSIGNED_LONG_LONG, 0, MPI_COMM_WORLD);
    text.resize(size);
    MPI_Bcast(text.data(), static_cast<int>(size), MPI_BYTE, 0, MPI_COMM_WORLD);
    return text;
  }
  void send(int to, const std::string& bytes) override {
    MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, to, 0, MPI_COMM_WORLD);
  }
  [[nodiscard]] std::optional<Message> receive() override {
    int there = 0, size = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &there, &status);
    if (there == 0) return std::nullopt;
    MPI_Get_count(&status, MPI_BYTE, &size);
    Message m{status.MPI_SOURCE, std::string(static_cast<std::size_t>(size), 0)};
    MPI_Recv(m.bytes.data(), size, MPI_BYTE, m.from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return m;
  }
  void leave() override { ends_ = false; }

 private:
  int rank_ = 0, size_ = 1;
  bool ends_ = false;
};

}  // namespace

std::unique_ptr<sweep::Ranks> start_ranks() { return std::make_unique<MpiRanks>(); }

}  // namespace attest::run
