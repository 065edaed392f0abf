#include "sweep.h"

// Written with clang's vector types, 16 numbers at a time, for whichever instruction set the clone has.
#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

#define CONCATENATE(a, b) a##b
#define JOIN(a, b) CONCATENATE(a, b)
#define NAME(x) JOIN(heaviside_sweep_##x##_, SUFFIX)
#define TYPE JOIN(heaviside_sweep_, SUFFIX)
#define VR JOIN(reals_, SUFFIX)
#define VA JOIN(accumulators_, SUFFIX)

typedef float reals_f32 __attribute__((ext_vector_type(16), aligned(64)));
typedef float accumulators_f32 __attribute__((ext_vector_type(16), aligned(64)));
typedef float reals_f32_f64 __attribute__((ext_vector_type(16), aligned(64)));
typedef double accumulators_f32_f64 __attribute__((ext_vector_type(16), aligned(64)));
typedef double reals_f64 __attribute__((ext_vector_type(16), aligned(64)));
typedef double accumulators_f64 __attribute__((ext_vector_type(16), aligned(64)));

#define REAL float
#define ACC float
#define SUFFIX f32
#include "sweep_template.h"
#undef ACC
#undef SUFFIX

#define ACC double
#define SUFFIX f32_f64
#include "sweep_template.h"
#undef REAL
#undef SUFFIX

#define REAL double
#define SUFFIX f64
#include "sweep_template.h"
