#include "attest/kernel/instructions.hpp"

#include <atomic>
#include <vector>

namespace attest::kernel {
namespace {

std::vector<Instructions> found() {
  std::vector<Instructions> list{Instructions::baseline};
#if defined(__x86_64__) || defined(__i386__)
  const auto add = [&](bool has, Instructions i) {
    if (has) list.insert(list.begin(), i);
    return has;
  };
  const bool sse4 = add(__builtin_cpu_supports("sse4.2") != 0, Instructions::sse4);
  const bool avx2 = add(sse4 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                            __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2"),
                        Instructions::avx2);
  add(avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"),
      Instructions::avx512);
#endif
  return list;
}

std::atomic<Instructions>& chosen() {
  static std::atomic<Instructions> instructions{instructions_of_this_machine().front()};
  return instructions;
}

}  // namespace

std::span<const Instructions> instructions_of_this_machine() {
  static const std::vector<Instructions> list = found();
  return list;
}

Instructions chosen_instructions() { return chosen().load(std::memory_order_relaxed); }
void choose_instructions_for_test(Instructions instructions) { chosen() = instructions; }

}  // namespace attest::kernel
