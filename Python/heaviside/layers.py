"""The layers of a network: weights, bias and activation, and how the program's files and specs name them."""
from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .activations import Activation
from .arrays import HALVES, numbers
from .errors import BadInput

Array = NDArray[Any]
#: The most entries of the matrix of a layer whose weights are tied.
LARGEST = 1 << 26


def parameter(name: str, value: Any, dimensions: int) -> Array:
    """Parameters as they are stored: float32 and shorter become float32, everything else becomes float64."""
    checked = numbers(name, value)
    if checked.ndim != dimensions or 0 in checked.shape:
        raise BadInput(f"{name} has the shape {list(checked.shape)}: expected {dimensions} dimensions")
    kind = getattr(value, "dtype", None)
    single = str(kind).removeprefix("torch.").startswith(("float32", "float16", *HALVES))
    result: Array = checked.astype(np.float32) if single else checked
    result.flags.writeable = False
    return result


class Dense:
    """a = activation(W x + b) with W `[outputs × inputs]`; `shape` is how the next layer reads the outputs."""

    kind = "dense"

    def __init__(
        self, weight: Any, bias: Any = None, activation: str | Activation = "identity", *,
        shape: tuple[int, ...] | None = None, name: str = "the layer",
    ) -> None:
        self.weight = parameter(f"the weight of {name}", weight, self._dimensions)
        self.bias = None if bias is None else parameter(f"the bias of {name}", bias, 1)
        self.activation = Activation(activation)
        self.shape = shape
        if self.bias is not None and self.bias.shape[0] != self._channels:
            raise BadInput(f"the bias of {name} has {self.bias.shape[0]} entries: expected {self._channels}")

    _dimensions = 2

    @property
    def _channels(self) -> int:
        return int(self.weight.shape[0])

    def outputs(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shape of what the layer makes of an input of a shape. Raises `BadInput` where it does not take it."""
        if int(np.prod(shape)) != self.weight.shape[1]:
            raise BadInput(f"its weight is [{self.weight.shape[0]} × {self.weight.shape[1]}], and its input has "
                           f"{int(np.prod(shape))} entries")
        return (int(self.weight.shape[0]),)

    def places(self, shape: tuple[int, ...]) -> NDArray[np.intp]:
        """Which parameter each entry of the matrix `[outputs × inputs]` is, row by row; −1 where it is 0."""
        return np.arange(self.weight.size).reshape(self.weight.shape)

    def matrix(self, shape: tuple[int, ...]) -> Array:
        """The matrix of the layer for inputs of a shape."""
        return self.weight

    def bias_vector(self, shape: tuple[int, ...]) -> Array | None:
        """The bias of every output."""
        return self.bias

    def spec(self) -> dict[str, Any]:
        """The layer as a spec has it."""
        return self._spec(self._channels)

    def _spec(self, size: int, **more: int) -> dict[str, Any]:
        found: dict[str, Any] = {self.kind: size, **more}
        if self.activation != "identity":
            found["activation"] = self.activation.spec
        if self.bias is None:
            found["bias"] = False
        if self.shape is not None:
            found["shape"] = list(self.shape)
        return found

    @property
    def parameters(self) -> dict[str, Array]:
        """The parameters by the names of a model file."""
        return {"weight": self.weight} | ({} if self.bias is None else {"bias": self.bias})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({'×'.join(map(str, self.weight.shape))}, {self.activation})"


class Convolution(Dense):
    """u_(o,t) = Σ_(c,k) w_ock a_(c, ts+kd−p) + b_o, as PyTorch's Conv1d; w `[channels × input channels × taps]`."""

    kind = "convolution"
    _dimensions = 3

    def __init__(
        self, weight: Any, bias: Any = None, activation: str | Activation = "identity", *, stride: int = 1,
        padding: int = 0, dilation: int = 1, shape: tuple[int, ...] | None = None, name: str = "the layer",
    ) -> None:
        super().__init__(weight, bias, activation, shape=shape, name=name)
        self.stride, self.padding, self.dilation = stride, padding, dilation

    @property
    def _inputs(self) -> int:
        return int(self.weight.shape[1])

    def _length(self, length: int) -> int:
        reach = self.dilation * (int(self.weight.shape[2]) - 1)
        return (length + 2 * self.padding - reach - 1) // self.stride + 1

    def outputs(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        channels, length = shape if len(shape) == 2 else (1, int(np.prod(shape)))
        if channels != self._inputs:
            raise BadInput(f"it takes {self._inputs} channels, and its input has {channels}")
        found = self._length(length)
        if found < 1:
            raise BadInput(f"its input has the length {length}, which is too short")
        if channels * length * self._channels * found > LARGEST:
            raise BadInput(f"its matrix has more than {LARGEST:,} entries")
        return (self._channels, found)

    def places(self, shape: tuple[int, ...]) -> NDArray[np.intp]:
        channels, length = shape if len(shape) == 2 else (1, int(np.prod(shape)))
        rows, out = self.outputs(shape)
        found = np.full((rows, out, channels, length), -1, dtype=np.intp)
        index = np.arange(self.weight.size).reshape(self.weight.shape)
        for t in range(out):
            for k in range(int(self.weight.shape[2])):
                s = t * self.stride + k * self.dilation - self.padding
                if 0 <= s < length:
                    found[:, t, :, s] = index[:, :, k]
        return found.reshape(rows * out, channels * length)

    def matrix(self, shape: tuple[int, ...]) -> Array:
        places = self.places(shape)
        return np.where(places < 0, self.weight.dtype.type(0), self.weight.reshape(-1)[places])

    def bias_vector(self, shape: tuple[int, ...]) -> Array | None:
        return None if self.bias is None else np.repeat(self.bias, self.outputs(shape)[1])

    def spec(self) -> dict[str, Any]:
        more = {"kernel": int(self.weight.shape[2])}
        more |= {name: value for name, value, usual in [
            ("stride", self.stride, 1), ("padding", self.padding, 0), ("dilation", self.dilation, 1)] if value != usual}
        return self._spec(self._channels, **more)


class TransposedConvolution(Convolution):
    """Each a_(c,t) adds w_cok a_(c,t) to u_(o, ts+kd−p), as PyTorch's ConvTranspose1d; w `[input channels × channels ×
    taps]`."""

    kind = "transposedConvolution"

    def __init__(
        self, weight: Any, bias: Any = None, activation: str | Activation = "identity", *, stride: int = 1,
        padding: int = 0, dilation: int = 1, output_padding: int = 0, shape: tuple[int, ...] | None = None,
        name: str = "the layer",
    ) -> None:
        self.output_padding = output_padding
        super().__init__(weight, bias, activation, stride=stride, padding=padding, dilation=dilation, shape=shape,
                         name=name)

    @property
    def _channels(self) -> int:
        return int(self.weight.shape[1])

    @property
    def _inputs(self) -> int:
        return int(self.weight.shape[0])

    def _length(self, length: int) -> int:
        reach = self.dilation * (int(self.weight.shape[2]) - 1)
        return (length - 1) * self.stride - 2 * self.padding + reach + self.output_padding + 1

    def places(self, shape: tuple[int, ...]) -> NDArray[np.intp]:
        channels, length = shape if len(shape) == 2 else (1, int(np.prod(shape)))
        rows, out = self.outputs(shape)
        found = np.full((rows, out, channels, length), -1, dtype=np.intp)
        index = np.arange(self.weight.size).reshape(self.weight.shape)
        for s in range(length):
            for k in range(int(self.weight.shape[2])):
                t = s * self.stride + k * self.dilation - self.padding
                if 0 <= t < out:
                    found[:, t, :, s] = index[:, :, k].T
        return found.reshape(rows * out, channels * length)

    def spec(self) -> dict[str, Any]:
        found = super().spec()
        if self.output_padding:
            found["outputPadding"] = self.output_padding
        return found


KINDS: dict[str, type[Dense]] = {kind.kind: kind for kind in (Dense, Convolution, TransposedConvolution)}
