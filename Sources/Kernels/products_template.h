// Included by products_levels.h for each type REAL and each level of x86-64, with LANES, MOST_SUMS and NAME(x) defined.
//
// A block of the result, `rows` × `vectors`, is summed in registers: at each term one vector of the right factor's row
// after the other is multiplied by one entry of the left factor. Rows and vectors are cut into parts of nearly equal
// size, so that no remainder needs a loop of its own.

typedef REAL NAME(vector) __attribute__((ext_vector_type(LANES), aligned(sizeof(REAL))));
#define VECTOR NAME(vector)
// Up to WHOLE_TERMS terms are taken at once, more of them about TERMS at a time.
#define TERMS 128
#define WHOLE_TERMS 192
// A single row has a sum for each vector only.
#define MOST_VECTORS(rows) (MOST_SUMS >= 24 || (MOST_SUMS >= 4 && (rows) == 1) ? 4 : 1)
#define MOST_ROWS(vectors) (MOST_SUMS < 2 * (vectors) ? 1 : MOST_SUMS > 12 * (vectors) ? 12 : MOST_SUMS / (vectors))
#define PANEL (4 * LANES)
#define EACH_ROW _Pragma("clang loop unroll(full)") for (int r = 0; r < rows; r++)
#define EACH_VECTOR _Pragma("clang loop unroll(full)") for (int v = 0; v < vectors; v++)

#if LEVEL == 3 && LANES == 16
#define MASK int32_t
#define HALF __m256
#define MASKED_LOAD _mm256_maskload_ps
#define MASKED_STORE _mm256_maskstore_ps
static const MASK NAME(masks)[2 * LANES] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
#elif LEVEL == 3
#define MASK int64_t
#define HALF __m256d
#define MASKED_LOAD _mm256_maskload_pd
#define MASKED_STORE _mm256_maskstore_pd
static const MASK NAME(masks)[2 * LANES] = {-1, -1, -1, -1, -1, -1, -1, -1};
#endif

// The first `count` entries; the others are 0.
INLINE VECTOR NAME(load)(const REAL *p, size_t count) {
#if LEVEL == 4 && LANES == 16
    const __m512 x = _mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
    return *(const VECTOR *)&x;
#elif LEVEL == 4
    const __m512d x = _mm512_maskz_loadu_pd((__mmask8)((1u << count) - 1), p);
    return *(const VECTOR *)&x;
#elif LEVEL == 3
    if (count == LANES) return *(const VECTOR *)p;
    const MASK *mask = NAME(masks) + LANES - count;
    HALF halves[2];
    halves[0] = MASKED_LOAD((const void *)p, _mm256_loadu_si256((const void *)mask));
    halves[1] = MASKED_LOAD((const void *)(p + LANES / 2), _mm256_loadu_si256((const void *)(mask + LANES / 2)));
    VECTOR x;
    memcpy(&x, halves, sizeof x);
    return x;
#else
    if (count == LANES) return *(const VECTOR *)p;
    VECTOR x = 0;
    memcpy(&x, p, count * sizeof(REAL));
    return x;
#endif
}

INLINE void NAME(store)(REAL *p, VECTOR x, size_t count) {
#if LEVEL == 4 && LANES == 16
    _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), *(const __m512 *)&x);
#elif LEVEL == 4
    _mm512_mask_storeu_pd(p, (__mmask8)((1u << count) - 1), *(const __m512d *)&x);
#elif LEVEL == 3
    if (count == LANES) {
        *(VECTOR *)p = x;
        return;
    }
    const MASK *mask = NAME(masks) + LANES - count;
    HALF halves[2];
    memcpy(halves, &x, sizeof x);
    MASKED_STORE((void *)p, _mm256_loadu_si256((const void *)mask), halves[0]);
    MASKED_STORE((void *)(p + LANES / 2), _mm256_loadu_si256((const void *)(mask + LANES / 2)), halves[1]);
#else
    if (count == LANES)
        *(VECTOR *)p = x;
    else
        memcpy(p, &x, count * sizeof(REAL));
#endif
}

typedef struct {
    const REAL *left, *right, *active, *bias, *row_bias;
    REAL *result;
    size_t left_row, left_term, right_term, result_row, active_row;
    size_t terms;
    size_t last; // the entries of the last vector of a row
    int is_first, is_last;
    heaviside_finish finish;
    REAL slope;
} NAME(job);

