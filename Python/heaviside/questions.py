"""What the program says of a network: it writes model and samples into files, and asks."""
from __future__ import annotations

import json
import pathlib
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import flow, outputs, tensors
from .arrays import samples
from .engine import engine
from .errors import BadInput, Diverged
from .program import call, scratch
from .proofs import Atlas, Certification, Gradient, Obstacles

if TYPE_CHECKING:
    from .activations import Activation
    from .layers import Dense

#: Above so many products of samples and parameters a proof gets a process of its own, which Ctrl-C ends.
SMALL = 1 << 20


class Questions(ABC):
    """What can be asked of layers one after the other; `Network` has them."""

    layers: tuple[Dense, ...]
    shapes: tuple[tuple[int, ...], ...]

    @property
    @abstractmethod
    def inputs(self) -> int:
        """The number of entries of an input."""

    @property
    @abstractmethod
    def outputs(self) -> int:
        """The number of outputs."""

    @property
    @abstractmethod
    def dtype(self) -> np.dtype[Any]:
        """The type of the parameters."""

    @property
    @abstractmethod
    def parameter_count(self) -> int:
        """The number of parameters."""

    @property
    @abstractmethod
    def spec(self) -> list[dict[str, Any]]:
        """The layers as the key `network` of a spec has them."""

    @abstractmethod
    def dense(self) -> list[tuple[NDArray[Any], NDArray[Any] | None, Activation]]:
        """The same function in dense layers."""

    @abstractmethod
    def save(self, path: str | pathlib.Path) -> pathlib.Path:
        """Writes the model."""

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
            text = flow.text(spec)[:-1] + f", signals: {data[0].removeprefix('signals=')} }}"
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
        if not isinstance(loss, str):
            raise BadInput(f"loss is {loss!r}: expected the name of a loss, such as squaredErrorMean")
        x = samples("x", x, self.inputs)
        dense = self.dense()
        for number, layer in enumerate(self.layers):
            # As it was given: rounded to float32, the slope of a hard sigmoid is another one.
            if not layer.activation.is_plain:
                raise BadInput(f"layer {number} is {layer.activation}, whose derivatives are not known here: expected "
                               "an activation without numbers of its own, or leakyReLU with its slope")
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
