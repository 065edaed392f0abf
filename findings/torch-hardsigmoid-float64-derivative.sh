#!/bin/bash
# The derivative of PyTorch's hard sigmoid in float64 is 1/6 rounded to float32, while its value divides by 6.
#
# Library:    torch 2.15.0, Python 3.13, on the CPU.
# Expected:   hardsigmoid(u) = relu6(u + 3) / 6 has the derivative 0.16666666666666666 between −3 and 3 in float64.
# Seen:       the value is that, to the last digit, and the derivative 0.1666666716337204: the float32 nearest to 1/6.
#             So it is off by 3e-8, eight orders of magnitude above rounding, and no derivative of its value.
# Output:     value 0.6666666666666666, derivative 0.1666666716337204
#
# usage: findings/torch-hardsigmoid-float64-derivative.sh     needs python3.13 (or PYTHON), 6 GB, and a package index
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PYENV_VERSION=${PYENV_VERSION:-3.13} "${PYTHON:-python3.13}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.5.5
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import struct

import torch

u = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
value = torch.nn.functional.hardsigmoid(u)
value.backward()
print(f"value {value.item()!r}, derivative {u.grad.item()!r}")
assert u.grad.dtype == torch.float64
assert abs(value.item() - 4 / 6) < 1e-15, "the value is another one now"
assert u.grad.item() == struct.unpack("f", struct.pack("f", 1 / 6))[0], "the derivative is another one now"
assert abs(u.grad.item() - 1 / 6) > 1e-9
PYTHON
