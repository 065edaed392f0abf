// Included by sweep.c with REAL (of the parameters), WIDE (of the computation) and NAME(x) defined: orders the samples by
// code, and the units by the sample where they switch.

/// Whether row `a` comes after row `b`. Equal codes keep the order of their rows, so that no result depends on earlier epochs.
INLINE int NAME(after)(const WIDE *codes, int32_t a, int32_t b) {
    return codes[a] > codes[b] || (codes[a] == codes[b] && a > b);
}

/// Restores the heap below `root`; the last row in the order on top.
static void NAME(sink)(int32_t *order, const WIDE *codes, size_t root, size_t count) {
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= count) return;
        if (child + 1 < count && NAME(after)(codes, order[child + 1], order[child])) child++;
        if (!NAME(after)(codes, order[child], order[root])) return;
        const int32_t moved = order[root];
        order[root] = order[child];
        order[child] = moved;
        root = child;
    }
}

/// From one epoch to the next few codes change places: insertion repairs the order in O(samples + exchanges), and a heap sort
/// takes over where there are many.
static void NAME(sort)(int32_t *order, WIDE *sorted, const WIDE *codes, size_t samples) {
    size_t budget = 8 * samples + 64;
    for (size_t i = 1; i < samples; i++) {
        const int32_t moved = order[i];
        size_t j = i;
        while (j > 0 && NAME(after)(codes, order[j - 1], moved)) {
            order[j] = order[j - 1];
            j--;
        }
        order[j] = moved;
        if (i - j > budget) {
            for (size_t root = samples / 2; root-- > 0;) NAME(sink)(order, codes, root, samples);
            for (size_t end = samples; end-- > 1;) {
                const int32_t last = order[0];
                order[0] = order[end];
                order[end] = last;
                NAME(sink)(order, codes, 0, end);
            }
            break;
        }
        budget -= i - j;
    }
    for (size_t g = 0; g < samples; g++) sorted[g] = codes[order[g]];
}

INLINE int NAME(active)(WIDE w, WIDE b, WIDE z) {
    const WIDE product = w * z;
    return product + b > 0;
}

/// The first sample behind the switch: active from there on where w ≥ 0, inactive where w < 0.
/// w·z + b is monotone in z, rounded or not: so is the predicate. `guess` costs two looks where it is right.
INLINE size_t NAME(locate)(WIDE w, WIDE b, const WIDE *sorted, size_t samples, size_t guess) {
    const int falls = w < 0;
    size_t low = 0, high = samples;
    if (guess <= samples) {
        if (guess == 0 || NAME(active)(w, b, sorted[guess - 1]) == falls) low = guess;
        else high = guess - 1;
        if (low == guess) {
            if (guess == samples || NAME(active)(w, b, sorted[guess]) != falls) high = guess;
            else low = guess + 1;
        }
    }
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (NAME(active)(w, b, sorted[middle]) == falls) low = middle + 1;
        else high = middle;
    }
    return low;
}

/// Whether all numbers are finite.
INLINE int NAME(finite)(const REAL *values, size_t count) {
    REAL sums[8] = {0};
    size_t k = 0;
    for (; k + 8 <= count; k += 8)
        for (size_t l = 0; l < 8; l++) sums[l] += values[k + l] - values[k + l];
    for (; k < count; k++) sums[0] += values[k] - values[k];
    for (size_t l = 1; l < 8; l++) sums[0] += sums[l];
    return sums[0] == 0;
}

INLINE int NAME(finiteCodes)(const WIDE *values, size_t count) {
    WIDE sums[8] = {0};
    size_t k = 0;
    for (; k + 8 <= count; k += 8)
        for (size_t l = 0; l < 8; l++) sums[l] += values[k + l] - values[k + l];
    for (; k < count; k++) sums[0] += values[k] - values[k];
    for (size_t l = 1; l < 8; l++) sums[0] += sums[l];
    return sums[0] == 0;
}

/// Lists the units by the sample of their switch, from their places.
static void NAME(group)(heaviside_sweep *p) {
    const size_t samples = p->samples;
    int32_t *rises = p->risingBegin, *falls = p->fallingBegin;
    for (size_t g = 0; g <= samples; g++) rises[g] = falls[g] = 0;
    p->fallingEnd = 0;
    p->idleCount = 0;
    // Counts the units of each sample, one entry further on; then the sums of the counts are where each sample's units end.
    for (size_t k = 0; k < p->units; k++) {
        const int32_t place = p->places[k];
        if (place == heaviside_sweep_idle) {
            p->idle[p->idleCount++] = (int32_t)k;
        } else if (place >= 0) {
            rises[place + 1]++;
        } else {
            falls[-place]++;
            if ((size_t)-place > p->fallingEnd) p->fallingEnd = (size_t)-place;
        }
    }
    for (size_t g = 0; g < samples; g++) {
        rises[g + 1] += rises[g];
        falls[g + 1] += falls[g];
    }
    // Filled from the last unit, so that the units of a sample stand in increasing order; each end becomes a beginning.
    const int32_t risingCount = rises[samples], fallingCount = falls[samples];
    for (size_t k = p->units; k-- > 0;) {
        const int32_t place = p->places[k];
        if (place >= 0) p->rising[--rises[place + 1]] = (int32_t)k;
        else if (place != heaviside_sweep_idle) p->falling[--falls[-place]] = (int32_t)k;
    }
    for (size_t g = 0; g < samples; g++) {
        rises[g] = rises[g + 1];
        falls[g] = falls[g + 1];
    }
    rises[samples] = risingCount;
    falls[samples] = fallingCount;
}

CLONED int NAME(prepare)(heaviside_sweep *p, const WIDE *codes) {
    const size_t samples = p->samples, units = p->units;
    const REAL *w = p->w, *b = p->b;
    WIDE *sorted = p->codes, *slopes = p->slopes, *levels = p->levels;
    if (!NAME(finiteCodes)(codes, samples) || !NAME(finite)(w, units) || !NAME(finite)(b, units)) return 1;
    NAME(sort)(p->order, sorted, codes, samples);

    // From one epoch to the next few units switch elsewhere: where none does, the lists stay.
    int moved = p->grouped != (int32_t)samples;
    const WIDE rest = 1 - (WIDE)p->leak;
    for (size_t k = 0; k < units; k++) {
        const WIDE wk = (WIDE)w[k], bk = (WIDE)b[k];
        const size_t at = NAME(locate)(wk, bk, sorted, samples, (size_t)(uint32_t)p->switches[k]);
        int32_t place;
        if (wk < 0) place = at == samples ? 0 : at == 0 ? heaviside_sweep_idle : -(int32_t)at;
        else place = at == samples ? heaviside_sweep_idle : (int32_t)at;
        moved |= p->places[k] != place;
        p->switches[k] = (int32_t)at;
        p->places[k] = place;
        const int idle = place == heaviside_sweep_idle;
        const WIDE z = sorted[idle ? 0 : place >= 0 ? place : -1 - place];
        slopes[k] = idle ? 0 : rest * wk;
        levels[k] = idle ? 0 : rest * (wk * z + bk);
    }
    if (moved) NAME(group)(p);
    p->grouped = (int32_t)samples;
    return 0;
}
