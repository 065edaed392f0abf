"""autograd, scikit-learn, Equinox in float64; tinygrad in float32, which its corrections for the start are kept in."""

import autograd
import autograd.misc.optimizers
import importlib.metadata

import numpy

from fixture import GRADIENTS, RATES, WEIGHTS, write

# autograd: a rate for all updates, so the second half begins where the first one ends. The state of a rule is lost
# between two calls; the gradient is scaled instead where the rule is linear in it, or the rate stays.


def by_autograd(name, call, spec):
    """The rate of autograd's functions is fixed: `spec` has no schedule."""
    path = []

    def gradient(w, t): return GRADIENTS[t]

    optimize, arguments = call
    end = getattr(autograd.misc.optimizers, optimize)(
        gradient, WEIGHTS, callback=lambda w, t, g: path.append(w.copy()), num_iters=50, **arguments)
    text = f"autograd.misc.optimizers.{optimize}(gradient, w, step_size=0.015625)"
    write(
        f"autograd {name}", "autograd", importlib.metadata.version("autograd"), "numpy", "float64", text, spec,
        path[1:] + [end], "The rate stays 0.015625: the function takes no other.")


by_autograd("sgd", ("sgd", {"step_size": RATES[0]}), "momentum: { like: autograd }")
by_autograd("rmsprop", ("rmsprop", {"step_size": RATES[0]}), "rmsProp: { like: autograd }")
by_autograd("adam", ("adam", {"step_size": RATES[0]}), "adam: { like: autograd }")

import sklearn
from sklearn.neural_network import _stochastic_optimizers as stochastic


def by_sklearn(name, make, attribute, call, spec):
    w, path = WEIGHTS.copy(), []
    optimizer = make([w])
    for g, rate in zip(GRADIENTS, RATES):
        setattr(optimizer, attribute, rate)
        optimizer.update_params([w], [g])
        path.append(w.copy())
    write(f"sklearn {name}", "sklearn", sklearn.__version__, "numpy", "float64", call, spec, path)


by_sklearn(
    "sgd", lambda w: stochastic.SGDOptimizer(w), "learning_rate", "the rule of MLPRegressor(solver='sgd')",
    "nesterov: { like: sklearn }")
by_sklearn(
    "momentum", lambda w: stochastic.SGDOptimizer(w, nesterov=False), "learning_rate",
    "the rule of MLPRegressor(solver='sgd', nesterovs_momentum=False)", "momentum: { like: sklearn }")
by_sklearn(
    "adam", lambda w: stochastic.AdamOptimizer(w), "learning_rate_init", "the rule of MLPRegressor(solver='adam')",
    "adam: { like: sklearn }")

import jax

jax.config.update("jax_enable_x64", True)

import equinox
import jax.numpy as jnp
import optax


class Weights(equinox.Module):
    w: jax.Array


def by_equinox(name, transform, call, spec):
    model, path = Weights(jnp.asarray(WEIGHTS)), []
    state = transform.init(equinox.filter(model, equinox.is_array))
    for g in GRADIENTS:
        gradient = equinox.filter_grad(lambda m, g: jnp.sum(m.w * g))(model, jnp.asarray(g))
        updates, state = transform.update(gradient, state, equinox.filter(model, equinox.is_array))
        model = equinox.apply_updates(model, updates)
        path.append(numpy.asarray(model.w))
    write(
        f"equinox {name}", "equinox", equinox.__version__, f"optax {optax.__version__}, jax {jax.__version__} cpu",
        "float64", f"equinox.apply_updates(model, …), {call}", spec, path)


def rate(count): return jnp.where(count < 25, RATES[0], RATES[25])


by_equinox("adam", optax.adam(rate), "optax.adam(rate)", "adam: { like: equinox }")

import os

os.environ.setdefault("DEV", "CPU")

import tinygrad
from tinygrad import Context, Tensor
from tinygrad.nn import optim


def by_tinygrad(name, call, spec):
    w = Tensor(WEIGHTS.astype(numpy.float32), dtype="float32").realize()
    w.requires_grad = True
    optimizer, path = eval(f"optim.{call}", {"optim": optim, "w": [w]}), []
    for g, now in zip(GRADIENTS, RATES):
        optimizer.lr.assign(Tensor([now], dtype=optimizer.lr.dtype)).realize()
        w.grad = Tensor(g.astype(numpy.float32), dtype="float32").realize()
        with Context(TRAINING=1): optimizer.step()
        path.append(w.numpy().copy())
    write(
        f"tinygrad {name}", "tinygrad", importlib.metadata.version("tinygrad"), "cpu", "float32",
        f"tinygrad.nn.optim.{call}", spec, path)


by_tinygrad("sgd", "SGD(w)", "sgd: { like: tinygrad }")
by_tinygrad("momentum", "SGD(w, momentum=0.9)", "momentum: { like: tinygrad, momentum: 0.9 }")
by_tinygrad(
    "momentum classic", "SGD(w, momentum=0.9, classic=True)",
    "momentum: { like: tinygrad, momentum: 0.9, learningRateInMomentum: true }")
by_tinygrad("nesterov", "SGD(w, momentum=0.9, nesterov=True)", "nesterov: { like: tinygrad, momentum: 0.9 }")
by_tinygrad("adam", "Adam(w)", "adam: { like: tinygrad }")
by_tinygrad("adamw", "AdamW(w)", "adamW: { like: tinygrad }")
by_tinygrad("muon", "Muon(w)", "muon: { like: tinygrad }")
