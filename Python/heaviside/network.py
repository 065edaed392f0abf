"""A network: its layers, its outputs, and what the program proves about it."""
from __future__ import annotations

import json
import pathlib
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import flow, outputs, tensors
from .activations import Activation
from .arrays import numbers, samples, sides
from .engine import engine
from .errors import BadInput, Diverged
from .layers import KINDS, LARGEST, Dense
from .program import call, path_argument, scratch

if TYPE_CHECKING:
    from .proofs import Atlas, Certification, Gradient, Obstacles

Array = NDArray[Any]
#: Above so many products of samples and parameters a proof gets a process of its own, which Ctrl-C ends.
SMALL = 1 << 20
_CONVOLUTIONS = ("convolution", "transposedConvolution")
#: The numbers of a convolution in a model file: the argument here, the least value, and the kinds that have it.
_STEPS = {"stride": ("stride", 1, _CONVOLUTIONS), "padding": ("padding", 0, _CONVOLUTIONS),
          "dilation": ("dilation", 1, _CONVOLUTIONS), "outputPadding": ("output_padding", 0, _CONVOLUTIONS[1:])}


class Network:
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

        The slope of a leaky ReLU is a number of the network's precision, as its weights are.
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
            metadata["network"] = flow_text(self.spec)
            metadata["shape"] = flow_text(list(self.shapes[0]))
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
            if isinstance(activation, dict):
                activation = "".join(f"{name}({value})" for name, value in activation.items())
            if not isinstance(activation, str):
                raise BadInput(f"{source}: layer {n} has the activation {_short(activation)}: expected a name")
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

    # What the program says of it.

    def _model(self) -> pathlib.Path:
        return self.save(scratch(".safetensors"))

    def _data(
        self, x: Any, y: Any, position: Any, amplitude: float | None
    ) -> tuple[list[str], int, list[pathlib.Path]]:
        """The spec of the samples, their number, and the files that it names."""
        if x is None:
            if y is not None or position is not None:
                raise BadInput("y and position say something of samples x, which are missing")
            if amplitude is None:
                return [], self.inputs + 1, []
            return [f"signals.amplitude={float(amplitude)!r}"], self.inputs + 1, []
        if amplitude is not None:
            raise BadInput("amplitude is that of step functions: expected no x beside it")
        arrays = {"x": samples("x", x, self.inputs)}
        count = len(arrays["x"])
        if y is not None:
            arrays["y"] = samples("y", y, self.outputs, count)
        elif self.outputs != self.inputs:
            raise BadInput(f"y is missing, and the network makes {self.outputs} outputs of {self.inputs} inputs: "
                           "expected y, what the outputs should be")
        text = "inputs: x" + (", targets: y" if y is not None else "")
        if position is not None:
            arrays["position"] = samples("position", np.asarray(position).reshape(-1, 1), 1, count)[:, 0]
            text += ", labels: { position: position }"
        if len(self.shapes[0]) > 1:
            arrays["x"] = arrays["x"].reshape(count, *self.shapes[0])
        path = scratch(".npz")
        np.savez(path, **arrays)  # type: ignore[arg-type]
        return [f"signals={{ file: {json.dumps(str(path))}, {text} }}"], count, [path]

    def certify(
        self, x: Any = None, y: Any = None, *, polish: bool = False, amplitude: float | None = None,
        folder: str | pathlib.Path | None = None,
    ) -> Certification:
        """Proves or refutes, in rational arithmetic, that every sample is reproduced.

        `x` `[samples × inputs]` and `y` `[samples × outputs]`; without y the outputs should be x, and without x the
        samples are all step functions of the network's length, with `amplitude` 1 unless it says otherwise. `folder`
        keeps the certificate and its model; without it the two files go when the answer does, or with Python. Raises
        `BadInput` for activations that exact arithmetic does not know.
        """
        from .proofs import Certification

        data, count, files = self._data(x, y, None, amplitude)
        model = self._model()
        try:
            if folder is None:
                certificate = scratch(".json")
            else:
                certificate = outputs.folder(folder) / "certificate.json"
            own = [model] if folder is not None else [model, certificate]
            if count * self.parameter_count <= SMALL:
                answer = engine.json("certifyModel", {
                    "model": str(model), "set": data, "polish": polish, "certificate": str(certificate)})
            else:
                changes = [part for pair in data for part in ("--set", pair)]
                answer = call(["certify", str(model), *changes, "-o", str(certificate), "--json", "--quiet",
                               *(["--polish"] if polish else [])]).json()
            return Certification(answer, model, certificate, folder, own)
        except BaseException:
            model.unlink(missing_ok=True)
            raise
        finally:
            for file in files:
                file.unlink(missing_ok=True)

    def atlas(self, x: Any = None, *, amplitude: float | None = None) -> Atlas:
        """Every breakpoint and affine piece of the decoder of a scalar code, as fractions.

        The samples, as for `certify`, say from which codes to which the map goes. Raises `BadInput` for a network
        without a scalar code.
        """
        from .proofs import Atlas

        # What the outputs should be does not change the map, but for what each code decodes to.
        y = None
        if x is not None and self.outputs != self.inputs:
            y = np.zeros((len(samples("x", x, self.inputs)), self.outputs))
        data, _, files = self._data(x, y, None, amplitude)
        model = self._model()
        try:
            return Atlas(engine.json("atlasModel", {"model": str(model), "set": data}))
        finally:
            for file in [model, *files]:
                file.unlink(missing_ok=True)

    def obstacles(self, x: Any, y: Any = None, *, position: Any = None) -> Obstacles:
        """What stands between the network and an exact reconstruction with a linear code, in words; with all measures.

        `position` is the number θ of each sample that the code should be linear in. Raises `Diverged` where the
        loss is not finite.
        """
        from .proofs import Obstacles

        if x is None:
            raise BadInput("x is missing: expected samples [samples × inputs]")
        data, _, files = self._data(x, y, position, None)
        model = self._model()
        spec = {
            "name": "network", "network": self.spec, "initialization": {"file": str(model)},
            "loss": {"squaredError": "mean"}, "optimizer": {"sgd": {"learningRate": 0.001}}, "epochs": 0,
            "precision": "float32" if self.dtype == np.float32 else "float64",
        }
        try:
            text = flow_text(spec)[:-1] + f", signals: {data[0].removeprefix('signals=')} }}"
            content = engine.content("train", {"spec": text, "obstacles": True})
            found = Obstacles(tensors.decode(content, "the answer")[1])
            if found.measures.get("status") == "diverged":
                raise Diverged("the network's outputs for these samples, or their squared errors, are not finite, and "
                               "so nothing is measured: expected smaller weights or samples")
            return found
        finally:
            for file in [model, *files]:
                file.unlink(missing_ok=True)

    def gradient(self, x: Any, y: Any, *, loss: str = "squaredErrorMean") -> Gradient:
        """The loss and its derivatives by every parameter and by x, with every value of both passes.

        `loss` is one of squaredErrorMean, …Sum, …HalfSum, hingeResidualMean, …, binaryCrossEntropyMean,
        crossEntropyMean, crossEntropySum. Computed in double precision, in the order of the reference.
        """
        from .proofs import Gradient

        if not isinstance(loss, str):
            raise BadInput(f"loss is {loss!r}: expected the name of a loss, such as squaredErrorMean")
        x = samples("x", x, self.inputs)
        dense = self.dense()
        slopes = {activation.slope for _, _, activation in dense if activation.slope is not None}
        if len(slopes) > 1:
            raise BadInput(f"its leaky ReLUs have the slopes {sorted(slopes)}: expected one slope for all")
        case: dict[str, Any] = {
            "dims": [self.inputs, *(int(weight.shape[0]) for weight, _, _ in dense)],
            "activations": [activation.name for _, _, activation in dense],
            "bias": [bias is not None for _, bias, _ in dense], "loss": loss,
            "W": [weight.astype(np.float64).tolist() for weight, _, _ in dense],
            "b": [None if bias is None else bias.astype(np.float64).tolist() for _, bias, _ in dense],
            "x": x.tolist(),
        }
        classes = np.asarray(y)
        if loss.startswith("crossEntropy") and classes.ndim == 1 and classes.dtype.kind in "iu":
            case["y"] = classes.tolist()
        else:
            case["y"] = samples("y", y, self.outputs, len(x)).tolist()
        if slopes:
            case["leakySlope"] = slopes.pop()
        path = scratch(".json")
        try:
            path.write_text(json.dumps(case, allow_nan=False))
            return Gradient(engine.json("gradientCase", {"file": str(path)}), self)
        finally:
            path.unlink(missing_ok=True)

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
                a = [_exact(activation, value) for value in u]
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


def _exact(activation: Activation, u: Fraction) -> Fraction:
    if activation.slope is not None:
        return u if u > 0 else Fraction(activation.slope) * u
    if activation.name == "identity":
        return u
    if activation.name == "relu":
        return max(u, Fraction(0))
    if activation.name == "hardThreshold":
        return Fraction(int(u >= 1))
    if activation.name == "hardTanh":
        return min(max(u, Fraction(-1)), Fraction(1))
    raise BadInput(f"{activation} has no exact values: expected piecewise affine activations")


def flow_text(value: Any) -> str:
    """A value on one line of YAML, in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow_text(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, (list, tuple, np.ndarray)):
        return "[" + ", ".join(flow_text(entry) for entry in value) + "]"
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    text = str(value)
    return text if text.replace("_", "").isalnum() and not text[0].isdigit() else json.dumps(text)
