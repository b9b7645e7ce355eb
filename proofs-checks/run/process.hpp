#pragma once

namespace attest::run {

/// How a process of attest meets the world: memory that ends is exit code 4, an interrupt 130 with one line and nothing
/// half-written, closed pipes and full disks are errors of a write, and FLINT throws instead of aborting.
void prepare_process();
/// While one lives, memory that C++ cannot have is a std::bad_alloc in its thread, for somebody to catch.
class MemoryMayFail {
 public:
  MemoryMayFail();
  MemoryMayFail(const MemoryMayFail&) = delete;
  MemoryMayFail& operator=(const MemoryMayFail&) = delete;
  ~MemoryMayFail();
};
/// While one lives in there, memory that cannot be had ends the process again.
class MemoryMayNotFail {
 public:
  MemoryMayNotFail();
  MemoryMayNotFail(const MemoryMayNotFail&) = delete;
  MemoryMayNotFail& operator=(const MemoryMayNotFail&) = delete;
  ~MemoryMayNotFail();

 private:
  int before_;
};
/// Whether this process says that it was interrupted.
void speak_of_interrupts(bool speak);
/// A line of progress on a terminal is not ended.
void line_is_open(bool open);

}  // namespace attest::run
