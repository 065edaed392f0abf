// Included by sweep.c with REAL (of the parameters), WIDE (of the computation), PANEL, and the vector types REALS and WIDES
// defined: the walks over the samples. Vector v of a row is outputs 16v … 16v + 15. Each walk takes `count` vectors from `first`
// on; count is a constant where it is inlined.

#define WIDEN(x) __builtin_convertvector((x), WIDES)
#define NARROW(x) __builtin_convertvector((x), REALS)
#define FUSED(a, b, c) __builtin_elementwise_fma((WIDES)(a), (b), (c))

typedef struct {
    WIDES *errors;   // [samples × vectors], panel after panel: δ of each sample in the order of the codes, not yet scaled
    WIDES *lines;    // [samples × 2 PANEL]: what falling units add to each preactivation: level and slope of each line
    WIDES *codes;    // [samples]: lanes of ∂L/∂z
    WIDES *units;    // [2 × units]: lanes of W_k · Σ δ and of W_k · Σ (z − z_k) δ over the samples that unit k is active on
    WIDES *leaks;    // [2 × units]: the same over all samples, from the first code on; only where the units leak
    WIDES *totals;   // [2 × vectors]: Σ δ, and Σ (z − z_0) δ, over all samples; only where the units leak
} NAME(memory);

INLINE size_t NAME(padded)(size_t count) { return (count + LANES - 1) / LANES * LANES; }

static size_t NAME(layout)(NAME(memory) *memory, void *base, size_t samples, size_t units, size_t stride) {
    const size_t vectors = stride / LANES, rows = NAME(padded)(units);
    const size_t counts[] = {samples * vectors, samples * 2 * PANEL, NAME(padded)(samples), 2 * rows, 2 * rows, 2 * vectors};
    WIDES **places[] = {&memory->errors, &memory->lines, &memory->codes, &memory->units, &memory->leaks, &memory->totals};
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

/// Falling units, from the last one that falls down to the first sample: what they add to each preactivation is a line between
/// two samples after which units fall. Leaves level and slope of each line at its own first sample, the leftmost line last.
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

/// Rising units, from the first sample on, and the lines of the falling ones: completes each preactivation, leaves its error,
/// and adds to lanes of Σ r².
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
        // In single precision a sum of more squares would lose digits, and a conversion for each sample would take time.
        if (g % 4 == 3 || g + 1 == samples) {
            loss += __builtin_convertvector(squares, doubles);
            squares = 0;
        }
        memory->codes[g] = first == 0 ? along : memory->codes[g] + along;
    }
    *sums = loss;
}

/// The numbers of a step, in registers.
typedef struct {
    REAL rate, keep1, take1, keep2, take2, root, epsilon, decay;
    REAL *first, *second;
} NAME(rates);

INLINE NAME(rates) NAME(constants)(const heaviside_sweep_update *o) {
    return (NAME(rates)){(REAL)o->rate, (REAL)o->keep1, (REAL)o->take1, (REAL)o->keep2, (REAL)o->take2, (REAL)o->root,
                         (REAL)o->epsilon, (REAL)o->decay, o->first, o->second};
}

/// The step of one vector of weights, of which the gradient is *gradient.
INLINE void NAME(step)(
    const heaviside_sweep *p, const int rule, const NAME(rates) *o, size_t at, const REALS *gradient, REALS *W) {
    REALS *first = (REALS *)(o->first + at), *second = (REALS *)(o->second + at);
    REALS w = *W, g = *gradient;
    if (o->decay != 0) g = g + o->decay * w;
    switch (rule) {
    case heaviside_sweep_write:
        *(REALS *)((REAL *)p->WGradient + at) = g;
        return;
    case heaviside_sweep_sgd:
        w = w - o->rate * g;
        break;
    case heaviside_sweep_momentum:
        *first = o->keep1 * *first + g;
        w = w - o->rate * *first;
        break;
    case heaviside_sweep_nesterov:
        *first = o->keep1 * *first + g;
        w = w - o->rate * (g + o->keep1 * *first);
        break;
    case heaviside_sweep_rmsprop:
        *first = o->keep2 * *first + (o->take2 * g) * g;
        w = w - (o->rate * g) / (__builtin_elementwise_sqrt(*first) + o->epsilon);
        break;
    case heaviside_sweep_rmsprop_inside:
        *first = o->keep2 * *first + (o->take2 * g) * g;
        w = w - (o->rate * g) / __builtin_elementwise_sqrt(*first + o->epsilon);
        break;
    case heaviside_sweep_adam:
        *first = o->keep1 * *first + o->take1 * g;
        *second = o->keep2 * *second + (o->take2 * g) * g;
        w = w - (o->rate * *first) / (__builtin_elementwise_sqrt(*second) * o->root + o->epsilon);
        break;
    default:
        return;
    }
    *W = w;
}

