#ifndef HEAVISIDE_STEPS_H
#define HEAVISIDE_STEPS_H

// The optimizers' steps that work entry by entry. Each formula stands here once: kernels.c makes of it a loop over a
// stretch of parameters, sweep.c a step of a vector of weights. Its scalar twin in Swift is in the rule's own file, in
// Networks/Optimizers/Rules.

#include <stdint.h>

// RULE(name, formula), where the formula changes the weight w, whose gradient is g. It may use the numbers o->rate,
// o->keep1, … of a step, its moments FIRST and SECOND, which it also changes, and ROOT(x). w, g and the moments are
// numbers or vectors, the numbers of the step are numbers; every operation is rounded.
#define HEAVISIDE_EACH_RULE(RULE)                                                                                      \
    RULE(sgd, w = w - o->rate * g;)                                                                                    \
    RULE(momentum, FIRST = o->keep1 * FIRST + g; w = w - o->rate * FIRST;)                                             \
    RULE(nesterov, FIRST = o->keep1 * FIRST + g; w = w - o->rate * (g + o->keep1 * FIRST);)                            \
    RULE(momentum_inside, FIRST = o->keep1 * FIRST + o->rate * g; w = w - FIRST;)                                      \
    RULE(nesterov_inside, FIRST = o->keep1 * FIRST + o->rate * g; w = w - (o->keep1 * FIRST + o->rate * g);)           \
    RULE(rmsprop, FIRST = o->keep2 * FIRST + (o->take2 * g) * g;                                                       \
         w = w - (o->rate * g) / (ROOT(FIRST) + o->epsilon);)                                                          \
    RULE(rmsprop_inside, FIRST = o->keep2 * FIRST + (o->take2 * g) * g;                                                \
         w = w - (o->rate * g) / ROOT(FIRST + o->epsilon);)                                                            \
    RULE(adam, FIRST = o->keep1 * FIRST + o->take1 * g; SECOND = o->keep2 * SECOND + (o->take2 * g) * g;               \
         w = w - (o->rate * FIRST) / (ROOT(SECOND) * o->root + o->epsilon);)

#define HEAVISIDE_RULE_NAME(NAME, ...) heaviside_rule_##NAME,

// What becomes of a gradient: nothing, the sweep writes it down, or one of the rules above applies it.
typedef enum {
    heaviside_rule_skip,
    heaviside_rule_write,
    HEAVISIDE_EACH_RULE(HEAVISIDE_RULE_NAME)
} heaviside_rule;

#undef HEAVISIDE_RULE_NAME

// A step: its rule, the numbers of this update, and where its moments lie. Each number is rounded to the type of the
// parameters before it is used.
typedef struct {
    heaviside_rule rule;
    double decay;                                           // decay·w is added to the gradient first
    double shrink;                                          // then shrink·w is taken off the weight
    double rate, keep1, take1, keep2, take2, root, epsilon; // as the rule's formula uses them
    void *first, *second;                                   // moments, as many as the rule has
} heaviside_step;

#endif
