// Included twice by products.c, with REAL, LANES and SUFFIX defined: the template once for each level of x86-64, which
// differ in how many vectors of sums fit their registers.

#define LEVEL 0
#if defined(__aarch64__)
#define MOST_SUMS 6
#else
// The C library computes fused multiply-add where the processor has none: then the sizes of blocks do not matter.
#define MOST_SUMS 1
#endif
#include "products_template.h"
#undef LEVEL
#undef MOST_SUMS

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LEVEL 3
#define MOST_SUMS 6
#include "products_template.h"
#undef LEVEL
#undef MOST_SUMS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))), apply_to = function)
#define LEVEL 4
#define MOST_SUMS 24
#include "products_template.h"
#undef LEVEL
#undef MOST_SUMS
#pragma clang attribute pop
#endif
