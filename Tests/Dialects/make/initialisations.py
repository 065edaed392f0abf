"""Initial weights: bounds and deviations of a million draws, by libraries installed here: initialisations.py LIBRARY ...

A row: the call, and for weights and biases of layers with 300 inputs and 200 outputs how many were drawn, the largest
magnitude, the deviation, and the mean fourth power over the square of the variance, which tells distributions apart.
"""

import sys

import numpy

from rows import unknown, write

INPUTS, OUTPUTS = 300, 200
LAYERS = 17


def figures(arrays):
    values = numpy.concatenate([numpy.asarray(array, numpy.float64).ravel() for array in arrays])
    variance = float((values**2).mean())
    return {
        "count": len(values), "largest": float(abs(values).max()), "deviation": variance**0.5,
        "fourth": float((values**4).mean() / variance**2) if variance > 0 else 0.0,
    }


def make(library, starts, backend=None):
    """`starts`: the call, and a function of a number that returns weights, and biases or None."""
    rows = []
    for call, f in starts:
        try:
            drawn = [f(k) for k in range(LAYERS)]
        except (AttributeError, ImportError) as error:
            unknown(f"{library} {call}: {error}")
            continue
        row = {"call": call, "weights": figures([weights for weights, _ in drawn])}
        biases = [biases for _, biases in drawn if biases is not None]
        if biases: row["biases"] = figures(biases)
        rows.append(row)
    write("initialisations", library, rows, "float32", backend, inputs=INPUTS, outputs=OUTPUTS)


def torch():
    import torch as t

    t.manual_seed(1)

    def linear(_):
        layer = t.nn.Linear(INPUTS, OUTPUTS)
        return layer.weight.detach(), layer.bias.detach()

    def init(f):
        def run(_):
            weight = t.empty(OUTPUTS, INPUTS)
            f(weight)
            return weight, None

        return run

    i = t.nn.init
    make("torch", [
        ("Linear", linear), ("xavier_uniform_", init(i.xavier_uniform_)), ("xavier_normal_", init(i.xavier_normal_)),
        ("kaiming_uniform_", init(i.kaiming_uniform_)), ("kaiming_normal_", init(i.kaiming_normal_)),
    ])


def timm():
    import torch as t
    from timm.layers import lecun_normal_

    t.manual_seed(1)

    def lecun(_):
        weight = t.empty(OUTPUTS, INPUTS)
        lecun_normal_(weight)
        return weight, None

    make("timm", [("lecun_normal_", lecun)])


def jax_initializers(module):
    import jax

    def init(f):
        return lambda k: (f(jax.random.key(k), (INPUTS, OUTPUTS), jax.numpy.float32), None)

    return [
        (name, init(getattr(module, name)())) for name in [
            "lecun_normal", "lecun_uniform", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal",
        ]
    ]


def jax():
    import jax.nn.initializers

    make("jax", jax_initializers(jax.nn.initializers))


def flax():
    from flax import nnx

    def linear(k):
        layer = nnx.Linear(INPUTS, OUTPUTS, rngs=nnx.Rngs(k))
        return layer.kernel[...], layer.bias[...]

    make("flax", [("nnx.Linear", linear)])


def equinox():
    import equinox
    import jax

    def linear(k):
        layer = equinox.nn.Linear(INPUTS, OUTPUTS, key=jax.random.key(k))
        return layer.weight, layer.bias

    make("equinox", [("nn.Linear", linear)])


def haiku():
    import haiku
    import jax

    def linear(k):
        f = haiku.without_apply_rng(haiku.transform(lambda x: haiku.Linear(OUTPUTS)(x)))
        found = f.init(jax.random.key(k), numpy.zeros((1, INPUTS), numpy.float32))["linear"]
        return found["w"], found["b"]

    make("haiku", [("Linear", linear)])


def keras():
    import keras as k

    k.utils.set_random_seed(1)

    def dense(initializer=None):
        def run(_):
            layer = k.layers.Dense(OUTPUTS, **({"kernel_initializer": initializer} if initializer else {}))
            layer.build((None, INPUTS))
            return k.ops.convert_to_numpy(layer.kernel), k.ops.convert_to_numpy(layer.bias)

        return run

    # The initializers draw by the backend's generator, from one formula: they are run on TensorFlow.
    make("keras", [("Dense", dense())] + [
        (name, dense(name)) for name in ["glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"]
    ], k.config.backend())


def tensorflow():
    import tensorflow as tf

    tf.random.set_seed(1)
    v = tf.compat.v1

    def init(f):
        return lambda _: (f((INPUTS, OUTPUTS), tf.float32).numpy(), None)

    make("tensorflow.v1", [
        ("glorot_uniform_initializer", init(v.glorot_uniform_initializer())),
        ("variance_scaling_initializer", init(v.variance_scaling_initializer())),
    ])


def paddle():
    import paddle as p

    p.seed(1)

    def linear(_):
        layer = p.nn.Linear(INPUTS, OUTPUTS)
        return layer.weight.numpy(), layer.bias.numpy()

    make("paddle", [("nn.Linear", linear)])


def mlx():
    import mlx.core as mx
    import mlx.nn as n

    mx.random.seed(1)

    def linear(_):
        layer = n.Linear(INPUTS, OUTPUTS)
        return numpy.array(layer.weight), numpy.array(layer.bias)

    make("mlx", [("nn.Linear", linear)])


def tinygrad():
    from tinygrad import Tensor, nn

    Tensor.manual_seed(1)

    def linear(_):
        layer = nn.Linear(INPUTS, OUTPUTS)
        return layer.weight.numpy(), layer.bias.numpy()

    make("tinygrad", [("nn.Linear", linear)])


def chainer():
    import chainer as c

    numpy.random.seed(1)

    def linear(_):
        layer = c.links.Linear(INPUTS, OUTPUTS)
        return layer.W.array, layer.b.array

    make("chainer", [("links.Linear", linear)])


def sklearn():
    from sklearn.neural_network import MLPRegressor

    def perceptron(activation):
        def run(k):
            network = MLPRegressor(activation=activation)
            network._random_state = numpy.random.RandomState(k)
            return network._init_coef(INPUTS, OUTPUTS, numpy.float64)

        return run

    make("sklearn", [("MLPRegressor", perceptron("relu")), ("MLPRegressor(activation='logistic')", perceptron("logistic"))])


for name in sys.argv[1:]: globals()[name]()
