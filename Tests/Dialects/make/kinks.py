"""Derivatives of activations at their kinks, by the libraries that are installed here: kinks.py LIBRARY ...

Each fixture holds [function, where, derivative]. The slope of leaky ReLU is 0.25 throughout.
"""

import json
import sys

from problem import FOLDER


def write(library, version, backend, rows):
    fixture = {"library": library, "version": version, "backend": backend, "derivatives": rows}
    text = json.dumps(fixture, indent=1)
    lines = ",\n  ".join(json.dumps(row) for row in rows)
    head = json.dumps({key: fixture[key] for key in ("library", "version", "backend")}, indent=1)[:-2]
    name = library if backend in ("cpu", "numpy") else f"{library}-{backend.split()[0]}"
    (FOLDER / "kinks" / f"{name}.json").write_text(f'{head},\n "derivatives": [\n  {lines}\n ]\n}}\n')
    json.loads(text)
    print(library, version, rows)


def rows(derivative, functions):
    """`derivative(f, x)` of each function at each place."""
    return [[name, x, float(derivative(f, x))] for name, (f, places) in functions.items() for x in places]


def torch():
    import torch as t

    def derivative(f, x):
        value = t.tensor(x, dtype=t.float64, requires_grad=True)
        f(value).backward()
        return value.grad

    f = t.nn.functional
    write("torch", t.__version__.split("+")[0], "cpu", rows(derivative, {
        "relu": (f.relu, [0.0]), "leakyReLU": (lambda x: f.leaky_relu(x, 0.25), [0.0]),
        "hardTanh": (f.hardtanh, [-1.0, 1.0]), "clamp(min=0)": (lambda x: t.clamp(x, min=0), [0.0]),
        "maximum(x, 0)": (lambda x: t.maximum(x, t.zeros_like(x)), [0.0]), "abs": (t.abs, [0.0]),
        "relu6": (f.relu6, [0.0, 6.0]), "softplus": (f.softplus, [25.0]),
    }))


def jax():
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp

    write("jax", jax.__version__, "cpu", rows(lambda f, x: jax.grad(f)(x), {
        "relu": (jax.nn.relu, [0.0]), "leakyReLU": (lambda x: jax.nn.leaky_relu(x, 0.25), [0.0]),
        "hardTanh": (jax.nn.hard_tanh, [-1.0, 1.0]), "clip(x, 0)": (lambda x: jnp.clip(x, 0), [0.0]),
        "maximum(x, 0)": (lambda x: jnp.maximum(x, 0), [0.0]), "abs": (jnp.abs, [0.0]),
        "relu6": (jax.nn.relu6, [0.0, 6.0]), "softplus": (jax.nn.softplus, [25.0]),
    }))


def keras():
    import keras as k

    backend = k.config.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        version = f"tensorflow {tf.__version__}"

        def derivative(f, x):
            value = tf.constant(x, tf.float64)
            with tf.GradientTape() as tape:
                tape.watch(value)
                y = f(value)
            return tape.gradient(y, value)
    elif backend == "jax":
        import jax

        jax.config.update("jax_enable_x64", True)
        version = f"jax {jax.__version__}"
        derivative = lambda f, x: jax.grad(f)(x)
    else:
        import torch as t

        version = f"torch {t.__version__.split('+')[0]}"

        def derivative(f, x):
            value = t.tensor(x, dtype=t.float64, requires_grad=True)
            f(value).backward()
            return value.grad

    o = k.ops
    write("keras", k.__version__, version, rows(derivative, {
        "relu": (o.relu, [0.0]), "leakyReLU": (lambda x: o.leaky_relu(x, 0.25), [0.0]),
        "hardTanh": (o.hard_tanh, [-1.0, 1.0]), "maximum(x, 0)": (lambda x: o.maximum(x, 0.0), [0.0]),
        "abs": (o.abs, [0.0]), "relu6": (o.relu6, [0.0, 6.0]), "softplus": (o.softplus, [25.0]),
    }))


def paddle():
    import paddle as p

    p.set_device("cpu")

    def derivative(f, x):
        value = p.to_tensor(x, dtype="float64", stop_gradient=False)
        f(value).backward()
        return value.grad

    f = p.nn.functional
    write("paddle", p.__version__, "cpu", rows(derivative, {
        "relu": (f.relu, [0.0]), "leakyReLU": (lambda x: f.leaky_relu(x, 0.25), [0.0]),
        "hardTanh": (f.hardtanh, [-1.0, 1.0]), "maximum(x, 0)": (lambda x: p.maximum(x, p.zeros_like(x)), [0.0]),
        "abs": (p.abs, [0.0]), "relu6": (f.relu6, [0.0, 6.0]), "softplus": (f.softplus, [25.0]),
    }))


def mlx():
    import importlib.metadata

    import mlx.core as mx
    import mlx.nn as nn

    mx.set_default_device(mx.cpu)
    write("mlx", importlib.metadata.version("mlx"), "cpu", rows(lambda f, x: mx.grad(f)(mx.array(x)).item(), {
        "relu": (nn.relu, [0.0]), "leakyReLU": (lambda x: nn.leaky_relu(x, 0.25), [0.0]),
        "hardTanh": (nn.hard_tanh, [-1.0, 1.0]), "maximum(x, 0)": (lambda x: mx.maximum(x, 0), [0.0]),
        "abs": (mx.abs, [0.0]), "relu6": (nn.relu6, [0.0, 6.0]), "softplus": (nn.softplus, [25.0]),
    }))


def tinygrad():
    import importlib.metadata

    from tinygrad import Tensor

    def derivative(f, x):
        value = Tensor([x])
        value.requires_grad = True
        f(value).sum().backward()
        return value.grad.numpy()[0]

    write("tinygrad", importlib.metadata.version("tinygrad"), "cpu", rows(derivative, {
        "relu": (lambda x: x.relu(), [0.0]), "leakyReLU": (lambda x: x.leaky_relu(0.25), [0.0]),
        "hardTanh": (lambda x: x.hardtanh(), [-1.0, 1.0]), "maximum(x, 0)": (lambda x: x.maximum(0), [0.0]),
        "abs": (lambda x: x.abs(), [0.0]), "relu6": (lambda x: x.relu6(), [0.0, 6.0]),
        "softplus": (lambda x: x.softplus(), [25.0]),
    }))


def chainer():
    import chainer as c
    import numpy

    def derivative(f, x):
        value = c.Variable(numpy.array([x]))
        y = f(value)
        y.grad = numpy.ones_like(y.array)
        y.backward()
        return value.grad[0]

    f = c.functions
    write("chainer", c.__version__, "numpy", rows(derivative, {
        "relu": (f.relu, [0.0]), "leakyReLU": (lambda x: f.leaky_relu(x, 0.25), [0.0]),
        "hardTanh": (lambda x: f.clip(x, -1.0, 1.0), [-1.0, 1.0]), "abs": (f.absolute, [0.0]),
        "maximum(x, 0)": (lambda x: f.maximum(x, numpy.zeros(1)), [0.0]), "softplus": (f.softplus, [25.0]),
    }))


def autograd():
    import importlib.metadata

    import autograd.numpy as np
    from autograd import grad

    write("autograd", importlib.metadata.version("autograd"), "numpy", rows(lambda f, x: grad(f)(x), {
        "maximum(x, 0)": (lambda x: np.maximum(x, 0.0), [0.0]), "abs": (np.abs, [0.0]),
        "clip(x, -1, 1)": (lambda x: np.clip(x, -1.0, 1.0), [-1.0, 1.0]),
    }))


for name in sys.argv[1:]: globals()[name]()
