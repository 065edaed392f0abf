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

/// Whether the codes increase in the order that is there, which they mostly do; fills `sorted` with them.
INLINE int NAME(increases)(const int32_t *order, WIDE *sorted, const WIDE *codes, size_t samples) {
    int increases = 1;
    for (size_t g = 0; g < samples; g++) sorted[g] = codes[order[g]];
    for (size_t g = 1; g < samples; g++) increases &= sorted[g - 1] < sorted[g];
    return increases;
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
static size_t NAME(locate)(WIDE w, WIDE b, const WIDE *sorted, size_t samples, size_t guess) {
    const int falls = w < 0;
    size_t low = 0, high = samples;
    if (guess == 0 || NAME(active)(w, b, sorted[guess - 1]) == falls) low = guess;
    else high = guess - 1;
    if (low == guess) {
        if (guess == samples || NAME(active)(w, b, sorted[guess]) != falls) high = guess;
        else low = guess + 1;
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
    size_t idle = 0;
    for (size_t k = 0; k < p->units; k++) {
        const int32_t place = p->places[k];
        if (place >= 0) {
            rises[place]++;
        } else if (place == heaviside_sweep_idle) {
            p->idle[idle++] = (int32_t)k;
        } else {
            falls[-1 - place]++;
        }
    }
    p->idleCount = idle;
    // Sums of the counts are where each sample's units end; filled from the last unit, each end becomes a beginning.
    for (size_t g = 1; g <= samples; g++) {
        rises[g] += rises[g - 1];
        falls[g] += falls[g - 1];
    }
    for (size_t k = p->units; k-- > 0;) {
        const int32_t place = p->places[k];
        if (place >= 0) p->rising[--rises[place]] = (int32_t)k;
        else if (place != heaviside_sweep_idle) p->falling[--falls[-1 - place]] = (int32_t)k;
    }
}

/// Where the list of a unit with this place begins, where its sample's begin in it, and the sample; begins is NULL for idle units.
INLINE int32_t *NAME(list)(const heaviside_sweep *p, int32_t place, int32_t **begins, size_t *sample) {
    *begins = place >= 0 ? p->risingBegin : place == heaviside_sweep_idle ? NULL : p->fallingBegin;
    *sample = (size_t)(place >= 0 ? place : -1 - place);
    return place >= 0 ? p->rising : place == heaviside_sweep_idle ? p->idle : p->falling;
}

/// Takes a unit out of its list, or puts it in (by = −1 or 1), among those of its sample in increasing order.
static void NAME(relist)(heaviside_sweep *p, int32_t unit, int32_t place, int by) {
    int32_t *begins;
    size_t sample;
    int32_t *list = NAME(list)(p, place, &begins, &sample);
    size_t at = begins == NULL ? 0 : (size_t)begins[sample];
    const size_t end = begins == NULL ? p->idleCount : (size_t)begins[sample + 1];
    const size_t count = begins == NULL ? p->idleCount : (size_t)begins[p->samples];
    while (at < end && list[at] < unit) at++;
    if (by > 0) {
        memmove(list + at + 1, list + at, (count - at) * sizeof *list);
        list[at] = unit;
    } else {
        memmove(list + at, list + at + 1, (count - at - 1) * sizeof *list);
    }
    if (begins == NULL) p->idleCount += (size_t)by;
    else
        for (size_t g = sample + 1; g <= p->samples; g++) begins[g] += by;
}

/// The place of a unit that switches before sample `at`.
INLINE int32_t NAME(place)(int falls, int32_t at, int32_t samples) {
    if (falls) return at == samples ? 0 : at == 0 ? heaviside_sweep_idle : -at;
    return at == samples ? heaviside_sweep_idle : at;
}

CLONED int NAME(prepare)(heaviside_sweep *p, const WIDE *codes) {
    const size_t samples = p->samples, units = p->units;
    const REAL *w = p->w, *b = p->b;
    WIDE *restrict sorted = p->codes, *restrict slopes = p->slopes, *restrict levels = p->levels, *restrict corners = p->corners;
    if (!NAME(finiteCodes)(codes, samples) || !NAME(finite)(w, units) || !NAME(finite)(b, units)) return 1;
    if (!NAME(increases)(p->order, sorted, codes, samples)) NAME(sort)(p->order, sorted, codes, samples);

    // From one epoch to the next few units switch elsewhere: a look at the samples on either side says which. A unit that
    // turned round is one of them: its place has changed. These are marked by the complement of their switch.
    const int32_t count = (int32_t)samples;
    int32_t *restrict switches = p->switches, *restrict places = p->places;
    int moved = 0;
    if (p->grouped != count) {
        moved = 5;
        for (size_t k = 0; k < units; k++) switches[k] = 0, places[k] = heaviside_sweep_idle;
    }
    for (size_t k = 0; k < units; k++) {
        const WIDE wk = (WIDE)w[k], bk = (WIDE)b[k];
        const int32_t at = switches[k];
        const int falls = wk < 0;
        const int before = (at == 0) | (NAME(active)(wk, bk, sorted[at == 0 ? 0 : at - 1]) == falls);
        const int behind = (at == count) | (NAME(active)(wk, bk, sorted[at == count ? 0 : at]) != falls);
        const int stays = before & behind & (places[k] == NAME(place)(falls, at, count));
        switches[k] = stays ? at : ~at;
        moved += !stays;
    }
    if (moved > 0) {
        // A few units change lists one by one; more of them, or all in a first batch, are listed anew.
        const int anew = moved > 4;
        for (size_t k = 0; k < units; k++) {
            if (switches[k] >= 0) continue;
            if (!anew) NAME(relist)(p, (int32_t)k, places[k], -1);
            switches[k] = (int32_t)NAME(locate)((WIDE)w[k], (WIDE)b[k], sorted, samples, (size_t)~switches[k]);
            places[k] = NAME(place)(w[k] < 0, switches[k], count);
            if (!anew) NAME(relist)(p, (int32_t)k, places[k], 1);
        }
        if (anew) NAME(group)(p);
        const int32_t falling = p->fallingBegin[samples];
        p->fallingEnd = falling > 0 ? (size_t)-places[p->falling[falling - 1]] : 0;
        p->grouped = count;
    }
    const WIDE rest = 1 - (WIDE)p->leak;
    for (size_t k = 0; k < units; k++) {
        const int32_t place = places[k];
        const int idle = place == heaviside_sweep_idle;
        const WIDE z = sorted[idle ? 0 : place >= 0 ? place : -1 - place];
        corners[k] = z;
        slopes[k] = idle ? 0 : rest * (WIDE)w[k];
        levels[k] = idle ? 0 : rest * ((WIDE)w[k] * z + (WIDE)b[k]);
    }
    return 0;
}
