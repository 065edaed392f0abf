#ifndef HEAVISIDE_FUNCTIONS_H
#define HEAVISIDE_FUNCTIONS_H

// Transcendental functions of whole arrays, in float (_f32).
//
// Each is computed in double precision by additions, multiplications and one division, every one rounded, and then
// rounded to float: the same bits on every processor. For every float the result is within 0.51 of a unit in the last
// place; NaN, infinities and both zeros are right. The scalar twin is in Networks/Layers/Float+Functions.swift.

#include <stddef.h>

typedef enum {
    heaviside_function_exp,      // exp(x)
    heaviside_function_sigmoid,  // 1 / (1 + exp(−x))
    heaviside_function_tanh,     // tanh(x)
    heaviside_function_softplus, // log(1 + exp(x))
} heaviside_function;

// values[k] ← f(x[k]) for k < count; the two may be the same array.
void heaviside_function_f32(heaviside_function f, float *values, const float *x, size_t count);

// d[k] ← d[k]·f'(x[k]), where values[k] = f(x[k]); exp has none here.
void heaviside_function_derivative_f32(
    heaviside_function f, float *d, const float *x, const float *values, size_t count);

#endif
