"""Value and gradient of a function of one array, by whichever library: `(value, gradient)` as NumPy arrays."""

import numpy


def torch(f, x):
    import torch as t

    value = t.tensor(x, dtype=t.float64, requires_grad=True)
    y = f(value)
    y.sum().backward()
    return y.detach().numpy(), value.grad.numpy()


def jax(f, x):
    import jax as j

    j.config.update("jax_enable_x64", True)
    x = j.numpy.asarray(x, j.numpy.float64)
    return numpy.asarray(f(x)), numpy.asarray(j.grad(lambda x: f(x).sum())(x))


def tensorflow(f, x):
    import tensorflow as tf

    value = tf.constant(x, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(value)
        y = f(value)
        total = tf.reduce_sum(y)
    return numpy.asarray(y), numpy.asarray(tape.gradient(total, value))


def paddle(f, x):
    import paddle as p

    p.set_device("cpu")
    value = p.to_tensor(x, dtype="float64", stop_gradient=False)
    y = f(value)
    y.sum().backward()
    return y.detach().numpy(), value.grad.numpy()


def mlx(f, x):
    import mlx.core as mx

    mx.set_default_device(mx.cpu)
    value = mx.array(x, mx.float32)
    return numpy.array(f(value)), numpy.array(mx.grad(lambda x: f(x).sum())(value))


def tinygrad(f, x):
    from tinygrad import Tensor, dtypes

    value = Tensor(x, dtype=dtypes.float32)
    value.requires_grad = True
    y = f(value)
    y.sum().backward()
    return y.detach().numpy(), value.grad.numpy()


def chainer(f, x):
    import chainer as c

    value = c.Variable(numpy.array(x))
    y = f(value)
    y.grad = numpy.ones_like(y.array)
    y.backward()
    return y.array, value.grad


def autograd(f, x):
    from autograd import elementwise_grad

    x = numpy.array(x)
    return f(x), elementwise_grad(f)(x)


def keras(f, x):
    """By the backend that Keras has."""
    import keras as k

    return {"tensorflow": tensorflow, "jax": jax, "torch": torch}[k.config.backend()](f, x)
