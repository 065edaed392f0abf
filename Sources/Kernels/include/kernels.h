#ifndef HEAVISIDE_KERNELS_H
#define HEAVISIDE_KERNELS_H

// The hot loops, for float (_f32) and double (_f64).
//
// Every function here has a scalar twin in Swift and must return the same bits. The twin of an optimizer's step is in
// the rule's file in Networks/Optimizers/Rules, that of every other function in
// Networks/Paths/ArrayKernels+ScalarTwin.swift. Contraction to fused multiply-add is off, and sums run over 16 fixed
// double lanes whatever the vector width. Matrices are row-major. No function allocates, and none reads or writes
// outside count (or rows × columns) elements.

#include <stddef.h>
#include <stdint.h>

#include "steps.h"

#define HEAVISIDE_DECLARE_KERNELS(T, S)                                                                                \
    /* u ← act(u + bias), act(u) = u for u > 0 and slope·u otherwise. slope 1: identity, 0: ReLU. bias may be NULL. */ \
    void heaviside_bias_activation_##S(T *u, const T *bias, size_t rows, size_t columns, T slope);                     \
    /* a[i][j] ← act(h[i]·w[j] + bias[j]): a layer with one input. bias may be NULL. */                                \
    void heaviside_outer_activation_##S(                                                                               \
        T *a, const T *h, const T *w, const T *bias, size_t rows, size_t columns, T slope);                            \
    /* d[i][j] ← d[i][j]·act'(a[i][j]), the derivative read off the activation (slope ≥ 0). */                         \
    void heaviside_activation_derivative_##S(T *d, const T *a, size_t count, T slope);                                 \
    /* d[i][j] ← h[i]·w[j]·act'(a[i][j]): the error below a layer with one output. */                                  \
    void heaviside_outer_derivative_##S(                                                                               \
        T *d, const T *h, const T *w, const T *a, size_t rows, size_t columns, T slope);                               \
    /* sums[j] ← Σ_i d[i][j], in row order. */                                                                         \
    void heaviside_column_sums_##S(T *sums, const T *d, size_t rows, size_t columns);                                  \
    /* d ← scale·(a − x)·act'(a) if d is not NULL; returns Σ (a − x)². */                                              \
    double heaviside_squared_error_##S(T *d, const T *a, const T *x, size_t count, T scale, T slope);                  \
    /* r = a − x where x > 0, else max(a, 0); d ← scale·r if d is not NULL; returns Σ r². a is the preactivation. */   \
    double heaviside_hinge_residual_##S(T *d, const T *a, const T *x, size_t count, T scale);                          \
    /* w ← max(w, 0). */                                                                                               \
    void heaviside_clamp_nonnegative_##S(T *w, size_t count);                                                          \
    /* g ← g + decay·w. */                                                                                             \
    void heaviside_add_decay_##S(T *g, const T *w, size_t count, T decay);                                             \
    /* w ← w − share·w. */                                                                                             \
    void heaviside_shrink_##S(T *w, size_t count, T share);                                                            \
    /* A step of w by the gradient g, with the moments first and second: see steps.h. Does not decay w. */             \
    void heaviside_step_##S(const heaviside_step *step, T *w, const T *g, T *first, T *second, size_t count);

HEAVISIDE_DECLARE_KERNELS(float, f32)
HEAVISIDE_DECLARE_KERNELS(double, f64)

#undef HEAVISIDE_DECLARE_KERNELS

// Makes this thread's arithmetic flush subnormal results and operands to zero (-1) or not (0), or as an earlier call
// found it; returns what was in force before. A moment of a unit that gets no gradient decays into subnormals, and
// stays there at a hundred cycles an operation.
int heaviside_flush_subnormals(int flush);

// The level of the x86-64 instruction set that this processor has: 4 (AVX-512), 3 (AVX2 and FMA), or 0 for less and for
// other architectures.
int heaviside_vector_level(void);

#endif
