#!/bin/bash
# keras.ops.maximum of two float64 tensors is a float32 tensor on PyTorch.
#
# Library:    keras 3.15.1 with torch 2.15.0, Python 3.13, on the CPU.
# Expected:   the maximum of two float64 tensors is float64, as on TensorFlow and JAX, and as keras.ops.add is on
#             PyTorch.
# Seen:       it is float32, and so is minimum: the larger of 1 and 1e40 is inf. Both arguments are cast to what
#             dtypes.result_type says, which is float32 for two float64 tensors on this backend; add asks nothing.
# Output:     add float64, maximum float32, maximum(1, 1e40) = inf
#
# usage: findings/keras-torch-maximum-of-float64-is-float32.sh     needs python3.13 (or PYTHON), 6 GB, a package index
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PYENV_VERSION=${PYENV_VERSION:-3.13} "${PYTHON:-python3.13}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 torch==2.15.0 numpy==2.5.5
KERAS_BACKEND=torch "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import keras
import torch

x = torch.tensor([1.0], dtype=torch.float64)
y = torch.tensor([1e40], dtype=torch.float64)
total, largest = keras.ops.add(x, y), keras.ops.maximum(x, y)
print(f"add {total.dtype}, maximum {largest.dtype}, maximum(1, 1e40) = {largest.item()}".replace("torch.", ""))
assert total.dtype == torch.float64
assert torch.maximum(x, y).item() == 1e40
assert largest.dtype == torch.float32 and largest.item() == float("inf"), "it is float64 now"
PYTHON
