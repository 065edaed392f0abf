// Included by sweep.c with REAL, ACC (of the accumulators), VR and VA (16 of each) and NAME(x) defined.

#define WIDE(x) __builtin_convertvector((x), VA)
#define NARROW(x) __builtin_convertvector((x), VR)

static inline __attribute__((always_inline)) ACC NAME(sum)(const VA *x) {
    ACC s[8];
    for (int l = 0; l < 8; l++) s[l] = (*x)[l] + (*x)[l + 8];
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

/// The gradients of unit k, where G = Σ δ over its active samples, H = Σ (z − z_here) δ, and it has activation a at z_here.
static inline __attribute__((always_inline)) void NAME(unit)(
    const TYPE *p, size_t vectors, int32_t k, ACC factor, ACC z, const VA *G, const VA *H, int add) {
    const VR *W = (const VR *)(p->W + (size_t)k * p->stride);
    VR *gradient = (VR *)(p->WGradient + (size_t)k * p->stride);
    const ACC w = factor * (ACC)p->w[k];
    const ACC a = factor * ((ACC)p->w[k] * z + (ACC)p->b[k]);
    VA dotG = 0, dotH = 0;
    for (size_t v = 0; v < vectors; v++) {
        const VA row = WIDE(W[v]);
        VA change = a * G[v] + w * H[v];
        if (add) change += WIDE(gradient[v]);
        gradient[v] = NARROW(change);
        dotG += row * G[v];
        dotH += row * H[v];
    }
    const ACC g = NAME(sum)(&dotG), h = NAME(sum)(&dotH);
    const ACC b = factor * g, dw = factor * (h + z * g);
    p->bGradient[k] = add ? (REAL)((ACC)p->bGradient[k] + b) : (REAL)b;
    p->wGradient[k] = add ? (REAL)((ACC)p->wGradient[k] + dw) : (REAL)dw;
}

CLONED double NAME(run)(const TYPE *p) {
    const size_t samples = p->samples, stride = p->stride, vectors = stride / 16;
    VA *u = (VA *)p->state, *s = u + vectors, *G = s + vectors, *H = G + vectors;
    VA *lines = (VA *)p->lines, *slopes = lines + samples * vectors;
    const ACC leak = (ACC)p->leak, rest = 1 - leak;
    const ACC scale = (ACC)p->scale, outer = (ACC)p->outerSlope;
    if (samples == 0) return 0;

    // Ascending units, from the left: the line of each preactivation at each sample.
    for (size_t v = 0; v < vectors; v++) {
        u[v] = p->c != NULL ? WIDE(((const VR *)p->c)[v]) : (VA)0;
        s[v] = 0;
    }
    if (leak != 0)
        for (size_t k = 0; k < p->units; k++) {
            const VR *W = (const VR *)(p->W + k * stride);
            const ACC w = leak * (ACC)p->w[k], a = w * (ACC)p->codes[0] + leak * (ACC)p->b[k];
            for (size_t v = 0; v < vectors; v++) {
                u[v] += a * WIDE(W[v]);
                s[v] += w * WIDE(W[v]);
            }
        }
    for (size_t g = 0; g < samples; g++) {
        const ACC z = (ACC)p->codes[g];
        const ACC step = g > 0 ? z - (ACC)p->codes[g - 1] : 0;
        VA *line = lines + g * vectors, *slope = slopes + g * vectors;
        const int32_t begin = p->ascendingBegin[g], end = p->ascendingBegin[g + 1];
        for (size_t v = 0; v < vectors; v++) {
            VA here = u[v] + step * s[v], rise = s[v];
            for (int32_t i = begin; i < end; i++) {
                const int32_t k = p->ascending[i];
                const ACC w = rest * (ACC)p->w[k], a = w * z + rest * (ACC)p->b[k];
                const VA row = WIDE(((const VR *)(p->W + (size_t)k * stride))[v]);
                here += a * row;
                rise += w * row;
            }
            line[v] = u[v] = here;
            slope[v] = s[v] = rise;
        }
    }

    // Descending units, from the right: completes the lines, hence the errors; and the sums that ascending units need.
    double loss = 0;
    for (size_t v = 0; v < vectors; v++) u[v] = s[v] = G[v] = H[v] = 0;
    for (size_t g = samples; g-- > 0;) {
        const ACC z = (ACC)p->codes[g];
        const ACC step = g + 1 < samples ? (ACC)p->codes[g + 1] - z : 0;
        const VA *line = lines + g * vectors, *slope = slopes + g * vectors;
        const VR *target = (const VR *)(p->targets + (size_t)p->order[g] * stride);
        VR *error = (VR *)(p->errors + g * stride);
        const int32_t begin = p->descendingBegin[g], end = p->descendingBegin[g + 1];
        VA squares = 0, dot = 0;
        for (size_t v = 0; v < vectors; v++) {
            VA here = u[v] - step * s[v], rise = s[v];
            for (int32_t i = begin; i < end; i++) {
                const int32_t k = p->descending[i];
                const ACC w = rest * (ACC)p->w[k], a = w * z + rest * (ACC)p->b[k];
                const VA row = WIDE(((const VR *)(p->W + (size_t)k * stride))[v]);
                here += a * row;
                rise += w * row;
            }
            u[v] = here;
            s[v] = rise;
            const VA pre = line[v] + here, x = WIDE(target[v]);
            VA residual, derivative;
            if (p->hinge) {
                residual = x > 0 ? pre - x : (pre <= 0 ? (VA)0 : pre);
                derivative = 1;
            } else {
                residual = (pre <= 0 ? outer * pre : pre) - x;
                derivative = pre > 0 ? (VA)1 : (VA)outer;
            }
            squares += residual * residual;
            const VR rounded = NARROW(scale * residual * derivative);
            const VA delta = WIDE(rounded);
            error[v] = rounded;
            dot += delta * (slope[v] + rise);
            H[v] += step * G[v];
            G[v] += delta;
        }
        loss += (double)NAME(sum)(&squares);
        if (!p->gradient) continue;
        p->codeGradient[p->order[g]] = (REAL)NAME(sum)(&dot);
        for (int32_t i = p->ascendingBegin[g]; i < p->ascendingBegin[g + 1]; i++)
            NAME(unit)(p, vectors, p->ascending[i], rest, z, G, H, 0);
    }
    if (!p->gradient) return loss;
    for (size_t k = 0; k < p->units; k++) {
        if (p->places[k] != INT32_MIN) continue;
        for (size_t v = 0; v < vectors; v++) ((VR *)(p->WGradient + k * stride))[v] = 0;
        p->wGradient[k] = p->bGradient[k] = 0;
    }

    // G and H are now sums over all samples, seen from the first: the part that every leaky unit has in all of them.
    if (p->cGradient != NULL)
        for (size_t v = 0; v < vectors; v++) ((VR *)p->cGradient)[v] = NARROW(G[v]);
    VA *allG = H + vectors, *allH = allG + vectors;
    for (size_t v = 0; v < vectors; v++) {
        allG[v] = G[v];
        allH[v] = H[v];
        G[v] = H[v] = 0;
    }

    // Descending units need the sums from the left.
    if (p->descendingBegin[samples] > 0)
        for (size_t g = 0; g < samples; g++) {
            const ACC z = (ACC)p->codes[g];
            const ACC step = g > 0 ? (ACC)p->codes[g - 1] - z : 0;
            const VR *error = (const VR *)(p->errors + g * stride);
            for (size_t v = 0; v < vectors; v++) {
                H[v] += step * G[v];
                G[v] += WIDE(error[v]);
            }
            for (int32_t i = p->descendingBegin[g]; i < p->descendingBegin[g + 1]; i++)
                NAME(unit)(p, vectors, p->descending[i], rest, z, G, H, 0);
        }
    if (leak != 0)
        for (size_t k = 0; k < p->units; k++)
            NAME(unit)(p, vectors, (int32_t)k, leak, (ACC)p->codes[0], allG, allH, 1);
    return loss;
}

#undef WIDE
#undef NARROW
