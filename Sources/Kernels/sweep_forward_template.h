// Included by sweep.c for each type of parameters and of the computation: the walks that find preactivations, errors
// and the loss. Vector v of a row is outputs 16v … 16v + 15. A walk takes `count` vectors from `first` on; count is a
// constant where it is inlined.

/// u += level·W_k, s += slope·W_k for a stretch of the list of units.
INLINE void NAME(add)(
    const heaviside_sweep *p, int32_t begin, int32_t end, size_t first, const int count, WIDES *u, WIDES *s) {
    const WIDE *slopes = p->slopes, *levels = p->levels;
    for (int32_t i = begin; i < end; i++) {
        const size_t k = (size_t)p->listed[i];
        const REALS *row = (const REALS *)((const REAL *)p->W + k * p->stride) + first;
        const WIDE level = levels[k], slope = slopes[k];
        for (int v = 0; v < count; v++) {
            const WIDES weights = WIDEN(row[v]);
            u[v] = FUSED(level, weights, u[v]);
            s[v] = FUSED(slope, weights, s[v]);
        }
    }
}

/// Falling units, from the last one that falls down to the first sample: what they add to each preactivation is a line
/// between two samples after which units fall. Leaves level and slope of each line at its own first sample, the
/// leftmost line last.
INLINE size_t NAME(fall)(const heaviside_sweep *p, const NAME(memory) *memory, size_t first, const int count) {
    const WIDE *codes = p->codes;
    WIDES u[PANEL], s[PANEL];
    for (int v = 0; v < count; v++) u[v] = s[v] = 0;
    size_t lines = 0;
    WIDE before = codes[p->fallingEnd - 1];
    const int32_t *begins = p->begins + p->samples;
    for (int32_t end = begins[p->samples]; end > begins[0];) {
        const size_t g = (size_t)p->slots[p->listed[end - 1]] - p->samples;
        const int32_t begin = begins[g];
        WIDE step = before - codes[g];
        for (int v = 0; v < count; v++) u[v] = FUSED(-step, s[v], u[v]);
        NAME(add)(p, begin, end, first, count, u, s);
        end = begin;
        const size_t start = end > begins[0] ? (size_t)p->slots[p->listed[end - 1]] - p->samples + 1 : 0;
        before = codes[start];
        step = codes[g] - before;
        WIDES *line = memory->lines + lines++ * 2 * PANEL;
        for (int v = 0; v < count; v++) {
            u[v] = FUSED(-step, s[v], u[v]);
            line[v] = u[v];
            line[PANEL + v] = s[v];
        }
    }
    return lines;
}

/// Rising units, from the first sample on, and the lines of the falling ones: completes each preactivation, leaves its
/// error, and adds to lanes of Σ r².
INLINE void NAME(rise)(
    const heaviside_sweep *p, const NAME(memory) *memory, size_t first, const int count, const int kind, size_t lines,
    doubles *sums) {
    const size_t samples = p->samples;
    const WIDE *codes = p->codes;
    const WIDE outer = (WIDE)p->outerSlope, leak = (WIDE)p->leak;
    WIDES u[PANEL], s[PANEL], fallingU[PANEL], fallingS[PANEL];
    WIDES squares = 0;
    doubles loss = *sums;
    for (int v = 0; v < count; v++) {
        fallingU[v] = fallingS[v] = 0;
        u[v] = p->c != NULL ? WIDEN(((const REALS *)p->c + first)[v]) : (WIDES)0;
        s[v] = 0;
    }
    if (leak != 0)
        for (size_t k = 0; k < p->units; k++) {
            const REALS *row = (const REALS *)((const REAL *)p->W + k * p->stride) + first;
            const WIDE w = (WIDE)((const REAL *)p->w)[k], b = (WIDE)((const REAL *)p->b)[k];
            const WIDE level = leak * (w * codes[0] + b), slope = leak * w;
            for (int v = 0; v < count; v++) {
                const WIDES weights = WIDEN(row[v]);
                u[v] = FUSED(level, weights, u[v]);
                s[v] = FUSED(slope, weights, s[v]);
            }
        }
    WIDE before = codes[0];
    for (size_t g = 0; g < samples; g++) {
        const WIDE step = codes[g] - before;
        before = codes[g];
        for (int v = 0; v < count; v++) u[v] = FUSED(step, s[v], u[v]);
        NAME(add)(p, p->begins[g], p->begins[g + 1], first, count, u, s);
        if (g < p->fallingEnd) {
            if (g == 0 || p->begins[samples + g - 1] < p->begins[samples + g]) {
                const WIDES *line = memory->lines + --lines * 2 * PANEL;
                for (int v = 0; v < count; v++) {
                    fallingU[v] = line[v];
                    fallingS[v] = line[PANEL + v];
                }
            } else {
                for (int v = 0; v < count; v++) fallingU[v] = FUSED(step, fallingS[v], fallingU[v]);
            }
        }
        const REALS *target = (const REALS *)((const REAL *)p->targets + (size_t)p->order[g] * p->stride) + first;
        WIDES *error = memory->errors + first * samples + g * (size_t)count;
        WIDES along = 0;
        for (int v = 0; v < count; v++) {
            WIDES pre = u[v], slope = s[v];
            if (g < p->fallingEnd) {
                pre += fallingU[v];
                slope += fallingS[v];
            }
            const WIDES x = WIDEN(target[v]);
            WIDES residual, delta;
            if (kind == KIND_HINGE) {
                residual = delta = x > 0 ? pre - x : (pre <= 0 ? (WIDES)0 : pre);
            } else if (kind == KIND_RELU) {
                delta = pre <= 0 ? (WIDES)0 : pre - x;
                residual = pre <= 0 ? x : delta;  // but for its sign
            } else {
                residual = (pre <= 0 ? outer * pre : pre) - x;
                delta = pre <= 0 ? outer * residual : residual;
            }
            squares = FUSED(residual, residual, squares);
            along = FUSED(delta, slope, along);
            error[v] = delta;
        }
        // In single precision a sum of more squares would lose digits, and a conversion for each sample would take
        // time.
        if (g % 4 == 3 || g + 1 == samples) {
            loss += __builtin_convertvector(squares, doubles);
            squares = 0;
        }
        memory->codes[g] = first == 0 ? along : memory->codes[g] + along;
    }
    *sums = loss;
}
