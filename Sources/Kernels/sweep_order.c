#include "sweep.h"

// Which units are active must not depend on the instruction set: no fused multiply-add.
#pragma STDC FP_CONTRACT OFF

#define REAL float
#define NAME(x) heaviside_sweep_##x##_f32
#include "sweep_order_template.h"
#undef REAL
#undef NAME

#define REAL double
#define NAME(x) heaviside_sweep_##x##_f64
#include "sweep_order_template.h"
