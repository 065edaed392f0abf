"""Activations: values and derivatives at kinks and elsewhere, by libraries installed here: activations.py LIBRARY ...

A row: the name in specs, the call, the values and the derivatives at PLACES. All have the library's own defaults.
"""

import sys

import numpy

import backends
from rows import unknown, write

PLACES = [-7.5, -3.0, -2.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.5, 3.0, 6.0, 25.0]


def make(library, evaluate, functions, dtype="float64", backend=None):
    rows = []
    for name, call, f in functions:
        try:
            value, derivative = evaluate(f, PLACES)
        except (AttributeError, ImportError, TypeError) as error:
            unknown(f"{library} {call}: {error}")
            continue
        assert str(value.dtype) == str(derivative.dtype) == dtype, (library, call, value.dtype)
        rows.append({
            "name": name, "call": call, "values": value.astype(float).tolist(),
            "derivatives": derivative.astype(float).tolist(),
        })
    write("activations", library, rows, dtype, backend, places=PLACES)


def torch():
    import torch as t

    f = t.nn.functional
    make("torch", backends.torch, [
        ("relu", "relu", f.relu), ("relu", "clamp(min=0)", lambda x: t.clamp(x, min=0)),
        ("relu", "maximum", lambda x: t.maximum(x, t.zeros_like(x))),
        ("leakyReLU", "leaky_relu", f.leaky_relu), ("relu6", "relu6", f.relu6), ("hardTanh", "hardtanh", f.hardtanh),
        ("hardSigmoid", "hardsigmoid", f.hardsigmoid), ("softplus", "softplus", f.softplus), ("elu", "elu", f.elu),
        ("celu", "celu", f.celu), ("silu", "silu", f.silu), ("gelu", "gelu", f.gelu),
        ("geluTanh", "gelu(approximate='tanh')", lambda x: f.gelu(x, approximate="tanh")),
    ])


def timm():
    import timm.layers as l

    make("timm", backends.torch, [
        ("hardSigmoid", "hard_sigmoid", l.hard_sigmoid), ("silu", "swish", l.swish), ("gelu", "gelu", l.gelu),
        ("geluTanh", "gelu_tanh", l.gelu_tanh),
    ])


def of_jax(library, module):
    import jax.numpy as jnp

    own = [
        ("relu", "jnp.maximum", lambda x: jnp.maximum(x, 0)), ("relu", "jnp.clip(min=0)", lambda x: jnp.clip(x, 0)),
    ] if library == "jax" else []
    make(library, backends.jax, [("relu", "relu", lambda x: module.relu(x))] + own + [
        ("leakyReLU", "leaky_relu", lambda x: module.leaky_relu(x)), ("relu6", "relu6", lambda x: module.relu6(x)),
        ("hardTanh", "hard_tanh", lambda x: module.hard_tanh(x)),
        ("hardSigmoid", "hard_sigmoid", lambda x: module.hard_sigmoid(x)),
        ("softplus", "softplus", lambda x: module.softplus(x)), ("elu", "elu", lambda x: module.elu(x)),
        ("celu", "celu", lambda x: module.celu(x)), ("silu", "silu", lambda x: module.silu(x)),
        ("geluTanh", "gelu", lambda x: module.gelu(x)),
        ("gelu", "gelu(approximate=False)", lambda x: module.gelu(x, approximate=False)),
    ])


def jax():
    import jax.nn

    of_jax("jax", jax.nn)


def flax():
    import flax.nnx

    of_jax("flax", flax.nnx)


def keras():
    import keras as k

    o = k.ops
    # On PyTorch, the maximum of two float64 tensors is a float32 one.
    maximum = ("relu", "maximum", lambda x: o.maximum(x, 0.0))
    make("keras", backends.keras, [maximum] * (k.config.backend() != "torch") + [
        ("relu", "relu", o.relu),
        ("leakyReLU", "leaky_relu", o.leaky_relu), ("leakyReLU", "LeakyReLU", k.layers.LeakyReLU(dtype="float64")),
        ("relu6", "relu6", o.relu6), ("hardTanh", "hard_tanh", o.hard_tanh),
        ("hardSigmoid", "hard_sigmoid", o.hard_sigmoid), ("softplus", "softplus", o.softplus), ("elu", "elu", o.elu),
        ("celu", "celu", o.celu), ("silu", "silu", o.silu), ("gelu", "activations.gelu", k.activations.gelu),
        ("geluTanh", "gelu", o.gelu),
    ], backend=k.config.backend())


