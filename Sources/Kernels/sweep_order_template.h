// Included twice by sweep_order.c, with REAL and NAME(x) defined.

/// Restores the heap below `root`; the largest code on top.
static void NAME(sink)(int32_t *order, const REAL *codes, size_t root, size_t count) {
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= count) return;
        if (child + 1 < count && codes[order[child + 1]] > codes[order[child]]) child++;
        if (!(codes[order[child]] > codes[order[root]])) return;
        const int32_t moved = order[root];
        order[root] = order[child];
        order[child] = moved;
        root = child;
    }
}

int NAME(sort)(int32_t *order, REAL *sorted, const REAL *codes, size_t samples) {
    REAL sum = 0;
    for (size_t i = 0; i < samples; i++) sum += codes[i] - codes[i];
    if (!(sum == 0)) return 1;
    // From one epoch to the next few codes change places: insertion repairs the order in O(samples + exchanges).
    size_t budget = 8 * samples + 64;
    size_t i = 1;
    for (; i < samples; i++) {
        const int32_t moved = order[i];
        const REAL code = codes[moved];
        size_t j = i;
        while (j > 0 && codes[order[j - 1]] > code) {
            order[j] = order[j - 1];
            j--;
        }
        order[j] = moved;
        if (i - j > budget) break;
        budget -= i - j;
    }
    if (i < samples) {
        for (size_t root = samples / 2; root-- > 0;) NAME(sink)(order, codes, root, samples);
        for (size_t end = samples; end-- > 1;) {
            const int32_t largest = order[0];
            order[0] = order[end];
            order[end] = largest;
            NAME(sink)(order, codes, 0, end);
        }
    }
    for (size_t g = 0; g < samples; g++) sorted[g] = codes[order[g]];
    return 0;
}

static int NAME(active)(REAL w, REAL b, REAL z) {
    const REAL product = w * z;
    return product + b > 0;
}

void NAME(ranges)(
    int32_t *ascendingBegin, int32_t *ascending, int32_t *descendingBegin, int32_t *descending, int32_t *places,
    const REAL *sorted, size_t samples, const REAL *w, const REAL *b, size_t units) {
    for (size_t g = 0; g <= samples; g++) ascendingBegin[g] = descendingBegin[g] = 0;
    for (size_t k = 0; k < units; k++) {
        // w·z + b is monotone in z, rounded or not: bisect for the switch.
        size_t low = 0, high = samples;
        const int descends = w[k] < 0;
        while (low < high) {
            const size_t middle = low + (high - low) / 2;
            if (NAME(active)(w[k], b[k], sorted[middle]) == descends) low = middle + 1;
            else high = middle;
        }
        // Ascending: active from `low` on. Descending: active below `low`.
        int32_t place = -1;
        if (!descends && low < samples) ascendingBegin[(place = (int32_t)low) + 1]++;
        if (descends && low > 0) descendingBegin[(place = (int32_t)low - 1) + 1]++;
        places[k] = descends ? -1 - place : place;
        if (place < 0) places[k] = INT32_MIN;
    }
    for (size_t g = 0; g < samples; g++) {
        ascendingBegin[g + 1] += ascendingBegin[g];
        descendingBegin[g + 1] += descendingBegin[g];
    }
    // Fill each group from its end, so that the first units come first, then the beginnings stand where they should.
    for (size_t k = units; k-- > 0;) {
        if (places[k] == INT32_MIN) continue;
        if (places[k] >= 0) ascending[--ascendingBegin[places[k] + 1]] = (int32_t)k;
        else descending[--descendingBegin[-1 - places[k] + 1]] = (int32_t)k;
    }
    for (size_t g = 0; g < samples; g++) {
        ascendingBegin[g] = ascendingBegin[g + 1];
        descendingBegin[g] = descendingBegin[g + 1];
    }
    int32_t ascendingCount = 0, descendingCount = 0;
    for (size_t k = 0; k < units; k++) {
        if (places[k] == INT32_MIN) continue;
        if (places[k] >= 0) ascendingCount++;
        else descendingCount++;
    }
    ascendingBegin[samples] = ascendingCount;
    descendingBegin[samples] = descendingCount;
}
