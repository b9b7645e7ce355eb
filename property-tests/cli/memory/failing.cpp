/// Preloaded into a program, lets allocations fail from main on: the ATTEST_FAIL_AT-th (1 is the first) and, where
/// ATTEST_FAIL_ON is set, all that follow.  ATTEST_FAIL_COUNT names a file of 8 bytes that holds how many there were.
/// What is allocated before main, by initializers of the program and its libraries, never fails.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

// glibc's own, under their other names.
extern "C" void* __libc_malloc(std::size_t);
extern "C" void* __libc_calloc(std::size_t, std::size_t);
extern "C" void* __libc_realloc(void*, std::size_t);
extern "C" void* __libc_memalign(std::size_t, std::size_t);

namespace {

using Main = int (*)(int, char**, char**);
using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);

std::atomic<std::uint64_t> here{0};             // where no file is named
std::atomic<std::uint64_t>* counter = nullptr;  // none before main
std::uint64_t fail_at = 0;
bool fail_on = false;
Main real_main = nullptr;

bool fails() {
  if (counter == nullptr) return false;
  const std::uint64_t k = counter->fetch_add(1) + 1;
  const bool failing = fail_at != 0 && (fail_on ? k >= fail_at : k == fail_at);
  if (failing) errno = ENOMEM;
  return failing;
}

std::atomic<std::uint64_t>* shared_counter() {
  const char* file = std::getenv("ATTEST_FAIL_COUNT");
  if (file == nullptr) return &here;
  const int fd = open(file, O_RDWR | O_CLOEXEC);
  void* const page = mmap(nullptr, sizeof here, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (fd < 0 || page == MAP_FAILED) _exit(99);
  close(fd);
  return static_cast<std::atomic<std::uint64_t>*>(page);
}

int counted_main(int argc, char** argv, char** environment) {
  if (const char* at = std::getenv("ATTEST_FAIL_AT")) fail_at = std::strtoull(at, nullptr, 10);
  fail_on = std::getenv("ATTEST_FAIL_ON") != nullptr;
  counter = shared_counter();
  return real_main(argc, argv, environment);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return fails() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) { return fails() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* block, std::size_t size) { return fails() ? nullptr : __libc_realloc(block, size); }
void* memalign(std::size_t alignment, std::size_t size) { return fails() ? nullptr : __libc_memalign(alignment, size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }
int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  void* const got = memalign(alignment, size);
  if (got == nullptr) return ENOMEM;
  *block = got;
  return 0;
}

/// main of the program is called by this function of glibc: here counting begins.
int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(), void (*rtld_fini)(),
                      void* stack_end) {
  real_main = main;
  const auto start = reinterpret_cast<Start>(dlsym(RTLD_NEXT, "__libc_start_main"));
  return start(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}

}  // extern "C"
