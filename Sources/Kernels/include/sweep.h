#ifndef HEAVISIDE_SWEEP_H
#define HEAVISIDE_SWEEP_H

// The breakpoint sweep: loss, gradient and update of a decoder code → hidden layer → outputs in
// O(samples·outputs + units·outputs).
//
// A scalar code z feeds hidden units a_k = act(w_k z + b_k), act(u) = u for u > 0 and leak·u otherwise, which feed
// outputs y_j = outer(Σ_k W_kj a_k + c_j), outer with slope outerSlope left of 0. With the samples in increasing order
// of z a unit is active on a run of them. It *rises* at the first sample of a run that extends to the last one (w_k ≥
// 0, or active everywhere); it *falls* after the last sample of a run that begins with the first one; an *idle* unit is
// never active. Between two samples every preactivation moves along a line, which changes where a unit switches. Walks
// over the samples carry these lines; nothing is ever taken as a difference of sums over all samples, which would
// cancel.
//
// Three variants: _f32 computes in float, _f64 in double, and _f32_f64 has float parameters and targets and computes in
// double. "real" below is the type of the parameters, "wide" the type of the computation. The scalar twin in Swift
// (Networks/Paths/Sweep/SweepTwin.swift) returns the same bits: the walks multiply and add in one rounding, the
// predicate and the optimizers' steps do not, and sums run over 16 lanes, whatever the instruction set.
//
// Rows of weights, targets and moments have `stride` entries, a multiple of 16; the entries beyond the outputs are
// zero. Pointers to real and wide numbers are aligned to 64 bytes. No function allocates.

#include <stddef.h>
#include <stdint.h>

#include "steps.h"

typedef struct {
    size_t samples, units, stride;
    const void *targets;                 // real [rows × stride]
    const void *w, *b;                   // real [units]
    void *W;                             // real [units × stride]: row k holds the outgoing weights of unit k
    void *c;                             // real [stride], or NULL
    double leak, outerSlope, scale;      // scale: of the residual in the error
    int32_t hinge;                       // the residual of kernels.h on preactivations
    int32_t gradient;                    // 0 for the loss alone
    heaviside_step update;               // what becomes of the gradient of W; moments: real [units × stride]

    // What heaviside_sweep_prepare fills.
    int32_t *order;                      // [samples]: the row of each code; in and out: any permutation is a good start
    void *codes;                         // wide [samples], increasing
    int32_t *switches;                   // [units]: the first sample after the switch
    int32_t *slots;                      // [units]: g for a unit that rises at sample g, samples + g for one that falls
                                         // after it, 2 · samples for an idle one
    int32_t *listed;                     // [units]: the units by slot, those of one slot in increasing order
    int32_t *begins;                     // [2 · samples + 2]: where the units of each slot begin in the list; the last:
                                         // their number
    int32_t grouped;                     // the number of samples that the list was made for; 0: it is not made yet
    void *corners;                       // wide [units, a multiple of 16]: the code that a unit rises at or falls after
    void *slopes, *levels;               // wide [units]: (1 − leak) w_k, and (1 − leak)(w_k z + b_k) at the corner z
    size_t fallingEnd;                   // one more than the last sample that a unit falls after

    // Results, with the gradient.
    void *codeGradient;                  // wide [rows], or NULL
    void *wGradient, *bGradient;         // real [units]; where wGradient is NULL, neither is written
    void *WGradient;                     // real [units × stride], for heaviside_rule_write
    void *cGradient;                     // real [stride], or NULL

    void *workspace;                     // heaviside_sweep_workspace_… bytes
} heaviside_sweep;

// Knots of a piecewise-linear correction of every preactivation: unit k bends it at its kink, between the samples where
// the knot begins and ends; see heaviside_sweep_correct. They are in the order of two walks from one sample, up with
// ascending units and down with descending ones, where all distances and weights are negative.
typedef struct {
    size_t count;                        // the number of knots
    size_t common;                       // how many of them, 0 or 1, come before both walks: a unit active everywhere
    size_t turn;                         // the first knot of the walk down; count for none
    size_t start;                        // the sample that both walks begin at
    const int32_t *units, *ends;         // the unit that bends, and the sample where the next knot begins
    const double *offsets;               // from the beginning to the kink
    const double *inverseRests;          // one over the distance from the kink to the end
    const double *inverseWeights;        // 1 / w_k
    double rate;                         // the share of the error that is corrected
} heaviside_sweep_knots;

#define HEAVISIDE_DECLARE_SWEEP(A, S)                                                                                  \
    size_t heaviside_sweep_workspace_##S(size_t samples, size_t units, size_t stride);                                 \
    /* Sorts the samples by code and the units by switch; the predicate is w·z + b > 0, each operation rounded.        \
       Samples of equal code keep the order of their rows. codes: [rows], as the encoder gives them.                   \
       Returns 0, or 1 where a code, a w or a b is infinite or NaN; then it fills nothing. */                           \
    int heaviside_sweep_prepare_##S(heaviside_sweep *sweep, const A *codes);                                           \
    /* Returns Σ r², and carries out what `gradient` and `update` say.                                             \
       Where the sum is infinite or NaN nothing is updated or written. */                                              \
    double heaviside_sweep_run_##S(const heaviside_sweep *sweep);                                                      \
    /* After a run: changes W, and c where there is one, so that at the end of every knot each preactivation moves by  \
       −rate · δ, where δ is the error that the run found there. Walking, the correction c and its slope s at the      \
       beginning of a knot give the slope after its kink, (−rate·δ − c − s·offset) · inverseRest. */                \
    void heaviside_sweep_correct_##S(const heaviside_sweep *sweep, const heaviside_sweep_knots *knots);

HEAVISIDE_DECLARE_SWEEP(float, f32)
HEAVISIDE_DECLARE_SWEEP(double, f32_f64)
HEAVISIDE_DECLARE_SWEEP(double, f64)

#undef HEAVISIDE_DECLARE_SWEEP

#endif
