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

/// Writes bytes under a temporary name in the same folder, then renames: readers see the old file or the
/// whole new one.  OutputError on any failure, with the temporary file removed.
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// SHA-256 of a regular file, 64 lower-case hexadecimal digits, as `sha256sum` prints it.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& file);
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace attest::data
