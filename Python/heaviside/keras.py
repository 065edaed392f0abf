"""Networks of Keras, by the weights of their layers."""
from __future__ import annotations

from typing import Any

import numpy as np

from .activations import Activation
from .arrays import numbers
from .errors import BadInput
from .layers import Dense
from .network import Network

NAMES = {"linear": "identity", "relu": "relu", "sigmoid": "sigmoid", "tanh": "tanh", "softplus": "softplus"}
SUPPORTED = "InputLayer, Dense, Flatten, ReLU, LeakyReLU, Activation"


def from_keras(model: Any) -> Network:
    """The network of a Keras model, a chain of dense layers and activations, with its very numbers.

    It is compared with `model(x)` on random inputs. Raises `BadInput` for a layer that is not known, with its name.
    """
    listed = getattr(model, "layers", None)
    if listed is None:
        raise BadInput(f"this is a {type(model).__name__}: expected a model of Keras")
    layers: list[Dense] = []
    free = False

    def activate(name: str, where: str) -> None:
        nonlocal free
        if name == "identity":
            return
        if not layers or not free:
            raise BadInput(f"{where} follows no layer without an activation: expected a Dense layer before it")
        layers[-1].activation, free = Activation(name), False

    def named(function: Any, where: str) -> str:
        name = str(getattr(function, "__name__", function))
        if name not in NAMES:
            raise BadInput(f"{where} has the activation {name}: expected one of {', '.join(NAMES)}")
        return NAMES[name]

    for layer in listed:
        kind, where = type(layer).__name__, f"{layer.name} ({type(layer).__name__})"
        if kind in ("InputLayer", "Flatten"):
            continue
        if kind == "Dense":
            parameters = [np.asarray(value) for value in layer.get_weights()]
            if not parameters:
                raise BadInput(f"{where} has no weights yet: expected a model that was built, by "
                               "model.build(input_shape) or by a first call")
            layers.append(Dense(parameters[0].T, parameters[1] if len(parameters) > 1 else None, name=where))
            free = True
            activate(named(layer.activation, where), where)
        elif kind == "Activation":
            activate(named(layer.activation, where), where)
        elif kind == "ReLU":
            if layer.max_value is not None or float(layer.threshold) or float(layer.negative_slope):
                raise BadInput(f"{where} has a maximum, a threshold or a slope: expected none")
            activate("relu", where)
        elif kind == "LeakyReLU":
            slope = getattr(layer, "negative_slope", None)
            activate(f"leakyReLU({float(layer.alpha if slope is None else slope)!r})", where)
        else:
            raise BadInput(f"{where} is no layer that can be read: expected {SUPPORTED}")
    if not layers:
        raise BadInput("the model has no layers: expected one Dense layer or more")
    network = Network(layers)
    x = np.random.default_rng(0).normal(size=(16, *_sides(model))).astype(np.float32)
    found = numbers("the model's outputs", model(x)).reshape(16, -1)
    own = network(x)
    scale = max(1.0, *(float(np.abs(a).max()) for a in network.activations(x)))
    if found.shape != own.shape or not float(np.abs(found - own).max()) <= 1e-4 * scale:
        raise BadInput("the model computes something else than its layers one after the other: expected a chain")
    return network


def _sides(model: Any) -> list[int]:
    """The sides of one input. Raises `BadInput` for a model of several inputs, and for a side of no fixed length."""
    shape = getattr(model, "input_shape", None)
    if not isinstance(shape, (list, tuple)) or not shape:
        raise BadInput(f"the model has the input shape {shape}: expected a model that was built, with one input")
    if isinstance(shape[0], (list, tuple)):
        raise BadInput(f"the model has {len(shape)} inputs: expected one")
    if any(side is None for side in shape[1:]):
        raise BadInput(f"the model has the input shape {tuple(shape)}: expected a number for every side but the first")
    return [int(side) for side in shape[1:]]
