#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "attest/data/file.hpp"
#include "attest/number/double_matrix.hpp"
#include "attest/number/row_source.hpp"

namespace attest::data {

/// An array as read from a .npy file: exact doubles in C order, whatever the file's type, byte order and
/// layout were.
struct Array {
  std::vector<std::size_t> shape;
  std::vector<double> entries;
};

/// Reads NumPy's .npy format, versions 1, 2 and 3.
///
/// Domain   f2, f4, f8 and signed or unsigned integers of 1, 2, 4, 8 bytes; either byte order; C or
///          Fortran order; any number of dimensions.  Entries must be finite, and 8-byte integers must be
///          exact as doubles.
/// Throws   InputError, one line: a missing or truncated file, a header that promises more (or less) than
///          the file holds, an object or other unsupported dtype, NaN or infinity with its position.  The
///          header is held against the file's size before anything is allocated.
/// Cost     O(size); memory: the file plus 8 bytes an entry.
/// Laws     property-tests/data/npy.cpp
[[nodiscard]] Array read_npy(const std::filesystem::path& file);

/// A two-dimensional .npy file (n rows, d columns, both at least 1).
[[nodiscard]] DoubleMatrix read_npy_matrix(const std::filesystem::path& file);

/// The rows of such a file, read when they are asked for.
///
/// Domain   as read_npy, in C order (Fortran order has no rows to read: InputError).
/// Throws   InputError as read_npy, the entries' own faults when they are read; from `require_unchanged` where the file
///          has been written to since it was opened.
/// Cost     one pread a call; memory: the block, and the bytes of one where the type is not float64 of this machine.
/// Laws     property-tests/data/npy.cpp
class NpyRows final : public RowSource {
 public:
  explicit NpyRows(const std::filesystem::path& file);
  ~NpyRows() override;
  [[nodiscard]] std::size_t rows() const override;
  [[nodiscard]] std::size_t cols() const override;
  [[nodiscard]] std::span<const double> read(std::size_t begin, std::size_t end,
                                             std::vector<double>& room) const override;
  void require_unchanged() const;
  [[nodiscard]] const std::filesystem::path& file() const;

 private:
  struct Opened;
  std::unique_ptr<Opened> in_;
};

/// Rows on their way into the file that write_npy would write, to the last byte.  `part` names the temporary file of
/// the process that made it (PartFile); none for that process itself.
class NpyRowSink final : public RowSink {
 public:
  NpyRowSink(const std::filesystem::path& file, std::size_t rows, std::size_t cols, const std::string& part = "");
  void write(std::size_t begin, const DoubleMatrix& rows) override;
  [[nodiscard]] PartFile& part() { return part_; }

 private:
  PartFile part_;
  std::size_t cols_, data_offset_;
};

/// Bytes of a version 1 .npy file holding `a` as little-endian float64 in C order.
[[nodiscard]] std::string npy_bytes(const DoubleMatrix& a);
/// Writes them under a temporary name and renames; OutputError on failure.
void write_npy(const std::filesystem::path& file, const DoubleMatrix& a);

}  // namespace attest::data
