#pragma once

/// Holds the calling thread, and the processes that it starts from now on, on the core that it is on.
/// Returns the number of that core, or -1 where the system cannot.
int heaviside_hold_core(void);
