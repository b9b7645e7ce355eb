#include "attest/data/file.hpp"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <utility>

#include "attest/data/error.hpp"

namespace attest::data {
namespace {

std::string hex(sha256_ctx& state) {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&state, digest.size(), digest.data());
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::ifstream open(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in && errno == ENOMEM) throw std::bad_alloc();
  if (!in) throw InputError(file.string() + ": cannot be read (" + std::strerror(errno) + ")");
  return in;
}

/// The name of the temporary file being written, for the signal handler; empty when there is none.
char temporary_name[4096] = "";

/// The file a name leads to; OutputError where it is taken by something that is no regular file.
std::filesystem::path final_target(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    throw OutputError(file.string() + ": cannot be written (not a regular file)");
  // Link by link, as the last one may lead to a file that is still to be made.
  std::filesystem::path target = file;
  constexpr int most_links = 40;
  for (int links = 0; std::filesystem::is_symlink(std::filesystem::symlink_status(target, error)); ++links) {
    const auto next = std::filesystem::read_symlink(target, error);
    if (error || links == most_links)
      throw OutputError(file.string() + ": cannot be written (" + (error ? error.message() : "links without end") +
                        ")");
    target = target.parent_path() / next;
  }
  return target;
}

}  // namespace

PartFile::PartFile(std::filesystem::path target, std::string name, int flags, bool ours)
    : target_(std::move(target)), name_(std::move(name)), ours_(ours) {
  fd_ = ::open(name_.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
  if (fd_ < 0) fail(ours ? "cannot be created" : "cannot be opened again");
  if (ours && name_.size() < sizeof temporary_name) std::memcpy(temporary_name, name_.c_str(), name_.size() + 1);
}

PartFile::PartFile(const std::filesystem::path& file)
    : PartFile(final_target(file), final_target(file).string() + ".part" + std::to_string(getpid()), O_CREAT | O_EXCL,
               true) {}

PartFile PartFile::joined(const std::filesystem::path& file, const std::string& part_name) {
  return {file, part_name, 0, false};
}

PartFile::~PartFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!ours_) return;
  ::unlink(name_.c_str());
  temporary_name[0] = 0;
}

void PartFile::write(std::string_view bytes, std::uint64_t offset) const {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
}

void PartFile::sync() const {
  if (::fsync(fd_) != 0 && errno != EINVAL && errno != ENOTSUP) fail("cannot be written");
}

void PartFile::commit() {
  sync();
  if (::close(std::exchange(fd_, -1)) != 0) fail("cannot be written");
  if (!ours_) return;
  if (::rename(name_.c_str(), target_.c_str()) != 0) fail("cannot be renamed into place");
  temporary_name[0] = 0;
  ours_ = false;
}

void PartFile::fail(const char* what) const {
  throw OutputError(target_.string() + ": " + what + " (" + std::strerror(errno) + ")");
}

std::uintmax_t regular_file_size(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (error || !std::filesystem::exists(status)) throw InputError(file.string() + ": no such file");
  if (!std::filesystem::is_regular_file(status)) throw InputError(file.string() + ": not a regular file");
  const auto size = std::filesystem::file_size(file, error);
  if (error) throw InputError(file.string() + ": " + error.message());
  return size;
}

std::string read_file(const std::filesystem::path& file, std::uintmax_t limit) {
  const auto size = regular_file_size(file);
  if (size > limit)
    throw InputError(file.string() + ": " + std::to_string(size) + " bytes; at most " + std::to_string(limit) +
                     " are read here");
  return read_prefix(file, size);
}

std::string read_prefix(const std::filesystem::path& file, std::size_t count) {
  auto in = open(file);
  std::string bytes(count, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(count));
  if (static_cast<std::size_t>(in.gcount()) != count)
    throw InputError(file.string() + ": ended after " + std::to_string(in.gcount()) + " of " + std::to_string(count) +
                     " bytes");
  return bytes;
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
  PartFile out(file);
  out.write(bytes, 0);
  out.commit();
}

void require_writable(const std::filesystem::path& file) { static_cast<void>(PartFile(file)); }

void remove_temporary_file() noexcept {
  if (temporary_name[0] != 0) ::unlink(temporary_name);
}

std::string sha256(std::string_view bytes) {
  sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  return hex(state);
}

std::string sha256_of_file(const std::filesystem::path& file) {
  static_cast<void>(regular_file_size(file));
  auto in = open(file);
  sha256_ctx state;
  sha256_init(&state);
  std::array<char, 1 << 16> block{};
  while (in.read(block.data(), block.size()), in.gcount() > 0)
    sha256_update(&state, static_cast<std::size_t>(in.gcount()), reinterpret_cast<const std::uint8_t*>(block.data()));
  if (in.bad()) throw InputError(file.string() + ": cannot be read to its end");
  return hex(state);
}

}  // namespace attest::data
