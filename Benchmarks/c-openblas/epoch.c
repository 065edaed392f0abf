// epoch.c: one full-batch training epoch of a small autoencoder, dense, on one core.
//
// What it computes.  With n = length, N = n + 1 samples and amplitude A, sample i is a step:
// x[i][j] = A where j >= i, else 0.  The network and one epoch are
//     z = X w1 + b1                       n -> 1   (the code: one scalar a sample)
//     a = relu(z w2^T + b2)               1 -> n
//     y = relu(a W3^T)                    n -> n   (W3 is [outputs x inputs], row-major, no bias)
//     loss = mean over all N n elements of (y - x)^2, computed every epoch
// then the backward pass by hand (relu'(0) = 0) and RMSProp in torch's dialect on w1, b1, w2, b2, W3:
//     v = alpha v + (1 - alpha) g^2,   p -= rate g / (sqrt(v) + eps).
//
// Why it is the fair rival.  It is what a good C programmer would write and then tune: float32;
// OpenBLAS for the products, one thread; the elementwise work in a few fused loops, each of which
// the compiler vectorises (sqrt and the reductions too); buffers allocated once and aligned.
// Everything is dense: it uses neither that X is a staircase nor that the hidden layer is piecewise
// linear in one scalar.  What tuning bought, beyond the obvious:
//   * Matrices are kept feature-major ([feature][sample]), and the hidden layer, an outer product
//     and so cheap to write, is kept in sample-major order too.  No product then has its second
//     operand transposed, the one case for which OpenBLAS has no fast small-matrix kernel.
//   * Products just above OpenBLAS's small-matrix limit are cut into panels below it: product()
//     (--panel 0 leaves them whole, for the figure without that trick).
//   * Denormals are flushed to zero.  The v of a unit that has died decays into them within some
//     thousands of epochs and stays, and arithmetic on them is many times slower.
//
// It prints one JSON line.  microsecondsPerEpoch is the median over the repeats, each of which
// restarts from the same initial weights, runs the warm-up untimed and the epochs timed; finalLoss
// is the loss that the last epoch computed, before its own update.
//
// With --worker it speaks the protocol of Benchmarks/README.md instead, for one network or several, which it trains one
// after another.

#define _POSIX_C_SOURCE 200809L
#include <cblas.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif

static int panelColumns;      // see product(); 0: never cut a product
static const float alpha = 0.99f, epsilon = 1e-8f, rate = 1e-4f;

// Parameters, gradients and running squares lie alike in three blocks, so one loop updates all.
typedef struct { float *block, *w1, *b1, *w2, *b2, *W3; } Parameters;

typedef struct {
    int n, N;          // features, samples
    int ld;            // leading dimension of every matrix: N rounded up to whole cache lines
    size_t count;      // floats in a parameter block, padding (always zero) included
    Parameters p, g, v;
    float *X;          // [n][N]  the samples; also the target
    float *z, *dz;     // [N]     code and its gradient
    float *H, *Ht;     // [n][N] and [N][n]  hidden layer, both orders
    float *D;          // [n][N]  output before its relu, then the loss's gradient there
    float *dH;         // [n][N]  gradient of the hidden layer
    double loss;
} Model;

static float *floats(size_t count) {
    size_t bytes = (count * sizeof(float) + 63) / 64 * 64;
    float *p = aligned_alloc(64, bytes);
    if (!p) { fprintf(stderr, "epoch: out of memory\n"); exit(71); }
    return memset(p, 0, bytes);
}

static Parameters parameters(int n, size_t ld, size_t count) {
    float *b = floats(count);
    size_t W3 = n * ld;
    return (Parameters){ .block = b, .W3 = b, .w1 = b + W3, .w2 = b + W3 + ld,
                         .b2 = b + W3 + 2 * ld, .b1 = b + W3 + 3 * ld };
}

