#include "attest/data/npy.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

#include "../gen/gen.hpp"
#include "../gen/suite.hpp"
#include "attest/data/csv.hpp"
#include "attest/data/error.hpp"
#include "attest/data/file.hpp"

using namespace attest;
using namespace attest::test;
using namespace attest::data;
namespace fs = std::filesystem;

namespace {

/// A folder of this test's own, gone at the end.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("attest npy " + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};
Folder& folder() {
  static Folder f;
  return f;
}

fs::path file_with(const std::string& bytes, const char* name = "a.npy") {
  const fs::path file = folder().path / name;
  std::ofstream(file, std::ios::binary) << bytes;
  return file;
}

std::string npy(const std::string& dict, const std::string& data, int version = 1) {
  std::string header = dict + "\n";
  std::string bytes = "\x93NUMPY";
  bytes += static_cast<char>(version);
  bytes += '\0';
  for (int b = 0; b < (version == 1 ? 2 : 4); ++b) bytes += static_cast<char>(header.size() >> (8 * b) & 255);
  return bytes + header + data;
}

std::string dict(const std::string& descr, bool fortran, const std::string& shape) {
  return "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }";
}

/// The bytes of x in type `kind``size`, big-endian or not.
template <class T>
std::string encode(T x, bool big) {
  std::string bytes(sizeof(T), '\0');
  std::memcpy(bytes.data(), &x, sizeof(T));
  if (big) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

std::uint16_t half_bits(int n) {  // |n| <= 2048 is exact in binary16
  if (n == 0) return 0;
  int e = 0;
  const int a = std::abs(n);
  while ((a >> (e + 1)) != 0) ++e;
  const int fraction = e <= 10 ? (a << (10 - e)) & 1023 : (a >> (e - 10)) & 1023;
  return static_cast<std::uint16_t>((n < 0 ? 0x8000 : 0) | (e + 15) << 10 | fraction);
}

std::string encode_as(const std::string& type, int x, bool big) {
  if (type == "f2") return encode(half_bits(x), big);
  if (type == "f4") return encode(static_cast<float>(x), big);
  if (type == "f8") return encode(static_cast<double>(x), big);
  if (type == "i1") return encode(static_cast<std::int8_t>(x), big);
  if (type == "i2") return encode(static_cast<std::int16_t>(x), big);
  if (type == "i4") return encode(static_cast<std::int32_t>(x), big);
  if (type == "i8") return encode(static_cast<std::int64_t>(x), big);
  if (type == "u1") return encode(static_cast<std::uint8_t>(x), big);
  if (type == "u2") return encode(static_cast<std::uint16_t>(x), big);
  if (type == "u4") return encode(static_cast<std::uint32_t>(x), big);
  return encode(static_cast<std::uint64_t>(x), big);
}

bool refused(const std::string& bytes, const std::vector<std::string>& words) {
  const auto file = file_with(bytes);
  return throws_with<InputError>([&] { static_cast<void>(read_npy_matrix(file)); }, words);
}

}  // namespace

int main() {
  Suite s("data/npy");
  s.law("what is written as .npy is read back bit for bit", [] {
    DoubleMatrix a(size_in(1, 6), size_in(1, 6));
    for (double& x : a.entries()) x = any_double();
    write_npy(folder().path / "a.npy", a);
    const DoubleMatrix b = read_npy_matrix(folder().path / "a.npy");
    RC_ASSERT(a.rows() == b.rows());
    RC_ASSERT(std::memcmp(a.entries().data(), b.entries().data(), 8 * a.entries().size()) == 0);
  });
  s.law("every type, byte order, layout and version reads as the same matrix", [] {
    const std::string type =
        *rc::gen::element<std::string>("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8");
    const bool big = *rc::gen::arbitrary<bool>(), fortran = *rc::gen::arbitrary<bool>();
    const std::size_t n = size_in(1, 5), m = size_in(1, 5);
    DoubleMatrix a(n, m);
    for (double& x : a.entries()) x = *rc::gen::inRange(type[0] == 'u' ? 0 : -128, 128);
    std::string data;
    for (std::size_t t = 0; t < n * m; ++t) {
      const std::size_t i = fortran ? t % n : t / m, j = fortran ? t / n : t % m;
      data += encode_as(type, static_cast<int>(a(i, j)), big);
    }
    const std::string shape = "(" + std::to_string(n) + ", " + std::to_string(m) + ")";
    const auto file = file_with(npy(dict((big ? ">" : "<") + type, fortran, shape), data, *rc::gen::inRange(1, 4)));
    RC_ASSERT(read_npy_matrix(file) == a);
  });
  s.law("a file cut anywhere, or with one byte too many, is refused", [] {
    const std::string whole = npy_bytes(double_matrix(3, 2));
    const auto cut = size_in(0, whole.size() - 1);
    RC_ASSERT(refused(whole.substr(0, cut), {"a.npy"}));
    RC_ASSERT(refused(whole + "x", {"bytes of data"}));
  });
  s.law("a header with any byte changed is read as a matrix or refused in one line, never worse", [] {
    std::string bytes = npy_bytes(double_matrix(2, 3));
    bytes[size_in(0, 127)] = static_cast<char>(*rc::gen::inRange(0, 256));
    const auto file = file_with(bytes);
    try {
      static_cast<void>(read_npy_matrix(file));
    } catch (const InputError& e) {
      RC_ASSERT(std::string(e.what()).find("a.npy") != std::string::npos);
    }
  });
  s.fact("each kind of bad .npy has its own message, and none allocates what it promises", [] {
    const std::string eight(8, '\0');
    RC_ASSERT(refused("", {"not a .npy file"}));
    RC_ASSERT(refused("hello, world, this is text", {"not a .npy file"}));
    RC_ASSERT(
        refused(npy(dict("<f8", false, "(1000000000000, 4)"), eight), {"truncated", "(1000000000000, 4)", "8 bytes"}));
    RC_ASSERT(
        refused(npy(dict("<f8", false, "(999999999999999999, 999999999999999999)"), eight), {"larger than any file"}));
    RC_ASSERT(refused(npy(dict("<f8", false, "(99999999999999999999, 1)"), eight), {"18 digits"}));
    RC_ASSERT(refused(npy(dict("|O", false, "(1, 1)"), eight), {"Python objects"}));
    RC_ASSERT(refused(npy(dict("<c16", false, "(1, 1)"), eight), {"dtype '<c16'", "allowed"}));
    RC_ASSERT(refused(npy(dict("<U1", false, "(1, 1)"), eight), {"dtype '<U1'"}));
    RC_ASSERT(
        refused(npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1, 1), }", eight), {"structured"}));
    RC_ASSERT(refused(npy("{'descr': '<f8', 'shape': (1, 1), }", eight), {"malformed"}));
    RC_ASSERT(refused(npy("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }", eight),
                      {"malformed"}));
    RC_ASSERT(refused(npy(dict("<f8", false, "(1,)"), eight), {"shape (1,)", "matrix"}));
    RC_ASSERT(refused(npy(dict("<f8", false, "()"), eight), {"matrix"}));
    RC_ASSERT(refused(npy(dict("<f8", false, "(0, 3)"), ""), {"(0, 3)"}));
    RC_ASSERT(refused(npy(dict("<f8", false, "(1, 1)"), eight, 4), {"version 4"}));
    RC_ASSERT(refused(npy(dict("<f8", false, "(1, 2)"), eight + encode(std::nan(""), false)), {"entry (0, 1)", "NaN"}));
    RC_ASSERT(refused(npy(dict("<f4", false, "(1, 1)"),
                          encode(-INFINITY, false).substr(0, 0) + encode(static_cast<float>(INFINITY), false)),
                      {"entry (0, 0)", "infinite"}));
    RC_ASSERT(refused(npy(dict("<f2", false, "(1, 1)"), encode(std::uint16_t{0x7c01}, false)), {"NaN"}));
    RC_ASSERT(
        refused(npy(dict("<i8", false, "(1, 1)"), encode((std::int64_t{1} << 53) + 1, false)), {"no double equals"}));
    RC_ASSERT(throws_with<InputError>([] { static_cast<void>(read_npy(folder().path / "none.npy")); },
                                      {"none.npy", "no such file"}));
    RC_ASSERT(throws_with<InputError>([] { static_cast<void>(read_npy(folder().path)); }, {"not a regular file"}));
  });
  s.law("a CSV of fractions reads as the fractions it spells", [] {
    const RationalMatrix a = rational_matrix(size_in(1, 4), size_in(1, 4));
    std::string text = "# a comment\n\n";
    for (std::size_t i = 0; i < a.rows(); ++i)
      for (std::size_t j = 0; j < a.cols(); ++j)
        text += to_text(a.get(i, j)) + (j + 1 < a.cols() ? " , " : (i % 2 ? "\n" : "\r\n"));
    RC_ASSERT(read_csv(file_with(text, "a.csv")) == a);
  });
  s.fact("a bad CSV is refused with its line", [] {
    const auto bad = [](const char* text, const std::vector<std::string>& words) {
      const auto file = file_with(text, "b.csv");
      return throws_with<InputError>([&] { static_cast<void>(read_csv(file)); }, words);
    };
    RC_ASSERT(bad("1,2\n3\n", {"line 2", "1 entries"}));
    RC_ASSERT(bad("1,x\n", {"line 1", "entry 2", "'x'"}));
    RC_ASSERT(bad("1,1/0\n", {"denominator 0"}));
    RC_ASSERT(bad("1,,2\n", {"entry 2"}));
    RC_ASSERT(bad("# nothing\n", {"no rows"}));
    RC_ASSERT(throws_with<InputError>([] { static_cast<void>(read_double_matrix(file_with("1/3\n", "c.csv"))); },
                                      {"1/3", "no double equals"}));
    RC_ASSERT(throws_with<InputError>([] { static_cast<void>(read_double_matrix(file_with("1\n", "c.txt"))); },
                                      {".npy or .csv"}));
    RC_ASSERT(read_double_matrix(file_with("0.5,-3/4\n", "c.csv"))(0, 1) == -0.75);
  });
  s.fact("a file that cannot be written leaves nothing behind", [] {
    RC_ASSERT(throws_with<OutputError>([] { write_file(folder().path / "no" / "such" / "file", "x"); },
                                       {"cannot be created"}));
    fs::create_directories(folder().path / "taken" / "inside");
    RC_ASSERT(throws_with<OutputError>([] { write_file(folder().path / "taken", "x"); }, {"not a regular file"}));
    rlimit limit{}, small{};
    getrlimit(RLIMIT_FSIZE, &limit);
    small = {10, limit.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    const bool told = throws_with<OutputError>([] { write_file(folder().path / "large", std::string(1000, 'x')); },
                                               {"cannot be written"});
    setrlimit(RLIMIT_FSIZE, &limit);
    RC_ASSERT(told);
    RC_ASSERT(!fs::exists(folder().path / "large"));
    for (const auto& entry : fs::directory_iterator(folder().path))
      RC_ASSERT(entry.path().string().find(".part") == std::string::npos);
  });
  s.fact("checksums are those of sha256sum", [] {
    RC_ASSERT(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    RC_ASSERT(sha256_of_file(file_with("abc", "abc")) == sha256("abc"));
  });
  s.fact("a header of wrong words is refused near them, one that is too long or cut off as that", [] {
    const std::string eight(8, '\0');
    for (const char* wrong : {"{'descr: '<f8'}", "{descr: 1}", "'<f8'", "{'descr': '<f8' 'shape': (1, 1)}",
                              "{'other': 1}", "{'descr': '<f8', 'fortran_order': Maybe, 'shape': (1, 1), }",
                              "{'descr': '<f8', 'fortran_order': False, 'shape': (a, 1), }",
                              "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), } more"})
      RC_ASSERT(refused(npy(wrong, eight), {"malformed near '"}));
    RC_ASSERT(refused(npy(dict("<f8", false, "(-1, 1)"), eight), {"negative dimension, '-1, 1)"}));
    std::string many = "(";
    for (int i = 0; i < 33; ++i) many += "1, ";
    RC_ASSERT(refused(npy(dict("<f8", false, many + ")"), eight), {"more than 32 dimensions"}));
    for (const char* type : {"|f8", "=f8", "<f1", "<b1", "<i3", "<f16"})
      RC_ASSERT(refused(npy(dict(type, false, "(1, 1)"), eight), {std::string("dtype '") + type + "'", "allowed"}));
    std::string start = "\x93NUMPY\x02";
    start += std::string(1, '\0') + "\x10\x01";
    RC_ASSERT(refused(start, {"truncated inside its .npy header"}));
    RC_ASSERT(refused(start + "\x10\x01", {"a .npy header of 17826064 bytes"}));
    RC_ASSERT(refused(start + std::string(2, '\0') + "{'descr'", {"truncated inside its .npy header"}));
  });
  s.fact("small halves and large integers are read exactly where a double equals them", [] {
    const auto one = [](const std::string& type, const std::string& bytes) {
      return read_npy_matrix(file_with(npy(dict(type, false, "(1, 1)"), bytes)))(0, 0);
    };
    RC_ASSERT(one("<f2", encode(std::uint16_t{1}, false)) == 0x1p-24);
    RC_ASSERT(one("<f2", encode(std::uint16_t{0x83ff}, false)) == -1023 * 0x1p-24);
    RC_ASSERT(one("<u8", encode(std::uint64_t{1} << 63, false)) == 0x1p63);
    RC_ASSERT(one(">i8", encode(std::numeric_limits<std::int64_t>::min(), true)) == -0x1p63);
    RC_ASSERT(refused(npy(dict("<u8", false, "(1, 1)"), std::string(8, '\xff')), {"no double equals"}));
    RC_ASSERT(refused(npy(dict("<i8", false, "(1, 1)"), encode(std::numeric_limits<std::int64_t>::max(), false)),
                      {"no double equals"}));
    RC_ASSERT(refused(npy(dict("<f2", false, "(1, 1)"), encode(std::uint16_t{0xfc00}, false)), {"infinite"}));
  });
  s.law("an integer of 8 bytes is read as itself, or refused where the nearest double is another number", [] {
    const std::uint64_t near_a_power = (std::uint64_t{1} << *rc::gen::element(53, 54, 63)) + size_in(0, 8) - 4;
    for (const std::uint64_t bits : {near_a_power, 0 - near_a_power, *rc::gen::arbitrary<std::uint64_t>()})
      for (const bool is_signed : {false, true}) {
        const Rational exact = is_signed ? Rational(static_cast<std::int64_t>(bits)) : Rational(bits);
        const std::string bytes = npy(dict(is_signed ? "<i8" : "<u8", false, "(1, 1)"), encode(bits, false));
        const double nearest = exact.nearest_double();
        if (Rational::exact(nearest) == exact)
          RC_ASSERT(read_npy_matrix(file_with(bytes))(0, 0) == nearest);
        else
          RC_ASSERT(refused(bytes, {"entry (0, 0)", "no double equals"}));
      }
  });
  s.law("rows read when they are asked for are those of the matrix, whatever their type", [] {
    const std::string type = *rc::gen::element<std::string>("f2", "f4", "f8", "i1", "u2", "i8");
    const bool big = *rc::gen::arbitrary<bool>();
    DoubleMatrix a(size_in(1, 6), size_in(1, 4));
    std::string data;
    for (double& x : a.entries()) {
      const int whole = *rc::gen::inRange(0, 128);
      x = whole;
      data += encode_as(type, whole, big);
    }
    const std::string shape = "(" + std::to_string(a.rows()) + ", " + std::to_string(a.cols()) + ")";
    const auto file = file_with(npy(dict((big ? ">" : "<") + type, false, shape), data), "rows.npy");
    const NpyRows rows(file);
    RC_ASSERT(rows.rows() == a.rows() && rows.cols() == a.cols() && rows.file() == file);
    const std::size_t begin = size_in(0, a.rows()), end = size_in(begin, a.rows());
    std::vector<double> room;
    const auto read = rows.read(begin, end, room);
    const auto expected = a.entries().subspan(begin * a.cols(), (end - begin) * a.cols());
    RC_ASSERT(std::equal(read.begin(), read.end(), expected.begin(), expected.end()));
    rows.require_unchanged();
    std::ofstream(file, std::ios::app) << "more";
    RC_ASSERT(throws_with<InputError>([&] { rows.require_unchanged(); }, {"changed while it was being read"}));
  });
  s.fact("rows in Fortran order, of a file cut meanwhile, or that are not finite are refused", [] {
    const auto columns = file_with(npy(dict("<f8", true, "(2, 2)"), std::string(32, '\0')), "columns.npy");
    RC_ASSERT(throws_with<InputError>([&] { static_cast<void>(NpyRows(columns)); }, {"Fortran order"}));
    std::vector<double> room;
    for (const double none : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
      const auto file =
          file_with(npy(dict("<f8", false, "(2, 1)"), std::string(8, '\0') + encode(none, false)), "cut.npy");
      const NpyRows rows(file);
      RC_ASSERT(rows.read(0, 1, room)[0] == 0.0);
      RC_ASSERT(throws_with<InputError>([&] { static_cast<void>(rows.read(0, 2, room)); },
                                        {std::isnan(none) ? "entry (1, 0) is NaN" : "entry (1, 0) is infinite"}));
      fs::resize_file(file, fs::file_size(file) - 1);
      RC_ASSERT(throws_with<InputError>([&] { static_cast<void>(rows.read(1, 2, room)); }, {"changed while"}));
    }
    RC_ASSERT(
        throws_with<InputError>([] { static_cast<void>(NpyRows(folder().path / "none.npy")); }, {"no such file"}));
  });
  s.law("rows written in any order, by two processes even, are the file that is written whole", [] {
    const DoubleMatrix a = double_matrix(size_in(2, 6), size_in(1, 4));
    const fs::path file = folder().path / "sunk.npy";
    fs::remove(file);
    const std::size_t cut = size_in(1, a.rows() - 1);
    const auto part = [&](std::size_t begin, std::size_t end) {
      DoubleMatrix rows(end - begin, a.cols());
      std::copy_n(a.row(begin).data(), rows.entries().size(), rows.entries().data());
      return rows;
    };
    NpyRowSink whole(file, a.rows(), a.cols());
    {
      NpyRowSink joined(file, a.rows(), a.cols(), whole.part().part_name());
      joined.write(cut, part(cut, a.rows()));
      joined.part().commit();
      RC_ASSERT(!fs::exists(file));
    }
    whole.write(0, part(0, cut));
    whole.part().commit();
    RC_ASSERT(read_file(file, 1 << 20) == npy_bytes(a));
  });
  s.fact("a link is followed, a circle of links is not; a file that is too large or too short is refused", [] {
    const fs::path target = folder().path / "target", link = folder().path / "link", circle = folder().path / "circle";
    for (const fs::path& f : {link, circle}) fs::remove(f);
    fs::create_symlink(target, link);
    write_file(link, "through the link");
    RC_ASSERT(fs::is_symlink(link) && read_file(target, 100) == "through the link");
    fs::create_symlink(circle, circle);
    RC_ASSERT(throws_with<OutputError>([&] { require_writable(circle); }, {"circle: cannot be written"}));
    RC_ASSERT(throws_with<InputError>([&] { static_cast<void>(read_file(target, 3)); }, {"16 bytes; at most 3"}));
    RC_ASSERT(throws_with<InputError>([&] { static_cast<void>(read_prefix(target, 17)); }, {"ended after 16 of 17"}));
    RC_ASSERT(throws_with<InputError>([] { static_cast<void>(read_prefix(folder().path / "none", 1)); },
                                      {"none: cannot be read"}));
    require_writable(target);
    RC_ASSERT(read_file(target, 100) == "through the link");
  });
  s.fact("the temporary file of a process that ends by a signal can be removed; one joined without it is refused", [] {
    const fs::path file = folder().path / "half";
    {
      const PartFile part(file);
      part.write("half", 0);
      RC_ASSERT(fs::exists(part.part_name()));
      remove_temporary_file();
      RC_ASSERT(!fs::exists(part.part_name()));
    }
    RC_ASSERT(!fs::exists(file));
    RC_ASSERT(throws_with<OutputError>([&] { static_cast<void>(PartFile::joined(file, file.string() + ".none")); },
                                       {"half: cannot be opened again"}));
    PartFile part(file);
    fs::remove(part.part_name());
    RC_ASSERT(throws_with<OutputError>([&] { part.commit(); }, {"half: cannot be renamed into place"}));
  });
  return s.finish();
}
