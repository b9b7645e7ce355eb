#include "process.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>
#include <stdexcept>

#include "attest/data/file.hpp"
#include "attest/number/flint.hpp"

namespace attest::run {
namespace {

/// The last defence: everything is checked before FLINT sees it, and should a check be missing, FLINT
/// throws instead of aborting the process.  FLINT 2.9 wants noreturn in the type, where [[noreturn]] is not.
__attribute__((noreturn)) void throw_instead_of_abort() {
  throw std::domain_error("FLINT refused an argument; please report this");
}

/// Of the threads that find no memory one says so.
[[noreturn]] void leave() {
  static std::atomic_flag said;
  while (said.test_and_set()) pause();
  data::remove_temporary_file();
  std::fputs("attest: out of memory\n", stderr);
  _exit(4);
}

/// GMP and FLINT abort where memory ends; the documented answer is exit code 4 and nothing half-written.
void* or_leave(void* block, std::size_t size) {
  if (block == nullptr && size > 0) leave();
  return block;
}
void* allocate(std::size_t size) { return or_leave(std::malloc(size), size); }
void* allocate_zeroed(std::size_t count, std::size_t size) { return or_leave(std::calloc(count, size), count * size); }
void* reallocate(void* block, std::size_t size) { return or_leave(std::realloc(block, size), size); }
void* reallocate_limbs(void* block, std::size_t, std::size_t size) { return reallocate(block, size); }
void release_limbs(void* block, std::size_t) { std::free(block); }

/// So is that of C++: std::bad_alloc would find destructors, threads and handlers that cannot go on without memory.
thread_local int may_fail = 0;
void no_memory() {
  if (may_fail > 0) throw std::bad_alloc();
  leave();
}

volatile std::sig_atomic_t speaks = 1, open_line = 0;

extern "C" void interrupted_by(int) {
  data::remove_temporary_file();
  const char* const line = open_line ? "\nattest: interrupted\n" : "attest: interrupted\n";
  if (speaks && write(STDERR_FILENO, line, std::strlen(line)) < 0) _exit(130);
  _exit(130);
}

/// A file opened where a standard stream was closed would be given what is printed; what stands there instead refuses.
void fill_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(stream, F_GETFD) < 0) static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

}  // namespace

void prepare_process() {
  fill_closed_streams();
  std::set_new_handler(no_memory);
  mp_set_memory_functions(allocate, reallocate_limbs, release_limbs);
  __flint_set_memory_functions(allocate, allocate_zeroed, reallocate, std::free);
  flint_set_abort(throw_instead_of_abort);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, interrupted_by);
}

MemoryMayFail::MemoryMayFail() { ++may_fail; }
MemoryMayFail::~MemoryMayFail() { --may_fail; }
MemoryMayNotFail::MemoryMayNotFail() : before_(std::exchange(may_fail, 0)) {}
MemoryMayNotFail::~MemoryMayNotFail() { may_fail = before_; }

void speak_of_interrupts(bool speak) { speaks = speak ? 1 : 0; }
void line_is_open(bool open) { open_line = open ? 1 : 0; }

}  // namespace attest::run