static void allocate(Model *m, int n, float amplitude) {
    m->n = n;
    m->N = n + 1;
    m->ld = (m->N + 15) / 16 * 16;
    if (m->ld % 128 == 0) m->ld += 16;      // no power-of-two stride: rows would share cache sets
    size_t ld = m->ld, matrix = n * ld;
    m->count = matrix + 3 * ld + 16;
    m->p = parameters(n, ld, m->count);
    m->g = parameters(n, ld, m->count);
    m->v = parameters(n, ld, m->count);
    m->z = floats(ld), m->dz = floats(ld);
    m->X = floats(matrix), m->H = floats(matrix), m->Ht = floats(matrix + ld);
    m->D = floats(matrix), m->dH = floats(matrix);
    for (int j = 0; j < n; j++)
        for (int i = 0; i <= j; i++) m->X[j * ld + i] = amplitude;
}

// U(-0.05, 0.05) from xorshift64*, drawn in the order w1, b1, w2, b2, W3.
static void draw(uint64_t *state, float *to, int count) {
    for (int k = 0; k < count; k++) {
        *state ^= *state >> 12, *state ^= *state << 25, *state ^= *state >> 27;
        uint64_t bits = (*state * 0x2545F4914F6CDD1Dull) >> 40;
        to[k] = ((float)bits + 0.5f) * (0.1f / 16777216.0f) - 0.05f;
    }
}

static void initialize(Model *m, uint64_t seed) {
    uint64_t state = seed * 0x9E3779B97F4A7C15ull;      // odd factor: never 0 for a seed above 0
    memset(m->v.block, 0, m->count * sizeof(float));
    draw(&state, m->p.w1, m->n);
    draw(&state, m->p.b1, 1);
    draw(&state, m->p.w2, m->n);
    draw(&state, m->p.b2, m->n);
    for (int j = 0; j < m->n; j++) draw(&state, m->p.W3 + (size_t)j * m->ld, m->n);
}

// C[rows x columns] = op(A) B.  On AVX-512 cores OpenBLAS multiplies without packing, and faster at
// these sizes, while rows * columns * depth <= 100^3 (its small-matrix limit).  A product above that
// whose panels of panelColumns columns are below it is cut into such panels.
static void product(CBLAS_TRANSPOSE op, int rows, int columns, int depth,
                    const float *A, const float *B, float *C, int ld) {
    double area = (double)rows * depth;
    int panel = columns;
    if (panelColumns > 0 && area * columns > 1e6 && area * panelColumns <= 1e6) panel = panelColumns;
    for (int c = 0; c < columns; c += panel)
        cblas_sgemm(CblasRowMajor, op, CblasNoTrans, rows, columns - c < panel ? columns - c : panel,
                    depth, 1, A, ld, B + c, ld, 0, C + c, ld);
}

// The best panel measured, for the cores whose OpenBLAS has that small-matrix kernel.
static int bestPanel(void) {
    const char *core = openblas_get_corename();
    return strcmp(core, "SkylakeX") == 0 || strcmp(core, "Cooperlake") == 0 ||
           strcmp(core, "SapphireRapids") == 0 ? 32 : 0;
}

// The elementwise loops below run over whole rows, padding included, so none has a tail: in the
// padding D, dH, w2 and b2 are zero and stay so, and nothing reads what the others have there.
#define ROW(matrix, index) __builtin_assume_aligned((matrix) + (size_t)(index) * ld, 64)

// a = relu(z w2^T + b2), in both orders: an outer product is as cheap to write as to transpose.
static void hidden(Model *m) {
    const int n = m->n, N = m->N, ld = m->ld & -16;
    const float *restrict z = ROW(m->z, 0), *restrict w2 = ROW(m->p.w2, 0), *restrict b2 = ROW(m->p.b2, 0);
    for (int j = 0; j < n; j++) {
        float *restrict row = ROW(m->H, j), w = w2[j], b = b2[j];
        for (int i = 0; i < ld; i++) { float h = w * z[i] + b; row[i] = h > 0 ? h : 0; }
    }
    for (int i = 0; i < N; i++) {
        float *restrict row = ROW(m->Ht, i), s = z[i];
        for (int j = 0; j < ld; j++) { float h = w2[j] * s + b2[j]; row[j] = h > 0 ? h : 0; }
    }
}

