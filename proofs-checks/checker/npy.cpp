#include "npy.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

namespace check {
namespace {

[[noreturn]] void fail(const std::string& why) { throw std::runtime_error(why); }

/// The header's dictionary, token by token: each of the three keys once, in any order, and nothing else.
class Header {
 public:
  explicit Header(const std::string& text) : text_(text) {
    need('{');
    bool seen[3] = {};
    while (!take('}')) {
      const std::string key = quoted();
      need(':');
      const std::size_t which = key == "descr" ? 0 : (key == "fortran_order" ? 1 : (key == "shape" ? 2 : 3));
      if (which == 3 || seen[which]) malformed();
      seen[which] = true;
      if (which == 0) type = quoted();
      if (which == 1) fortran = boolean();
      if (which == 2) shape();
      if (!take(',')) {
        need('}');
        break;
      }
    }
    skip();
    if (!seen[0] || !seen[1] || !seen[2] || at_ != text_.size()) malformed();
  }
  std::string type;
  bool fortran = false;
  std::size_t rows = 0, cols = 0;

 private:
  [[noreturn]] static void malformed() { fail("its .npy header is malformed"); }
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void need(char c) {
    if (!take(c)) malformed();
  }
  std::string quoted() {
    skip();
    const char quote = at_ < text_.size() ? text_[at_] : ' ';
    const auto end = quote == '\'' || quote == '"' ? text_.find(quote, at_ + 1) : std::string::npos;
    if (end == std::string::npos) malformed();
    const std::string word = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return word;
  }
  bool boolean() {
    skip();
    const bool value = text_.compare(at_, 4, "True") == 0;
    if (!value && text_.compare(at_, 5, "False") != 0) malformed();
    at_ += value ? 4 : 5;
    return value;
  }
  std::size_t natural() {
    skip();
    std::size_t value = 0, digits = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_, ++digits) {
      value = 10 * value + static_cast<std::size_t>(text_[at_] - '0');
      if (value > 999'999'999) fail("a dimension beyond 10^9");
    }
    if (digits == 0) fail("its shape is not that of a matrix");
    return value;
  }
  void shape() {
    need('(');
    rows = natural();
    if (!take(',')) fail("its shape is not that of a matrix");
    cols = natural();
    static_cast<void>(take(','));
    if (!take(')')) fail("its shape is not that of a matrix");
  }
  const std::string& text_;
  std::size_t at_ = 0;
};

double value_of(char kind, unsigned bytes, std::uint64_t bits) {
  if (kind == 'f' && bytes == 8) return std::bit_cast<double>(bits);
  if (kind == 'f' && bytes == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  if (kind == 'f') {
    const int e = static_cast<int>(bits >> 10 & 31), f = static_cast<int>(bits & 1023);
    if (e == 31) fail("an entry is not finite");
    const double size = e == 0 ? std::ldexp(f, -24) : std::ldexp(1024 + f, e - 25);
    return bits >> 15 ? -size : size;
  }
  const bool negative = kind == 'i' && bits >> (8 * bytes - 1) != 0;
  const std::uint64_t mask = bytes == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * bytes) - 1;
  const std::uint64_t size = negative ? (~bits + 1) & mask : bits;
  const auto value = static_cast<double>(size);
  if (!(value < 0x1p64) || static_cast<std::uint64_t>(value) != size) fail("an integer that no double equals");
  return negative ? -value : value;
}

}  // namespace

Matrix parse_npy(const std::string& bytes) {
  if (bytes.size() < 12 || bytes.compare(0, 6, "\x93NUMPY") != 0) fail("not a .npy file");
  const int version = bytes[6];
  if (version < 1 || version > 3 || bytes[7] != 0) fail("not .npy version 1, 2 or 3");
  const std::size_t start = version == 1 ? 10 : 12;
  std::size_t length = 0;
  for (std::size_t i = start; i-- > 8;) length = length << 8 | static_cast<unsigned char>(bytes[i]);
  if (length > bytes.size() - start) fail("truncated inside its header");
  const std::string header = bytes.substr(start, length);

  const Header h(header);
  const std::string& type = h.type;
  if (type.size() != 3) fail("its dtype is not f2, f4, f8 or an integer");
  const char order = type[0], kind = type[1];
  const auto size = static_cast<unsigned>(type[2] - '0');
  const bool real = kind == 'f' && (size == 2 || size == 4 || size == 8);
  const bool whole = (kind == 'i' || kind == 'u') && (size == 1 || size == 2 || size == 4 || size == 8);
  const bool known_order = order == '<' || order == '>' || (order == '|' && size == 1);
  if (!known_order || (!real && !whole)) fail("its dtype is not f2, f4, f8 or an integer");
  Matrix m{h.rows, h.cols, {}};
  if (m.rows == 0 || m.cols == 0) fail("it is empty");

  const std::size_t data = bytes.size() - start - length;
  if (m.rows * m.cols * size != data)
    fail("truncated or padded: its shape needs " + std::to_string(m.rows * m.cols * size) + " bytes, it has " +
         std::to_string(data));
  m.entries.resize(m.rows * m.cols);
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.cols; ++j) {
      const char* p = bytes.data() + start + length + size * (h.fortran ? j * m.rows + i : i * m.cols + j);
      std::uint64_t bits = 0;
      for (unsigned b = 0; b < size; ++b)
        bits = bits << 8 | static_cast<unsigned char>(p[order == '>' ? b : size - 1 - b]);
      const double x = value_of(kind, size, bits);
      if (!std::isfinite(x)) fail("an entry is not finite");
      m.entries[i * m.cols + j] = x;
    }
  return m;
}

}  // namespace check
