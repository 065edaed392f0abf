#include "functions.h"

#include <stdint.h>
#include <string.h>

#include "cloned.h"

#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))
#define LANES 16

typedef float floats __attribute__((ext_vector_type(LANES), aligned(4)));
typedef uint32_t words __attribute__((ext_vector_type(LANES), aligned(4)));
typedef double doubles __attribute__((ext_vector_type(LANES), aligned(8)));
typedef uint64_t longs __attribute__((ext_vector_type(LANES), aligned(8)));

INLINE doubles wide(floats x) { return __builtin_convertvector(x, doubles); }
INLINE floats narrow(doubles x) { return __builtin_convertvector(x, floats); }
INLINE floats magnitude(floats x) { return (floats)((words)x & 0x7fffffffu); }
INLINE doubles clamped(floats x, double low, double high) {
    const doubles y = wide(x);
    return y < low ? (doubles)low : y > high ? (doubles)high : y;
}

// exp(x) = scale·part + scale, with scale = 2ᵏ, k the integer nearest to x/ln 2, and part = exp(x − k ln 2) − 1 by a
// minimax polynomial of relative error 2⁻³².
INLINE doubles exponential_part(doubles x, doubles *scale) {
    const doubles shifted = x * 0x1.71547652b82fep+0 + 0x1.8p52;
    const doubles r = x - (shifted - 0x1.8p52) * 0x1.62e42fefa39efp-1;
    *scale = (doubles)(((longs)shifted + 1023) << 52);
    const doubles low = 0x1.0000000022664p+0 + r * 0x1.0000002829500p-1;
    const doubles middle = 0x1.555554c5bb26cp-3 + r * 0x1.5554ad780de12p-5;
    const doubles high = 0x1.1111a6aa3e009p-7 + r * 0x1.6d74c15c1c3a0p-10;
    const doubles square = r * r;
    return r * (low + square * (middle + square * (high + square * 0x1.a019eb962ae84p-13)));
}

INLINE doubles exponential(doubles x) {
    doubles scale;
    const doubles part = exponential_part(x, &scale);
    return scale * part + scale;
}

// exp(−|x|), for |x| up to 104, where it already rounds to 0 as a float.
INLINE doubles decay(floats x) { return exponential(clamped(-magnitude(x), -104, 0)); }

INLINE floats value(heaviside_function f, floats x) {
    switch (f) {
    case heaviside_function_exp:
        return narrow(exponential(clamped(x, -104, 89)));
    case heaviside_function_sigmoid: {
        const doubles e = decay(x);
        return narrow((wide(x) < 0 ? e : (doubles)1.0) / (1 + e));
    }
    case heaviside_function_tanh: {
        doubles scale;
        const doubles part = exponential_part(2 * clamped(magnitude(x), 0, 20), &scale);
        const doubles t = scale * part + (scale - 1);
        return (floats)((words)narrow(t / (t + 2)) | ((words)x & 0x80000000u));
    }
    case heaviside_function_softplus: {
        const doubles e = decay(x), y = wide(x);
        const doubles s = e / (2 + e), square = s * s;
        const doubles low = 0x1.ffffffff20ebbp-1 + square * 0x1.555559ad81779p-2;
        const doubles middle = 0x1.999619dbd2f2cp-3 + square * 0x1.25156fcbe7887p-3;
        const doubles high = 0x1.b5f5b243d414fp-4 + square * 0x1.f4ac76fa597c5p-4;
        const doubles fourth = square * square;
        return narrow((y <= 0 ? (doubles)0.0 : y) + 2 * s * (low + fourth * (middle + fourth * high)));
    }
    }
}

INLINE void values_of(const heaviside_function f, float *values, const float *x, size_t count) {
    size_t k = 0;
    for (; k + LANES <= count; k += LANES) *(floats *)(values + k) = value(f, *(const floats *)(x + k));
    if (k == count) return;
    floats rest = 0;
    memcpy(&rest, x + k, (count - k) * sizeof(float));
    rest = value(f, rest);
    memcpy(values + k, &rest, (count - k) * sizeof(float));
}

CLONED void heaviside_function_f32(heaviside_function f, float *values, const float *x, size_t count) {
    switch (f) {
    case heaviside_function_exp: values_of(heaviside_function_exp, values, x, count); break;
    case heaviside_function_sigmoid: values_of(heaviside_function_sigmoid, values, x, count); break;
    case heaviside_function_tanh: values_of(heaviside_function_tanh, values, x, count); break;
    case heaviside_function_softplus: values_of(heaviside_function_softplus, values, x, count); break;
    }
}

INLINE void multiply_by_sigmoid(float *d, const float *x, size_t count) {
    for (size_t k = 0; k < count; k += LANES) {
        const size_t rest = count - k < LANES ? count - k : LANES;
        floats arguments = 0, errors = 0;
        memcpy(&arguments, x + k, rest * sizeof(float));
        memcpy(&errors, d + k, rest * sizeof(float));
        errors *= value(heaviside_function_sigmoid, arguments);
        memcpy(d + k, &errors, rest * sizeof(float));
    }
}

CLONED void heaviside_function_derivative_f32(
    heaviside_function f, float *restrict d, const float *restrict x, const float *restrict values, size_t count) {
    switch (f) {
    case heaviside_function_sigmoid:
        for (size_t k = 0; k < count; k++) d[k] = d[k] * (values[k] * (1 - values[k]));
        break;
    case heaviside_function_tanh:
        for (size_t k = 0; k < count; k++) d[k] = d[k] * (1 - values[k] * values[k]);
        break;
    case heaviside_function_softplus: multiply_by_sigmoid(d, x, count); break;
    case heaviside_function_exp: break;
    }
}