// Output relu, loss and the gradient before that relu, in one pass and in place.
static void lossAndDelta(Model *m) {
    const int n = m->n, ld = m->ld & -16;
    const double elements = (double)n * m->N;
    const float scale = (float)(2 / elements);
    double total = 0;
    for (int j = 0; j < n; j++) {
        float *restrict d = ROW(m->D, j), sum = 0;
        const float *restrict x = ROW(m->X, j);
        for (int i = 0; i < ld; i++) {
            float y = d[i] > 0 ? d[i] : 0, e = y - x[i];
            sum += e * e;
            d[i] = y > 0 ? scale * e : 0;
        }
        total += sum;
    }
    m->loss = total / elements;
}

// Back through the hidden relu and the 1 -> n layer: one pass gives all that layer's gradients.
static void hiddenBackward(Model *m) {
    const int n = m->n, ld = m->ld & -16;
    const float *restrict z = ROW(m->z, 0);
    float *restrict dz = ROW(m->dz, 0), gb1 = 0;
    memset(dz, 0, ld * sizeof(float));
    for (int j = 0; j < n; j++) {
        const float *restrict dh = ROW(m->dH, j), *restrict h = ROW(m->H, j);
        float w = m->p.w2[j], gw = 0, gb = 0;
        for (int i = 0; i < ld; i++) {
            float d = h[i] > 0 ? dh[i] : 0;
            gw += d * z[i];
            gb += d;
            dz[i] += d * w;
        }
        m->g.w2[j] = gw;
        m->g.b2[j] = gb;
    }
    for (int i = 0; i < ld; i++) gb1 += dz[i];
    *m->g.b1 = gb1;
}

static void update(Model *m) {
    float *restrict p = __builtin_assume_aligned(m->p.block, 64);
    float *restrict v = __builtin_assume_aligned(m->v.block, 64);
    const float *restrict g = __builtin_assume_aligned(m->g.block, 64);
    const size_t count = m->count & -16;     // a multiple of 16 already
    for (size_t k = 0; k < count; k++) {        // the padding's gradient is zero: it stays zero
        float s = alpha * v[k] + (1 - alpha) * g[k] * g[k];
        v[k] = s;
        p[k] -= rate * g[k] / (sqrtf(s) + epsilon);
    }
}

static void epoch(Model *m) {
    int n = m->n, N = m->N, ld = m->ld;
    for (int i = 0; i < N; i++) m->z[i] = *m->p.b1;
    cblas_sgemv(CblasRowMajor, CblasTrans, n, N, 1, m->X, ld, m->p.w1, 1, 1, m->z, 1);
    hidden(m);
    product(CblasNoTrans, n, N, n, m->p.W3, m->H, m->D, ld);        // y before relu = W3 a
    lossAndDelta(m);
    product(CblasNoTrans, n, n, N, m->D, m->Ht, m->g.W3, ld);       // gradient of W3 = d a^T
    product(CblasTrans, n, N, n, m->p.W3, m->D, m->dH, ld);         // gradient of a = W3^T d
    hiddenBackward(m);
    cblas_sgemv(CblasRowMajor, CblasNoTrans, n, N, 1, m->X, ld, m->dz, 1, 0, m->g.w1, 1);
    update(m);
}

