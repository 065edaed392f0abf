// Included by kernels.c and sweep.c for each type REAL of parameters, with NAME(x) and INLINE defined: the numbers of a
// step.

#define ROOT(x) __builtin_elementwise_sqrt(x)

/// The numbers of a step, in registers.
typedef struct {
    REAL rate, keep1, take1, keep2, take2, root, epsilon, decay, shrink;
    REAL *first, *second;
    int decays; // whether decay or shrink is not 0
} NAME(rates);

INLINE NAME(rates) NAME(constants)(const heaviside_step *o) {
    const int decays = (REAL)o->decay != 0 || (REAL)o->shrink != 0;
    return (NAME(rates)){(REAL)o->rate, (REAL)o->keep1, (REAL)o->take1, (REAL)o->keep2, (REAL)o->take2, (REAL)o->root,
                         (REAL)o->epsilon, (REAL)o->decay, (REAL)o->shrink, o->first, o->second, decays};
}
