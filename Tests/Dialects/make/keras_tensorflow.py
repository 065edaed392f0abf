"""Keras on the backend that KERAS_BACKEND names, in float64; on TensorFlow also tf.compat.v1.

The rate changes by the optimizer's attribute, as a callback of Keras does it. On TensorFlow many parameters are rounded
to float32, and stand so in what a spec says for the same.
"""

import os

import numpy

import keras
from fixture import GRADIENTS, RATES, WEIGHTS, write

keras.config.set_floatx("float64")
BACKEND = keras.config.backend()
if BACKEND == "jax":
    import jax

    jax.config.update("jax_enable_x64", True)
    BACKEND_VERSION = f"jax {jax.__version__}"
elif BACKEND == "tensorflow":
    import tensorflow

    BACKEND_VERSION = f"tensorflow {tensorflow.__version__}"
else:
    import torch

    BACKEND_VERSION = f"torch {torch.__version__.split('+')[0]}"


SINGLE = {value: repr(float(numpy.float32(value))) for value in (0.004, 0.1, 0.9)}


def fixture(name, call, spec):
    w = keras.Variable(WEIGHTS, dtype="float64")
    optimizer, path = eval(f"keras.optimizers.{call}", {"keras": keras}), []
    optimizer.build([w])
    for g, rate in zip(GRADIENTS, RATES):
        optimizer.learning_rate = rate
        optimizer.apply([keras.ops.convert_to_tensor(g, dtype="float64")])
        path.append(numpy.array(keras.ops.convert_to_numpy(w.value)))
    write(f"keras {BACKEND} {name}", "keras", keras.__version__, f"{BACKEND_VERSION} cpu", "float64", f"keras.optimizers.{call}", spec, path)


fixture("rmsprop", "RMSprop()", "rmsProp: { like: keras }")
fixture("adam", "Adam()", "adam: { like: keras }")
fixture("nadam", "Nadam()", "nadam: { like: keras }")
decay = f", weightDecay: {{ decoupled: {SINGLE[0.004]} }}" if BACKEND == "tensorflow" else ""
fixture("muon", "Muon()", f"muon: {{ like: keras{decay} }}")
if BACKEND == "tensorflow":
    fixture("sgd", "SGD()", "sgd: { like: keras }")
    fixture("momentum", "SGD(momentum=0.9)", f"momentum: {{ like: keras, momentum: {SINGLE[0.9]} }}")
    fixture("nesterov", "SGD(momentum=0.9, nesterov=True)", f"nesterov: {{ like: keras, momentum: {SINGLE[0.9]} }}")
    fixture("rmsprop decay", "RMSprop(weight_decay=0.1)", f"rmsProp: {{ like: keras, weightDecay: {SINGLE[0.1]} }}")
    fixture("rmsprop centred", "RMSprop(centered=True)", "rmsProp: { like: keras, centred: true }")
    fixture("rmsprop momentum", "RMSprop(momentum=0.9)", "rmsProp: { like: keras, momentum: 0.9 }")
    fixture("adamw", "AdamW()", f"adamW: {{ like: keras, weightDecay: {SINGLE[0.004]} }}")
    fixture("adagrad", "Adagrad()", f"adagrad: {{ like: keras, initialAccumulator: {SINGLE[0.1]} }}")
    fixture("adadelta", "Adadelta()", "adadelta: { like: keras }")
    fixture("lion", "Lion()", "lion: { like: keras }")

    v1 = tensorflow.compat.v1

    def v1_fixture(name, call, spec):
        path = []
        with tensorflow.Graph().as_default(), v1.Session() as session:
            w = v1.get_variable("w", initializer=tensorflow.constant(WEIGHTS, tensorflow.float64))
            g = v1.placeholder(tensorflow.float64, (3, 2))
            rate = v1.placeholder(tensorflow.float64, ())
            optimizer = eval(f"v1.train.{call}", {"v1": v1, "rate": rate})
            step = optimizer.apply_gradients([(g, w)])
            session.run(v1.global_variables_initializer())
            for gradient, now in zip(GRADIENTS, RATES):
                session.run(step, {g: gradient, rate: now})
                path.append(session.run(w))
        write(f"tensorflow v1 {name}", "tensorflow.v1", tensorflow.__version__, "cpu", "float64", f"tensorflow.compat.v1.train.{call}", spec, path)

    v1_fixture("sgd", "GradientDescentOptimizer(rate)", "sgd: { like: tensorflow.v1 }")
    v1_fixture("momentum", "MomentumOptimizer(rate, 0.9)", "momentum: { like: tensorflow.v1 }")
    v1_fixture(
        "nesterov", "MomentumOptimizer(rate, 0.9, use_nesterov=True)",
        "nesterov: { like: tensorflow.v1 }")
    v1_fixture("rmsprop", "RMSPropOptimizer(rate)", "rmsProp: { like: tensorflow.v1 }")
    v1_fixture(
        "rmsprop momentum", "RMSPropOptimizer(rate, momentum=0.9)", f"rmsProp: {{ like: tensorflow.v1, momentum: {SINGLE[0.9]} }}")
    v1_fixture(
        "rmsprop centred", "RMSPropOptimizer(rate, centered=True)", "rmsProp: { like: tensorflow.v1, centred: true }")
    v1_fixture("adam", "AdamOptimizer(rate)", "adam: { like: tensorflow.v1 }")
    v1_fixture("adagrad", "AdagradOptimizer(rate)", "adagrad: { like: tensorflow.v1 }")
    v1_fixture("adadelta", "AdadeltaOptimizer(rate)", "adadelta: { like: tensorflow.v1 }")
