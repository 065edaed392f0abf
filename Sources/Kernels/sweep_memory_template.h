// Included by sweep.c for each type of parameters and of the computation: the workspace, and sums of lanes.

#define WIDEN(x) __builtin_convertvector((x), WIDES)
#define NARROW(x) __builtin_convertvector((x), REALS)
#define FUSED(a, b, c) __builtin_elementwise_fma((WIDES)(a), (b), (c))

typedef struct {
    WIDES *errors;   // [samples × vectors], panel after panel: δ of each sample in the order of the codes, unscaled
    WIDES *lines;    // [2 PANEL for each line, of which there is one for each sample that units fall after]: level and
                     // slope of what falling units add to each preactivation
    WIDES *codes;    // [samples]: lanes of ∂L/∂z
    WIDES *units;    // [2 × units]: lanes of W_k · Σ δ and of W_k · Σ (z − z_k) δ over the samples that unit k is
                     // active on
    WIDES *leaks;    // [2 × units]: the same over all samples, from the first code on; only where the units leak
    WIDES *totals;   // [2 × vectors]: Σ δ, and Σ (z − z_0) δ, over all samples; only where the units leak
} NAME(memory);

INLINE size_t NAME(padded)(size_t count) { return (count + LANES - 1) / LANES * LANES; }

static size_t NAME(layout)(NAME(memory) *memory, void *base, size_t samples, size_t units, size_t stride) {
    const size_t vectors = stride / LANES, rows = NAME(padded)(units), lines = samples < units ? samples : units;
    const size_t counts[] = {
        samples * vectors, lines * 2 * PANEL, NAME(padded)(samples), 2 * rows, 2 * rows, 2 * vectors};
    WIDES **places[] = {
        &memory->errors, &memory->lines, &memory->codes, &memory->units, &memory->leaks, &memory->totals};
    size_t total = 0;
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        if (base != NULL) *places[k] = (WIDES *)base + total;
        total += counts[k];
    }
    return total * sizeof(WIDES);
}

size_t NAME(workspace)(size_t samples, size_t units, size_t stride) {
    NAME(memory) memory;
    return NAME(layout)(&memory, NULL, samples, units, stride);
}

/// sums[r] ← the sum of the lanes of row r, for 16 rows: lanes l and l + 8, of these l and l + 4, and so on.
INLINE void NAME(sums)(WIDES *sums, const WIDES *rows) {
    WIDES x[8], y[4], z[2];
    for (int k = 0; k < 8; k++) {
        const WIDES a = rows[k], b = rows[k + 8];
        x[k] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
            + __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    }
    for (int k = 0; k < 4; k++)
        y[k] = __builtin_shufflevector(x[k], x[k + 4], 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
            + __builtin_shufflevector(x[k], x[k + 4], 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    for (int k = 0; k < 2; k++)
        z[k] = __builtin_shufflevector(y[k], y[k + 2], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
            + __builtin_shufflevector(y[k], y[k + 2], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    *sums = __builtin_shufflevector(z[0], z[1], 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30)
        + __builtin_shufflevector(z[0], z[1], 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
}
