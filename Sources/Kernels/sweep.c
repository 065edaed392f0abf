#include "sweep.h"

#include "cloned.h"

// What is fused is written out, and nothing else is: every instruction set gives the same bits. A processor without
// fused multiply-add, from before 2013, computes it in software, slowly.
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))
// Written with clang's vector types, 16 numbers at a time, for whichever instruction set the clone has.
#define LANES 16

enum { KIND_LEAKY, KIND_RELU, KIND_HINGE };

#define CONCATENATE(a, b) a##b
#define JOIN(a, b) CONCATENATE(a, b)
#define NAME(x) JOIN(heaviside_sweep_##x##_, SUFFIX)
#define REALS JOIN(reals_, SUFFIX)
#define WIDES JOIN(wides_, SUFFIX)

typedef float reals_f32 __attribute__((ext_vector_type(LANES), aligned(64)));
typedef float wides_f32 __attribute__((ext_vector_type(LANES), aligned(64)));
typedef float reals_f32_f64 __attribute__((ext_vector_type(LANES), aligned(64)));
typedef double wides_f32_f64 __attribute__((ext_vector_type(LANES), aligned(64)));
typedef double reals_f64 __attribute__((ext_vector_type(LANES), aligned(64)));
typedef double wides_f64 __attribute__((ext_vector_type(LANES), aligned(64)));
typedef double doubles __attribute__((ext_vector_type(LANES), aligned(64)));

// Panels of so many vectors of outputs keep lines and sums in registers.
#define REAL float
#define WIDE float
#define SUFFIX f32
#define PANEL 5
#include "sweep_templates.h"
#undef WIDE
#undef SUFFIX
#undef PANEL

#define WIDE double
#define SUFFIX f32_f64
#define PANEL 3
#include "sweep_templates.h"
#undef REAL
#undef SUFFIX

#define REAL double
#define SUFFIX f64
#include "sweep_templates.h"
