"""Losses: value and gradient on fixed outputs, by libraries installed here: losses.py LIBRARY ...

A row: the name in specs, the call, and for each problem the value and the gradient by the 6 outputs. Where the name is
binaryCrossEntropy, what the gradient is by are the preactivations of a sigmoid, which the library computes. A loss that
the library leaves unreduced is averaged, as its users do, and the call says so.
"""

import sys

import numpy

import backends
from rows import unknown, write

# Outputs (or preactivations) and targets, [3 x 2]. Those of "saturated" round to 0 or 1 in a sigmoid.
OUTPUTS = {
    "ordinary": [[0.5, -1.25], [2.0, 0.125], [-0.75, 3.0]],
    "saturated": [[-20.0, 20.0], [-40.0, 200.0], [200.0, -200.0]],
}
TARGETS = {
    "squaredError": [[1.5, -0.5], [0.25, 4.0], [-2.0, 3.0]],
    "binaryCrossEntropy": [[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]],
    "crossEntropy": [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]],
}


def make(library, evaluate, functions, dtype="float64", backend=None):
    """`functions`: name, call, and f(outputs, targets), a number."""
    rows = []
    for name, call, f in functions:
        row = {"name": name, "call": call}
        try:
            for problem, outputs in OUTPUTS.items():
                targets = numpy.array(TARGETS[name], dtype)
                value, gradient = evaluate(lambda x: f(x, targets), outputs)
                assert str(gradient.dtype) == dtype and value.shape in ((), (1,)), (call, gradient.dtype, value.shape)
                row[problem] = {"value": float(value.reshape(())), "gradient": gradient.astype(float).ravel().tolist()}
        except (AttributeError, ImportError, TypeError) as error:
            unknown(f"{library} {call}: {error}")
            continue
        rows.append(row)
    write("losses", library, rows, dtype, backend, outputs=OUTPUTS, targets=TARGETS)


def torch():
    import torch as t

    f = t.nn
    y = t.from_numpy
    make("torch", backends.torch, [
        ("squaredError", "MSELoss", lambda x, target: f.MSELoss()(x, y(target))),
        ("squaredError", "MSELoss(reduction='sum')", lambda x, target: f.MSELoss(reduction="sum")(x, y(target))),
        ("binaryCrossEntropy", "BCEWithLogitsLoss", lambda x, target: f.BCEWithLogitsLoss()(x, y(target))),
        ("binaryCrossEntropy", "BCELoss", lambda x, target: f.BCELoss()(t.sigmoid(x), y(target))),
        ("crossEntropy", "CrossEntropyLoss", lambda x, target: f.CrossEntropyLoss()(x, y(target))),
    ])


def timm():
    import timm.loss as l
    import torch as t

    y = t.from_numpy
    make("timm", backends.torch, [
        ("binaryCrossEntropy", "BinaryCrossEntropy", lambda x, target: l.BinaryCrossEntropy()(x, y(target))),
        ("crossEntropy", "SoftTargetCrossEntropy", lambda x, target: l.SoftTargetCrossEntropy()(x, y(target))),
    ])


def optax():
    import optax as o

    make("optax", backends.jax, [
        ("squaredError", "squared_error(...).mean()", lambda x, y: o.squared_error(x, y).mean()),
        ("squaredError", "l2_loss(...).mean()", lambda x, y: o.l2_loss(x, y).mean()),
        ("squaredError", "l2_loss(...).sum()", lambda x, y: o.l2_loss(x, y).sum()),
        ("binaryCrossEntropy", "sigmoid_binary_cross_entropy(...).mean()",
         lambda x, y: o.sigmoid_binary_cross_entropy(x, y).mean()),
        ("crossEntropy", "softmax_cross_entropy(...).mean()", lambda x, y: o.softmax_cross_entropy(x, y).mean()),
    ])


def keras():
    import keras as k

    l, o = k.losses, k.ops
    make("keras", backends.keras, [
        ("squaredError", "MeanSquaredError", lambda x, y: l.MeanSquaredError(dtype="float64")(y, x)),
        ("binaryCrossEntropy", "BinaryCrossentropy",
         lambda x, y: l.BinaryCrossentropy(dtype="float64")(y, o.sigmoid(x))),
        ("binaryCrossEntropy", "BinaryCrossentropy(from_logits=True)",
         lambda x, y: l.BinaryCrossentropy(from_logits=True, dtype="float64")(y, x)),
        ("crossEntropy", "CategoricalCrossentropy(from_logits=True)",
         lambda x, y: l.CategoricalCrossentropy(from_logits=True, dtype="float64")(y, x)),
    ], backend=k.config.backend())