static double microseconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec * 1e-3;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// For checks: raw native float32, w1[n] b1 w2[n] b2[n] W3[n][n].
static void dump(const Model *m, const Parameters *p, const char *path) {
    if (!path) return;
    FILE *f = fopen(path, "wb");
    size_t n = m->n, written = 0;
    if (f) {
        written += fwrite(p->w1, 4, n, f) + fwrite(p->b1, 4, 1, f);
        written += fwrite(p->w2, 4, n, f) + fwrite(p->b2, 4, n, f);
        for (size_t j = 0; j < n; j++) written += fwrite(p->W3 + j * m->ld, 4, n, f);
    }
    if (!f || fclose(f) || written != 3 * n + 1 + n * n) {
        fprintf(stderr, "epoch: cannot write %s\n", path);
        exit(73);
    }
}

static float *read(const char *path, size_t count) {
    float *values = floats(count + 1);
    FILE *f = fopen(path, "rb");
    size_t found = f ? fread(values, sizeof(float), count + 1, f) : 0;
    if (f) fclose(f);
    if (found != count) {
        fprintf(stderr, "epoch: %s: %s\n", path, f ? "not the weights of so many networks of this length" : "cannot be read");
        exit(66);
    }
    return values;
}

static void restore(Model *m, const float *from) {
    size_t n = m->n;
    memset(m->v.block, 0, m->count * sizeof(float));
    memcpy(m->p.w1, from, n * sizeof(float)), from += n;
    *m->p.b1 = *from++;
    memcpy(m->p.w2, from, n * sizeof(float)), from += n;
    memcpy(m->p.b2, from, n * sizeof(float)), from += n;
    for (size_t j = 0; j < n; j++, from += n) memcpy(m->p.W3 + j * m->ld, from, n * sizeof(float));
}

// By their text: -ffast-math does not promise that comparisons reject a NaN.
static int isNumber(const char *text) { return *text >= '0' && *text <= '9'; }

static const char *compiler(void) {
#ifdef __clang__
    return __VERSION__;
#else
    return "gcc " __VERSION__;
#endif
}

// Answers "run E" lines until the end of input.
static int serve(int n, float amplitude, int networks, const char *weights) {
    size_t count = (size_t)n * n + 3 * n + 1;
    const float *initial = read(weights, count * networks);
    Model *models = calloc(networks, sizeof *models);
    if (!models) { fprintf(stderr, "epoch: out of memory\n"); return 71; }
    for (int k = 0; k < networks; k++) allocate(&models[k], n, amplitude);
    restore(&models[0], initial);
    epoch(&models[0]);                      // OpenBLAS sets itself up in the first products
    printf("{\"program\":\"C + OpenBLAS\",\"multiple\":1,\"versions\":{\"openblas\":\"%s\",\"compiler\":\"%s\"}}\n",
           openblas_get_config(), compiler());
    fflush(stdout);
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        char *end;
        long epochs = strncmp(line, "run ", 4) ? 0 : strtol(line + 4, &end, 10);
        if (epochs < 1 || *end != '\n') {
            printf("{\"error\":\"expected run E, E from 1\"}\n");
            fflush(stdout);
            continue;
        }
        for (int k = 0; k < networks; k++) restore(&models[k], initial + k * count);
        double start = microseconds(), sum = 0;
        for (int k = 0; k < networks; k++) {
            for (long e = 0; e < epochs; e++) epoch(&models[k]);
            sum += models[k].loss;
        }
        double seconds = (microseconds() - start) * 1e-6;
        char loss[32];
        snprintf(loss, sizeof loss, "%.9g", sum / networks);
        if (isNumber(loss)) printf("{\"seconds\":%.9f,\"loss\":%s}\n", seconds, loss);
        else printf("{\"error\":\"the loss is %s\"}\n", loss);
        fflush(stdout);
    }
    return 0;
}

static void usage(const char *problem, const char *what) {
    fprintf(stderr, "epoch: %s%s\n"
            "usage: epoch [--length 129] [--epochs 20000] [--warmup 2000] [--repeats 1] [--seed 1]\n"
            "             [--amplitude 5] [--panel COLUMNS, 0 for whole products]\n"
            "             [--dump-initial FILE] [--dump-final FILE] [--dump-gradient FILE]\n"
            "       epoch --worker --weights FILE [--length 129] [--networks 1] [--amplitude 5] [--panel COLUMNS]\n",
            problem, what);
    exit(64);
}

