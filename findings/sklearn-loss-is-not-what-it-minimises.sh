#!/bin/bash
# With several outputs, scikit-learn's MLPRegressor steps by d times the gradient of the loss that it reports.
#
# Library:    scikit-learn 1.9.1, Python 3.13.
# Expected:   solver "sgd" without momentum moves a bias by the rate times the derivative of loss_: for d outputs, all
#             0 where 1 is the target, loss_ = 1/2, whose derivative by each bias is −1/d.
# Seen:       each bias moves by the rate times 1, whatever d is: what it minimises is half the sum of squares over the
#             outputs, averaged over the samples, and what it reports averages over the outputs too. For one output, and
#             for MLPClassifier, both are the same.
# Output:     1 output: loss 0.5, step 0.25; 4 outputs: loss 0.5, step 0.25
#
# usage: findings/sklearn-loss-is-not-what-it-minimises.sh     needs python3.13 (or PYTHON) and a package index
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PYENV_VERSION=${PYENV_VERSION:-3.13} "${PYTHON:-python3.13}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-learn==1.9.1 numpy==2.5.5
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy
from sklearn.neural_network import MLPRegressor

found = []
for outputs in [1, 4]:
    network = MLPRegressor(
        hidden_layer_sizes=(1,), solver="sgd", momentum=0.0, nesterovs_momentum=False, alpha=0.0,
        learning_rate_init=0.25, batch_size=2, shuffle=False)
    x, y = numpy.zeros((2, 1)), numpy.ones((2, outputs))
    network.partial_fit(x, y)
    for tensor in network.coefs_ + network.intercepts_: tensor[...] = 0
    network.partial_fit(x, y)
    steps = network.intercepts_[-1]
    assert (steps == steps[0]).all()
    found.append((float(network.loss_), float(steps[0])))
    print(f"{outputs} output{'s' * (outputs > 1)}: loss {network.loss_}, step {steps[0]}")
assert found[0] == (0.5, 0.25), "with one output it is another step now"
assert found[1] == (0.5, 0.25), "with four outputs the step is the gradient of the loss now"
PYTHON
