#include "attest/sweep/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <charconv>
#include <ctime>

#include "attest/data/error.hpp"
#include "attest/data/file.hpp"

namespace attest::sweep {
namespace {

constexpr int application = 0x61747374;  // "atst"
constexpr int schema = 1;

constexpr std::array<const char*, 12> columns{"place",   "key",    "kind",     "inputs",      "seed",    "version",
                                              "verdict", "answer", "evidence", "certificate", "seconds", "finished"};
constexpr std::size_t lasting = 10;  // the columns before those of time

[[noreturn]] void fail(const std::filesystem::path& file, int code, const std::string& said) {
  const std::string name = file.string() + ": ";
  switch (code & 0xff) {
    case SQLITE_NOTADB:
      throw data::InputError(name + "not an SQLite database");
    case SQLITE_CORRUPT:
      throw data::InputError(name + "a damaged SQLite database (" + said + ")");
    case SQLITE_FULL:
      throw data::OutputError(name + "the disk is full; what was committed is kept, --resume goes on");
    case SQLITE_IOERR:
      throw data::OutputError(name + "cannot be written or read (" + said +
                              "); what was committed is kept, --resume goes on");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw data::OutputError(name + "is read-only (the store and its folder must be writable)");
    case SQLITE_CANTOPEN:
      throw data::OutputError(name + "cannot be opened for writing");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw data::OutputError(name + "another program has held it locked for ten seconds");
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    default:
      throw data::OutputError(name + said);
  }
}

/// A prepared statement: values bound from 1, a row at a time.
class Statement {
 public:
  Statement(sqlite3* c, const std::filesystem::path& file, const std::string& sql) : connection_(c), file_(file) {
    check(sqlite3_prepare_v2(c, sql.c_str(), -1, &statement_, nullptr));
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int i, std::string_view text) {
    check(sqlite3_bind_text(statement_, i, text.data(), static_cast<int>(text.size()), SQLITE_STATIC));
  }
  void bind(int i, std::size_t whole) { check(sqlite3_bind_int64(statement_, i, static_cast<sqlite3_int64>(whole))); }
  void bind(int i, int whole) { check(sqlite3_bind_int(statement_, i, whole)); }
  void bind(int i, double real) { check(sqlite3_bind_double(statement_, i, real)); }

  /// Is there another row?
  bool step() {
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(file_, code, sqlite3_errmsg(connection_));
    return code == SQLITE_ROW;
  }
  void run() {
    while (step()) {
    }
    check(sqlite3_reset(statement_));
  }
  [[nodiscard]] std::string_view text(int i) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, i));
    if (bytes == nullptr && sqlite3_errcode(connection_) == SQLITE_NOMEM) throw std::bad_alloc();
    return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, i))};
  }
  [[nodiscard]] std::size_t whole(int i) const { return static_cast<std::size_t>(sqlite3_column_int64(statement_, i)); }

 private:
  void check(int code) const {
    if (code != SQLITE_OK) fail(file_, code, sqlite3_errmsg(connection_));
  }
  sqlite3* connection_;
  const std::filesystem::path& file_;
  sqlite3_stmt* statement_ = nullptr;
};

void execute(sqlite3* c, const std::filesystem::path& file, const char* sql) {
  const int code = sqlite3_exec(c, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(file, code, sqlite3_errmsg(c));
}

/// Undone unless committed.
class Transaction {
 public:
  Transaction(sqlite3* c, const std::filesystem::path& file) : connection_(c), file_(file) {
    execute(c, file, "BEGIN IMMEDIATE");
  }
  ~Transaction() {
    if (!committed_) sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    execute(connection_, file_, "COMMIT");
    committed_ = true;
  }

 private:
  sqlite3* connection_;
  const std::filesystem::path& file_;
  bool committed_ = false;
};

std::string now() {
  const std::time_t t = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&t, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string list_of_columns(std::size_t count) {
  std::string s;
  for (std::size_t i = 0; i < count; ++i) s += (i > 0 ? ", " : "") + std::string(columns[i]);
  return s;
}

/// A field of CSV: quoted where it must be, quotes doubled.
void append_csv(std::string& line, std::string_view field) {
  if (field.find_first_of("\",\r\n") == std::string_view::npos) {
    line += field;
    return;
  }
  line += '"';
  for (const char c : field) line.append(c == '"' ? 2 : 1, c);
  line += '"';
}

void append_json(std::string& line, std::string_view text) {
  line += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\')
      (line += '\\') += c;
    else if (c == '\n')
      line += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20)
      line += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      line += c;
  }
  line += '"';
}

}  // namespace

void Store::Close::operator()(sqlite3* connection) const { sqlite3_close(connection); }

