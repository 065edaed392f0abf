"""How a rival speaks with `heaviside bench`: see Benchmarks/README.md.

A rival calls `serve` with a function that prepares it. Standard output belongs to the protocol alone, so that a library
that prints does no harm: everything else goes to standard error.
"""

import argparse
import json
import math
import os
import sys
import time

# One thread, whatever pool a library brings along; set before any of them is imported.
for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

AMPLITUDE = 5.0
RATE, ALPHA, EPSILON = 1e-4, 0.99, 1e-8


def steps(n):
    """The samples x[i][j] = amplitude where j >= i, one a row."""
    import numpy

    return numpy.triu(numpy.full((n + 1, n), AMPLITUDE, numpy.float32))


def weights(file, n, networks):
    """The initial parameters: w1[M, n] b1[M] w2[M, n] b2[M, n] W3[M, n, n] of M networks."""
    import numpy

    values = numpy.fromfile(file, "<f4")
    if values.size != networks * (3 * n + 1 + n * n):
        raise SystemExit(f"{file}: {values.size} numbers, not those of {networks} networks of length {n}")
    w1, b1, w2, b2, w3 = numpy.split(values.reshape(networks, -1), [n, n + 1, 2 * n + 1, 3 * n + 1], axis=1)
    return w1, b1[:, 0], w2, b2, w3.reshape(networks, n, n)


def serve(prepare, **flags):
    """Answers the driver until its end of input.

    `prepare(arguments)` returns what `run E` calls: a description, the number that E must be a multiple of, `reset()`,
    which goes back to the initial weights, and `train(E)`, which returns when E epochs are done, with the last one's loss.
    """
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def say(**values):
        answers.write(json.dumps(values, allow_nan=False) + "\n")

    parser = argparse.ArgumentParser()
    parser.add_argument("--worker", action="store_true", required=True)
    parser.add_argument("--length", type=int, required=True)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--networks", type=int, default=1)
    for flag, help in flags.items():
        parser.add_argument("--" + flag, action="store_true", help=help)
    arguments = parser.parse_args()
    try:
        ready, multiple, reset, train = prepare(arguments)
    except ModuleNotFoundError as error:
        return say(missing=f"Python has no module {error.name}")
    reset()
    train(multiple)  # compiles, and allocates what stays
    say(multiple=multiple, **ready)
    for line in sys.stdin:
        word, _, count = line.strip().partition(" ")
        if word != "run" or not count.isdecimal() or int(count) < 1 or int(count) % multiple:
            say(error=f"{line.strip()!r}: expected run E, E a multiple of {multiple}")
            continue
        reset()
        start = time.perf_counter()
        loss = train(int(count))
        seconds = time.perf_counter() - start
        say(seconds=seconds, loss=loss) if math.isfinite(loss) else say(error=f"the loss is {loss}")