/// The gradient of unit k's outgoing weights, and its step, where G = Σ δ and H = Σ (z − z_k) δ over the samples that it is
/// active on. Leaves what the gradients of w_k and b_k need.
INLINE void NAME(unit)(
    const heaviside_sweep *p, const NAME(memory) *memory, const int rule, const NAME(rates) *rates, size_t k, size_t first,
    const int count, const WIDES *G, const WIDES *H) {
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

/// What is left of NAME(unit) and a step of RMSProp where every gradient is 0: the same bits, without a root or a quotient.
INLINE void NAME(rest)(
    const heaviside_sweep *p, const NAME(memory) *memory, const NAME(rates) *rates, size_t k, size_t first, const int count) {
    REALS *moment = (REALS *)(rates->first + k * p->stride + first * LANES);
    for (int v = 0; v < count; v++) moment[v] = rates->keep2 * moment[v];
    if (first == 0) memory->units[k] = memory->units[k + NAME(padded)(p->units)] = 0;
}

/// From the last sample down: the sums over later samples, and with them the gradients of rising units.
INLINE void NAME(collect)(
    const heaviside_sweep *p, const NAME(memory) *memory, const int rule, const NAME(rates) *rates, size_t first,
    const int count) {
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
        if (rule == heaviside_sweep_rmsprop && rates->decay == 0 && p->leak == 0)
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

INLINE void NAME(forward)(
    const heaviside_sweep *p, const NAME(memory) *memory, size_t first, const int count, doubles *loss) {
    const size_t lines = p->fallingEnd > 0 ? NAME(fall)(p, memory, first, count) : 0;
    if (p->hinge) NAME(rise)(p, memory, first, count, KIND_HINGE, lines, loss);
    else if (p->outerSlope == 0) NAME(rise)(p, memory, first, count, KIND_RELU, lines, loss);
    else NAME(rise)(p, memory, first, count, KIND_LEAKY, lines, loss);
}

INLINE void NAME(backward)(
    const heaviside_sweep *p, const NAME(memory) *memory, const NAME(rates) *rates, size_t first, const int count) {
    // The commonest rule has a walk of its own, in which no branch is left.
    if (p->update.rule == heaviside_sweep_rmsprop && rates->decay == 0) {
        NAME(rates) plain = *rates;
        plain.decay = 0;
        NAME(collect)(p, memory, heaviside_sweep_rmsprop, &plain, first, count);
    } else {
        NAME(collect)(p, memory, p->update.rule, rates, first, count);
    }
}

#if PANEL > 3
#define WIDER_COUNTS(CALL) case 4: CALL(4); break; case 5: CALL(5); break;
#else
#define WIDER_COUNTS(CALL)
#endif
#define EACH_COUNT(CALL)                                                                                               \
    switch (count) {                                                                                                   \
    case 1: CALL(1); break;                                                                                            \
    case 2: CALL(2); break;                                                                                            \
    case 3: CALL(3); break;                                                                                            \
    WIDER_COUNTS(CALL)                                                                                                 \
    }
#define FORWARD(n) NAME(forward)(p, &memory, first, n, &loss)
#define BACKWARD(n) NAME(backward)(p, &memory, &rates, first, n)

CLONED double NAME(run)(const heaviside_sweep *p) {
    if (p->samples == 0) return 0;
    NAME(memory) memory;
    NAME(layout)(&memory, p->workspace, p->samples, p->units, p->stride);
    const size_t vectors = p->stride / LANES;
    // Panels of as equal a number of vectors as can be.
    const size_t panels = (vectors + PANEL - 1) / PANEL;
    doubles loss = 0;
    for (size_t panel = 0; panel < panels; panel++) {
        const size_t first = panel * vectors / panels, count = (panel + 1) * vectors / panels - first;
        EACH_COUNT(FORWARD)
    }
    double sum = 0;
    for (int l = 0; l < LANES; l++) sum += loss[l];
    if (!p->gradient || !(sum - sum == 0)) return sum;
    const NAME(rates) rates = NAME(constants)(&p->update);
    for (size_t panel = 0; panel < panels; panel++) {
        const size_t first = panel * vectors / panels, count = (panel + 1) * vectors / panels - first;
        EACH_COUNT(BACKWARD)
    }
    NAME(finish)(p, &memory);
    return sum;
}

#undef WIDER_COUNTS
#undef EACH_COUNT
#undef FORWARD
#undef BACKWARD
#undef WIDEN
#undef NARROW
#undef FUSED