void Store::open(bool writable) {
  sqlite3* c = nullptr;
  const int flags = writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
  int code = sqlite3_open_v2(file_.c_str(), &c, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  connection_.reset(c);
  if (code != SQLITE_OK) fail(file_, code, sqlite3_errmsg(c));
  constexpr int patience_ms = 10'000;
  sqlite3_busy_timeout(c, patience_ms);
}

void Store::read_origin() {
  sqlite3* c = connection_.get();
  Statement id(c, file_, "PRAGMA application_id"), form(c, file_, "PRAGMA user_version");
  id.step();
  form.step();
  if (id.whole(0) != application) throw data::InputError(file_.string() + ": a database, but no store of attest sweep");
  if (form.whole(0) != schema)
    throw data::InputError(
        fmt::format("{}: a store of form {}; this attest reads form {}", file_.string(), form.whole(0), schema));
  std::map<std::string, std::string, std::less<>> meta;
  Statement all(c, file_, "SELECT name, value FROM meta");
  while (all.step()) meta.emplace(all.text(0), all.text(1));
  origin_ = {meta["attest"], meta["plan"], meta["fingerprint"], 0};
  const std::string& cells = meta["cells"];
  std::from_chars(cells.data(), cells.data() + cells.size(), origin_.cells);
}

Store Store::create_or_open(const std::filesystem::path& file, const Origin& origin) {
  Store store(file);
  store.open(true);
  sqlite3* c = store.connection_.get();
  {
    Statement tables(c, store.file_, "SELECT count(*) FROM sqlite_master");
    tables.step();
    if (tables.whole(0) > 0) {
      store.read_origin();
      if (sqlite3_db_readonly(c, "main") != 0) fail(store.file_, SQLITE_READONLY, {});
    }
  }
  execute(c, store.file_, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000");
  if (!store.origin_.fingerprint.empty()) return store;
  Transaction all(c, store.file_);
  execute(
      c, store.file_,
      fmt::format("PRAGMA application_id={}; PRAGMA user_version={};"
                  "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL);"
                  "CREATE TABLE results(place INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, inputs TEXT "
                  "NOT NULL, seed TEXT NOT NULL, version TEXT NOT NULL, verdict TEXT NOT NULL, answer TEXT NOT NULL, "
                  "evidence TEXT NOT NULL, certificate TEXT NOT NULL, seconds REAL NOT NULL, finished TEXT NOT NULL, "
                  "rank INTEGER NOT NULL);"
                  "CREATE TABLE runs(number INTEGER PRIMARY KEY, started TEXT NOT NULL, engine TEXT NOT NULL, ended "
                  "TEXT NOT NULL);"
                  "CREATE TABLE notes(run INTEGER NOT NULL, time TEXT NOT NULL, what TEXT NOT NULL)",
                  application, schema)
          .c_str());
  Statement put(c, store.file_, "INSERT INTO meta VALUES(?, ?)");
  const std::string cells = std::to_string(origin.cells), made = now();
  for (const auto& [name, value] : {std::pair<std::string_view, std::string_view>{"attest", origin.version},
                                    {"plan", origin.plan},
                                    {"fingerprint", origin.fingerprint},
                                    {"cells", cells},
                                    {"created", made}}) {
    put.bind(1, name);
    put.bind(2, value);
    put.run();
  }
  all.commit();
  store.origin_ = origin;
  return store;
}

Store Store::open_to_read(const std::filesystem::path& file) {
  static_cast<void>(data::regular_file_size(file));
  Store store(file);
  store.open(false);
  store.read_origin();
  return store;
}

void Store::add(std::span<const std::pair<Cell, Done>> cells) {
  if (cells.empty()) return;
  Transaction all(connection_.get(), file_);
  Statement put(connection_.get(), file_,
                "INSERT OR IGNORE INTO results VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const std::string time = now();
  for (const auto& [cell, done] : cells) {
    int i = 0;
    put.bind(++i, done.place);
    const Finding& f = done.finding;
    for (const std::string& text : std::initializer_list<std::reference_wrapper<const std::string>>{
             cell.key, cell.kind, cell.inputs, cell.seed, origin_.version, f.verdict, f.answer, f.evidence,
             f.certificate})
      put.bind(++i, std::string_view(text));
    put.bind(++i, done.seconds);
    put.bind(++i, time);
    put.bind(++i, done.rank);
    put.run();
  }
  all.commit();
}

std::size_t Store::size() const {
  Statement count(connection_.get(), file_, "SELECT count(*) FROM results");
  count.step();
  return count.whole(0);
}

void Store::for_each_key(const std::function<void(std::size_t, std::string_view)>& take) const {
  Statement all(connection_.get(), file_, "SELECT place, key FROM results ORDER BY place");
  while (all.step()) take(all.whole(0), all.text(1));
}

std::map<std::string, std::size_t> Store::verdicts() const {
  std::map<std::string, std::size_t> counts;
  Statement all(connection_.get(), file_, "SELECT verdict, count(*) FROM results GROUP BY verdict");
  while (all.step()) counts.emplace(all.text(0), all.whole(1));
  return counts;
}

std::size_t Store::forget(const std::string& verdict) {
  Statement drop(connection_.get(), file_, "DELETE FROM results WHERE verdict = ?");
  drop.bind(1, verdict);
  drop.run();
  return static_cast<std::size_t>(sqlite3_changes(connection_.get()));
}

void Store::begin_run(const std::string& engine) {
  Statement put(connection_.get(), file_, "INSERT INTO runs(started, engine, ended) VALUES(?, ?, '')");
  const std::string time = now();
  put.bind(1, time);
  put.bind(2, engine);
  put.run();
}

void Store::end_run(const std::string& how) {
  Statement put(connection_.get(), file_, "UPDATE runs SET ended = ? WHERE number = (SELECT max(number) FROM runs)");
  const std::string text = now() + " " + how;
  put.bind(1, text);
  put.run();
}

void Store::note(const std::string& what) {
  Statement put(connection_.get(), file_, "INSERT INTO notes VALUES((SELECT max(number) FROM runs), ?, ?)");
  const std::string time = now();
  put.bind(1, time);
  put.bind(2, what);
  put.run();
}

std::vector<Run> Store::runs() const {
  std::vector<Run> list;
  Statement all(connection_.get(), file_, "SELECT started, engine, ended FROM runs ORDER BY number");
  while (all.step()) list.push_back({std::string(all.text(0)), std::string(all.text(1)), std::string(all.text(2))});
  return list;
}

std::vector<std::string> Store::notes() const {
  std::vector<std::string> list;
  Statement all(connection_.get(), file_, "SELECT time || ' ' || what FROM notes ORDER BY rowid");
  while (all.step()) list.emplace_back(all.text(0));
  return list;
}

void Store::for_each_row(bool times, const std::function<void(std::span<const std::string_view>)>& take) const {
  const std::size_t count = times ? columns.size() : lasting;
  Statement all(connection_.get(), file_, "SELECT " + list_of_columns(count) + " FROM results ORDER BY place");
  std::array<std::string_view, columns.size()> row;
  while (all.step()) {
    for (std::size_t i = 0; i < count; ++i) row[i] = all.text(static_cast<int>(i));
    take(std::span(row).first(count));
  }
}

void Store::export_csv(bool times, const std::function<void(std::string_view)>& write) const {
  std::string line;
  for (std::size_t i = 0; i < (times ? columns.size() : lasting); ++i)
    line += (i > 0 ? "," : "") + std::string(columns[i]);
  write(line + "\n");
  for_each_row(times, [&](std::span<const std::string_view> row) {
    line.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += ',';
      append_csv(line, row[i]);
    }
    write(line += '\n');
  });
}

void Store::export_json(bool times, const std::function<void(std::string_view)>& write) const {
  std::string line = "{\"attest\":";
  append_json(line, origin_.version);
  append_json(line += ",\"plan\":", origin_.plan);
  append_json(line += ",\"fingerprint\":", origin_.fingerprint);
  write(line += fmt::format(",\"cells\":{},\"results\":[", origin_.cells));
  bool first = true;
  for_each_row(times, [&](std::span<const std::string_view> row) {
    line = first ? "\n{" : ",\n{";
    first = false;
    for (std::size_t i = 0; i < row.size(); ++i) {
      append_json(line += i > 0 ? "," : "", columns[i]);
      line += ':';
      const std::string_view name = columns[i];
      if (name == "place" || name == "inputs" || name == "seconds")  // these are JSON as they stand
        line += row[i];
      else
        append_json(line, row[i]);
    }
    write(line += '}');
  });
  write("\n]}\n");
}

void Store::export_sqlite(bool times, const std::filesystem::path& file) const {
  data::PartFile whole(file);
  const std::filesystem::path part = whole.part_name();
  const std::size_t count = times ? columns.size() : lasting;
  {
    Store out(part);
    out.open(true);
    sqlite3* c = out.connection_.get();
    execute(c, part, "PRAGMA journal_mode=OFF; PRAGMA synchronous=NORMAL");
    Transaction all(c, part);
    execute(c, part,
            ("CREATE TABLE results(place INTEGER PRIMARY KEY" +
             list_of_columns(count).substr(std::string_view(columns[0]).size()) + ")")
                .c_str());
    std::string marks = "?";
    for (std::size_t i = 1; i < count; ++i) marks += ", ?";
    Statement put(c, part, "INSERT INTO results VALUES(" + marks + ")");
    for_each_row(times, [&](std::span<const std::string_view> row) {
      std::size_t place = 0;
      std::from_chars(row[0].data(), row[0].data() + row[0].size(), place);
      put.bind(1, place);
      for (std::size_t i = 1; i < row.size(); ++i) put.bind(static_cast<int>(i) + 1, row[i]);
      put.run();
    });
    all.commit();
  }
  whole.commit();
}

}  // namespace attest::sweep
