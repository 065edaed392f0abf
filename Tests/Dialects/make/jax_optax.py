"""optax, jax.example_libraries, flax and haiku, in float64."""

import jax

jax.config.update("jax_enable_x64", True)

import flax
import flax.nnx as nnx
import haiku
import jax.numpy as jnp
import numpy
import optax
import optax.contrib
from jax.example_libraries import optimizers as examples

from fixture import GRADIENTS, RATES, WEIGHTS, write


def rate(count):
    return jnp.where(count < 25, RATES[0], RATES[25])


def by_optax(transform):
    w, path = jnp.asarray(WEIGHTS), []
    state = transform.init(w)
    for g in GRADIENTS:
        updates, state = transform.update(jnp.asarray(g), state, w)
        w = optax.apply_updates(w, updates)
        path.append(numpy.asarray(w))
    return path


def optax_fixture(name, call, spec, transposed=False):
    path = by_optax(eval(f"optax.{call}", {"optax": optax, "rate": rate}))
    write(
        f"optax {name}", "optax", optax.__version__, f"jax {jax.__version__} cpu", "float64", f"optax.{call}", spec, path,
        transposed=transposed)


def example_fixture(name, call, spec):
    init, update, get = eval(f"examples.{call}", {"examples": examples, "rate": rate})
    state, path = init(jnp.asarray(WEIGHTS)), []
    for t, g in enumerate(GRADIENTS):
        state = update(t, jnp.asarray(g), state)
        path.append(numpy.asarray(get(state)))
    write(f"jax {name}", "jax", jax.__version__, "cpu", "float64", f"jax.example_libraries.optimizers.{call}", spec, path)


def flax_fixture(name, transform, call, spec):
    class Weights(nnx.Module):
        def __init__(self):
            self.w = nnx.Param(jnp.asarray(WEIGHTS))

    model = Weights()
    optimizer = nnx.Optimizer(model, transform, wrt=nnx.Param)
    path = []
    for g in GRADIENTS:
        gradients = nnx.grad(lambda m, g: jnp.sum(m.w[...] * g))(model, jnp.asarray(g))
        optimizer.update(model, gradients)
        path.append(numpy.asarray(model.w[...]))
    write(f"flax {name}", "flax", flax.__version__, f"optax {optax.__version__}, jax {jax.__version__} cpu", "float64", call, spec, path)


def haiku_fixture(name, transform, call, spec):
    def loss(g):
        w = haiku.get_parameter("w", (3, 2), jnp.float64, init=haiku.initializers.Constant(jnp.asarray(WEIGHTS)))
        return jnp.sum(w * g)

    model = haiku.without_apply_rng(haiku.transform(loss))
    parameters, path = model.init(None, jnp.asarray(GRADIENTS[0])), []
    state = transform.init(parameters)
    for g in GRADIENTS:
        gradient = jax.grad(model.apply)(parameters, jnp.asarray(g))
        updates, state = transform.update(gradient, state, parameters)
        parameters = optax.apply_updates(parameters, updates)
        path.append(numpy.asarray(jax.tree.leaves(parameters)[0]))
    write(f"haiku {name}", "haiku", haiku.__version__, f"optax {optax.__version__}, jax {jax.__version__} cpu", "float64", call, spec, path)


optax_fixture("sgd", "sgd(rate)", "sgd: { like: optax }")
optax_fixture("momentum", "sgd(rate, momentum=0.9)", "momentum: { like: optax, momentum: 0.9 }")
optax_fixture("nesterov", "sgd(rate, momentum=0.9, nesterov=True)", "nesterov: { like: optax, momentum: 0.9 }")
optax_fixture("rmsprop", "rmsprop(rate)", "rmsProp: { like: optax }")
optax_fixture("rmsprop outside", "rmsprop(rate, eps_in_sqrt=False)", "rmsProp: { like: optax, epsilonInsideRoot: false }")
optax_fixture("rmsprop centred", "rmsprop(rate, centered=True)", "rmsProp: { like: optax, centred: true }")
optax_fixture("rmsprop momentum", "rmsprop(rate, momentum=0.9)", "rmsProp: { like: optax, momentum: 0.9 }")
optax_fixture(
    "rmsprop nesterov", "rmsprop(rate, momentum=0.9, nesterov=True)",
    "rmsProp: { like: optax, momentum: 0.9, nesterov: true }")
optax_fixture(
    "rmsprop initial", "rmsprop(rate, initial_scale=1.0)", "rmsProp: { like: optax, initialAccumulator: 1 }")
optax_fixture(
    "rmsprop corrected", "rmsprop(rate, bias_correction=True)", "rmsProp: { like: optax, biasCorrection: true }")
optax_fixture("adam", "adam(rate)", "adam: { like: optax }")
optax_fixture("adam eps root", "adam(rate, eps_root=1e-6)", "adam: { like: optax, epsilonInRoot: 1.0e-6 }")
optax_fixture("adamw", "adamw(rate)", "adamW: { like: optax }")
optax_fixture("adagrad", "adagrad(rate)", "adagrad: { like: optax }")
optax_fixture("adadelta", "adadelta(rate)", "adadelta: { like: optax }")
optax_fixture("nadam", "nadam(rate)", "nadam: { like: optax }")
optax_fixture("nadamw", "nadamw(rate)", "nadam: { like: optax, weightDecay: { decoupled: 1.0e-4 } }")
optax_fixture("lion", "lion(rate)", "lion: { like: optax }")
optax_fixture("muon", "contrib.muon(rate)", "muon: { like: optax }", transposed=True)
example_fixture("sgd", "sgd(rate)", "sgd: { like: jax }")
example_fixture("momentum", "momentum(rate, 0.9)", "momentum: { like: jax, momentum: 0.9 }")
example_fixture("nesterov", "nesterov(rate, 0.9)", "nesterov: { like: jax, momentum: 0.9 }")
example_fixture("adagrad", "adagrad(rate)", "adagrad: { like: jax }")
example_fixture("rmsprop", "rmsprop(rate)", "rmsProp: { like: jax }")
example_fixture("rmsprop momentum", "rmsprop_momentum(rate)", "rmsProp: { like: jax, momentum: 0.9 }")
example_fixture("adam", "adam(rate)", "adam: { like: jax }")
flax_fixture("adam", optax.adam(rate), "nnx.Optimizer(model, optax.adam(rate))", "adam: { like: flax }")
flax_fixture("adamw", optax.adamw(rate), "nnx.Optimizer(model, optax.adamw(rate))", "adamW: { like: flax }")
haiku_fixture("rmsprop", optax.rmsprop(rate), "optax.rmsprop(rate) on haiku's parameters", "rmsProp: { like: haiku }")
