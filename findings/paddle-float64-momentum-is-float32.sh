#!/bin/bash
# Paddle trains float64 weights with a momentum that is rounded to float32.
#
# Library:    paddlepaddle 3.3.1, Python 3.13, on the CPU.
# Expected:   in float64, v ← 0.9 v + g to 16 digits: after the second update of a gradient of 1, v = 1.9.
# Seen:       the weight has moved by 2.899999976158142 instead of 2.9: v = 1.899999976158142, that is 1 + float32(0.9):
#             the attribute "mu" of the operator is a float32. So
#             are decay and ε of RMSProp, Adadelta and Adagrad, β₁, β₂ and ε of NAdam, and the decay of AdamW; Adam's
#             β₁, β₂ and ε are not. Float64 training agrees with other libraries to 8 digits only.
# Output:     2.899999976158142
#
# usage: findings/paddle-float64-momentum-is-float32.sh     needs python3.13 (or PYTHON) and a package index
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PYENV_VERSION=${PYENV_VERSION:-3.13} "${PYTHON:-python3.13}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet paddlepaddle==3.3.1 numpy==2.5.5 setuptools==84.2.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import struct

import paddle

paddle.set_device("cpu")
w = paddle.create_parameter((1,), "float64", default_initializer=paddle.nn.initializer.Constant(0.0))
optimizer = paddle.optimizer.Momentum(learning_rate=1.0, momentum=0.9, parameters=[w])
for _ in range(2):
    w.sum().backward()
    optimizer.step()
    optimizer.clear_grad()
assert str(w.dtype).endswith("float64")
moved = -float(w.numpy()[0])
print(repr(moved))
single = struct.unpack("f", struct.pack("f", 0.9))[0]
assert moved == 1 + (1 + single), "it is another number now"
assert abs(moved - 2.9) > 1e-9
PYTHON
