// Included by sweep.c for each type of parameters and of the computation: the optimizers' steps.

#define FIRST (*first)
#define SECOND (*second)
#define STEP(RULE, ...)                                                                                                \
    case heaviside_rule_##RULE:                                                                                        \
        __VA_ARGS__                                                                                                    \
        break;

/// The step of one vector of weights, of which the gradient is *gradient.
INLINE void NAME(step)(
    const heaviside_sweep *p, const heaviside_rule rule, const NAME(rates) *o, size_t at, const REALS *gradient, REALS *W) {
    // Rules without moments have none to point to.
    REALS *first = o->first == NULL ? NULL : (REALS *)(o->first + at);
    REALS *second = o->second == NULL ? NULL : (REALS *)(o->second + at);
    REALS w = *W, g = *gradient;
    if (o->decays) {
        if (o->decay != 0) g = g + o->decay * w;
        if (o->shrink != 0) w = w - o->shrink * w;
    }
    switch (rule) {
    case heaviside_rule_write:
        *(REALS *)((REAL *)p->WGradient + at) = g;
        return;
    case heaviside_rule_skip:
        return;
    HEAVISIDE_EACH_RULE(STEP)
    }
    *W = w;
}

#undef FIRST
#undef SECOND
#undef STEP
#undef ROOT
