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

CLONED void NAME(column_sums)(REAL *restrict sums, const REAL *restrict d, size_t rows, size_t columns) {
    for (size_t j = 0; j < columns; j++) sums[j] = 0;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) sums[j] += d[i * columns + j];
}

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

CLONED void NAME(sgd)(REAL *restrict w, const REAL *restrict g, size_t count, REAL rate) {
    for (size_t i = 0; i < count; i++) w[i] = w[i] - rate * g[i];
}

CLONED void NAME(momentum)(
    REAL *restrict w, const REAL *restrict g, REAL *restrict v, size_t count, REAL rate, REAL momentum, int nesterov) {
    if (nesterov)
        for (size_t i = 0; i < count; i++) {
            v[i] = momentum * v[i] + g[i];
            w[i] = w[i] - rate * (g[i] + momentum * v[i]);
        }
    else
        for (size_t i = 0; i < count; i++) {
            v[i] = momentum * v[i] + g[i];
            w[i] = w[i] - rate * v[i];
        }
}

CLONED void NAME(rmsprop)(
    REAL *restrict w, const REAL *restrict g, REAL *restrict v, size_t count, REAL rate, REAL keep, REAL take,
    REAL epsilon, int inside) {
    if (inside)
        for (size_t i = 0; i < count; i++) {
            REAL s = keep * v[i] + (take * g[i]) * g[i];
            v[i] = s;
            w[i] = w[i] - (rate * g[i]) / __builtin_elementwise_sqrt(s + epsilon);
        }
    else
        for (size_t i = 0; i < count; i++) {
            REAL s = keep * v[i] + (take * g[i]) * g[i];
            v[i] = s;
            w[i] = w[i] - (rate * g[i]) / (__builtin_elementwise_sqrt(s) + epsilon);
        }
}

CLONED void NAME(adam)(
    REAL *restrict w, const REAL *restrict g, REAL *restrict m, REAL *restrict v, size_t count, REAL rate, REAL keep1,
    REAL take1, REAL keep2, REAL take2, REAL root, REAL epsilon) {
    for (size_t i = 0; i < count; i++) {
        m[i] = keep1 * m[i] + take1 * g[i];
        REAL s = keep2 * v[i] + (take2 * g[i]) * g[i];
        v[i] = s;
        w[i] = w[i] - (rate * m[i]) / (__builtin_elementwise_sqrt(s) * root + epsilon);
    }
}
