#include <mpi.h>

#include <list>
#include <stdexcept>
#include <utility>

#include "process.hpp"
#include "sweep_ranks.hpp"

namespace attest::run {
namespace {

bool lost = false;

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
    speak_of_interrupts(rank_ == 0);
  }
  ~MpiRanks() override {
    if (left_) return;
    for (auto& s : under_way_) MPI_Wait(&s.request, MPI_STATUS_IGNORE);
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
    // A rank that died takes nothing, and must not hold up this one.
    std::erase_if(under_way_, [](Sent& s) {
      int arrived = 0;
      MPI_Test(&s.request, &arrived, MPI_STATUS_IGNORE);
      return arrived != 0;
    });
    under_way_.push_back({bytes, MPI_REQUEST_NULL});
    Sent& s = under_way_.back();
    MPI_Isend(s.bytes.data(), static_cast<int>(s.bytes.size()), MPI_BYTE, to, 0, MPI_COMM_WORLD, &s.request);
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
  void leave() override { left_ = lost = true; }

 private:
  struct Sent {
    std::string bytes;
    MPI_Request request;
  };
  int rank_ = 0, size_ = 1;
  bool ends_ = false, left_ = false;
  std::list<Sent> under_way_;
};

}  // namespace

bool lost_a_rank() { return lost; }

std::unique_ptr<sweep::Ranks> start_ranks() { return std::make_unique<MpiRanks>(); }

}  // namespace attest::run
