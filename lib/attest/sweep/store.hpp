#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attest/sweep/cell.hpp"

struct sqlite3;

namespace attest::sweep {

/// Whose results a store holds.
struct Origin {
  std::string version;      ///< of attest
  std::string plan;         ///< its name
  std::string fingerprint;  ///< SHA-256 of everything that decides its cells
  std::size_t cells = 0;
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// One line of history: a run that began, and how it ended; an empty end is a run that was killed.
struct Run {
  std::string started, engine, ended;
};

/// The results of one plan in one SQLite file (write-ahead log, synchronous=NORMAL): what `add` returned from survives
/// the end of the process by any signal, and what a power failure takes is a whole number of cells.
///
/// Throws   data::InputError where the file is no database, or none of ours, or damaged; data::OutputError where it
///          cannot be written: permission, full disk, a lock held for ten seconds.  Both name file and reason.
/// Threads  one at a time.
/// Laws     property-tests/sweep/sweep.cpp
class Store {
 public:
  /// Opens a store, or makes one where there is no file.  `origin` is written into a new store only.
  [[nodiscard]] static Store create_or_open(const std::filesystem::path& file, const Origin& origin);
  /// Opens an existing store to look at.
  [[nodiscard]] static Store open_to_read(const std::filesystem::path& file);

  [[nodiscard]] const Origin& origin() const { return origin_; }

  /// Commits these cells in one transaction.  A place that is taken keeps what it has.
  /// Cost    about 20 us, and 5 us a cell.
  void add(std::span<const std::pair<Cell, Done>> cells);

  [[nodiscard]] std::size_t size() const;
  /// Calls take(place, key), places ascending.
  void for_each_key(const std::function<void(std::size_t, std::string_view)>& take) const;
  [[nodiscard]] std::map<std::string, std::size_t> verdicts() const;
  /// Removes the cells of this verdict; how many there were.
  std::size_t forget(const std::string& verdict);

  /// Notes that a run began; `end_run` says how the last one ended, `note` what befell it.
  void begin_run(const std::string& engine);
  void end_run(const std::string& how);
  void note(const std::string& what);
  [[nodiscard]] std::vector<Run> runs() const;
  [[nodiscard]] std::vector<std::string> notes() const;

  /// The results, places ascending, as CSV (RFC 4180) or JSON, in pieces.  Without `times` every byte is decided by the
  /// plan: seconds, dates and ranks are left out.
  void export_csv(bool times, const std::function<void(std::string_view)>& write) const;
  void export_json(bool times, const std::function<void(std::string_view)>& write) const;
  /// The same as a new SQLite file; what was there is replaced.
  void export_sqlite(bool times, const std::filesystem::path& file) const;

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  explicit Store(std::filesystem::path file) : file_(std::move(file)) {}
  void open(bool writable);
  void read_origin();
  void for_each_row(bool times, const std::function<void(std::span<const std::string_view>)>& take) const;

  std::filesystem::path file_;
  Origin origin_;
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace attest::sweep