// `isColumn` says that the left factor's rows are neighbours; else its terms are.
INLINE void NAME(block)(const int rows, const int vectors, const int isColumn, const NAME(job) *job) {
    VECTOR sums[12][4];
    size_t counts[4];
    EACH_VECTOR counts[v] = v == vectors - 1 ? job->last : LANES;
    if (job->is_first) {
        EACH_VECTOR {
            const VECTOR bias = job->bias != NULL ? NAME(load)(job->bias + v * LANES, counts[v]) : 0;
            EACH_ROW sums[r][v] = job->row_bias != NULL ? (VECTOR)job->row_bias[r] : bias;
        }
    } else {
        EACH_ROW EACH_VECTOR sums[r][v] = NAME(load)(job->result + r * job->result_row + v * LANES, counts[v]);
    }

    const size_t row = isColumn ? 1 : job->left_row, term = isColumn ? job->left_term : 1;
    // One pointer for every three rows: a load adds the offset to the next two by itself.
    const REAL *left[4];
    _Pragma("clang loop unroll(full)") for (int k = 0; k < 4; k++) left[k] = job->left + (3 * k < rows ? 3 * k * row : 0);
    const REAL *right = job->right;
    for (size_t t = job->terms; t > 0; t--) {
        VECTOR factors[4];
        EACH_VECTOR factors[v] = NAME(load)(right + v * LANES, counts[v]);
        EACH_ROW {
            const VECTOR factor = (VECTOR)left[r / 3][r % 3 * row];
            EACH_VECTOR sums[r][v] = __builtin_elementwise_fma(factor, factors[v], sums[r][v]);
        }
        _Pragma("clang loop unroll(full)") for (int k = 0; k < 4; k++) left[k] += term;
        right += job->right_term;
    }

    const VECTOR slope = (VECTOR)job->slope;
    if (job->is_last && job->finish == heaviside_finish_activation) {
        EACH_ROW EACH_VECTOR sums[r][v] = sums[r][v] <= 0 ? slope * sums[r][v] : sums[r][v];
    } else if (job->is_last && job->finish == heaviside_finish_derivative) {
        EACH_ROW EACH_VECTOR {
            const VECTOR active = NAME(load)(job->active + r * job->active_row + v * LANES, counts[v]);
            sums[r][v] = active > 0 ? sums[r][v] : slope * sums[r][v];
        }
    }
    EACH_ROW EACH_VECTOR NAME(store)(job->result + r * job->result_row + v * LANES, sums[r][v], counts[v]);
}

#define CASE(ROWS, VECTORS)                                                                                            \
    case 16 * VECTORS + ROWS:                                                                                          \
        if (ROWS * VECTORS > MOST_SUMS) break;                                                                         \
        if (job->left_row == 1)                                                                                        \
            NAME(block)(ROWS, VECTORS, 1, job);                                                                        \
        else                                                                                                           \
            NAME(block)(ROWS, VECTORS, 0, job);                                                                        \
        break;
#define CASES_TO_6(V) CASE(1, V) CASE(2, V) CASE(3, V) CASE(4, V) CASE(5, V) CASE(6, V)

NOINLINE void NAME(any_block)(size_t rows, size_t vectors, const NAME(job) *job) {
    switch (16 * vectors + rows) {
    CASES_TO_6(1) CASE(7, 1) CASE(8, 1) CASE(9, 1) CASE(10, 1) CASE(11, 1) CASE(12, 1)
    CASES_TO_6(2) CASE(7, 2) CASE(8, 2) CASE(9, 2) CASE(10, 2) CASE(11, 2) CASE(12, 2)
    CASES_TO_6(3) CASE(7, 3) CASE(8, 3)
    CASES_TO_6(4)
    }
}

// A vector is four quarters. NUMBERS and PAIRS interleave, within each quarter, the numbers or pairs of numbers of two
// vectors, of which they take the low or the high half; QUARTERS take every other quarter of both.
#if LANES == 16
#define LOW_NUMBERS(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define HIGH_NUMBERS(a, b) __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define LOW_PAIRS(a, b) __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define HIGH_PAIRS(a, b) __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define EVEN_QUARTERS(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define ODD_QUARTERS(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)
#else
#define LOW_NUMBERS(a, b) __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14)
#define HIGH_NUMBERS(a, b) __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15)
#define EVEN_QUARTERS(a, b) __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13)
#define ODD_QUARTERS(a, b) __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15)
#endif
// The numbers of a quarter of a vector.
#define QUARTER (LANES / 4)

