#include "kernels.h"

#include "cloned.h"

// A fused multiply-add rounds once where the scalar twin rounds twice; without contraction both give the same bits.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#include <immintrin.h>

int heaviside_flush_subnormals(int flush) {
    const unsigned mask = _MM_FLUSH_ZERO_ON | 0x0040u;  // flush to zero, and subnormals are zero
    const unsigned before = _mm_getcsr();
    _mm_setcsr((before & ~mask) | ((unsigned)flush & mask));
    return (int)(before & mask);
}

int heaviside_vector_level(void) {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl"))
        return 4;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 3 : 0;
}
#elif defined(__aarch64__)
int heaviside_flush_subnormals(int flush) {
    const uint64_t mask = 1u << 24;
    uint64_t before;
    __asm__ volatile("mrs %0, fpcr" : "=r"(before));
    __asm__ volatile("msr fpcr, %0" : : "r"((before & ~mask) | ((uint64_t)(unsigned)flush & mask)));
    return (int)(before & mask);
}

int heaviside_vector_level(void) { return 0; }
#else
int heaviside_flush_subnormals(int flush) {
    (void)flush;
    return 0;
}

int heaviside_vector_level(void) { return 0; }
#endif

#define INLINE static inline __attribute__((always_inline))
#define LANES 16

#define REAL float
#define NAME(x) heaviside_##x##_f32
#include "kernels_template.h"
#undef REAL
#undef NAME

#define REAL double
#define NAME(x) heaviside_##x##_f64
#include "kernels_template.h"
