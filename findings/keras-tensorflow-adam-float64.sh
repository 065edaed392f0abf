#!/bin/bash
# Keras's Adam in float64 corrects its moments with β₁ and β₂ rounded to float32 on TensorFlow, and not on JAX.
#
# Library:    keras 3.15.1 with tensorflow-cpu 2.21.0 and with jax 0.12.0.1, Python 3.13, on the CPU.
# Expected:   one update of a float64 weight is the same on both backends but for the last digits: η m̂ / (√v̂ + ε).
#             With g = 1 the update is η / (1 + ε / √(1 − β₂)) to 16 digits.
# Seen:       on TensorFlow the first step is smaller by 6.7e-6 of itself, 10 orders of magnitude above rounding: β₂ᵗ
#             comes from ops.cast(self.beta_2, "float64"), where 0.999 is a float32 before it is a float64, and
#             1 − 0.99900001287… is off by 1.3e-5. The moments themselves use 1 − 0.999 in float64.
# Output:     jax 0.007812475294783904, tensorflow 0.00781242314073521
#
# usage: findings/keras-tensorflow-adam-float64.sh     needs python3.13 (or PYTHON), 2 GB, and a package index
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PYENV_VERSION=${PYENV_VERSION:-3.13} "${PYTHON:-python3.13}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 tensorflow-cpu==2.21.0 jax==0.12.0.1 numpy==2.5.5
cat > "$folder/step.py" <<'PYTHON'
import keras

keras.config.set_floatx("float64")
if keras.config.backend() == "jax":
    import jax

    jax.config.update("jax_enable_x64", True)
w = keras.Variable([0.0], dtype="float64")
optimizer = keras.optimizers.Adam(learning_rate=2.0**-7)
optimizer.build([w])
optimizer.apply([keras.ops.convert_to_tensor([1.0], dtype="float64")])
assert w.dtype == "float64"
print(repr(-float(keras.ops.convert_to_numpy(w.value)[0])))
PYTHON
for backend in jax tensorflow; do
    KERAS_BACKEND=$backend TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/step.py" 2>"$folder/$backend.err" \
        >"$folder/$backend" || { cat "$folder/$backend.err" >&2; exit 1; }
    echo "$backend $(cat "$folder/$backend")"
done
python3 - "$(cat "$folder/jax")" "$(cat "$folder/tensorflow")" <<'PYTHON'
import math
import struct
import sys

jax, tensorflow = map(float, sys.argv[1:])


def step(beta1, beta2):
    """The first step of a gradient of 1, with these numbers in the corrections."""
    m, v = 1 - 0.9, 1 - 0.999
    return 2**-7 * math.sqrt(1 - beta2) / (1 - beta1) * m / (math.sqrt(v) + 1e-7)


single = [struct.unpack("f", struct.pack("f", x))[0] for x in (0.9, 0.999)]
assert abs(jax / step(0.9, 0.999) - 1) < 1e-14, "JAX differs from the formula"
assert abs(tensorflow / step(*single) - 1) < 1e-14, "TensorFlow differs from the formula with rounded numbers"
assert abs(tensorflow / jax - 1) > 1e-6, "the two backends agree now"
print(f"TensorFlow's step is {tensorflow / jax - 1:.2e} off JAX's, in float64")
PYTHON
