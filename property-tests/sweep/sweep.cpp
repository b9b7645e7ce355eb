#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/data/error.hpp"
#include "attest/sweep/crew.hpp"
#include "attest/sweep/ranks.hpp"
#include "attest/sweep/store.hpp"

using namespace attest;
using namespace attest::sweep;
namespace fs = std::filesystem;

namespace {

/// A folder of this test's own, gone at the end.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("attest sweep " + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};
Folder& folder() {
  static Folder f;
  return f;
}

fs::path fresh(const char* name) {
  for (const char* tail : {"", "-wal", "-shm"}) fs::remove(folder().path / (std::string(name) + tail));
  return folder().path / name;
}

const Origin origin{"0", "p", "f", 100};

/// Text with everything that CSV and JSON must quote.
std::string text() { return *rc::gen::container<std::string>(rc::gen::element('a', '"', ',', '\n', '\\', '\t', ' ')); }

std::pair<Cell, Done> row(std::size_t place) {
  return {{"k" + std::to_string(place), "kind", "{\"a\":1}", "7"}, {place, {text(), text(), text(), text()}, 0.5, 1}};
}

std::string exported(const Store& s, bool times) {
  std::string all;
  const auto write = [&](std::string_view piece) { all += piece; };
  s.export_csv(times, write);
  s.export_json(times, write);
  return all;
}

/// RFC 4180: the fields of all lines in one list.
std::vector<std::string> fields_of(const std::string& csv) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"')
      fields.back() += csv[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == ',' || c == '\n'))
      fields.emplace_back();
    else
      fields.back() += c;
  }
  fields.pop_back();
  return fields;
}

/// A second rank that says hello, takes cells and is never heard of again.
class SilentRank : public Ranks {
 public:
  std::size_t dealt = 0;  ///< messages it was sent
  bool left = false;
  [[nodiscard]] int rank() const override { return 0; }
  [[nodiscard]] int size() const override { return 2; }
  std::string broadcast(std::string text) override { return text; }
  void send(int, const std::string&) override { ++dealt; }
  [[nodiscard]] std::optional<Message> receive() override {
    if (std::exchange(greeted_, true)) return std::nullopt;
    const unsigned threads = 3;
    return Message{1, std::string(reinterpret_cast<const char*>(&threads), sizeof threads)};
  }
  void leave() override { left = true; }

 private:
  bool greeted_ = false;
};

/// Ranks of one process, each in a thread: a queue for each.
class Post {
 public:
  explicit Post(int ranks) : queues_(static_cast<std::size_t>(ranks)) {}
  [[nodiscard]] int size() const { return static_cast<int>(queues_.size()); }
  void put(int to, Ranks::Message m) {
    const std::lock_guard hold(lock_);
    queues_[static_cast<std::size_t>(to)].push_back(std::move(m));
  }
  std::optional<Ranks::Message> take(int rank) {
    const std::lock_guard hold(lock_);
    auto& queue = queues_[static_cast<std::size_t>(rank)];
    if (queue.empty()) return std::nullopt;
    auto first = std::move(queue.front());
    queue.pop_front();
    return first;
  }

 private:
  std::mutex lock_;
  std::vector<std::deque<Ranks::Message>> queues_;
};
class PostedRank : public Ranks {
 public:
  bool left = false;
  PostedRank(Post& post, int rank) : post_(post), rank_(rank) {}
  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return post_.size(); }
  std::string broadcast(std::string text) override { return text; }
  void send(int to, const std::string& bytes) override { post_.put(to, {rank_, bytes}); }
  [[nodiscard]] std::optional<Message> receive() override { return post_.take(rank_); }
  void leave() override { left = true; }

 private:
  Post& post_;
  int rank_;
};

const Work quick{[](std::size_t) { return Finding{}; }, [](std::size_t) { return 60.0; }};

