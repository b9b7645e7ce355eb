#pragma once

#include <span>

namespace attest::kernel {

/// The instruction sets that the kernels are compiled for, the widest first; `baseline` is the compiler's own, and the
/// only one but on x86.  (Highway's own choice at run time needs its shared library, which measures the clock at the
/// start of every program, about 9 ms; so the processor is asked here.)
enum class Instructions { avx512, avx2, sse4, baseline };

/// Those this processor has; never empty.
[[nodiscard]] std::span<const Instructions> instructions_of_this_machine();

/// Those that are used: the widest, or what a test chose.
[[nodiscard]] Instructions chosen_instructions();
void choose_instructions_for_test(Instructions chosen);

}  // namespace attest::kernel
