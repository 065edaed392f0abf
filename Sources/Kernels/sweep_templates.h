// Included by sweep.c with REAL (of the parameters), WIDE (of the computation), PANEL, and NAME(x) and the vector types
// REALS and WIDES that follow from them.

#include "sweep_order_template.h"
#include "sweep_memory_template.h"
#include "sweep_forward_template.h"
#include "steps_template.h"
#include "sweep_step_template.h"
#include "sweep_backward_template.h"
#include "sweep_correct_template.h"
#include "sweep_run_template.h"