def tensorflow():
    import tensorflow as tf

    l = tf.compat.v1.losses
    make("tensorflow.v1", backends.tensorflow, [
        ("squaredError", "losses.mean_squared_error", lambda x, y: l.mean_squared_error(y, x)),
        ("squaredError", "nn.l2_loss", lambda x, y: tf.nn.l2_loss(x - y)),
        ("binaryCrossEntropy", "losses.sigmoid_cross_entropy", lambda x, y: l.sigmoid_cross_entropy(y, x)),
        ("binaryCrossEntropy", "losses.log_loss", lambda x, y: l.log_loss(y, tf.sigmoid(x))),
        ("crossEntropy", "losses.softmax_cross_entropy", lambda x, y: l.softmax_cross_entropy(y, x)),
    ])


def paddle():
    import paddle as p

    f = p.nn
    y = lambda target: p.to_tensor(target, dtype="float64")
    make("paddle", backends.paddle, [
        ("squaredError", "MSELoss", lambda x, target: f.MSELoss()(x, y(target))),
        ("binaryCrossEntropy", "BCEWithLogitsLoss", lambda x, target: f.BCEWithLogitsLoss()(x, y(target))),
        ("binaryCrossEntropy", "BCELoss", lambda x, target: f.BCELoss()(f.functional.sigmoid(x), y(target))),
        ("crossEntropy", "CrossEntropyLoss(soft_label=True)",
         lambda x, target: f.CrossEntropyLoss(soft_label=True)(x, y(target))),
    ])


def mlx():
    import mlx.core as mx
    import mlx.nn as n

    l, y = n.losses, mx.array
    make("mlx", backends.mlx, [
        ("squaredError", "mse_loss", lambda x, target: l.mse_loss(x, y(target))),
        ("binaryCrossEntropy", "binary_cross_entropy", lambda x, target: l.binary_cross_entropy(x, y(target))),
        ("binaryCrossEntropy", "binary_cross_entropy(with_logits=False)",
         lambda x, target: l.binary_cross_entropy(mx.sigmoid(x), y(target), with_logits=False)),
        ("crossEntropy", "cross_entropy(...).mean()", lambda x, target: l.cross_entropy(x, y(target)).mean()),
    ], "float32")


def tinygrad():
    from tinygrad import Tensor

    y = Tensor
    make("tinygrad", backends.tinygrad, [
        ("squaredError", "(x - y).square().mean()", lambda x, target: (x - y(target)).square().mean()),
        ("binaryCrossEntropy", "binary_crossentropy_logits",
         lambda x, target: x.binary_crossentropy_logits(y(target))),
        ("binaryCrossEntropy", "binary_crossentropy", lambda x, target: x.sigmoid().binary_crossentropy(y(target))),
        ("crossEntropy", "cross_entropy", lambda x, target: x.cross_entropy(y(target))),
    ], "float32")


def chainer():
    import chainer as c

    f = c.functions
    classes = lambda target: numpy.argmax(target, axis=1).astype(numpy.int32)
    make("chainer", backends.chainer, [
        ("squaredError", "mean_squared_error", lambda x, y: f.mean_squared_error(x, y)),
        ("binaryCrossEntropy", "sigmoid_cross_entropy",
         lambda x, y: f.sigmoid_cross_entropy(x, y.astype(numpy.int32))),
        ("crossEntropy", "softmax_cross_entropy", lambda x, y: f.softmax_cross_entropy(x, classes(y))),
    ])


def sklearn():
    """The value that MLPRegressor and MLPClassifier report, and the gradient that they train by."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    def perceptron(kind, activation):
        def evaluate(f, outputs):
            outputs, targets = numpy.array(outputs), f(None)
            network = kind(hidden_layer_sizes=(), alpha=0)
            network.n_outputs_, network.n_layers_, network.out_activation_ = 2, 2, activation
            network.loss = "squared_error" if kind is MLPRegressor else "log_loss"
            # One layer whose weights are the outputs themselves: the inputs are the rows of the identity.
            network.coefs_, network.intercepts_ = [outputs.copy()], [numpy.zeros(2)]
            network.batch_size, network.n_features_in_ = 3, 3
            activations = [numpy.eye(3), numpy.zeros((3, 2))]
            gradients = [numpy.zeros((3, 2))]
            value, gradients, _ = network._backprop(
                numpy.eye(3), targets, None, activations, [numpy.zeros((3, 2))], gradients, [numpy.zeros(2)])
            return numpy.asarray(value), gradients[0]

        return evaluate

    rows = []
    for name, call, evaluate in [
        ("squaredError", "MLPRegressor", perceptron(MLPRegressor, "identity")),
        ("binaryCrossEntropy", "MLPClassifier", perceptron(MLPClassifier, "logistic")),
        ("crossEntropy", "MLPClassifier", perceptron(MLPClassifier, "softmax")),
    ]:
        row = {"name": name, "call": call}
        for problem, outputs in OUTPUTS.items():
            value, gradient = evaluate(lambda _: numpy.array(TARGETS[name]), outputs)
            row[problem] = {"value": float(value), "gradient": gradient.ravel().tolist()}
        rows.append(row)
    write("losses", "sklearn", rows, outputs=OUTPUTS, targets=TARGETS)


for name in sys.argv[1:]: globals()[name]()
