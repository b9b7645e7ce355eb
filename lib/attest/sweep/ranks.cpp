#include "attest/sweep/ranks.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <utility>

namespace attest::sweep {

namespace {

constexpr double nap = 2e-4;         ///< s between two looks for messages
constexpr double deal_ahead = 0.01;  ///< s of work dealt at a time
constexpr std::size_t most_ahead = 256;
constexpr std::size_t most_bytes = 1U << 26;  ///< of a message
constexpr double pulse = 1;                   ///< s between two signs of life

/// What rank 0 says, the first byte of its messages.
enum class Word : char { cells, alive, no_more, part_together, part_alone };
std::string message(Word word) { return {static_cast<char>(word)}; }

void sleep(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

template <class T>
void put(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}
void put(std::string& bytes, const std::string& text) {
  put(bytes, text.size());
  bytes += text;
}

/// Takes apart what put() put together; both ends are one program.
class Reader {
 public:
  explicit Reader(const std::string& bytes) : bytes_(bytes) {}
  [[nodiscard]] bool more() const { return at_ < bytes_.size(); }
  template <class T>
  T get() {
    T value;
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  std::string text() {
    const auto size = get<std::size_t>();
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

 private:
  const std::string& bytes_;
  std::size_t at_ = 0;
};

std::string pack(const std::vector<Done>& list) {
  std::string bytes;
  for (const auto& d : list) {
    put(bytes, d.place);
    put(bytes, d.seconds);
    for (const auto* text : {&d.finding.verdict, &d.finding.answer, &d.finding.evidence, &d.finding.certificate})
      put(bytes, *text);
  }
  return bytes;
}

}  // namespace

struct Dispatch::Peer {
  std::vector<std::size_t> dealt{};  ///< and not yet done
  Stopwatch heard{};
  unsigned threads = 0;  ///< 0 until it has said so
  double seconds = 1;    ///< of a cell, lately
  bool lost = false;
};

Dispatch::Dispatch(Ranks& ranks, LocalDealer& dealer, double patience, std::function<void(const std::string&)> note)
    : ranks_(ranks), dealer_(dealer), patience_(patience), note_(std::move(note)) {
  for (int r = 0; r < ranks.size(); ++r) peers_.push_back(std::make_shared<Peer>());
}

void Dispatch::deal(int rank) {
  Peer& p = *peers_[static_cast<std::size_t>(rank)];
  const double ahead = deal_ahead * p.threads / std::max(p.seconds, 1e-9);
  const std::size_t wanted = p.threads + std::min(most_ahead, static_cast<std::size_t>(ahead));
  if (p.dealt.size() >= wanted || (p.dealt.size() > wanted / 2 && p.dealt.size() > p.threads)) return;
  const auto places = dealer_.take(wanted - p.dealt.size());
  if (places.empty()) return;
  std::string bytes = message(Word::cells);
  for (const std::size_t place : places) put(bytes, place);
  ranks_.send(rank, bytes);
  p.dealt.insert(p.dealt.end(), places.begin(), places.end());
}

void Dispatch::lose(int rank, const std::string& how) {
  peers_[static_cast<std::size_t>(rank)]->lost = true;
  note_("rank " + std::to_string(rank) + " is lost: " + how);
  ranks_.leave();
}

void Dispatch::say_alive() {
  if (told_.seconds() < pulse) return;
  told_.restart();
  for (int r = 1; r < ranks_.size(); ++r)
    if (!peers_[static_cast<std::size_t>(r)]->lost) ranks_.send(r, message(Word::alive));
}

bool Dispatch::serve() {
  bool any = false;
  std::vector<Done> all;
  while (const auto m = ranks_.receive()) {
    any = true;
    Peer& p = *peers_[static_cast<std::size_t>(m->from)];
    p.heard.restart();
    if (m->bytes.empty()) continue;
    Reader in(m->bytes);
    p.threads = in.get<unsigned>();
    while (in.more()) {
      Done d;
      d.place = in.get<std::size_t>();
      d.seconds = in.get<double>();
      for (auto* text : {&d.finding.verdict, &d.finding.answer, &d.finding.evidence, &d.finding.certificate})
        *text = in.text();
      d.rank = m->from;
      p.seconds = 0.9 * p.seconds + 0.1 * d.seconds;
      std::erase(p.dealt, d.place);
      all.push_back(std::move(d));
    }
  }
  dealer_.done(std::move(all));  // also of none: findings of this rank's own threads may wait
  for (int r = 1; r < ranks_.size(); ++r) {
    Peer& p = *peers_[static_cast<std::size_t>(r)];
    if (p.lost) continue;
    if (p.heard.seconds() > patience_) {
      lose(r, "silent for " + std::to_string(static_cast<long>(patience_)) + " s; its " +
                  std::to_string(p.dealt.size()) + " cells are dealt again");
      dealer_.give_back(p.dealt);
      continue;
    }
    if (p.threads > 0) deal(r);
  }
  say_alive();
  return any;
}

void Dispatch::end() {
  std::vector<bool> gone(peers_.size());
  std::size_t there = 0;
  for (int r = 1; r < ranks_.size(); ++r) {
    Peer& p = *peers_[static_cast<std::size_t>(r)];
    if (p.lost) continue;
    ranks_.send(r, message(Word::no_more));
    p.heard.restart();
    ++there;
  }
  // A rank may be in the midst of a message: each is heard until it says nothing, which is its farewell.
  while (there > 0) {
    while (const auto m = ranks_.receive()) {
      const auto r = static_cast<std::size_t>(m->from);
      if (!m->bytes.empty() || gone[r] || peers_[r]->lost) continue;
      gone[r] = true;
      --there;
    }
    for (std::size_t r = 1; r < peers_.size(); ++r)
      if (const Peer& p = *peers_[r]; !p.lost && !gone[r] && p.heard.seconds() > patience_) {
        lose(static_cast<int>(r), "it did not answer at the end");
        --there;
      }
    say_alive();
    if (there > 0) sleep(nap);
  }
  // Only now is it known whether all can be waited for.
  for (int r = 1; r < ranks_.size(); ++r)
    if (!peers_[static_cast<std::size_t>(r)]->lost)
      ranks_.send(r, message(lost() > 0 ? Word::part_alone : Word::part_together));
}

std::size_t Dispatch::lost() const {
  return static_cast<std::size_t>(std::count_if(peers_.begin(), peers_.end(), [](const auto& p) { return p->lost; }));
}

namespace {

/// The cells this rank was dealt, between its threads and the one that talks to rank 0.
class RankDealer : public Dealer {
 public:
  std::optional<std::size_t> next() override {
    std::unique_lock hold(lock_);
    changed_.wait(hold, [&] { return ended_ || !places_.empty(); });
    if (ended_) return std::nullopt;
    const std::size_t place = places_.front();
    places_.pop_front();
    return place;
  }
  void done(Done finding) override {
    const std::lock_guard hold(lock_);
    out_.push_back(std::move(finding));
  }
  void done(std::vector<Done> findings) override {
    for (auto& f : findings) done(std::move(f));
  }
  void deal(const std::string& places) {
    const std::lock_guard hold(lock_);
    for (Reader in(places); in.more();) places_.push_back(in.get<std::size_t>());
    changed_.notify_all();
  }
  void end() {
    const std::lock_guard hold(lock_);
    ended_ = true;
    changed_.notify_all();
  }
  /// Findings that wait to be sent, of bounded size together.
  std::vector<Done> take() {
    const std::lock_guard hold(lock_);
    std::vector<Done> list;
    for (std::size_t bytes = 0; !out_.empty() && bytes < most_bytes; out_.pop_front()) {
      bytes += out_.front().finding.evidence.size() + out_.front().finding.certificate.size();
      list.push_back(std::move(out_.front()));
    }
    return list;
  }

 private:
  std::mutex lock_;
  std::condition_variable changed_;
  std::deque<std::size_t> places_;
  std::deque<Done> out_;
  bool ended_ = false;
};

}  // namespace

Served serve_rank_0(Ranks& ranks, unsigned threads, const Work& work, double patience) {
  RankDealer dealer;
  Crew crew(threads, work, dealer, ranks.rank());
  std::string hello;
  put(hello, threads);
  ranks.send(0, hello);
  Stopwatch spoke, watched, heard;
  bool ended = false;
  for (std::optional<Parting> parting;;) {
    const auto list = dealer.take();
    if (!ended && (!list.empty() || spoke.seconds() > pulse)) {
      ranks.send(0, hello + pack(list));
      spoke.restart();
    }
    while (const auto m = ranks.receive()) {
      heard.restart();
      switch (static_cast<Word>(m->bytes.at(0))) {
        case Word::cells:
          dealer.deal(m->bytes.substr(1));
          break;
        case Word::alive:
          break;
        case Word::no_more:
          ended = true;
          dealer.end();
          ranks.send(0, {});  // the farewell
          break;
        case Word::part_together:
          parting = Parting::together;
          break;
        case Word::part_alone:
          parting = Parting::apart;
          break;
      }
    }
    if (!parting && heard.seconds() > patience) {
      parting = Parting::orphaned;
      dealer.end();
    }
    if (parting && *parting != Parting::together) ranks.leave();
    if (parting) return {*parting, crew.abandoned() > 0};
    if (watched.seconds() > 0.05) {
      static_cast<void>(crew.watch());
      watched.restart();
    }
    sleep(nap);
  }
}

}  // namespace attest::sweep
