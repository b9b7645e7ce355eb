#pragma once

#include <gmpxx.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace check {

/// The claim is not proved by what was given: line and reason.  Becomes `s REJECTED line N: reason`.
class Rejected : public std::runtime_error {
 public:
  Rejected(std::size_t line, const std::string& reason)
      : std::runtime_error("line " + std::to_string(line) + ": " + reason) {}
};

/// A file that cannot be read at all.
class Unreadable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string read_file(const std::string& name, std::size_t most = std::size_t{1} << 25);

/// A problem or proof file: one `key value` a line, every key where the grammar wants it, `end` last and
/// nothing behind it.
class Record {
 public:
  explicit Record(const std::string& text, const char* which);

  /// The value of the next line, which must have this key.
  std::string take(const std::string& key);
  /// The same as one number, as at most `most` numbers with single blanks between them, as whole numbers.
  mpq_class take_number(const std::string& key);
  std::vector<mpq_class> take_numbers(const std::string& key, std::size_t most);
  std::vector<mpz_class> take_integers(const std::string& key, std::size_t most);
  bool next_is(const std::string& key) const { return next_ < lines_.size() && lines_[next_].starts_with(key + " "); }
  /// The next line must be `end`, and the last.
  void finish();
  [[noreturn]] void reject(const std::string& reason) const { throw Rejected(next_, which_ + ": " + reason); }

 private:
  std::string which_;
  std::vector<std::string> lines_;
  std::size_t next_ = 0;
};

/// `-7/25`, `3`: digits only, denominator not zero, at most 100000 digits; rejects at the record's line.
mpq_class parse_rational(const Record& at, std::string_view text);

}  // namespace check
