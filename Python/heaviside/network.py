"""A network: its layers, its outputs, and what the program proves about it."""
from __future__ import annotations

import pathlib
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import flow, outputs, tensors
from .activations import Activation
from .arrays import numbers, samples, sides
from .errors import BadInput
from .layers import KINDS, LARGEST, Dense
from .program import call, path_argument
from .questions import Questions

Array = NDArray[Any]
_CONVOLUTIONS = ("convolution", "transposedConvolution")
#: The numbers of a convolution in a model file: the argument here, the least value, and the kinds that have it.
_STEPS = {"stride": ("stride", 1, _CONVOLUTIONS), "padding": ("padding", 0, _CONVOLUTIONS),
          "dilation": ("dilation", 1, _CONVOLUTIONS), "outputPadding": ("output_padding", 0, _CONVOLUTIONS[1:])}


class Network(Questions):
    """Layers one after the other.

    `layers` are `Dense`, `Convolution` and `TransposedConvolution`, or tuples `(weight, bias, activation)` of a dense
    layer with a weight `[outputs × inputs]`. `input_shape`, such as `(1, 32)` for one channel of length 32, has to be
    said where the first layer is a convolution. Numbers are those that were given: float32 stays float32.
    """

    def __init__(self, layers: Iterable[Dense | Sequence[Any]], *, input_shape: Sequence[int] | None = None) -> None:
        if not isinstance(layers, Iterable):
            raise BadInput(f"the layers are a {type(layers).__name__}: expected a list of Dense(weight, bias, "
                           "activation), or of these three as tuples")
        found: list[Dense] = []
        for number, layer in enumerate(layers):
            if not isinstance(layer, Dense):
                if isinstance(layer, (str, bytes)) or not isinstance(layer, Sequence) or not 1 <= len(layer) <= 3:
                    raise BadInput(f"layer {number} is a {type(layer).__name__}: expected Dense(weight, bias, "
                                   "activation), or these three as a tuple")
                layer = Dense(*layer, name=f"layer {number}")
            found.append(layer)
        if not found:
            raise BadInput("there are no layers: expected one or more")
        self.layers: tuple[Dense, ...] = tuple(found)
        if input_shape is None:
            if type(found[0]) is not Dense:
                raise BadInput("layer 0 is a convolution: expected input_shape=(channels, length)")
            input_shape = (int(found[0].weight.shape[1]),)
        #: The shape of what each layer receives, and of the outputs.
        self.shapes: tuple[tuple[int, ...], ...] = self._shapes(sides("input_shape", input_shape))

    def _shapes(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        found = [shape]
        for number, layer in enumerate(self.layers):
            try:
                shape = layer.outputs(shape)
            except BadInput as problem:
                raise BadInput(f"layer {number} does not fit: {problem}") from None
            if layer.shape is not None:
                if int(np.prod(layer.shape)) != int(np.prod(shape)):
                    raise BadInput(f"layer {number} does not fit: it has {int(np.prod(shape))} outputs, which are not "
                                   f"of the shape {list(layer.shape)}")
                shape = layer.shape
            found.append(shape)
        return tuple(found)

    @property
    def inputs(self) -> int:
        """The number of entries of an input."""
        return int(np.prod(self.shapes[0]))

    @property
    def outputs(self) -> int:
        """The number of outputs."""
        return int(np.prod(self.shapes[-1]))

    @property
    def dtype(self) -> np.dtype[Any]:
        """float32 where all parameters are, else float64."""
        kinds = {values.dtype for layer in self.layers for values in layer.parameters.values()}
        return np.dtype(np.float32 if kinds == {np.dtype(np.float32)} else np.float64)

    @property
    def weights(self) -> dict[str, Array]:
        """The parameters by their names in a model file: `layers.0.weight`, `layers.0.bias`, …"""
        return {f"layers.{number}.{name}": values for number, layer in enumerate(self.layers)
                for name, values in layer.parameters.items()}

    @property
    def parameter_count(self) -> int:
        """The number of parameters."""
        return sum(values.size for values in self.weights.values())

    def dense(self) -> list[tuple[Array, Array | None, Activation]]:
        """The same function in dense layers: weight `[outputs × inputs]`, bias, activation of each.

        The numbers of an activation are of the network's precision, as its weights are.
        """
        return [(layer.matrix(shape), layer.bias_vector(shape), layer.activation.rounded(self.dtype))
                for layer, shape in zip(self.layers, self.shapes)]

    def activations(self, x: Any) -> list[NDArray[np.float64]]:
        """The activations of every layer, `[samples × units]` each, computed in double precision."""
        a = samples("x", x, self.inputs)
        found = []
        for weight, bias, activation in self.dense():
            u = a @ weight.astype(np.float64).T
            a = activation(u if bias is None else u + bias.astype(np.float64))
            found.append(a)
        return found

    def __call__(self, x: Any) -> NDArray[np.float64]:
        """The outputs `[samples × outputs]`, or `[outputs]` of a single sample, computed in double precision."""
        array = numbers("x", x)
        found = self.activations(array[None] if array.ndim == 1 else array)[-1]
        return found.reshape(-1) if array.ndim == 1 else found

    def __repr__(self) -> str:
        sizes = " → ".join("×".join(map(str, shape)) for shape in self.shapes)
        return f"<Network {sizes}, {self.parameter_count} parameters, {self.dtype}>"

    # Files.

    @property
    def spec(self) -> list[dict[str, Any]]:
        """The layers as the key `network` of a spec has them."""
        return [layer.spec() for layer in self.layers]

    def _encoded(self) -> bytes:
        metadata = {"format": "heaviside", "layers": str(len(self.layers))}
        metadata |= {f"layers.{n}.activation": str(layer.activation) for n, layer in enumerate(self.layers)}
        if any(type(layer) is not Dense or layer.shape is not None for layer in self.layers):
            metadata["network"] = flow.text(self.spec)
            metadata["shape"] = flow.text(list(self.shapes[0]))
        return tensors.encode({name: values.astype(self.dtype) for name, values in self.weights.items()}, metadata)

    def save(self, path: str | pathlib.Path) -> pathlib.Path:
        """Writes the program's own safetensors file, which every command takes as MODEL.

        It replaces another model. Raises `BadInput` for a record of a run, and for a file that is no model.
        """
        path = outputs.path_of(path)
        outputs.check(path, "model")
        try:
            path.write_bytes(self._encoded())
        except OSError as problem:
            raise BadInput(f"{path}: this file cannot be written ({problem.strerror}): expected another") from None
        return path

    @classmethod
    def load(cls, path: str | pathlib.Path) -> Network:
        """Reads such a file. Raises `BadInput` for one of other layers or names."""
        found, metadata = tensors.load(path)
        return cls._decoded(found, metadata, str(path))

    @classmethod
    def _decoded(cls, found: dict[str, Array], metadata: dict[str, str], source: str) -> Network:
        def tensor(name: str) -> Array:
            if name not in found:
                raise BadInput(f"{source}: there is no tensor {name}: expected a file that heaviside wrote")
            return found[name]

        if "network" not in metadata:
            count = 0
            while f"layers.{count}.weight" in found:
                count += 1
            if count == 0:
                tensor("layers.0.weight")
            return cls([
                Dense(tensor(f"layers.{n}.weight"), found.get(f"layers.{n}.bias"),
                      metadata.get(f"layers.{n}.activation", "identity"), name=f"layer {n}") for n in range(count)])
        entries = flow.parse(metadata["network"], f"{source}: network")
        if not isinstance(entries, list):
            raise BadInput(f"{source}: network is {_short(entries)}: expected a list of layers")
        if "shape" not in metadata:
            raise BadInput(f"{source}: the shape of the inputs is missing: expected it beside the layers of network")
        input_shape = _sides(flow.parse(metadata["shape"], f"{source}: shape"), f"{source}: shape")
        layers: list[Dense] = []
        for n, entry in enumerate(entries):
            if not isinstance(entry, dict):
                raise BadInput(f"{source}: layer {n} is {_short(entry)}: expected a map such as {{dense: 64}}")
            kind = next((name for name in entry if name in KINDS), None)
            known = {kind, "activation", "bias", "shape", "kernel", "stride", "padding", "dilation", "outputPadding",
                     "frozen", "nonNegative"}
            strange = sorted(set(entry) - known)
            if kind is None or strange:
                raise BadInput(f"{source}: layer {n} has {', '.join(strange) or 'no kind'}: expected one of "
                               f"{', '.join(KINDS)}, without skips")
            activation = entry.get("activation", "identity")
            try:
                activation = Activation.of_spec(activation)
            except BadInput as error:
                raise BadInput(f"{source}: layer {n}: {error}") from None
            more: dict[str, Any] = {}
            for name, (python, least, kinds) in _STEPS.items():
                if name not in entry:
                    continue
                if kind not in kinds:
                    raise BadInput(f"{source}: layer {n} is {kind} and has {name}: expected none")
                value = more[python] = entry[name]
                if type(value) is not int or value < least:
                    raise BadInput(f"{source}: layer {n} has {name} {_short(value)}: expected a whole number from "
                                   f"{least} on")
            shape = entry.get("shape")
            layers.append(KINDS[kind](
                tensor(f"layers.{n}.weight"), found.get(f"layers.{n}.bias"), activation,
                shape=None if shape is None else _sides(shape, f"{source}: the shape of layer {n}"),
                name=f"layer {n}", **more))
        return cls(layers, input_shape=input_shape)

    # Other libraries.

    def to_torch(self) -> Any:
        """A `torch.nn.Sequential` with the same parameters, in the same precision."""
        from .pytorch import to_torch

        return to_torch(self)

    def to_onnx(self, path: str | pathlib.Path) -> pathlib.Path:
        """Writes an ONNX file, by `heaviside export --to onnx`."""
        model = self._model()
        try:
            call(["export", str(model), "--to", "onnx", "-o", path_argument(path), "--quiet"])
            return pathlib.Path(path)
        finally:
            model.unlink(missing_ok=True)

    def exact(self, x: Any) -> list[list[Fraction]]:
        """The outputs as fractions, computed in Python: for activations that are piecewise affine."""
        found = []
        layers = [([[Fraction(float(w)) for w in row] for row in weight],
                   None if bias is None else [Fraction(float(b)) for b in bias], activation)
                  for weight, bias, activation in self.dense()]
        for row in samples("x", x, self.inputs):
            a = [Fraction(float(value)) for value in row]
            for weight, bias, activation in layers:
                u = [sum((w * value for w, value in zip(line, a) if w and value), Fraction(0)) for line in weight]
                if bias is not None:
                    u = [value + b for value, b in zip(u, bias)]
                a = [activation.exact(value) for value in u]
            found.append(a)
        return found


def _short(value: Any) -> str:
    return repr(value)[:40]


def _sides(value: Any, name: str) -> tuple[int, ...]:
    """A shape of a model file: one side, or channels and a length."""
    if not isinstance(value, list) or len(value) not in (1, 2) or any(
            type(side) is not int or not 1 <= side <= LARGEST for side in value):
        raise BadInput(f"{name} is {_short(value)}: expected one or two whole numbers from 1 on, such as [1, 32]")
    return tuple(value)