def tensorflow():
    import tensorflow as tf

    n = tf.nn
    make("tensorflow.v1", backends.tensorflow, [
        ("relu", "relu", n.relu), ("relu", "maximum", lambda x: tf.maximum(x, 0.0)),
        ("leakyReLU", "leaky_relu", n.leaky_relu), ("relu6", "relu6", n.relu6), ("softplus", "softplus", n.softplus),
        ("elu", "elu", n.elu), ("silu", "silu", n.silu), ("gelu", "gelu", n.gelu),
        ("geluTanh", "gelu(approximate=True)", lambda x: n.gelu(x, approximate=True)),
    ])


def paddle():
    import paddle as p

    f = p.nn.functional
    make("paddle", backends.paddle, [
        ("relu", "relu", f.relu), ("relu", "maximum", lambda x: p.maximum(x, p.zeros_like(x))),
        ("leakyReLU", "leaky_relu", f.leaky_relu), ("relu6", "relu6", f.relu6), ("hardTanh", "hardtanh", f.hardtanh),
        ("hardSigmoid", "hardsigmoid", f.hardsigmoid), ("softplus", "softplus", f.softplus), ("elu", "elu", f.elu),
        ("celu", "celu", f.celu), ("silu", "silu", f.silu), ("gelu", "gelu", f.gelu),
        ("geluTanh", "gelu(approximate=True)", lambda x: f.gelu(x, approximate=True)),
    ])


def mlx():
    import mlx.core as mx
    import mlx.nn as n

    make("mlx", backends.mlx, [
        ("relu", "relu", n.relu), ("relu", "maximum", lambda x: mx.maximum(x, 0)),
        ("leakyReLU", "leaky_relu", n.leaky_relu), ("relu6", "relu6", n.relu6), ("hardTanh", "hard_tanh", n.hard_tanh),
        ("softplus", "softplus", n.softplus), ("elu", "elu", n.elu), ("celu", "celu", n.celu), ("silu", "silu", n.silu),
        ("gelu", "gelu", n.gelu), ("geluTanh", "gelu_approx", n.gelu_approx),
    ], "float32")


def tinygrad():
    make("tinygrad", backends.tinygrad, [
        ("relu", "relu", lambda x: x.relu()), ("relu", "maximum", lambda x: x.maximum(0)),
        ("leakyReLU", "leaky_relu", lambda x: x.leaky_relu()), ("relu6", "relu6", lambda x: x.relu6()),
        ("hardTanh", "hardtanh", lambda x: x.hardtanh()), ("hardSigmoid", "hardsigmoid", lambda x: x.hardsigmoid()),
        ("softplus", "softplus", lambda x: x.softplus()), ("elu", "elu", lambda x: x.elu()),
        ("celu", "celu", lambda x: x.celu()), ("silu", "silu", lambda x: x.silu()),
        ("geluTanh", "gelu", lambda x: x.gelu()),
    ], "float32")


def chainer():
    import chainer as c

    f = c.functions
    make("chainer", backends.chainer, [
        ("relu", "relu", f.relu), ("relu", "maximum", lambda x: f.maximum(x, numpy.zeros(len(PLACES)))),
        ("leakyReLU", "leaky_relu", f.leaky_relu), ("relu6", "relu6", lambda x: f.relu6(x)),
        ("hardTanh", "clip", lambda x: f.clip(x, -1.0, 1.0)), ("hardSigmoid", "hard_sigmoid", f.hard_sigmoid),
        ("softplus", "softplus", f.softplus), ("elu", "elu", f.elu),
    ], backend=None)


def autograd():
    import autograd.numpy as np

    make("autograd", backends.autograd, [("relu", "np.maximum", lambda x: np.maximum(x, 0.0))])


def sklearn():
    from sklearn.neural_network import _base

    def evaluate(f, places):
        value = numpy.array(places)
        _base.inplace_relu(value)
        derivative = numpy.ones_like(value)
        _base.inplace_relu_derivative(value, derivative)
        return value, derivative

    make("sklearn", evaluate, [("relu", "activation='relu'", None)])


for name in sys.argv[1:]: globals()[name]()
