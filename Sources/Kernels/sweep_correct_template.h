// Included by sweep.c for each type of parameters and of the computation: the slope recursion, panel by panel.

INLINE void NAME(correction)(
    const heaviside_sweep *p, const NAME(memory) *memory, const heaviside_sweep_knots *knots, size_t first,
    const int count) {
    const WIDES *errors = memory->errors + first * p->samples;
    const WIDE rate = (WIDE)knots->rate;
    WIDES level[PANEL], slope[PANEL], firstLevel[PANEL], firstSlope[PANEL];
    for (int v = 0; v < count; v++) {
        level[v] = slope[v] = 0;
        if (p->c == NULL) continue;
        REALS *bias = (REALS *)p->c + first + v;
        level[v] = -(rate * errors[knots->start * (size_t)count + (size_t)v]);
        *bias = NARROW(WIDEN(*bias) + level[v]);
    }
    const size_t ends[3] = {knots->common, knots->turn, knots->count};
    size_t i = 0;
    for (int walk = 0; walk < 3; walk++) {
        for (int v = 0; v < count; v++) {
            if (walk == 1) {
                firstLevel[v] = level[v];
                firstSlope[v] = slope[v];
            }
            if (walk == 2) {
                level[v] = firstLevel[v];
                slope[v] = firstSlope[v];
            }
        }
        for (; i < ends[walk]; i++) {
            const size_t k = (size_t)knots->units[i];
            REALS *row = (REALS *)((REAL *)p->W + k * p->stride) + first;
            const WIDES *error = errors + (size_t)knots->ends[i] * (size_t)count;
            const WIDE offset = (WIDE)knots->offsets[i], rest = (WIDE)knots->inverseRests[i];
            const WIDE weight = (WIDE)knots->inverseWeights[i];
            for (int v = 0; v < count; v++) {
                const WIDES target = -(rate * error[v]);
                const WIDES next = (target - level[v] - slope[v] * offset) * rest;
                row[v] = NARROW(WIDEN(row[v]) + (next - slope[v]) * weight);
                level[v] = target;
                slope[v] = next;
            }
        }
    }
}
