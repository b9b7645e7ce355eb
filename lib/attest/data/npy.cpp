#include "attest/data/npy.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

#include "attest/data/error.hpp"
#include "attest/data/file.hpp"

namespace attest::data {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t longest_header = 1 << 20;
constexpr std::size_t most_dimensions = 32;

struct Header {
  char kind = 0;  // 'f', 'i' or 'u'
  std::size_t item_bytes = 0;
  bool big_endian = false;
  bool fortran = false;
  std::vector<std::size_t> shape;
  std::size_t data_offset = 0;
};

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& why) {
  throw InputError(file.string() + ": " + why);
}

/// Reads the Python dictionary literal NumPy writes: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
class HeaderParser {
 public:
  HeaderParser(const std::filesystem::path& file, std::string_view text) : file_(file), rest_(text) {}

  Header parse() {
    Header h;
    std::optional<std::string> descr;
    bool order = false, shape = false;
    expect('{');
    while (!accept('}')) {
      const std::string key = quoted();
      expect(':');
      if (key == "descr" && !descr) {
        descr = description();
      } else if (key == "fortran_order" && !order) {
        h.fortran = boolean();
        order = true;
      } else if (key == "shape" && !shape) {
        h.shape = tuple();
        shape = true;
      } else {
        malformed();
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (!descr || !order || !shape || !at_end()) malformed();
    interpret(*descr, h);
    return h;
  }

 private:
  [[noreturn]] void malformed() {
    fail(file_, "its .npy header is malformed near '" + printable(rest_.substr(0, 20)) + "'");
  }
  static std::string printable(std::string_view s) {
    std::string shown;
    for (const char c : s) shown += c >= ' ' && c <= '~' ? c : '?';
    return shown;
  }
  void skip() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n' || rest_[0] == '\t')) rest_.remove_prefix(1);
  }
  bool at_end() {
    skip();
    return rest_.empty();
  }
  bool accept(char c) {
    skip();
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!accept(c)) malformed();
  }
  std::string quoted() {
    skip();
    if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"')) malformed();
    const char q = rest_[0];
    const auto end = rest_.find(q, 1);
    if (end == std::string_view::npos) malformed();
    std::string s(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    return s;
  }
  std::string description() {
    skip();
    if (!rest_.empty() && rest_[0] == '[') fail(file_, "a structured dtype; allowed are f2, f4, f8 and integers");
    return quoted();
  }
  bool boolean() {
    skip();
    for (const auto& [word, value] : {std::pair{std::string_view("True"), true}, {std::string_view("False"), false}})
      if (rest_.starts_with(word)) {
        rest_.remove_prefix(word.size());
        return value;
      }
    malformed();
  }
  std::vector<std::size_t> tuple() {
    std::vector<std::size_t> shape;
    expect('(');
    while (!accept(')')) {
      if (shape.size() == most_dimensions) fail(file_, "more than 32 dimensions");
      shape.push_back(natural());
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return shape;
  }
  std::size_t natural() {
    skip();
    if (rest_.starts_with('-')) fail(file_, "a negative dimension, '" + printable(rest_.substr(0, 20)) + "'");
    std::size_t value = 0, digits = 0;
    while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      if (++digits > 18) fail(file_, "a dimension of more than 18 digits");
      value = 10 * value + static_cast<std::size_t>(rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    if (digits == 0) malformed();
    return value;
  }
  void interpret(const std::string& d, Header& h) {
    const std::string allowed = "; allowed are f2, f4, f8 and integers of 1, 2, 4, 8 bytes";
    if (d.find('O') != std::string::npos) fail(file_, "dtype '" + printable(d) + "' holds Python objects" + allowed);
    if (d.size() != 3 || std::string_view("<>|").find(d[0]) == std::string_view::npos)
      fail(file_, "dtype '" + printable(d) + "'" + allowed);
    h.kind = d[1];
    h.item_bytes = static_cast<std::size_t>(d[2] - '0');
    const bool real = h.kind == 'f' && (d[2] == '2' || d[2] == '4' || d[2] == '8');
    const bool whole = (h.kind == 'i' || h.kind == 'u') && (d[2] == '1' || d[2] == '2' || d[2] == '4' || d[2] == '8');
    if ((!real && !whole) || (d[0] == '|' && h.item_bytes > 1)) fail(file_, "dtype '" + printable(d) + "'" + allowed);
    h.big_endian = d[0] == '>';
  }

  const std::filesystem::path& file_;
  std::string_view rest_;
};

std::size_t little_endian(std::string_view bytes) {
  std::size_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

Header parse_header(const std::filesystem::path& file, std::string_view bytes) {
  if (bytes.size() < 10 || !bytes.starts_with(magic)) fail(file, "not a .npy file (it does not start with \\x93NUMPY)");
  const int major = static_cast<unsigned char>(bytes[6]);
  if (major < 1 || major > 3 || bytes[7] != 0)
    fail(file, ".npy version " + std::to_string(major) + "; allowed are 1, 2 and 3");
  const std::size_t width = major == 1 ? 2 : 4;
  const std::size_t start = 8 + width;
  if (bytes.size() < start) fail(file, "truncated inside its .npy header");
  const std::size_t length = little_endian(bytes.substr(8, width));
  if (length > longest_header)
    fail(file, "a .npy header of " + std::to_string(length) + " bytes; at most 1048576 are read");
  if (bytes.size() < start + length) fail(file, "truncated inside its .npy header");
  Header h = HeaderParser(file, bytes.substr(start, length)).parse();
  h.data_offset = start + length;
  return h;
}

std::string shape_text(const std::vector<std::size_t>& shape) {
  std::string s = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) s += (i ? ", " : "") + std::to_string(shape[i]);
  return s + (shape.size() == 1 ? ",)" : ")");
}

/// The number of entries, held against what the file has.
std::size_t entry_count(const std::filesystem::path& file, const Header& h, std::size_t data_bytes) {
  const std::size_t available = data_bytes / h.item_bytes;
  std::size_t count = 1;
  const bool empty = std::find(h.shape.begin(), h.shape.end(), 0U) != h.shape.end();
  for (const std::size_t n : h.shape) {
    if (!empty && n > std::numeric_limits<std::size_t>::max() / count)
      fail(file, "shape " + shape_text(h.shape) + " is larger than any file");
    count = empty ? 0 : count * n;
  }
  if (count > available)
    fail(file, "truncated: shape " + shape_text(h.shape) + " needs " + std::to_string(count) + " entries of " +
                   std::to_string(h.item_bytes) + " bytes, the file has " + std::to_string(data_bytes) +
                   " bytes of data");
  if (count * h.item_bytes != data_bytes)
    fail(file, "shape " + shape_text(h.shape) + " needs " + std::to_string(count * h.item_bytes) +
                   " bytes of data, the file has " + std::to_string(data_bytes));
  return count;
}

double half(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31;
  const int fraction = bits & 1023;
  const double sign = bits >> 15 ? -1 : 1;
  if (exponent == 31)
    return fraction ? std::numeric_limits<double>::quiet_NaN() : sign * std::numeric_limits<double>::infinity();
  return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

/// The exact value of one entry given its bits; nothing for an 8-byte integer that no double is.
std::optional<double> decode(const Header& h, std::uint64_t bits) {
  constexpr std::uint64_t exact_limit = std::uint64_t{1} << 53;
  if (h.kind == 'f') {
    if (h.item_bytes == 2) return half(static_cast<std::uint16_t>(bits));
    if (h.item_bytes == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    return std::bit_cast<double>(bits);
  }
  const unsigned shift = 64 - 8 * static_cast<unsigned>(h.item_bytes);
  if (h.kind == 'u') {
    const auto value = static_cast<double>(bits);
    return bits <= exact_limit || (value < 0x1p64 && static_cast<std::uint64_t>(value) == bits) ? std::optional(value)
                                                                                                : std::nullopt;
  }
  const auto whole = static_cast<std::int64_t>(bits << shift) >> shift;  // sign extension
  const auto value = static_cast<double>(whole);
  return value < 0x1p63 && static_cast<std::int64_t>(value) == whole ? std::optional(value) : std::nullopt;
}

std::uint64_t load(const char* at, const Header& h) {
  std::uint64_t bits = 0;
  for (std::size_t b = 0; b < h.item_bytes; ++b) {
    const std::size_t from = h.big_endian ? b : h.item_bytes - 1 - b;
    bits = bits << 8 | static_cast<unsigned char>(at[from]);
  }
  return bits;
}

std::string position(const std::vector<std::size_t>& shape, std::size_t c_index) {
  std::vector<std::size_t> at(shape.size());
  for (std::size_t k = shape.size(); k-- > 0; c_index /= shape[k]) at[k] = c_index % shape[k];
  return shape_text(at);
}

/// Where entry `c_index` (C order) stands in a file in Fortran order.
std::size_t fortran_index(const std::vector<std::size_t>& shape, std::size_t c_index) {
  std::size_t stride = 1, index = 0;
  std::vector<std::size_t> at(shape.size());
  for (std::size_t k = shape.size(); k-- > 0; c_index /= shape[k]) at[k] = c_index % shape[k];
  for (std::size_t k = 0; k < shape.size(); ++k) {
    index += at[k] * stride;
    stride *= shape[k];
  }
  return index;
}

/// One entry of a file, `c_index` in C order, once it is known to be a finite double.
double exact_entry(const std::filesystem::path& file, const Header& h, std::optional<double> value,
                   std::size_t c_index) {
  if (!value) fail(file, "entry " + position(h.shape, c_index) + " is an integer that no double equals");
  if (!std::isfinite(*value))
    fail(file, "entry " + position(h.shape, c_index) + " is " + (std::isnan(*value) ? "NaN" : "infinite") +
                   "; all entries must be finite");
  return *value;
}

void require_matrix(const std::filesystem::path& file, const std::vector<std::size_t>& shape) {
  if (shape.size() != 2 || shape[0] == 0 || shape[1] == 0)
    fail(file, "shape " + shape_text(shape) + "; a matrix (n, d) with n, d >= 1 is needed");
}

/// What stands before the entries of a version 1 file of float64 in C order.
std::string npy_start(std::size_t rows, std::size_t cols) {
  std::string dict = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                     std::to_string(cols) + "), }";
  constexpr std::size_t start = 10, alignment = 64;
  dict.append(alignment - 1 - (start + dict.size()) % alignment, ' ');
  dict += '\n';
  std::string bytes(magic);
  bytes += {'\x01', '\x00', static_cast<char>(dict.size() & 255), static_cast<char>(dict.size() >> 8)};
  return bytes + dict;
}

std::string little_endian_bytes(std::span<const double> entries) {
  std::string bytes(8 * entries.size(), '\0');
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(bytes.data(), entries.data(), bytes.size());
  } else {
    for (std::size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<char>(std::bit_cast<std::uint64_t>(entries[i / 8]) >> (8 * (i % 8)) & 255);
  }
  return bytes;
}

}  // namespace

Array read_npy(const std::filesystem::path& file) {
  const std::size_t size = regular_file_size(file);
  const Header h = parse_header(file, read_prefix(file, std::min(size, longest_header + 12)));
  const std::size_t count = entry_count(file, h, size - h.data_offset);  // before the data is read
  const std::string bytes = read_file(file, size);
  if (bytes.size() != size) fail(file, "changed while it was being read");
  Array a{h.shape, std::vector<double>(count)};
  const char* data = bytes.data() + h.data_offset;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t from = h.fortran ? fortran_index(h.shape, i) : i;
    a.entries[i] = exact_entry(file, h, decode(h, load(data + from * h.item_bytes, h)), i);
  }
  return a;
}

DoubleMatrix read_npy_matrix(const std::filesystem::path& file) {
  Array a = read_npy(file);
  require_matrix(file, a.shape);
  DoubleMatrix m(a.shape[0], a.shape[1]);
  std::copy(a.entries.begin(), a.entries.end(), m.entries().begin());
  return m;
}

struct NpyRows::Opened {
  std::filesystem::path file;
  int fd = -1;
  Header header;
  struct stat before {};
  ~Opened() { ::close(fd); }
};

NpyRows::NpyRows(const std::filesystem::path& file) : in_(std::make_unique<Opened>()) {
  in_->file = file;
  static_cast<void>(regular_file_size(file));  // a pipe must not be opened
  in_->fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (in_->fd < 0 || ::fstat(in_->fd, &in_->before) != 0)
    fail(file, std::string("cannot be read (") + std::strerror(errno) + ")");
  const auto size = static_cast<std::size_t>(in_->before.st_size);
  Header& h = in_->header;
  h = parse_header(file, read_prefix(file, std::min(size, longest_header + 12)));
  static_cast<void>(entry_count(file, h, size - h.data_offset));
  require_matrix(file, h.shape);
  if (h.fortran && h.shape[0] > 1 && h.shape[1] > 1)
    fail(file, "in Fortran order; rows are read one after the other, in C order (numpy.ascontiguousarray)");
}

NpyRows::~NpyRows() = default;
std::size_t NpyRows::rows() const { return in_->header.shape[0]; }
std::size_t NpyRows::cols() const { return in_->header.shape[1]; }
const std::filesystem::path& NpyRows::file() const { return in_->file; }

std::span<const double> NpyRows::read(std::size_t begin, std::size_t end, std::vector<double>& room) const {
  const Header& h = in_->header;
  const std::size_t first = begin * cols(), count = (end - begin) * cols();
  const bool native = h.kind == 'f' && h.item_bytes == 8 && h.big_endian == (std::endian::native == std::endian::big);
  room.resize(count);
  std::string other(native ? 0 : count * h.item_bytes, '\0');
  char* const bytes = native ? reinterpret_cast<char*>(room.data()) : other.data();
  for (std::size_t got = 0; got < count * h.item_bytes;) {
    const ssize_t n = ::pread(in_->fd, bytes + got, count * h.item_bytes - got,
                              static_cast<off_t>(h.data_offset + first * h.item_bytes + got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(in_->file, std::string("cannot be read (") + std::strerror(errno) + ")");
    if (n == 0) fail(in_->file, "changed while it was being read");
    got += static_cast<std::size_t>(n);
  }
  for (std::size_t i = 0; i < count && !native; ++i)
    room[i] = exact_entry(in_->file, h, decode(h, load(bytes + i * h.item_bytes, h)), first + i);
  // x 0 is NaN for NaN and infinity, and a zero otherwise.
  double zero = 0;
  for (const double x : room) zero += x * 0.0;
  for (std::size_t i = 0; zero != 0 && i < count; ++i) static_cast<void>(exact_entry(in_->file, h, room[i], first + i));
  return room;
}

void NpyRows::require_unchanged() const {
  struct stat now {};
  const auto& before = in_->before;
  if (::fstat(in_->fd, &now) != 0 || now.st_size != before.st_size || now.st_mtim.tv_sec != before.st_mtim.tv_sec ||
      now.st_mtim.tv_nsec != before.st_mtim.tv_nsec)
    fail(in_->file, "changed while it was being read");
}

NpyRowSink::NpyRowSink(const std::filesystem::path& file, std::size_t rows, std::size_t cols, const std::string& part)
    : part_(part.empty() ? PartFile(file) : PartFile::joined(file, part)), cols_(cols) {
  const std::string start = npy_start(rows, cols);
  data_offset_ = start.size();
  if (part.empty()) part_.write(start, 0);
}

void NpyRowSink::write(std::size_t begin, const DoubleMatrix& rows) {
  const std::string bytes = little_endian_bytes(rows.entries());
  part_.write(bytes, data_offset_ + 8 * begin * cols_);
}

std::string npy_bytes(const DoubleMatrix& a) {
  return npy_start(a.rows(), a.cols()) + little_endian_bytes(a.entries());
}

void write_npy(const std::filesystem::path& file, const DoubleMatrix& a) { write_file(file, npy_bytes(a)); }

}  // namespace attest::data
