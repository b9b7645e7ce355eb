#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace attest::data {

/// The size of a regular file; InputError naming it where it is missing, a directory or a device.
[[nodiscard]] std::uintmax_t regular_file_size(const std::filesystem::path& file);

/// All bytes of a regular file of at most `limit` bytes, InputError otherwise (asked before allocating).
[[nodiscard]] std::string read_file(const std::filesystem::path& file, std::uintmax_t limit);

/// The first `count` bytes of a regular file that has at least so many.
[[nodiscard]] std::string read_prefix(const std::filesystem::path& file, std::size_t count);

/// Writes bytes under a temporary name in the same folder, then renames: readers see the old file or the
/// whole new one.  A symbolic link is followed.  OutputError on any failure, and where the name is taken by
/// something that is no regular file; the temporary file is then removed.
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// A file being written under a temporary name in the folder of `file`: renamed by `commit`, gone where that was not
/// reached, also by a signal (remove_temporary_file).  As write_file in all else; at most one at a time in a process.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& file);
  /// The same file, of another process that made it: it neither renames nor removes it.
  static PartFile joined(const std::filesystem::path& file, const std::string& part_name);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  [[nodiscard]] const std::string& part_name() const { return name_; }
  /// Bytes from `offset` on; from many threads.
  void write(std::string_view bytes, std::uint64_t offset) const;
  /// To the disk.
  void sync() const;
  void commit();

 private:
  PartFile(std::filesystem::path target, std::string name, int flags, bool ours);
  [[noreturn]] void fail(const char* what) const;
  std::filesystem::path target_;
  std::string name_;
  int fd_ = -1;
  bool ours_;
};

/// Throws the OutputError that write_file would, without writing: asked before a long computation.
void require_writable(const std::filesystem::path& file);

/// Removes the temporary file being written, if there is one.  Safe in a signal handler.
void remove_temporary_file() noexcept;

/// SHA-256 of a regular file, 64 lower-case hexadecimal digits, as `sha256sum` prints it.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& file);
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace attest::data