/// A sweep of `ranks` ranks of which the first `living` are there; how each but rank 0 parted.
std::vector<Served> swept(std::size_t count, int ranks, int living, std::multiset<std::size_t>& recorded) {
  Post post(ranks);
  std::vector<Served> served(static_cast<std::size_t>(living) - 1);
  std::vector<std::thread> threads;
  for (int r = 1; r < living; ++r)
    threads.emplace_back([&, r] {
      PostedRank rank(post, r);
      served[static_cast<std::size_t>(r) - 1] = serve_rank_0(rank, 1, quick, 60);
    });
  PostedRank first(post, 0);
  LocalDealer dealer(count, {}, [&](const std::vector<Done>& batch) {
    for (const auto& d : batch) recorded.insert(d.place);
  });
  Dispatch dispatch(first, dealer, 2, [](const std::string&) {});
  {
    Crew crew(1, quick, dealer);
    for (bool through = false; !through; through = crew.watch()) {
      crew.wait(0.001);
      dispatch.serve();
    }
    dispatch.end();
  }
  for (auto& t : threads) t.join();
  RC_ASSERT(first.left == (living < ranks));
  return served;
}

template <class Error>
std::string refusal_of(const fs::path& file) {
  try {
    static_cast<void>(Store::create_or_open(file, origin));
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

/// Runs SQL on a file, past the store; the cells of all rows in one list.
std::vector<std::string> sql(const fs::path& file, const std::string& text) {
  sqlite3* c = nullptr;
  std::vector<std::string> cells;
  RC_ASSERT(sqlite3_open(file.c_str(), &c) == SQLITE_OK);
  const auto take = [](void* list, int count, char** values, char**) {
    for (int i = 0; i < count; ++i)
      static_cast<std::vector<std::string>*>(list)->emplace_back(values[i] == nullptr ? "" : values[i]);
    return 0;
  };
  const int code = sqlite3_exec(c, text.c_str(), take, &cells, nullptr);
  sqlite3_close(c);
  RC_ASSERT(code == SQLITE_OK);
  return cells;
}

}  // namespace

int main() {
  attest::test::Suite suite("sweep");

  suite.law(
      "the export does not depend on the order, the batches or the reopening in which cells came",
      [] {
        const auto count = *rc::gen::inRange<std::size_t>(0, 12);
        std::vector<std::pair<Cell, Done>> rows;
        for (std::size_t i = 0; i < count; ++i) rows.push_back(row(i));
        const fs::path plain = fresh("plain.sqlite"), mixed = fresh("mixed.sqlite");
        {
          Store a = Store::create_or_open(plain, origin);
          a.add(rows);
        }
        auto shuffled = rows;
        for (std::size_t i = shuffled.size(); i > 1; --i)
          std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
        for (std::size_t at = 0; at < count;) {
          const auto size = std::min(count - at, *rc::gen::inRange<std::size_t>(1, 4));
          Store b = Store::create_or_open(mixed, origin);
          b.add(std::span(shuffled).subspan(at, size));
          at += size;
        }
        const Store a = Store::open_to_read(plain), b = Store::create_or_open(mixed, origin);
        RC_ASSERT(exported(a, false) == exported(b, false));
        RC_ASSERT(a.size() == count && b.size() == count);
        std::string csv;
        a.export_csv(false, [&](std::string_view piece) { csv += piece; });
        const auto fields = fields_of(csv);
        RC_ASSERT(fields.size() == 10 * (count + 1));
        for (std::size_t i = 0; i < count; ++i) {
          const Finding& f = rows[i].second.finding;
          RC_ASSERT(fields[10 * (i + 1) + 6] == f.verdict);
          RC_ASSERT(fields[10 * (i + 1) + 9] == f.certificate);
        }
      },
      0.3);

  suite.law(
      "a place that is taken keeps what it has",
      [] {
        Store s = Store::create_or_open(fresh("twice.sqlite"), origin);
        const auto first = row(3), second = row(3);
        s.add(std::vector{first});
        const std::string before = exported(s, false);
        s.add(std::vector{second});
        RC_ASSERT(exported(s, false) == before);
      },
      0.3);

  suite.law(
      "every cell is dealt and recorded once, whatever the threads, the holes and what was done before",
      [] {
        const auto count = *rc::gen::inRange<std::size_t>(0, 200);
        const auto threads = *rc::gen::inRange<unsigned>(1, 5);
        std::vector<bool> done(count);
        for (std::size_t i = 0; i < count; ++i) done[i] = *rc::gen::inRange(0, 3) == 0;
        std::multiset<std::size_t> recorded;
        LocalDealer dealer(count, done, [&](const std::vector<Done>& batch) {
          for (const auto& d : batch) recorded.insert(d.place);
        });
        const auto away = dealer.take(3);  // dealt elsewhere, and lost
        dealer.give_back(away);
        Work work{[](std::size_t place) -> Finding {
                    if (place % 7 == 0) throw std::runtime_error("seven");
                    return {std::to_string(place), "", "", ""};
                  },
                  [](std::size_t) { return 60.0; }};
        {
          Crew crew(threads, work, dealer);
          while (!crew.watch()) crew.wait(0.01);
        }
        RC_ASSERT(dealer.finished());
        for (std::size_t i = 0; i < count; ++i) RC_ASSERT(recorded.count(i) == (done[i] ? 0U : 1U));
      },
      0.3);

  suite.fact("who brings findings of others records one batch a call, who brings its own records all that wait", [] {
    for (const bool others : {true, false}) {
      constexpr std::size_t count = 8;
      std::size_t brought = 1, batches = 0;
      LocalDealer* to = nullptr;
      LocalDealer dealer(count, {}, [&](const std::vector<Done>&) {
        ++batches;
        if (brought < count) std::thread([&] { to->done(Done{brought++, {}, 0, 0}); }).join();  // meanwhile
      });
      to = &dealer;
      if (!others) {
        dealer.done(Done{0, {}, 0, 0});
        RC_ASSERT(batches == count);
        RC_ASSERT(dealer.finished());
        continue;
      }
      dealer.done(std::vector<Done>(1));
      for (std::size_t call = 1; call <= count; ++call) {
        RC_ASSERT(batches == call);
        RC_ASSERT(dealer.recorded() == call);
        dealer.done(std::vector<Done>{});
      }
      RC_ASSERT(batches == count);
    }
  });

  suite.fact("what the recorder throws ends the crew and reaches the one who watches", [] {
    LocalDealer dealer(50, {}, [](const std::vector<Done>&) { throw data::OutputError("full"); });
    Work work{[](std::size_t) { return Finding{}; }, [](std::size_t) { return 60.0; }};
    bool caught = false;
    try {
      Crew crew(3, work, dealer);
      while (!crew.watch()) crew.wait(0.01);
    } catch (const data::OutputError&) {
      caught = true;
    }
    RC_ASSERT(caught);
  });

  suite.fact("a cell past its budget is recorded in its stead, and the others go on", [] {
    std::multiset<std::string> verdicts;
    LocalDealer dealer(20, {}, [&](const std::vector<Done>& batch) {
      for (const auto& d : batch) verdicts.insert(d.finding.verdict);
    });
    Work work{[](std::size_t place) -> Finding {
                if (place == 5) std::this_thread::sleep_for(std::chrono::milliseconds(400));
                return {"decided", "", "", ""};
              },
              [](std::size_t) { return 0.05; }};
    std::size_t abandoned = 0;
    {
      Crew crew(1, work, dealer);
      while (!crew.watch()) crew.wait(0.01);
      abandoned = crew.abandoned();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    RC_ASSERT(abandoned == 1U && verdicts.count("over budget") == 1U && verdicts.count("decided") == 19U);
  });

  suite.fact("the cells of a rank that falls silent are dealt again, and that is noted", [] {
    constexpr std::size_t count = 30;
    std::multiset<std::size_t> recorded;
    LocalDealer dealer(count, {}, [&](const std::vector<Done>& batch) {
      for (const auto& d : batch) recorded.insert(d.place);
    });
    SilentRank ranks;
    std::vector<std::string> notes;
    Dispatch dispatch(ranks, dealer, 0.1, [&](const std::string& what) { notes.push_back(what); });
    dispatch.serve();
    RC_ASSERT(ranks.dealt == 1U);
    Work work{[](std::size_t) { return Finding{}; }, [](std::size_t) { return 60.0; }};
    {
      Crew crew(1, work, dealer);
      for (bool through = false; !through; through = crew.watch()) {
        crew.wait(0.01);
        dispatch.serve();
      }
      dispatch.end();
    }
    RC_ASSERT(recorded.size() == count && dispatch.lost() == 1U && ranks.left);
    RC_ASSERT(notes.size() == 1U);
    RC_ASSERT(notes[0].find("3 cells are dealt again") != std::string::npos);
  });

  suite.fact("ranks compute each cell once and part together; where one never came, the others part alone", [] {
    for (const int living : {2, 3}) {
      constexpr std::size_t count = 2000;
      std::multiset<std::size_t> recorded;
      const auto served = swept(count, 3, living, recorded);
      RC_ASSERT(recorded.size() == count && std::set(recorded.begin(), recorded.end()).size() == count);
      for (const Served& s : served)
        RC_ASSERT(s.parting == (living == 3 ? Parting::together : Parting::apart) && !s.stuck);
    }
  });
  suite.fact("a rank that hears nothing of rank 0 for its patience leaves, and not before", [] {
    Post post(2);
    PostedRank rank(post, 1);
    const auto start = std::chrono::steady_clock::now();
    RC_ASSERT(serve_rank_0(rank, 1, quick, 0.2).parting == Parting::orphaned);
    RC_ASSERT(rank.left && std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(200));
  });

  suite.fact("a file that is no database, or a database of others, is bad input and stays as it was", [] {
    const fs::path file = fresh("text.sqlite");
    const std::string bytes(3000, 'x');
    std::ofstream(file) << bytes;
    RC_ASSERT(refusal_of<data::InputError>(file).find("not an SQLite database") != std::string::npos);
    RC_ASSERT(fs::file_size(file) == bytes.size());
    RC_ASSERT(!refusal_of<data::OutputError>(folder().path / "missing" / "s.sqlite").empty());
  });

  suite.law(
      "a store counts its verdicts, forgets one of them and no other, and keeps the tale of its runs",
      [] {
        const fs::path file = fresh("told.sqlite");
        const auto count = *rc::gen::inRange<std::size_t>(0, 12);
        const std::string words[] = {"decided", "undecided", "failed"};
        std::map<std::string, std::size_t> expected;
        std::map<std::size_t, std::string> keys;
        std::vector<std::pair<Cell, Done>> rows;
        for (std::size_t i = 0; i < count; ++i) {
          rows.push_back(row(2 * i));
          const std::string& word = rows.back().second.finding.verdict = words[*rc::gen::inRange(0, 3)];
          ++expected[word];
          if (word != "failed") keys[2 * i] = rows.back().first.key;
        }
        {
          Store s = Store::create_or_open(file, origin);
          s.begin_run("threads");
          s.add(rows);
          s.note("one note");
          s.end_run("whole");
          s.begin_run("ranks");
          RC_ASSERT(s.verdicts() == expected);
          RC_ASSERT(s.forget("failed") == expected["failed"]);
          RC_ASSERT(s.forget("no such word") == 0U);
        }
        const Store s = Store::open_to_read(file);
        RC_ASSERT(s.origin() == origin);
        std::map<std::size_t, std::string> found;
        s.for_each_key([&](std::size_t place, std::string_view key) { found.emplace(place, key); });
        RC_ASSERT(found == keys && s.size() == keys.size());
        const auto runs = s.runs();
        RC_ASSERT(runs.size() == 2U);
        RC_ASSERT(runs[0].engine == "threads" && runs[1].engine == "ranks");
        RC_ASSERT(runs[0].ended.ends_with(" whole") && runs[1].ended.empty() && !runs[1].started.empty());
        const auto notes = s.notes();
        RC_ASSERT(notes.size() == 1U);
        RC_ASSERT(notes[0].ends_with(" one note"));
      },
      0.2);

  suite.law(
      "the export as a database has the fields of the one as CSV, and replaces what was there",
      [] {
        const fs::path out = fresh("out.sqlite");
        const auto count = *rc::gen::inRange<std::size_t>(0, 6);
        const bool times = *rc::gen::arbitrary<bool>();
        std::vector<std::pair<Cell, Done>> rows;
        for (std::size_t i = count; i-- > 0;) rows.push_back(row(i));
        Store s = Store::create_or_open(fresh("in.sqlite"), origin);
        s.add(rows);
        std::ofstream(out) << "what was there";
        s.export_sqlite(times, out);
        std::string csv;
        s.export_csv(times, [&](std::string_view piece) { csv += piece; });
        auto fields = fields_of(csv);
        fields.erase(fields.begin(), fields.begin() + (times ? 12 : 10));  // the names of the columns
        RC_ASSERT(sql(out, "SELECT * FROM results ORDER BY place") == fields);
      },
      0.2);

  suite.fact("a store of another form, of others, or damaged is named as what it is", [] {
    const fs::path file = fresh("store.sqlite");
    static_cast<void>(Store::create_or_open(file, origin));
    RC_ASSERT(refusal_of<data::InputError>(file).empty());
    sql(file, "PRAGMA user_version=7");
    RC_ASSERT(refusal_of<data::InputError>(file).find("a store of form 7; this attest reads form 1") !=
              std::string::npos);
    sql(file, "PRAGMA application_id=5");
    RC_ASSERT(refusal_of<data::InputError>(file).find("no store of attest sweep") != std::string::npos);

    const fs::path torn = fresh("torn.sqlite");
    {
      Store s = Store::create_or_open(torn, origin);
      std::vector<std::pair<Cell, Done>> rows;
      for (std::size_t i = 0; i < 200; ++i) rows.push_back(row(i));
      s.add(rows);
    }
    std::fstream bytes(torn, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(4096);
    bytes << std::string(8192, '\x55');
    bytes.close();
    RC_ASSERT(refusal_of<data::InputError>(torn).find("a damaged SQLite database") != std::string::npos);
    RC_ASSERT(attest::test::throws_with<data::InputError>(
        [] { static_cast<void>(Store::open_to_read(folder().path / "nowhere.sqlite")); }, {"nowhere.sqlite"}));
  });

  suite.fact("a store that may not be written is refused, one that cannot grow says what is kept", [] {
    const fs::path file = fresh("closed.sqlite");
    static_cast<void>(Store::create_or_open(file, origin));
    sql(file, "PRAGMA journal_mode=DELETE");
    fs::permissions(file, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    const uid_t self = geteuid();
    // Permissions do not bind root.
    if (self == 0) RC_ASSERT(seteuid(65534) == 0);
    const std::string closed = refusal_of<data::OutputError>(file);
    if (self == 0) RC_ASSERT(seteuid(self) == 0);
    RC_ASSERT(closed.find("is read-only") != std::string::npos);

    Store s = Store::create_or_open(fresh("full.sqlite"), origin);
    s.add(std::vector{row(0)});
    auto large = row(1);
    large.second.finding.evidence = std::string(1'000'000, 'e');
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{500'000, before.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    const bool refused = attest::test::throws_with<data::OutputError>([&] { s.add(std::vector{large}); },
                                                                      {"full.sqlite", "what was committed is kept"});
    setrlimit(RLIMIT_FSIZE, &before);
    RC_ASSERT(refused && s.size() == 1U);
    s.add(std::vector{large});
    RC_ASSERT(s.size() == 2U);
  });

  suite.law(
      "the cells of several ranks are each computed once, and their findings arrive whole",
      [] {
        const auto count = *rc::gen::inRange<std::size_t>(0, 80);
        const auto others = *rc::gen::inRange(1, 4);
        const auto threads = *rc::gen::inRange<unsigned>(1, 3);
        std::vector<Finding> findings;
        for (std::size_t i = 0; i < count; ++i) findings.push_back({text(), text(), text(), text()});
        std::vector<Done> recorded;
        std::vector<std::string> notes;
        const Work work{[&](std::size_t place) { return findings[place]; }, [](std::size_t) { return 60.0; }};
        LocalDealer dealer(count, {}, [&](const std::vector<Done>& batch) {
          recorded.insert(recorded.end(), batch.begin(), batch.end());
        });
        Post post(others + 1);
        std::vector<std::thread> ranks;
        for (int r = 1; r <= others; ++r)
          ranks.emplace_back([&post, &work, threads, r] {
            PostedRank self(post, r);
            static_cast<void>(serve_rank_0(self, threads, work, 60));
          });
        PostedRank zero(post, 0);
        Dispatch dispatch(zero, dealer, 60, [&](const std::string& what) { notes.push_back(what); });
        {
          Crew crew(1, work, dealer);
          for (bool through = false; !through; through = crew.watch()) {
            static_cast<void>(dispatch.serve());
            crew.wait(0.001);
          }
        }
        dispatch.end();
        for (auto& r : ranks) r.join();
        RC_ASSERT(recorded.size() == count && dealer.recorded() == count);
        RC_ASSERT(notes.empty() && dispatch.lost() == 0U);
        std::set<std::size_t> places;
        for (const Done& d : recorded) {
          RC_ASSERT(places.insert(d.place).second);
          RC_ASSERT(d.finding == findings[d.place]);
          RC_ASSERT(d.rank >= 0 && d.rank <= others);
        }
      },
      0.2);

  suite.fact("a rank that does not answer at the end is not waited for", [] {
    LocalDealer dealer(9, {}, [](const std::vector<Done>&) {});
    SilentRank ranks;
    std::vector<std::string> notes;
    Dispatch dispatch(ranks, dealer, 0.05, [&](const std::string& what) { notes.push_back(what); });
    RC_ASSERT(dispatch.serve());
    dispatch.end();
    RC_ASSERT(ranks.left && dispatch.lost() == 1U);
    RC_ASSERT(notes.size() == 1U);
    RC_ASSERT(notes[0].find("did not answer at the end") != std::string::npos);
  });

  suite.fact("what a cell throws is its finding, and a dealer that was stopped deals no more", [] {
    std::map<std::size_t, Finding> found;
    LocalDealer dealer(3, {}, [&](const std::vector<Done>& batch) {
      for (const auto& d : batch) found[d.place] = d.finding;
    });
    Work work{[](std::size_t place) -> Finding {
                if (place == 1) throw std::bad_alloc();
                if (place == 2) throw std::runtime_error("a reason");
                return {"decided", "", "", ""};
              },
              [](std::size_t) { return 60.0; }};
    {
      Crew crew(2, work, dealer);
      while (!crew.watch()) crew.wait(0.01);
    }
    RC_ASSERT(found.at(0).verdict == "decided");
    RC_ASSERT(found.at(1) == (Finding{"failed", "", "out of memory", ""}));
    RC_ASSERT(found.at(2) == (Finding{"failed", "", "a reason", ""}));

    LocalDealer stopped(5, {}, [](const std::vector<Done>&) {});
    RC_ASSERT(stopped.take(2).size() == 2U);
    stopped.stop();
    RC_ASSERT(!stopped.next() && stopped.take(2).empty() && !stopped.finished() && stopped.recorded() == 0U);
  });

  return suite.finish();
}
