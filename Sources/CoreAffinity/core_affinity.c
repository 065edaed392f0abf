// In C since Swift does not see what glibc hides behind _GNU_SOURCE.
#define _GNU_SOURCE
#include "core_affinity.h"

#ifdef __linux__
#include <sched.h>

int heaviside_hold_core(void) {
    const int core = sched_getcpu();
    if (core < 0 || core >= CPU_SETSIZE) return -1;
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    return sched_setaffinity(0, sizeof cores, &cores) == 0 ? core : -1;
}
#else
int heaviside_hold_core(void) { return -1; }
#endif
