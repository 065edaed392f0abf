// Included by sweep.c with REAL (of the parameters), WIDE (of the computation) and NAME(x) defined: orders the samples
// by code, and the units by the sample where they switch.

/// Whether row `a` comes after row `b`. Equal codes keep the order of their rows, so that no result depends on earlier
/// epochs.
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

/// From one epoch to the next few codes change places: insertion repairs the order in O(samples + exchanges), and a
/// heap sort takes over where there are many. `sorted` holds the codes in the order.
static void NAME(sort)(int32_t *order, WIDE *sorted, const WIDE *codes, size_t samples) {
    size_t budget = 8 * samples + 64;
    for (size_t i = 1; i < samples; i++) {
        const WIDE code = sorted[i];
        if (sorted[i - 1] < code) continue;
        const int32_t moved = order[i];
        size_t j = i;
        while (j > 0 && (sorted[j - 1] > code || (sorted[j - 1] == code && order[j - 1] > moved))) {
            order[j] = order[j - 1];
            sorted[j] = sorted[j - 1];
            j--;
        }
        order[j] = moved;
        sorted[j] = code;
        if (i - j > budget) {
            for (size_t root = samples / 2; root-- > 0;) NAME(sink)(order, codes, root, samples);
            for (size_t end = samples; end-- > 1;) {
                const int32_t last = order[0];
                order[0] = order[end];
                order[end] = last;
                NAME(sink)(order, codes, 0, end);
            }
            for (size_t g = 0; g < samples; g++) sorted[g] = codes[order[g]];
            return;
        }
        budget -= i - j;
    }
}

INLINE int NAME(active)(WIDE w, WIDE b, WIDE z) {
    const WIDE product = w * z;
    return product + b > 0;
}

/// The first sample after the switch: active from there on where w ≥ 0, inactive where w < 0.
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

#define DEFINE_FINITE(FUNCTION, TYPE)                                                                                  \
    /* Whether all numbers are finite. */                                                                              \
    INLINE int NAME(FUNCTION)(const TYPE *values, size_t count) {                                                      \
        TYPE sums[8] = {0};                                                                                            \
        size_t k = 0;                                                                                                  \
        for (; k + 8 <= count; k += 8)                                                                                 \
            for (size_t l = 0; l < 8; l++) sums[l] += values[k + l] - values[k + l];                                   \
        for (; k < count; k++) sums[0] += values[k] - values[k];                                                       \
        for (size_t l = 1; l < 8; l++) sums[0] += sums[l];                                                             \
        return sums[0] == 0;                                                                                           \
    }

DEFINE_FINITE(finite, REAL)
DEFINE_FINITE(finiteCodes, WIDE)
#undef DEFINE_FINITE

/// Lists all units by slot: a counting sort.
static void NAME(group)(heaviside_sweep *p) {
    const size_t slots = 2 * p->samples + 1;
    int32_t *restrict begins = p->begins;
    for (size_t slot = 0; slot <= slots; slot++) begins[slot] = 0;
    for (size_t k = 0; k < p->units; k++) begins[p->slots[k]]++;
    // Sums of the counts are where the slots end; filled from the last unit, each end becomes a beginning.
    for (size_t slot = 1; slot <= slots; slot++) begins[slot] += begins[slot - 1];
    for (size_t k = p->units; k-- > 0;) p->listed[--begins[p->slots[k]]] = (int32_t)k;
}

/// Moves a unit in the list from one slot to another.
static void NAME(relist)(heaviside_sweep *p, int32_t unit, int32_t from, int32_t to) {
    int32_t *restrict list = p->listed, *restrict begins = p->begins;
    int32_t at = begins[from], target = begins[to];
    while (list[at] != unit) at++;
    while (target < begins[to + 1] && list[target] < unit) target++;
    if (from < to) {
        target--;
        for (; at < target; at++) list[at] = list[at + 1];
        for (int32_t slot = from + 1; slot <= to; slot++) begins[slot]--;
    } else {
        for (; at > target; at--) list[at] = list[at - 1];
        for (int32_t slot = to + 1; slot <= from; slot++) begins[slot]++;
    }
    list[target] = unit;
}

