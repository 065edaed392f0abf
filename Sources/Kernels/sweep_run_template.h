// Included by sweep.c for each type of parameters and of the computation: a sweep, panel by panel.

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
    if (p->update.rule == heaviside_rule_rmsprop && !rates->decays) {
        NAME(rates) plain = *rates;
        plain.decays = 0;
        NAME(collect)(p, memory, heaviside_rule_rmsprop, &plain, first, count);
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

#define CORRECT(n) NAME(correction)(p, &memory, knots, first, n)

CLONED void NAME(correct)(const heaviside_sweep *p, const heaviside_sweep_knots *knots) {
    if (p->samples == 0) return;
    NAME(memory) memory;
    NAME(layout)(&memory, p->workspace, p->samples, p->units, p->stride);
    const size_t vectors = p->stride / LANES;
    const size_t panels = (vectors + PANEL - 1) / PANEL;
    for (size_t panel = 0; panel < panels; panel++) {
        const size_t first = panel * vectors / panels, count = (panel + 1) * vectors / panels - first;
        EACH_COUNT(CORRECT)
    }
}

#undef WIDER_COUNTS
#undef EACH_COUNT
#undef CORRECT
#undef FORWARD
#undef BACKWARD
#undef WIDEN
#undef NARROW
#undef FUSED
