#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

/// A file of this process for what the fuzzer tries, in memory where the machine has such a folder.
inline std::string scratch(const std::uint8_t* data, std::size_t size, const char* name = "input") {
  static const std::string folder = [] {
    const std::string f =
        (std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp") + std::string("/fuzz-") + std::to_string(getpid());
    std::filesystem::create_directories(f);
    std::atexit([] { std::filesystem::remove_all("/dev/shm/fuzz-" + std::to_string(getpid())); });
    return f;
  }();
  const std::string file = folder + "/" + name;
  std::FILE* out = std::fopen(file.c_str(), "wb");
  if (out == nullptr) std::abort();
  std::fwrite(data, 1, size, out);
  std::fclose(out);
  return file;
}
