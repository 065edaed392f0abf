"""Networks of PyTorch: read module by module, compared with what PyTorch computes, and written."""
from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .activations import Activation
from .arrays import sides
from .errors import BadInput
from .layers import Convolution, Dense, TransposedConvolution
from .network import Network

SUPPORTED = ("Sequential, Linear, Conv1d, ConvTranspose1d, ReLU, LeakyReLU, Sigmoid, Tanh, Softplus, Hardtanh, "
             "Flatten, Unflatten, Identity")


#: The standard deviations of the random inputs with which a module is compared.
SCALES = (1.0, 0.01, 100.0)


def _torch() -> Any:
    try:
        import torch
    except ImportError:
        raise BadInput("PyTorch is not installed: expected the package torch") from None
    return torch


class _Reader:
    """Collects the layers of a chain of modules."""

    def __init__(self, input_shape: Sequence[int] | None) -> None:
        self.layers: list[Dense] = []
        self.free = False  # whether the last layer has no activation yet
        self.shape = None if input_shape is None else sides("input_shape", input_shape)
        self.flat = self.shape is None or len(self.shape) == 1

    def add(self, layer: Dense, place: str) -> None:
        if self.shape is None:
            if type(layer) is not Dense:
                raise BadInput(f"{place} is a convolution, whose input has no known length: expected "
                               "from_torch(module, input_shape=(channels, length))")
            self.shape = (int(layer.weight.shape[1]),)
        try:
            self.shape = layer.outputs(self.shape)
        except BadInput as problem:
            raise BadInput(f"{place} does not fit: {problem}") from None
        self.layers.append(layer)
        self.flat, self.free = len(self.shape) == 1, True

    def activate(self, activation: Activation, place: str) -> None:
        if activation == "identity":
            return
        if not self.layers or not self.free:
            if self.shape is None:
                raise BadInput(f"{place} comes before the first layer: expected from_torch(module, input_shape=…)")
            # A layer that changes nothing carries it.
            shape, flat = self.shape, self.flat
            self.add(Dense(np.eye(int(np.prod(shape))), shape=None if flat else shape, name=place), place)
            self.shape, self.flat = shape, flat
        last = self.layers[-1]
        last.activation, self.free = activation, False

    def reshape(self, shape: tuple[int, ...] | None, place: str) -> None:
        """Flat, or of channels and a length."""
        if shape is None:
            if self.shape is not None:
                self.shape = (int(np.prod(self.shape)),)
            self.flat = True
            return
        if self.shape is None or int(np.prod(self.shape)) != int(np.prod(shape)) or len(shape) != 2:
            raise BadInput(f"{place} makes the shape {list(shape)} of {self.shape}: expected [channels, length]")
        self.shape, self.flat = shape, False
        if self.layers:
            self.layers[-1].shape = shape

    # Modules.

    def module(self, module: Any, place: str) -> None:
        """Reads a module. Raises `BadInput` with its name and its place for one that is not known."""
        kind = type(module).__name__
        where = f"{place or 'the module'} ({kind})"
        known = type(module).__module__.startswith("torch.nn.modules.")
        if known and kind == "Sequential":
            # named_children() leaves out a module that comes a second time.
            for name, child in module._modules.items():
                self.module(child, f"{place}.{name}" if place else name)
            return
        reader: Callable[[Any, str], None] | None = getattr(self, f"_{kind}", None) if known else None
        if reader is None:
            raise BadInput(f"{where} is no module that can be read: expected {SUPPORTED}")
        reader(module, where)

    def _Linear(self, module: Any, where: str) -> None:
        if not self.flat:
            raise BadInput(f"{where} follows channels of some length without Flatten, and so acts on each channel: "
                           "expected Flatten before it")
        self.add(Dense(module.weight, module.bias, name=where), where)

    def _Conv1d(self, module: Any, where: str) -> None:
        self._convolution(Convolution, module, where)

    def _ConvTranspose1d(self, module: Any, where: str) -> None:
        self._convolution(TransposedConvolution, module, where, int(module.output_padding[0]))

    def _convolution(self, kind: type[Convolution], module: Any, where: str, output_padding: int = 0) -> None:
        if module.groups != 1 or module.padding_mode != "zeros":
            raise BadInput(f"{where} has groups={module.groups} and padding_mode={module.padding_mode}: expected 1 and "
                           "zeros")
        if self.flat and self.shape is not None:
            raise BadInput(f"{where} follows a flat layer: expected Unflatten(1, (channels, length)) before it")
        padding = module.padding
        if isinstance(padding, str):
            total = int(module.dilation[0]) * (int(module.kernel_size[0]) - 1) if padding == "same" else 0
            if total % 2:
                raise BadInput(f"{where} pads the two ends unequally: expected padding as a number")
            padding = (total // 2,)
        more: dict[str, Any] = {"output_padding": output_padding} if kind is TransposedConvolution else {}
        self.add(kind(module.weight, module.bias, stride=int(module.stride[0]), padding=int(padding[0]),
                      dilation=int(module.dilation[0]), name=where, **more), where)

    def _Flatten(self, module: Any, where: str) -> None:
        if (module.start_dim, module.end_dim) not in ((1, -1), (1, 2)):
            raise BadInput(f"{where} flattens the dimensions {module.start_dim} to {module.end_dim}: expected 1 to −1")
        self.reshape(None, where)

    def _Unflatten(self, module: Any, where: str) -> None:
        if module.dim not in (1, -1):
            raise BadInput(f"{where} acts on the dimension {module.dim}: expected 1")
        self.reshape(tuple(int(side) for side in module.unflattened_size), where)

    def _Identity(self, module: Any, where: str) -> None:
        pass

    def _ReLU(self, module: Any, where: str) -> None:
        self.activate(Activation("relu"), where)

    def _Sigmoid(self, module: Any, where: str) -> None:
        self.activate(Activation("sigmoid"), where)

    def _Tanh(self, module: Any, where: str) -> None:
        self.activate(Activation("tanh"), where)

    def _LeakyReLU(self, module: Any, where: str) -> None:
        self.activate(Activation(f"leakyReLU({float(module.negative_slope)!r})"), where)

    def _Hardtanh(self, module: Any, where: str) -> None:
        if (module.min_val, module.max_val) != (-1, 1):
            raise BadInput(f"{where} has the ends {module.min_val} and {module.max_val}: expected −1 and 1")
        self.activate(Activation("hardTanh"), where)

    def _Softplus(self, module: Any, where: str) -> None:
        if module.beta != 1:
            raise BadInput(f"{where} has beta={module.beta}: expected 1")
        self.activate(Activation("softplus"), where)

    # A module with a forward function of its own.

    def traced(self, module: Any) -> None:
        """Follows the graph of a module, a chain of known modules and functions."""
        torch = _torch()
        kind = type(module).__name__
        try:
            graph = torch.fx.symbolic_trace(module).graph
        except Exception as problem:
            raise BadInput(f"the forward function of {kind} cannot be followed ({problem}): expected {SUPPORTED}") \
                from None
        modules = dict(module.named_modules())
        functions = {
            torch.relu: "relu", torch.nn.functional.relu: "relu", torch.sigmoid: "sigmoid", torch.tanh: "tanh",
            torch.nn.functional.sigmoid: "sigmoid", torch.nn.functional.tanh: "tanh", "relu": "relu",
            "sigmoid": "sigmoid", "tanh": "tanh",
        }
        flattens = (torch.flatten, "flatten")
        last = None
        for node in graph.nodes:
            where = f"{node.name} in {kind}.forward"
            if node.op == "placeholder":
                if last is not None:
                    raise BadInput(f"{kind}.forward takes several arguments: expected one")
            elif node.op == "output":
                if node.args[0] is not last:
                    raise BadInput(f"{kind}.forward does not return the last of its values alone")
            else:
                tensors = node.all_input_nodes
                if tensors != [last]:
                    raise BadInput(f"{where} takes {len(tensors)} values, or one from before the last: expected a "
                                   f"chain of {SUPPORTED}")
                plain = len(node.args) == 1 and set(node.kwargs) <= {"inplace"}
                if node.op == "call_module":
                    self.module(modules[node.target], node.target)
                elif node.target in functions and plain:
                    self.activate(Activation(functions[node.target]), where)
                elif node.target in flattens and (*node.args[1:], *node.kwargs.values()) in ((1,), (1, -1)):
                    self.reshape(None, where)
                else:
                    raise BadInput(f"{where} is no function that can be read: expected torch.relu, sigmoid, tanh or "
                                   f"flatten(x, 1), or {SUPPORTED}")
            last = node


def _check_plain(module: Any, where: str) -> None:
    """Refuses a module that computes something else than its kind does. Raises `BadInput` with its place."""
    for attribute, words in (("_forward_pre_hooks", "a forward pre-hook"), ("_forward_hooks", "a forward hook"),
                             ("parametrizations", "parametrized parameters")):
        if getattr(module, attribute, None):
            raise BadInput(f"{where} has {words}: expected a module without, as its outputs are not those of its "
                           "parameters alone")
    if "forward" in vars(module):
        raise BadInput(f"{where} has a forward function that was set on it: expected a module without")


def from_torch(module: Any, *, input_shape: Sequence[int] | None = None) -> Network:
    """The network of a `torch.nn.Module`, with its very numbers.

    A Sequential, nested or not, is read as it is; a module with a forward function of its own is followed by torch.fx
    where that is a chain. `input_shape` is needed where the first layer is a convolution: `(channels, length)`. The
    network is then compared with `module(x)` on random inputs. Raises `BadInput` for a module that is not known, with
    its name and its place, and where the outputs differ.
    """
    torch = _torch()
    if not isinstance(module, torch.nn.Module):
        raise BadInput(f"this is a {type(module).__name__}: expected a torch.nn.Module")
    for name, part in module.named_modules():
        _check_plain(part, f"{name or 'the module'} ({type(part).__name__})")
    reader = _Reader(input_shape)
    own = type(module).__module__.startswith("torch.nn.modules.")
    if own:
        reader.module(module, "")
    else:
        reader.traced(module)
    if not reader.layers:
        raise BadInput("the module has no layers: expected one Linear or more")
    network = Network(reader.layers, input_shape=input_shape)
    _compare(network, module, torch)
    return network


def _compare(network: Network, module: Any, torch: Any) -> None:
    """Compares outputs on random inputs. Raises `BadInput` where they differ by more than rounding."""
    dtype, device = next(((one.dtype, one.device) for one in module.parameters()), (torch.float64, None))
    random = np.random.default_rng(0)
    # A clipped or saturated unit shows at large inputs, a small bias at small ones.
    sizes = SCALES if dtype in (torch.float32, torch.float64) else SCALES[:2]
    x = np.concatenate([size * random.normal(size=(16, *network.shapes[0])) for size in sizes])
    modes = {one: one.training for one in module.modules()}
    module.eval()
    try:
        with torch.no_grad():
            kind = dtype if dtype in (torch.float32, torch.float64) else torch.float32
            inputs = torch.from_numpy(x).to(device=device, dtype=dtype)
            x = inputs.to(torch.float64).cpu().numpy()
            found = module(inputs).to(kind).cpu().numpy()
    except RuntimeError as problem:
        raise BadInput(f"the module does not take inputs of the shape {list(network.shapes[0])}: {problem}") from None
    finally:
        for one, mode in modes.items():
            one.training = mode
    own = network(x)
    if found.reshape(len(found), -1).shape != own.shape:
        raise BadInput(f"the module's outputs have the shape {list(found.shape[1:])}, and those read from its parts "
                       f"{list(own.shape[1:])}")
    relative = {torch.float64: 1e-11, torch.float32: 1e-4}.get(dtype, 0.05)
    if any(layer.activation == "softplus" for layer in network.layers):
        relative = max(relative, 1e-8)  # PyTorch takes u for softplus(u) above 20, which is 2e-9 less.
    activations = network.activations(x)
    for number, size in enumerate(sizes):
        part = slice(16 * number, 16 * (number + 1))
        allowed = relative * max(1.0, *(float(np.abs(a[part]).max()) for a in activations))
        difference = float(np.abs(found[part].reshape(16, -1) - own[part]).max())
        if not difference <= allowed:
            raise BadInput(f"the module computes something else than its parts one after the other: for inputs of "
                           f"about {size:g} an output differs by {difference:.3g}")


def to_torch(network: Network) -> Any:
    """A `torch.nn.Sequential` with the network's numbers, in its precision."""
    torch = _torch()
    nn = torch.nn
    kind = torch.float32 if network.dtype == np.float32 else torch.float64
    modules: list[Any] = []
    shape = network.shapes[0]
    for number, layer in enumerate(network.layers):
        received = network.shapes[number]
        out, bias = layer.outputs(received), layer.bias is not None
        if isinstance(layer, Convolution):
            if len(shape) == 1 and (number > 0 or len(received) == 2):
                modules.append(nn.Unflatten(1, received if len(received) == 2 else (1, received[0])))
            more = {"output_padding": layer.output_padding} if isinstance(layer, TransposedConvolution) else {}
            maker = nn.ConvTranspose1d if isinstance(layer, TransposedConvolution) else nn.Conv1d
            module = maker(layer._inputs, layer._channels, int(layer.weight.shape[2]), stride=layer.stride,
                           padding=layer.padding, dilation=layer.dilation, bias=bias, dtype=kind, **more)
        else:
            if len(shape) > 1:
                modules.append(nn.Flatten())
            module = nn.Linear(int(layer.weight.shape[1]), out[0], bias=bias, dtype=kind)
        with torch.no_grad():
            for name, values in layer.parameters.items():
                getattr(module, name).copy_(torch.from_numpy(values.copy()))
        modules.append(module)
        shape = out
        if layer.activation.name != "identity":
            modules.append(_module(nn, layer.activation, number))
    return nn.Sequential(*modules)


def _module(nn: Any, activation: Activation, number: int) -> Any:
    """PyTorch's module of an activation, with a warning where its derivatives at kinks are others."""
    numbers = activation.numbers
    makers = {
        "relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "hardTanh": nn.Hardtanh, "relu6": nn.ReLU6,
        "leakyReLU": lambda: nn.LeakyReLU(numbers["slope"]),
        # Without a threshold it is exact as far as rounded numbers go: beyond 40 they are those of the identity.
        "softplus": lambda: nn.Softplus(numbers["beta"], min(numbers["threshold"], 40.0)),
        "elu": lambda: nn.ELU(numbers["alpha"]), "celu": lambda: nn.CELU(numbers["alpha"]),
        "silu": nn.SiLU, "gelu": nn.GELU, "geluTanh": lambda: nn.GELU("tanh"),
    }
    if numbers.get("slope") == 1 / 6:
        makers["hardSigmoid"] = nn.Hardsigmoid
    if activation.name not in makers:
        raise BadInput(f"layer {number} is {activation}, for which PyTorch has no module")
    # At the kink ELU has the derivative α, and CELU 1.
    if any(key.startswith("slopeAt") for key in activation.changed):
        warnings.warn(f"layer {number} is {activation}: PyTorch's module has the same values, and another derivative "
                      "where slopes meet", stacklevel=4)
    return makers[activation.name]()
