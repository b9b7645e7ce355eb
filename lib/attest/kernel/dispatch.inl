// For the part of a kernel that is compiled once, in its namespace: ATTEST_FOR(i, f) is the address of the f that was
// compiled for the instructions i, which this processor has; ATTEST_ALL(T, f) is a list of the f, of type T, for all
// instructions it has.
#include <vector>

#include "attest/kernel/instructions.hpp"

#if (HWY_TARGETS & HWY_AVX3) && HWY_STATIC_TARGET != HWY_AVX3
#define ATTEST_FOR_AVX512(i, f) if (i == Instructions::avx512) return &N_AVX3::f;
#else
#define ATTEST_FOR_AVX512(i, f)
#endif
#if (HWY_TARGETS & HWY_AVX2) && HWY_STATIC_TARGET != HWY_AVX2
#define ATTEST_FOR_AVX2(i, f) if (i <= Instructions::avx2) return &N_AVX2::f;
#else
#define ATTEST_FOR_AVX2(i, f)
#endif
#if (HWY_TARGETS & HWY_SSE4) && HWY_STATIC_TARGET != HWY_SSE4
#define ATTEST_FOR_SSE4(i, f) if (i <= Instructions::sse4) return &N_SSE4::f;
#else
#define ATTEST_FOR_SSE4(i, f)
#endif
#define ATTEST_FOR(i, f)                                                                    \
  [&] {                                                                                     \
    ATTEST_FOR_AVX512(i, f) ATTEST_FOR_AVX2(i, f) ATTEST_FOR_SSE4(i, f)                     \
    return &HWY_STATIC_DISPATCH(f);                                                         \
  }()
#define ATTEST_ALL(T, f)                                                                    \
  [] {                                                                                      \
    std::vector<T> of_each;                                                                 \
    for (const Instructions i : instructions_of_this_machine()) of_each.push_back(*ATTEST_FOR(i, f)); \
    return of_each;                                                                         \
  }()