static long integer(const char *name, const char *text, long least, long most) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || value < least || value > most) {
        char problem[96];
        snprintf(problem, sizeof problem, "%s takes a whole number from %ld to %ld, not ", name, least, most);
        usage(problem, text);
    }
    return value;
}

int main(int argc, char **argv) {
    long length = 129, epochs = 20000, warmup = 2000, repeats = 1, seed = 1, networks = 1;
    float amplitude = 5;
    panelColumns = bestPanel();
    const char *initial = NULL, *final = NULL, *gradient = NULL, *weights = NULL;
    int worker = 0;
    for (int k = 1; k < argc; k += 2) {
        if (strcmp(argv[k], "--worker") == 0) { worker = 1, k--; continue; }
        const char *name = argv[k], *text = argv[k + 1];        // argv[argc] is NULL
        #define IS(option) (strcmp(name, option) == 0 && (text || (usage(option, " takes a value"), 0)))
        if (IS("--length")) length = integer(name, text, 1, 8192);
        else if (IS("--epochs")) epochs = integer(name, text, 1, 1000000000);
        else if (IS("--warmup")) warmup = integer(name, text, 0, 1000000000);
        else if (IS("--repeats")) repeats = integer(name, text, 1, 1000);
        else if (IS("--seed")) seed = integer(name, text, 1, INT32_MAX);
        else if (IS("--panel")) panelColumns = (int)integer(name, text, 0, 8192);
        else if (IS("--amplitude")) {
            char *end;
            amplitude = strtof(text, &end);
            if (!isNumber(text) || *end || amplitude <= 0 || amplitude > 1000)
                usage("--amplitude takes a number above 0 and up to 1000, not ", text);
        }
        else if (IS("--weights")) weights = text;
        else if (IS("--networks")) networks = integer(name, text, 1, 4096);
        else if (IS("--dump-initial")) initial = text;
        else if (IS("--dump-final")) final = text;
        else if (IS("--dump-gradient")) gradient = text;
        else usage("unknown argument ", name);
    }

    openblas_set_num_threads(1);
#ifdef __SSE__
    _mm_setcsr(_mm_getcsr() | 0x8040);      // flush to zero, denormals are zero
#endif
    if (worker) {
        if (!weights) usage("--worker", " takes --weights FILE beside it");
        return serve((int)length, amplitude, (int)networks, weights);
    }
    Model m;
    allocate(&m, (int)length, amplitude);
    double *times = malloc(repeats * sizeof *times);
    if (!times) { fprintf(stderr, "epoch: out of memory\n"); return 71; }
    for (long r = 0; r < repeats; r++) {
        initialize(&m, (uint64_t)seed);
        if (r == 0) dump(&m, &m.p, initial);
        for (long e = 0; e < warmup; e++) epoch(&m);
        double start = microseconds();
        for (long e = 0; e < epochs; e++) epoch(&m);
        times[r] = (microseconds() - start) / epochs;
    }
    dump(&m, &m.p, final);
    dump(&m, &m.g, gradient);
    qsort(times, repeats, sizeof *times, ascending);
    double median = (times[(repeats - 1) / 2] + times[repeats / 2]) / 2;
    char loss[32];
    snprintf(loss, sizeof loss, "%.9g", m.loss);
    if (!isNumber(loss)) { fprintf(stderr, "epoch: the loss is %s\n", loss); return 70; }
    printf("{\"program\":\"c-openblas\",\"length\":%ld,\"epochs\":%ld,\"microsecondsPerEpoch\":%.3f,"
           "\"finalLoss\":%s,\"openblas\":\"%s\",\"compiler\":\"%s\"}\n",
           length, epochs, median, loss, openblas_get_config(), compiler());
    return 0;
}