/// The slot of a unit that switches before sample `at`.
INLINE int32_t NAME(slot)(int falls, int32_t at, int32_t samples) {
    if (falls) return at == samples ? 0 : at == 0 ? 2 * samples : samples + at - 1;
    return at == samples ? 2 * samples : at;
}

/// Marks the units that switch elsewhere than before, by the complement of their switch, and counts them. From one
/// epoch to the next they are few: a look at the samples on either side of its switch says whether a unit is one. A
/// unit that turned round is one too: its slot has changed.
INLINE size_t NAME(look)(
    int32_t *restrict switches, const int32_t *restrict slots, const WIDE *restrict sorted, int32_t count,
    const REAL *restrict w, const REAL *restrict b, size_t units) {
    size_t moved = 0;
    for (size_t k = 0; k < units; k++) {
        const WIDE wk = (WIDE)w[k], bk = (WIDE)b[k];
        const int32_t at = switches[k];
        const int falls = wk < 0;
        const int before = (at == 0) | (NAME(active)(wk, bk, sorted[at == 0 ? 0 : at - 1]) == falls);
        const int behind = (at == count) | (NAME(active)(wk, bk, sorted[at == count ? 0 : at]) != falls);
        const int stays = before & behind & (slots[k] == NAME(slot)(falls, at, count));
        switches[k] = stays ? at : ~at;
        moved += !stays;
    }
    return moved;
}

/// Corner, slope and level of every unit.
INLINE void NAME(measure)(
    WIDE *restrict corners, WIDE *restrict slopes, WIDE *restrict levels, const int32_t *restrict slots,
    const WIDE *restrict sorted, int32_t count, const REAL *restrict w, const REAL *restrict b, size_t units, WIDE rest) {
    const int32_t idle = 2 * count;
    for (size_t k = 0; k < units; k++) {
        const int32_t slot = slots[k];
        const WIDE z = sorted[slot == idle ? 0 : slot < count ? slot : slot - count];
        corners[k] = z;
        slopes[k] = slot == idle ? 0 : rest * (WIDE)w[k];
        levels[k] = slot == idle ? 0 : rest * ((WIDE)w[k] * z + (WIDE)b[k]);
    }
}

CLONED int NAME(prepare)(heaviside_sweep *p, const WIDE *codes) {
    const size_t samples = p->samples, units = p->units;
    const REAL *w = p->w, *b = p->b;
    WIDE *sorted = p->codes;
    if (!NAME(finiteCodes)(codes, samples) || !NAME(finite)(w, units) || !NAME(finite)(b, units)) return 1;
    if (!NAME(increases)(p->order, sorted, codes, samples)) NAME(sort)(p->order, sorted, codes, samples);

    const int32_t count = (int32_t)samples, idle = 2 * count;
    int32_t *switches = p->switches, *slots = p->slots;
    const int begins = p->grouped != count;
    if (begins)
        for (size_t k = 0; k < units; k++) switches[k] = 0, slots[k] = idle;
    const size_t moved = NAME(look)(switches, slots, sorted, count, w, b, units);
    if (moved > 0 || begins) {
        // Few units change slots one by one, with more the whole list is made again.
        const int anew = begins || moved > 4 + units / 16;
        for (size_t k = 0; k < units; k++) {
            if (switches[k] >= 0) continue;
            const int32_t from = slots[k];
            switches[k] = (int32_t)NAME(locate)((WIDE)w[k], (WIDE)b[k], sorted, samples, (size_t)~switches[k]);
            slots[k] = NAME(slot)(w[k] < 0, switches[k], count);
            if (!anew && slots[k] != from) NAME(relist)(p, (int32_t)k, from, slots[k]);
        }
        if (anew) NAME(group)(p);
        const int32_t end = p->begins[idle];
        p->fallingEnd = end > p->begins[count] ? (size_t)(slots[p->listed[end - 1]] - count + 1) : 0;
        p->grouped = count;
    }
    NAME(measure)(p->corners, p->slopes, p->levels, slots, sorted, count, w, b, units, 1 - (WIDE)p->leak);
    return 0;
}
