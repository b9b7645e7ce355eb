#include "record.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace check {
namespace {

bool all_digits(std::string_view s) {
  constexpr std::size_t longest = 100'000;
  return !s.empty() && s.size() <= longest && s.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string read_file(const std::string& name, std::size_t most) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(name, error)) throw Unreadable(name + ": no such regular file");
  std::ifstream in(name, std::ios::binary);
  if (!in || std::filesystem::file_size(name) > most) throw Unreadable(name + ": cannot be opened, or is too long");
  std::string bytes(std::filesystem::file_size(name), '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (static_cast<std::size_t>(in.gcount()) != bytes.size()) throw Unreadable(name + ": cannot be read to its end");
  return bytes;
}

Record::Record(const std::string& text, const char* which) : which_(which) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = text.find('\n', at);
    if (end == std::string::npos) {
      next_ = lines_.size() + 1;
      reject("the last line has no line break");
    }
    if (lines_.size() >> 21 != 0) throw Unreadable(which_ + ": more than 2^21 lines");
    lines_.push_back(text.substr(at, end - at));
    for (const unsigned char c : lines_.back())
      if (c < ' ' || c == 127) {
        next_ = lines_.size();
        reject("a control character");
      }
    at = end + 1;
  }
}

std::string Record::take(const std::string& key) {
  ++next_;
  if (next_ > lines_.size()) reject("ends where '" + key + "' should stand");
  const std::string& line = lines_[next_ - 1];
  if (line.compare(0, key.size() + 1, key + " ") != 0) reject("'" + key + "' should stand here");
  return line.substr(key.size() + 1);
}

mpq_class Record::take_number(const std::string& key) { return parse_rational(*this, take(key)); }

std::vector<mpq_class> Record::take_numbers(const std::string& key, std::size_t most) {
  const std::string text = take(key);
  std::vector<mpq_class> out;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    if (out.size() == most) reject("more than " + std::to_string(most) + " numbers");
    out.push_back(parse_rational(*this, std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

std::vector<mpz_class> Record::take_integers(const std::string& key, std::size_t most) {
  std::vector<mpz_class> out;
  for (const auto& q : take_numbers(key, most)) {
    if (q.get_den() != 1) reject("a number that is not whole");
    out.push_back(q.get_num());
  }
  return out;
}

void Record::finish() {
  ++next_;
  if (next_ > lines_.size() || lines_[next_ - 1] != "end") reject("'end' should stand here");
  if (next_ != lines_.size()) {
    ++next_;
    reject("something stands behind 'end'");
  }
}

mpq_class parse_rational(const Record& at, std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const auto slash = text.find('/');
  const auto above = text.substr(0, slash);
  const auto below = slash == std::string_view::npos ? std::string_view("1") : text.substr(slash + 1);
  if (!all_digits(above) || !all_digits(below)) at.reject("not a rational number");
  const mpz_class n{std::string(above), 10}, d{std::string(below), 10};
  if (d == 0) at.reject("a denominator is zero");
  mpq_class value(negative ? mpz_class(-n) : n, d);
  value.canonicalize();
  return value;
}

}  // namespace check
