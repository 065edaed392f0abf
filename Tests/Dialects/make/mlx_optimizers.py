"""MLX on the CPU, in float32: its optimizers turn float64 into float32."""

import importlib.metadata

import mlx.core as mx
import mlx.optimizers
import numpy

from fixture import GRADIENTS, RATES, WEIGHTS, write

mx.set_default_device(mx.cpu)


def fixture(name, call, spec):
    optimizer = eval(f"mlx.optimizers.{call}", {"mlx": mlx})
    parameters, path = {"w": mx.array(WEIGHTS.astype(numpy.float32))}, []
    optimizer.init(parameters)
    for g, rate in zip(GRADIENTS, RATES):
        optimizer.learning_rate = rate
        parameters = optimizer.apply_gradients({"w": mx.array(g.astype(numpy.float32))}, parameters)
        mx.eval(parameters)
        path.append(numpy.array(parameters["w"]))
    version = importlib.metadata.version("mlx")
    write(f"mlx {name}", "mlx", version, "cpu", "float32", f"mlx.optimizers.{call}", spec, path)


fixture("sgd", "SGD(1.0)", "sgd: { like: mlx }")
fixture("momentum", "SGD(1.0, momentum=0.9)", "momentum: { like: mlx, momentum: 0.9 }")
fixture(
    "momentum dampening", "SGD(1.0, momentum=0.9, dampening=0.5)",
    "momentum: { like: mlx, momentum: 0.9, dampening: 0.5 }")
fixture("nesterov", "SGD(1.0, momentum=0.9, nesterov=True)", "nesterov: { like: mlx, momentum: 0.9 }")
fixture("rmsprop", "RMSprop(1.0)", "rmsProp: { like: mlx }")
fixture("adam", "Adam(1.0)", "adam: { like: mlx }")
fixture("adam corrected", "Adam(1.0, bias_correction=True)", "adam: { like: mlx, biasCorrection: true }")
fixture("adamw", "AdamW(1.0)", "adamW: { like: mlx }")
fixture("adagrad", "Adagrad(1.0)", "adagrad: { like: mlx }")
fixture("adadelta", "AdaDelta(1.0)", "adadelta: { like: mlx }")
fixture("lion", "Lion(1.0)", "lion: { like: mlx }")
fixture("muon", "Muon(1.0)", "muon: { like: mlx }")
