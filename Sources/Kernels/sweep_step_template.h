// Included by sweep.c for each type of parameters and of the computation: the optimizers' steps.

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
    // Rules without moments have none to point to.
    REALS *first = o->first == NULL ? NULL : (REALS *)(o->first + at);
    REALS *second = o->second == NULL ? NULL : (REALS *)(o->second + at);
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
