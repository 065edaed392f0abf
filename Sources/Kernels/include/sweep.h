#ifndef HEAVISIDE_SWEEP_H
#define HEAVISIDE_SWEEP_H

// The breakpoint sweep: loss and gradient of a decoder code → hidden layer → outputs in O(samples·outputs + units·outputs).
//
// A scalar code z feeds hidden units a_k = act(w_k z + b_k), act(u) = u for u > 0 and leak·u otherwise, which feed outputs
// y_j = outer(Σ_k W_kj a_k + c_j), outer with slope outerSlope left of 0. With the samples in increasing order of z a unit is
// active on a run of them: from its first one on where w_k ≥ 0 (it ascends), up to its last one where w_k < 0 (it descends).
// Between two samples every preactivation moves along a line, which changes where a unit switches. Walks over the samples
// carry these lines; nothing is ever taken as a difference of sums over all samples, which would cancel.
//
// Rows of weights, targets and errors have `stride` entries, a multiple of 16; the entries beyond `outputs` are zero.

#include <stddef.h>
#include <stdint.h>

#define HEAVISIDE_DECLARE_SWEEP(T, A, S)                                                                               \
    typedef struct {                                                                                                   \
        size_t samples, units, stride;                                                                                 \
        const T *codes;          /* [samples], increasing */                                                           \
        const int32_t *order;    /* [samples]: the row of targets, and the entry of codeGradient, of each code */      \
        const T *targets;        /* [rows × stride] */                                                                 \
        const T *w, *b;          /* [units] */                                                                         \
        const T *W;              /* [units × stride]: row k holds the outgoing weights of unit k */                    \
        const T *c;              /* [stride], or NULL */                                                               \
        const int32_t *ascendingBegin, *ascending;   /* [samples + 1], [units]: units by their first sample */         \
        const int32_t *descendingBegin, *descending; /* [samples + 1], [units]: units by their last sample */          \
        const int32_t *places;   /* [units]: INT32_MIN for a unit that is in no group */                               \
        T leak, outerSlope, scale; /* scale: of the residual in the error */                                           \
        int32_t hinge, gradient;   /* hinge: residual of kernels.h on preactivations; gradient: 0 for the loss alone */\
        T *codeGradient, *wGradient, *bGradient, *WGradient, *cGradient;                                               \
        A *lines;                /* [2 × samples × stride]: workspace */                                               \
        T *errors;               /* [samples × stride]: workspace; δ of each sample in the order of the codes */       \
        A *state;                /* [6 × stride]: workspace */                                                         \
    } heaviside_sweep_##S;                                                                                             \
    /* Returns Σ r² and writes the gradients. All pointers are aligned to 64 bytes. */                                 \
    double heaviside_sweep_run_##S(const heaviside_sweep_##S *sweep);

HEAVISIDE_DECLARE_SWEEP(float, float, f32)
HEAVISIDE_DECLARE_SWEEP(float, double, f32_f64)
HEAVISIDE_DECLARE_SWEEP(double, double, f64)

#undef HEAVISIDE_DECLARE_SWEEP

#define HEAVISIDE_DECLARE_ORDER(T, S)                                                                                  \
    /* Sorts row numbers by code, starting from the order that `order` holds; sorted[i] ← codes[order[i]].             \
       Returns 0, or 1 where a code is infinite or NaN (order and sorted are then unspecified, but within bounds). */  \
    int heaviside_sweep_sort_##S(int32_t *order, T *sorted, const T *codes, size_t samples);                           \
    /* Groups units by the first (w ≥ 0) or last (w < 0) sample that they are active on; the predicate is w·z + b > 0, \
       each operation rounded, as everywhere else. Units that are never active are in no group: their place is INT32_MIN. */\
    void heaviside_sweep_ranges_##S(                                                                                   \
        int32_t *ascendingBegin, int32_t *ascending, int32_t *descendingBegin, int32_t *descending, int32_t *places,   \
        const T *sorted, size_t samples, const T *w, const T *b, size_t units);

HEAVISIDE_DECLARE_ORDER(float, f32)
HEAVISIDE_DECLARE_ORDER(double, f64)

#undef HEAVISIDE_DECLARE_ORDER

#endif
