#!/bin/bash
# MLX's Muon: the weight decay of a weight without a gradient has the same size for every λ.
#
# Library:    mlx 0.32.4 (mlx[cpu]), Python 3.13, on the CPU.
# Expected:   a weight decay in proportion to λ, as Muon has it in PyTorch, Optax, Keras and tinygrad: W ← (1 − η λ) W.
# Seen:       λ W is added to the gradient, and the sum is made orthogonal: the size of λ is divided out. A matrix without
#             a gradient takes a step of the size of the learning rate, for λ = 2^-10 as for λ = 2^-2, where PyTorch's
#             would shrink by η/1024 and by η/4 of itself. The default λ, 0.01, is between the two.
# Output:     λ = 2^-10: the largest entry moves by 0.0076964; λ = 2^-2: by 0.0076928
#
# usage: findings/mlx-muon-decay-without-size.sh     needs python3.13 (or PYTHON) and a package index
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PYENV_VERSION=${PYENV_VERSION:-3.13} "${PYTHON:-python3.13}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "mlx[cpu]==0.32.4" numpy==2.5.5
"$folder/venv/bin/python" - <<'PYTHON'
import mlx.core as mx
import mlx.optimizers
import numpy

mx.set_default_device(mx.cpu)
W = numpy.array([[3, 1, 0], [0, 2, 1], [1, 0, 1]], numpy.float32)


def step(decay):
    """How far a matrix without a gradient moves in the first update."""
    optimizer = mlx.optimizers.Muon(learning_rate=2.0**-7, weight_decay=decay)
    parameters = {"w": mx.array(W)}
    optimizer.init(parameters)
    parameters = optimizer.apply_gradients({"w": mx.zeros((3, 3))}, parameters)
    return W - numpy.array(parameters["w"])


small, large, none = step(2.0**-10), step(2.0**-2), step(0.0)
print(f"λ = 2^-10: the largest entry moves by {abs(small).max():.5g}; λ = 2^-2: by {abs(large).max():.5g}")
assert not none.any()
assert abs(large - small).max() <= 0.01 * abs(large).max(), "the step depends on λ now"
assert abs(small).max() > 100 * 2.0**-17 * W.max(), "the step is of the size of η λ W now"
PYTHON
