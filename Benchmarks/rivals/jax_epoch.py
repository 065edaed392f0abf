"""Training epochs in JAX: one jitted call for all of a measurement; with --networks M, M networks at a time by vmap.

Why it is fair. The whole loop is inside jit with its state donated, so Python is entered once a measurement. Measured and
not taken: lax.scan over epochs instead of fori_loop, which must be compiled for a fixed number (1 to 4 % slower); one jitted
call an epoch (34 µs instead of 11 at n = 33); W3 stored transposed, or matrices feature-major (no difference); fast maths,
512-bit vectors, oneDNN, XNNPACK and YNNPACK products (no difference or slower). Taken: the parameters of a single network
lie in one vector, so that the update is one loop (10 % faster at n = 9, 2 % at 33); those of an ensemble do not (5 % slower).

XLA flushes subnormal numbers while it computes; one thread.
"""

import functools
import os

from protocol import ALPHA, EPSILON, RATE, serve, steps, weights


def prepare(arguments):
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    os.environ["JAX_PLATFORMS"] = "cpu"
    import jax
    import jax.numpy as jnp
    import jaxlib
    from jax.flatten_util import ravel_pytree

    n, networks = arguments.length, arguments.networks
    x = jnp.asarray(steps(n))
    initial = tuple(jnp.asarray(w) for w in weights(arguments.weights, n, networks))

    if networks == 1:
        initial, shaped = ravel_pytree(tuple(w[0] for w in initial))
    else:
        shaped = lambda parameters: parameters

    def loss_of(parameters):
        w1, b1, w2, b2, w3 = shaped(parameters)
        z = x @ w1 + b1
        hidden = jax.nn.relu(z[:, None] * w2 + b2)
        y = jax.nn.relu(hidden @ w3.T)
        return jnp.mean((y - x) ** 2)

    def epoch(parameters, squares):
        loss, gradient = jax.value_and_grad(loss_of)(parameters)
        squares = jax.tree.map(lambda v, g: ALPHA * v + (1 - ALPHA) * g * g, squares, gradient)
        parameters = jax.tree.map(
            lambda p, g, v: p - RATE * g / (jnp.sqrt(v) + EPSILON), parameters, gradient, squares)
        return parameters, squares, loss

    if networks > 1:
        epoch = jax.vmap(epoch)

    @functools.partial(jax.jit, donate_argnums=0)
    def train_from(state, epochs):
        return jax.lax.fori_loop(0, epochs, lambda _, state: epoch(*state[:2]), state)

    def reset():
        nonlocal state
        parameters = jax.tree.map(jnp.copy, initial)
        zeros = jax.tree.map(jnp.zeros_like, initial)
        state = jax.block_until_ready((parameters, zeros, jnp.zeros(() if networks == 1 else (networks,))))

    def train(epochs):
        nonlocal state
        state = jax.block_until_ready(train_from(state, epochs))
        return float(state[2].mean())

    state = None
    program = "JAX, jit" if networks == 1 else "JAX, jit and vmap"
    return {"program": program, "versions": {"jax": jax.__version__, "jaxlib": jaxlib.__version__}}, 1, reset, train


serve(prepare)
