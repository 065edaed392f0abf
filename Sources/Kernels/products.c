#include "products.h"

#include <stdint.h>
#include <string.h>

#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// What is fused is written out, and nothing else is.
#pragma STDC FP_CONTRACT OFF
// Vectors are only passed to functions that are inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))
#define NOINLINE static __attribute__((noinline))
#define CONCATENATE(a, b, c) a##_##b##_##c
#define JOIN(a, b, c) CONCATENATE(a, b, c)
#define NAME(x) JOIN(x, SUFFIX, LEVEL)

// A number cut into parts of nearly equal size, the larger ones first.
typedef struct {
    size_t count, size, larger; // larger: how many are greater than `size` by 1
} parts;

INLINE parts parts_of(size_t whole, size_t count) {
    if (count <= 1) return (parts){count, whole, 0};
    // A quotient of 32 bits takes half the time of one of 64.
    const size_t size = whole <= UINT32_MAX ? (uint32_t)whole / (uint32_t)count : whole / count;
    return (parts){count, size, whole - size * count};
}

INLINE size_t size_of(parts p, size_t index) { return p.size + (index < p.larger); }

#define REAL float
#define LANES 16
#define SUFFIX f32
#include "products_levels.h"
#undef REAL
#undef LANES
#undef SUFFIX

#define REAL double
#define LANES 8
#define SUFFIX f64
#include "products_levels.h"

#if defined(__x86_64__)
#define CHOOSE(SUFFIX)                                                                                                 \
    if (level >= 4)                                                                                                    \
        product_##SUFFIX##_4(product);                                                                                 \
    else if (level == 3)                                                                                               \
        product_##SUFFIX##_3(product);                                                                                 \
    else                                                                                                               \
        product_##SUFFIX##_0(product);
#else
#define CHOOSE(SUFFIX) (void)level, product_##SUFFIX##_0(product);
#endif

void heaviside_product_at_level_f32(int level, const heaviside_product *product) { CHOOSE(f32) }

void heaviside_product_at_level_f64(int level, const heaviside_product *product) { CHOOSE(f64) }

// Set when the program is loaded, before anything is multiplied.
static int present_level;

__attribute__((constructor)) static void find_level(void) { present_level = heaviside_vector_level(); }

void heaviside_product_f32(const heaviside_product *product) { heaviside_product_at_level_f32(present_level, product); }

void heaviside_product_f64(const heaviside_product *product) { heaviside_product_at_level_f64(present_level, product); }