// Transposes LANES × LANES entries: within quarters of vectors, where processors are fastest, and then whole quarters.
INLINE void NAME(transpose)(VECTOR tile[LANES]) {
    VECTOR x[LANES];
    _Pragma("clang loop unroll(full)") for (int i = 0; i < LANES; i += 2) {
        x[i] = LOW_NUMBERS(tile[i], tile[i + 1]);
        x[i + 1] = HIGH_NUMBERS(tile[i], tile[i + 1]);
    }
#if LANES == 16
    VECTOR y[LANES];
    _Pragma("clang loop unroll(full)") for (int i = 0; i < LANES; i += 4) {
        y[i] = LOW_PAIRS(x[i], x[i + 2]);
        y[i + 1] = HIGH_PAIRS(x[i], x[i + 2]);
        y[i + 2] = LOW_PAIRS(x[i + 1], x[i + 3]);
        y[i + 3] = HIGH_PAIRS(x[i + 1], x[i + 3]);
    }
#else
    const VECTOR *y = x;
#endif
    _Pragma("clang loop unroll(full)") for (int i = 0; i < QUARTER; i++) {
        const VECTOR a = EVEN_QUARTERS(y[i], y[i + QUARTER]), b = ODD_QUARTERS(y[i], y[i + QUARTER]);
        const VECTOR c = EVEN_QUARTERS(y[i + 2 * QUARTER], y[i + 3 * QUARTER]);
        const VECTOR d = ODD_QUARTERS(y[i + 2 * QUARTER], y[i + 3 * QUARTER]);
        tile[i] = EVEN_QUARTERS(a, c);
        tile[i + QUARTER] = EVEN_QUARTERS(b, d);
        tile[i + 2 * QUARTER] = ODD_QUARTERS(a, c);
        tile[i + 3 * QUARTER] = ODD_QUARTERS(b, d);
    }
}

// panel[t][v] ← right[t][v] in rows of `width` entries, which are 0 from `columns` on.
NOINLINE void NAME(pack)(
    REAL *panel, const REAL *right, size_t right_term, size_t right_column, size_t terms, size_t columns,
    size_t width) {
    for (size_t v = 0; v < width; v += LANES) {
        const size_t count = columns - v < LANES ? columns - v : LANES;
        if (right_column == 1) {
            for (size_t t = 0; t < terms; t++)
                NAME(store)(panel + t * width + v, NAME(load)(right + t * right_term + v, count), LANES);
            continue;
        }
        for (size_t t = 0; t < terms; t += LANES) {
            const size_t length = terms - t < LANES ? terms - t : LANES;
            VECTOR tile[LANES];
            _Pragma("clang loop unroll(full)") for (size_t i = 0; i < LANES; i++) {
                tile[i] = 0;
                if (i < count) tile[i] = NAME(load)(right + (v + i) * right_column + t, length);
            }
            NAME(transpose)(tile);
            _Pragma("clang loop unroll(full)") for (size_t i = 0; i < LANES; i++)
                if (i < length) NAME(store)(panel + (t + i) * width + v, tile[i], LANES);
        }
    }
}

// How many blocks of so many vectors the rows are cut into. A quotient by a variable takes as long as a short block.
INLINE size_t NAME(blocks)(size_t rows, size_t vectors) {
    switch (vectors) {
    case 1: return (rows + MOST_ROWS(1) - 1) / MOST_ROWS(1);
    case 2: return (rows + MOST_ROWS(2) - 1) / MOST_ROWS(2);
    case 3: return (rows + MOST_ROWS(3) - 1) / MOST_ROWS(3);
    default: return (rows + MOST_ROWS(4) - 1) / MOST_ROWS(4);
    }
}

// The product in whole vectors. Where row_bias is not NULL it has an entry for each row, instead of the bias.
NOINLINE void NAME(wide)(const heaviside_product *product, const REAL *row_bias) {
    REAL panel[WHOLE_TERMS * PANEL] __attribute__((aligned(64)));
    const size_t vectors = (product->columns + LANES - 1) / LANES;
    const size_t most_vectors = MOST_VECTORS(product->rows);
    const parts panels = parts_of(vectors, (vectors + most_vectors - 1) / most_vectors);
    const parts stretches
        = parts_of(product->terms, product->terms > WHOLE_TERMS ? (product->terms + TERMS - 1) / TERMS : 1);
    // Rows of the right factor that lie far apart, or as columns, are copied side by side.
    const int packs = product->right_column != 1 || stretches.count > 1;
    NAME(job) job = {
        .left_row = product->left_row, .left_term = product->left_term, .result_row = product->result_row,
        .active_row = product->active_row, .finish = product->finish, .slope = (REAL)product->slope};
    for (size_t p = 0, begin = 0; p < panels.count; p++) {
        const size_t wide = size_of(panels, p), j = begin * LANES, width = wide * LANES;
        const size_t columns = product->columns - j < width ? product->columns - j : width;
        const parts blocks = parts_of(product->rows, NAME(blocks)(product->rows, wide));
        job.last = columns - (wide - 1) * LANES;
        job.bias = product->bias != NULL ? (const REAL *)product->bias + j : NULL;
        begin += wide;
        for (size_t s = 0, t = 0; s < stretches.count; s++) {
            job.terms = size_of(stretches, s);
            job.is_first = s == 0;
            job.is_last = s == stretches.count - 1;
            job.right = (const REAL *)product->right + j * product->right_column + t * product->right_term;
            job.right_term = product->right_term;
            if (packs) {
                NAME(pack)(
                    panel, job.right, product->right_term, product->right_column, job.terms, columns, width);
                job.right = panel;
                job.right_term = width;
            }
            for (size_t i = 0, r = 0; i < blocks.count; i++) {
                const size_t rows = size_of(blocks, i);
                job.left = (const REAL *)product->left + r * product->left_row + t * product->left_term;
                job.row_bias = row_bias != NULL ? row_bias + r : NULL;
                job.result = (REAL *)product->result + r * product->result_row + j;
                if (product->active != NULL)
                    job.active = (const REAL *)product->active + r * product->active_row + j;
                NAME(any_block)(rows, wide, &job);
                r += rows;
            }
            t += job.terms;
        }
    }
}

