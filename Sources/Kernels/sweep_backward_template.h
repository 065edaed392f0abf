// Included by sweep.c for each type of parameters and of the computation: the walks back, which find the gradients.

/// The gradient of unit k's outgoing weights, and its step, where G = Σ δ and H = Σ (z − z_k) δ over the samples that
/// it is active on. Leaves what the gradients of w_k and b_k need.
INLINE void NAME(unit)(
    const heaviside_sweep *p, const NAME(memory) *memory, const heaviside_rule rule, const NAME(rates) *rates,
    size_t k, size_t first, const int count, const WIDES *G, const WIDES *H) {
    const size_t at = k * p->stride + first * LANES;
    REALS *row = (REALS *)((REAL *)p->W + at);
    const WIDE scale = (WIDE)p->scale;
    const WIDE level = scale * ((const WIDE *)p->levels)[k], slope = scale * ((const WIDE *)p->slopes)[k];
    WIDES dotG = 0, dotH = 0, gradient[PANEL];
    for (int v = 0; v < count; v++) {
        const WIDES weights = WIDEN(row[v]);
        gradient[v] = FUSED(level, G[v], slope * H[v]);
        dotG = FUSED(weights, G[v], dotG);
        dotH = FUSED(weights, H[v], dotH);
    }
    WIDES *unitG = memory->units + k, *unitH = unitG + NAME(padded)(p->units);
    *unitG = first == 0 ? dotG : *unitG + dotG;
    *unitH = first == 0 ? dotH : *unitH + dotH;
    if (p->leak != 0) {
        const WIDE leak = (WIDE)p->leak, w = (WIDE)((const REAL *)p->w)[k], b = (WIDE)((const REAL *)p->b)[k];
        const WIDE everywhere = scale * (leak * (w * *(const WIDE *)p->codes + b)), rise = scale * (leak * w);
        const WIDES *totals = memory->totals + 2 * first;
        WIDES allG = 0, allH = 0;
        for (int v = 0; v < count; v++) {
            const WIDES weights = WIDEN(row[v]);
            gradient[v] = FUSED(everywhere, totals[v], FUSED(rise, totals[count + v], gradient[v]));
            allG = FUSED(weights, totals[v], allG);
            allH = FUSED(weights, totals[count + v], allH);
        }
        WIDES *leakG = memory->leaks + k, *leakH = leakG + NAME(padded)(p->units);
        *leakG = first == 0 ? allG : *leakG + allG;
        *leakH = first == 0 ? allH : *leakH + allH;
    }
#pragma clang loop unroll(full)
    for (int v = 0; v < count; v++) {
        const REALS rounded = NARROW(gradient[v]);
        NAME(step)(p, rule, rates, at + (size_t)v * LANES, &rounded, row + v);
    }
}

/// What is left of NAME(unit) and a step of RMSProp where every gradient is 0: the same bits, without a root or a
/// quotient.
INLINE void NAME(rest)(
    const heaviside_sweep *p, const NAME(memory) *memory, const NAME(rates) *rates, size_t k, size_t first,
    const int count) {
    REALS *moment = (REALS *)(rates->first + k * p->stride + first * LANES);
    for (int v = 0; v < count; v++) moment[v] = rates->keep2 * moment[v];
    if (first == 0) memory->units[k] = memory->units[k + NAME(padded)(p->units)] = 0;
}

