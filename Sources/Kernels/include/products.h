#ifndef HEAVISIDE_PRODUCTS_H
#define HEAVISIDE_PRODUCTS_H

// Products of small matrices, for float (_f32) and double (_f64).
//
// Every entry of the result is one accumulator, which starts from the bias or 0 and takes the terms in their order,
// each by a fused multiply-add: sum = fma(left, right, sum). So the bits depend on nothing else: neither on the
// width of vectors nor on the sizes of blocks. The scalar twin is in Networks/Paths/ArrayKernels+ScalarTwin.swift.
// Nothing is allocated, and nothing outside the matrices is read or written.

#include <stddef.h>

// What becomes of an entry u of the result once it is summed.
typedef enum {
    heaviside_finish_none,
    heaviside_finish_activation, // u > 0 ? u : slope·u
    heaviside_finish_derivative, // active > 0 ? u : slope·u
} heaviside_finish;

// result[r][v] ← finish(bias[v] + Σ_t left[r][t]·right[t][v]) for r < rows, v < columns, t < terms.
//
// Neighbours are a stride apart, counted in entries: left[r][t] lies at r·left_row + t·left_term. One of a factor's two
// strides must be 1. The result's columns, and those of active, are contiguous. bias may be NULL, and so may active
// where finish does not need it. The result may not overlap anything.
typedef struct {
    size_t rows, columns, terms;
    const void *left;
    size_t left_row, left_term;
    const void *right;
    size_t right_term, right_column;
    void *result;
    size_t result_row;
    const void *bias;
    heaviside_finish finish;
    double slope; // rounded to the type of the entries before it is used
    const void *active;
    size_t active_row;
} heaviside_product;

void heaviside_product_f32(const heaviside_product *product);
void heaviside_product_f64(const heaviside_product *product);

// The same by the instructions of a level of x86-64 that this processor has: 4, 3 or 0 (heaviside_vector_level).
void heaviside_product_at_level_f32(int level, const heaviside_product *product);
void heaviside_product_at_level_f64(int level, const heaviside_product *product);

#endif
