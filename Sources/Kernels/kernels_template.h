// Included twice by kernels.c, with REAL (float, double) and NAME(x) defined.
// Each loop is plain enough for the compiler to vectorise; kernels.h says what each computes.

CLONED void NAME(bias_activation)(
    REAL *restrict u, const REAL *restrict bias, size_t rows, size_t columns, REAL slope) {
    for (size_t i = 0; i < rows; i++) {
        REAL *restrict row = u + i * columns;
        if (bias != NULL)
            for (size_t j = 0; j < columns; j++) {
                REAL s = row[j] + bias[j];
                row[j] = s <= 0 ? slope * s : s;
            }
        else
            for (size_t j = 0; j < columns; j++) row[j] = row[j] <= 0 ? slope * row[j] : row[j];
    }
}

CLONED void NAME(outer_activation)(
    REAL *restrict a, const REAL *restrict h, const REAL *restrict w, const REAL *restrict bias, size_t rows,
    size_t columns, REAL slope) {
    for (size_t i = 0; i < rows; i++) {
        REAL *restrict row = a + i * columns;
        const REAL hi = h[i];
        if (bias != NULL)
            for (size_t j = 0; j < columns; j++) {
                REAL s = hi * w[j] + bias[j];
                row[j] = s <= 0 ? slope * s : s;
            }
        else
            for (size_t j = 0; j < columns; j++) {
                REAL s = hi * w[j];
                row[j] = s <= 0 ? slope * s : s;
            }
    }
}

CLONED void NAME(activation_derivative)(REAL *restrict d, const REAL *restrict a, size_t count, REAL slope) {
    for (size_t i = 0; i < count; i++) d[i] = a[i] > 0 ? d[i] : slope * d[i];
}

CLONED void NAME(outer_derivative)(
    REAL *restrict d, const REAL *restrict h, const REAL *restrict w, const REAL *restrict a, size_t rows,
    size_t columns, REAL slope) {
    for (size_t i = 0; i < rows; i++) {
        REAL *restrict row = d + i * columns;
        const REAL *restrict active = a + i * columns;
        const REAL hi = h[i];
        for (size_t j = 0; j < columns; j++) {
            REAL product = hi * w[j];
            row[j] = active[j] > 0 ? product : slope * product;
        }
    }
}

// The sums of as many columns from j on as are a multiple of WIDTH, in registers.
#define SUMS_OF(WIDTH)                                                                                                 \
    for (; j + WIDTH <= columns; j += WIDTH) {                                                                         \
        typedef REAL vector __attribute__((ext_vector_type(WIDTH), aligned(sizeof(REAL))));                            \
        vector sum = 0;                                                                                                \
        for (size_t i = 0; i < rows; i++) sum += *(const vector *)(d + i * columns + j);                               \
        *(vector *)(sums + j) = sum;                                                                                   \
    }

CLONED void NAME(column_sums)(REAL *restrict sums, const REAL *restrict d, size_t rows, size_t columns) {
    size_t j = 0;
    SUMS_OF(64)
    SUMS_OF(32)
    SUMS_OF(16)
    SUMS_OF(8)
    SUMS_OF(4)
    for (; j < columns; j++) {
        REAL sum = 0;
        for (size_t i = 0; i < rows; i++) sum += d[i * columns + j];
        sums[j] = sum;
    }
}

#undef SUMS_OF

CLONED double NAME(squared_error)(
    REAL *restrict d, const REAL *restrict a, const REAL *restrict x, size_t count, REAL scale, REAL slope) {
    double lanes[LANES] = {0};
    const size_t blocks = count / LANES;
    for (size_t b = 0; b < blocks; b++) {
        const REAL *restrict ab = a + b * LANES;
        const REAL *restrict xb = x + b * LANES;
        if (d != NULL) {
            REAL *restrict db = d + b * LANES;
            for (size_t l = 0; l < LANES; l++) {
                REAL r = ab[l] - xb[l];
                REAL e = scale * r;
                db[l] = ab[l] > 0 ? e : slope * e;
                lanes[l] += (double)r * (double)r;
            }
        } else
            for (size_t l = 0; l < LANES; l++) {
                REAL r = ab[l] - xb[l];
                lanes[l] += (double)r * (double)r;
            }
    }
    for (size_t i = blocks * LANES; i < count; i++) {
        REAL r = a[i] - x[i];
        if (d != NULL) {
            REAL e = scale * r;
            d[i] = a[i] > 0 ? e : slope * e;
        }
        lanes[i - blocks * LANES] += (double)r * (double)r;
    }
    double sum = 0;
    for (size_t l = 0; l < LANES; l++) sum += lanes[l];
    return sum;
}

CLONED double NAME(hinge_residual)(
    REAL *restrict d, const REAL *restrict a, const REAL *restrict x, size_t count, REAL scale) {
    double lanes[LANES] = {0};
    const size_t blocks = count / LANES;
    for (size_t b = 0; b < blocks; b++) {
        const REAL *restrict ab = a + b * LANES;
        const REAL *restrict xb = x + b * LANES;
        if (d != NULL) {
            REAL *restrict db = d + b * LANES;
            for (size_t l = 0; l < LANES; l++) {
                REAL r = xb[l] > 0 ? ab[l] - xb[l] : (ab[l] <= 0 ? 0 : ab[l]);
                db[l] = scale * r;
                lanes[l] += (double)r * (double)r;
            }
        } else
            for (size_t l = 0; l < LANES; l++) {
                REAL r = xb[l] > 0 ? ab[l] - xb[l] : (ab[l] <= 0 ? 0 : ab[l]);
                lanes[l] += (double)r * (double)r;
            }
    }
    for (size_t i = blocks * LANES; i < count; i++) {
        REAL r = x[i] > 0 ? a[i] - x[i] : (a[i] <= 0 ? 0 : a[i]);
        if (d != NULL) d[i] = scale * r;
        lanes[i - blocks * LANES] += (double)r * (double)r;
    }
    double sum = 0;
    for (size_t l = 0; l < LANES; l++) sum += lanes[l];
    return sum;
}

CLONED void NAME(clamp_nonnegative)(REAL *restrict w, size_t count) {
    for (size_t i = 0; i < count; i++) w[i] = w[i] <= 0 ? 0 : w[i];
}

CLONED void NAME(add_decay)(REAL *restrict g, const REAL *restrict w, size_t count, REAL decay) {
    for (size_t i = 0; i < count; i++) g[i] = g[i] + decay * w[i];
}

CLONED void NAME(shrink)(REAL *restrict w, size_t count, REAL share) {
    for (size_t i = 0; i < count; i++) w[i] = w[i] - share * w[i];
}

#include "steps_template.h"

#define FIRST first[i]
#define SECOND second[i]
#define STEP(RULE, ...)                                                                                                \
    case heaviside_rule_##RULE:                                                                                        \
        for (size_t i = 0; i < count; i++) {                                                                           \
            REAL w = weights[i];                                                                                       \
            const REAL g = gradient[i];                                                                                \
            __VA_ARGS__                                                                                                \
            weights[i] = w;                                                                                            \
        }                                                                                                              \
        break;

CLONED void NAME(step)(
    const heaviside_step *step, REAL *restrict weights, const REAL *restrict gradient, REAL *restrict first,
    REAL *restrict second, size_t count) {
    const NAME(rates) numbers = NAME(constants)(step), *o = &numbers;
    switch (step->rule) {
    case heaviside_rule_skip:
    case heaviside_rule_write:
        break;
    HEAVISIDE_EACH_RULE(STEP)
    }
}

#undef FIRST
#undef SECOND
#undef STEP
#undef ROOT
