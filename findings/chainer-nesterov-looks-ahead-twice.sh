#!/bin/bash
# Chainer's NesterovAG looks ahead of the velocity twice: its first step is (1 + μ + μ²) η g, not (1 + μ) η g.
#
# Library:    chainer 7.8.1 with numpy 1.23.5, Python 3.10, on the CPU.
# Expected:   Nesterov's form as its own documentation cites it (Bengio and others, equation 7), and as PyTorch, Keras,
#             TensorFlow, JAX and MLX compute it: v ← μ v − η g; w ← w + μ v − η g. With μ = 0.9 and η g = 1 the first
#             step is 1.9.
# Seen:       v ← μ v − η g; w ← w + μ² v − (1 + μ) η g, with the new v where the formula has the old one. The first
#             step is 2.71, and the steps of a constant gradient come nearer to 10 η g sooner.
# Output:     2.71 3.439 4.0951
#
# usage: findings/chainer-nesterov-looks-ahead-twice.sh     needs python3.10 (or OLD_PYTHON) and a package index
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PYENV_VERSION=${PYENV_VERSION:-3.10} "${OLD_PYTHON:-python3.10}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "setuptools<60" wheel numpy==1.23.5
"$folder/venv/bin/pip" install --quiet --no-build-isolation chainer==7.8.1 protobuf==3.20.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import chainer
import numpy

link = chainer.Link()
with link.init_scope():
    link.w = chainer.Parameter(numpy.zeros(1))
optimizer = chainer.optimizers.NesterovAG(lr=1.0, momentum=0.9)
optimizer.setup(link)
steps = []
for _ in range(3):
    before = link.w.array.copy()
    link.w.grad = numpy.ones(1)
    optimizer.update()
    steps.append(float((before - link.w.array)[0]))
print(*(f"{s:.5g}" for s in steps))
nesterov, twice, v = [], [], 0.0
for _ in range(3):
    v = 0.9 * v + 1
    nesterov.append(0.9 * v + 1)
    twice.append(0.9 * (0.9 * v + 1) + 1)
assert numpy.allclose(steps, twice, rtol=1e-13), (steps, twice)
assert not numpy.allclose(steps, nesterov, rtol=0.1), "it is Nesterov's form now"
PYTHON