/// From the last sample down: the sums over later samples, and with them the gradients of rising units.
INLINE void NAME(collect)(
    const heaviside_sweep *p, const NAME(memory) *memory, const heaviside_rule rule, const NAME(rates) *rates,
    size_t first, const int count) {
    const size_t samples = p->samples;
    const WIDE *codes = p->codes;
    const WIDES *errors = memory->errors + first * samples;
    WIDES G[PANEL], H[PANEL];
    if (p->leak != 0) {
        for (int v = 0; v < count; v++) G[v] = H[v] = 0;
        for (size_t g = samples; g-- > 0;) {
            const WIDE step = g + 1 < samples ? codes[g + 1] - codes[g] : 0;
            for (int v = 0; v < count; v++) {
                H[v] = FUSED(step, G[v], H[v]);
                G[v] += errors[g * (size_t)count + (size_t)v];
            }
        }
        for (int v = 0; v < count; v++) {
            memory->totals[2 * first + (size_t)v] = G[v];
            memory->totals[2 * first + (size_t)(count + v)] = H[v];
        }
    }
    for (int v = 0; v < count; v++) G[v] = H[v] = 0;
    for (int32_t i = p->begins[2 * samples]; i < p->begins[2 * samples + 1]; i++) {
        const size_t k = (size_t)p->listed[i];
        if (rule == heaviside_rule_rmsprop && !rates->decays && p->leak == 0)
            NAME(rest)(p, memory, rates, k, first, count);
        else NAME(unit)(p, memory, rule, rates, k, first, count, G, H);
    }
    WIDE before = codes[samples - 1];
    for (size_t g = samples; g-- > 0;) {
        const WIDE step = before - codes[g];
        before = codes[g];
        for (int v = 0; v < count; v++) {
            H[v] = FUSED(step, G[v], H[v]);
            G[v] += errors[g * (size_t)count + (size_t)v];
        }
        for (int32_t i = p->begins[g]; i < p->begins[g + 1]; i++)
            NAME(unit)(p, memory, rule, rates, (size_t)p->listed[i], first, count, G, H);
    }
    if (p->cGradient != NULL)
        for (int v = 0; v < count; v++) ((REALS *)p->cGradient + first)[v] = NARROW((WIDE)p->scale * G[v]);

    // Falling units need the sums over earlier samples.
    for (int v = 0; v < count; v++) G[v] = H[v] = 0;
    for (size_t g = 0; g < p->fallingEnd; g++) {
        const WIDE step = codes[g] - before;
        before = codes[g];
        for (int v = 0; v < count; v++) {
            H[v] = FUSED(-step, G[v], H[v]);
            G[v] += errors[g * (size_t)count + (size_t)v];
        }
        for (int32_t i = p->begins[samples + g]; i < p->begins[samples + g + 1]; i++)
            NAME(unit)(p, memory, rule, rates, (size_t)p->listed[i], first, count, G, H);
    }
}

/// The gradients of the codes, and of the hidden layer, from their lanes; these are padded to whole blocks of rows.
INLINE void NAME(finish)(const heaviside_sweep *p, const NAME(memory) *memory) {
    const WIDE scale = (WIDE)p->scale, leak = (WIDE)p->leak, rest = 1 - leak;
    if (p->codeGradient != NULL)
        for (size_t g = 0; g < p->samples; g += LANES) {
            WIDES sums;
            NAME(sums)(&sums, memory->codes + g);
            sums = scale * sums;
            const size_t count = p->samples - g < LANES ? p->samples - g : LANES;
            for (size_t l = 0; l < count; l++) ((WIDE *)p->codeGradient)[p->order[g + l]] = ((const WIDE *)&sums)[l];
        }
    if (p->wGradient == NULL) return;
    const size_t rows = NAME(padded)(p->units);
    for (size_t k = 0; k < p->units; k += LANES) {
        WIDES G, H;
        NAME(sums)(&G, memory->units + k);
        NAME(sums)(&H, memory->units + rows + k);
        const WIDES z = *(const WIDES *)((const WIDE *)p->corners + k);
        WIDES b = rest * G, w = rest * (H + z * G);
        if (leak != 0) {
            WIDES allG, allH;
            NAME(sums)(&allG, memory->leaks + k);
            NAME(sums)(&allH, memory->leaks + rows + k);
            b += leak * allG;
            w += leak * (allH + *(const WIDE *)p->codes * allG);
        }
        const REALS bs = NARROW(scale * b), ws = NARROW(scale * w);
        const size_t count = p->units - k < LANES ? p->units - k : LANES;
        for (size_t l = 0; l < count; l++) {
            ((REAL *)p->bGradient)[k + l] = ((const REAL *)&bs)[l];
            ((REAL *)p->wGradient)[k + l] = ((const REAL *)&ws)[l];
        }
    }
}
