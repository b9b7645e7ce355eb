#include "npy.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

namespace check {
namespace {

[[noreturn]] void fail(const std::string& why) { throw std::runtime_error(why); }

/// What stands behind `'key':` in the header's dictionary.
std::string after(const std::string& header, const std::string& key) {
  const auto at = header.find("'" + key + "'");
  if (at == std::string::npos || header.find("'" + key + "'", at + 1) != std::string::npos)
    fail("its .npy header has not exactly one '" + key + "'");
  const auto colon = header.find_first_not_of(' ', at + key.size() + 2);
  if (colon == std::string::npos || header[colon] != ':') fail("its .npy header is malformed");
  const auto value = header.find_first_not_of(' ', colon + 1);
  if (value == std::string::npos) fail("its .npy header is malformed");
  return header.substr(value);
}

std::size_t natural(const std::string& s, std::size_t& at) {
  while (at < s.size() && s[at] == ' ') ++at;
  std::size_t value = 0, digits = 0;
  for (; at < s.size() && s[at] >= '0' && s[at] <= '9'; ++at, ++digits) {
    if (digits == 9) fail("a dimension beyond 10^9");
    value = 10 * value + static_cast<std::size_t>(s[at] - '0');
  }
  if (digits == 0) fail("its shape is not that of a matrix");
  while (at < s.size() && s[at] == ' ') ++at;
  return value;
}

void expect(const std::string& s, std::size_t& at, char c) {
  if (at >= s.size() || s[at] != c) fail("its shape is not that of a matrix");
  ++at;
}

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
  if (size > std::uint64_t{1} << 53) fail("an integer beyond 2^53");
  return negative ? -static_cast<double>(size) : static_cast<double>(size);
}

}  // namespace

Matrix parse_npy(const std::string& bytes) {
  if (bytes.size() < 12 || bytes.compare(0, 6, "\x93NUMPY") != 0) fail("not a .npy file");
  const int version = bytes[6];
  if (version < 1 || version > 3) fail("not .npy version 1, 2 or 3");
  const std::size_t start = version == 1 ? 10 : 12;
  std::size_t length = 0;
  for (std::size_t i = start; i-- > 8;) length = length << 8 | static_cast<unsigned char>(bytes[i]);
  if (length > bytes.size() - start) fail("truncated inside its header");
  const std::string header = bytes.substr(start, length);

  const std::string type = after(header, "descr");
  if (type.size() < 5 || type[0] != '\'' || type[4] != '\'') fail("its dtype is not f2, f4, f8 or an integer");
  const char order = type[1], kind = type[2];
  const auto size = static_cast<unsigned>(type[3] - '0');
  const bool real = kind == 'f' && (size == 2 || size == 4 || size == 8);
  const bool whole = (kind == 'i' || kind == 'u') && (size == 1 || size == 2 || size == 4 || size == 8);
  if ((order != '<' && order != '>' && order != '|') || (!real && !whole))
    fail("its dtype is not f2, f4, f8 or an integer");

  const std::string layout = after(header, "fortran_order");
  const bool fortran = layout.compare(0, 4, "True") == 0;
  if (!fortran && layout.compare(0, 5, "False") != 0) fail("its .npy header is malformed");

  const std::string shape = after(header, "shape");
  std::size_t at = 0;
  Matrix m;
  expect(shape, at, '(');
  m.rows = natural(shape, at);
  expect(shape, at, ',');
  m.cols = natural(shape, at);
  if (at < shape.size() && shape[at] == ',') ++at;
  expect(shape, at, ')');
  if (m.rows == 0 || m.cols == 0) fail("it is empty");

  const std::size_t data = bytes.size() - start - length;
  if (m.rows * m.cols * size != data)
    fail("truncated or padded: its shape needs " + std::to_string(m.rows * m.cols * size) + " bytes, it has " +
         std::to_string(data));
  m.entries.resize(m.rows * m.cols);
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.cols; ++j) {
      const char* p = bytes.data() + start + length + size * (fortran ? j * m.rows + i : i * m.cols + j);
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