// What becomes of the entry of a row and a column, once it is summed.
INLINE void NAME(finish)(const heaviside_product *product, size_t r, size_t v, REAL u) {
    const REAL *active = product->active;
    const int is_on = product->finish == heaviside_finish_none
        || (product->finish == heaviside_finish_activation ? !(u <= 0) : active[r * product->active_row + v] > 0);
    ((REAL *)product->result)[r * product->result_row + v] = is_on ? u : (REAL)product->slope * u;
}

// A result of a few columns is computed as its transpose, whose rows fill vectors.
NOINLINE void NAME(narrow)(const heaviside_product *product) {
    REAL turned[LANES * PANEL] __attribute__((aligned(64)));
    for (size_t begin = 0; begin < product->rows; begin += PANEL) {
        const size_t count = product->rows - begin < PANEL ? product->rows - begin : PANEL;
        const heaviside_product part = {
            .rows = product->columns, .columns = count, .terms = product->terms, .left = product->right,
            .left_row = product->right_column, .left_term = product->right_term,
            .right = (const REAL *)product->left + begin * product->left_row, .right_term = product->left_term,
            .right_column = product->left_row, .result = turned, .result_row = PANEL};
        NAME(wide)(&part, product->bias);
        for (size_t r = 0; r < count; r++)
            for (size_t v = 0; v < product->columns; v++) NAME(finish)(product, begin + r, v, turned[v * PANEL + r]);
    }
}

// A result of one column, where the terms of a row lie side by side: a scalar for each of some rows at a time.
NOINLINE void NAME(column)(const heaviside_product *product) {
    const int rows = 8;
    const parts blocks = parts_of(product->rows, (product->rows + 7) / 8);
    for (size_t p = 0, begin = 0, end = 0; p < blocks.count; p++, begin = end) {
        end += size_of(blocks, p);
        const REAL *left[8], *right = product->right;
        REAL sums[8];
        EACH_ROW {
            // A part of fewer rows has its last one several times.
            const size_t row = begin + r < end ? begin + r : end - 1;
            left[r] = (const REAL *)product->left + row * product->left_row;
            sums[r] = product->bias != NULL ? *(const REAL *)product->bias : 0;
        }
        for (size_t t = 0; t < product->terms; t++) {
            EACH_ROW sums[r] = __builtin_elementwise_fma(left[r][t], *right, sums[r]);
            right += product->right_term;
        }
        for (size_t r = begin; r < end; r++) NAME(finish)(product, r, 0, sums[r - begin]);
    }
}

static void NAME(product)(const heaviside_product *product) {
    // What each takes, in vectors of sums for a term; turning the left factor is a quarter of an entry's work.
    const size_t turned = product->columns * ((product->rows + LANES - 1) / LANES)
        + (product->left_row == 1 ? 0 : product->rows / 4);
    if (product->columns == 1 && product->left_term == 1 && product->left_row != 1)
        NAME(column)(product);
    else if (product->columns < LANES && turned + turned / 2 < product->rows)
        NAME(narrow)(product);
    else
        NAME(wide)(product, NULL);
}

#undef VECTOR
#undef MASK
#undef HALF
#undef MASKED_LOAD
#undef MASKED_STORE
#undef TERMS
#undef WHOLE_TERMS
#undef MOST_VECTORS
#undef MOST_ROWS
#undef PANEL
#undef EACH_ROW
#undef EACH_VECTOR
#undef CASE
#undef CASES_TO_6
#undef LOW_NUMBERS
#undef HIGH_NUMBERS
#undef LOW_PAIRS
#undef HIGH_PAIRS
#undef EVEN_QUARTERS
#undef ODD_QUARTERS
#undef QUARTER
