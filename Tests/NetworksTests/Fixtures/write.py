#!/usr/bin/env python3
"""Writes pytorch-training.json: small networks of every layer kind, trained by PyTorch in double precision.

usage: write.py        (in any folder; needs torch 2.13.0 on a CPU, numpy 2.4.6)

Each case has inputs [samples, channels, length], targets, layers, and the parameters at the start; each of its runs has
an optimizer, the loss after 0, 10, …, 200 full batches, and the parameters after the last. The loss is the mean of the
squared errors of all entries. Numbers are the shortest decimals that read back as the same double. Tensors have
PyTorch's shapes: dense [outputs, inputs], convolution [channels, input channels, kernel], transposed convolution
[input channels, channels, kernel].

| kind | preactivation u of an input a | keys |
|---|---|---|
| dense | W a + b | outputs |
| toeplitz | W a + b, W[i, j] = t[i − j + inputs − 1] | outputs |
| scale | d ⊙ a + b | |
| convolution | nn.Conv1d | channels, kernel, stride, padding, dilation |
| transposedConvolution | nn.ConvTranspose1d | the same and outputPadding |
| averagePooling | nn.AvgPool1d; zeros of the padding count | kernel, stride, padding |
| flatten, reshape | a, row-major | shape |

A layer with `skip: {"back": k, "matrix": "identity"}` adds the activations of k layers before to u; "linear" adds S of
them, S a parameter [outputs, inputs]. With layers counted from 1, layer l adds a_{l−k}, where a_0 is the input.

A second computation, with NumPy, has no layers: each is a matrix whose entries are parameters by an index, so that
gradients of parameters are sums of gradients of entries. What differs from it is not written.
"""
import json
import os

import numpy as np
import torch
from torch.nn import functional as F

EPOCHS, EVERY, SAMPLES = 200, 10, 6
OPTIMIZERS = [
    {"rule": "sgd", "learningRate": 0.05},
    {"rule": "momentum", "learningRate": 0.02, "momentum": 0.9},
    {"rule": "rmsProp", "learningRate": 0.0005, "decay": 0.99, "epsilon": 1e-8},
    {"rule": "adam", "learningRate": 0.003, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
]


def dense(outputs, activation="identity", bias=True, skip=None):
    return {"kind": "dense", "outputs": outputs, "activation": activation, "bias": bias} | (
        {"skip": {"back": skip[0], "matrix": skip[1]}} if skip else {})


def toeplitz(outputs, activation="identity", bias=True):
    return dense(outputs, activation, bias) | {"kind": "toeplitz"}


def scale(activation="identity", bias=True):
    return {"kind": "scale", "activation": activation, "bias": bias}


def convolution(channels, kernel, stride=1, padding=0, dilation=1, activation="identity", bias=True, skip=None):
    return dense(0, activation, bias, skip) | {
        "kind": "convolution", "channels": channels, "kernel": kernel, "stride": stride, "padding": padding,
        "dilation": dilation}


def transposed(channels, kernel, stride=1, padding=0, output_padding=0, dilation=1, activation="identity", bias=True):
    return convolution(channels, kernel, stride, padding, dilation, activation, bias) | {
        "kind": "transposedConvolution", "outputPadding": output_padding}


def pooling(kernel, stride, padding=0):
    return {"kind": "averagePooling", "kernel": kernel, "stride": stride, "padding": padding}


def flatten():
    return {"kind": "flatten"}


CASES = {
    "dense-tanh": ((1, 5), [dense(4, "tanh"), dense(3, "tanh", bias=False), dense(2)]),
    "dense-relu": ((1, 6), [dense(5, "relu"), dense(4, "relu", bias=False), dense(3)]),
    "dense-code": ((1, 6), [dense(1), dense(6, "relu"), dense(6, "relu", bias=False)]),
    "convolution": ((2, 12), [convolution(3, 3, 2, 1, activation="tanh"), convolution(2, 3, 1, 1, 2)]),
    "convolution-dense": ((1, 12), [
        convolution(2, 4, 3, activation="relu", bias=False), convolution(3, 2, 1, 1, activation="tanh"), flatten(),
        dense(2)]),
    "convolution-dilated": ((3, 12), [convolution(2, 3, 2, 1, 2, "relu"), convolution(3, 3, 1, 0, 2, "tanh")]),
    "transposed-convolution": ((2, 3), [transposed(3, 3, 2, 1, 1, activation="tanh"), transposed(1, 4, 2, 1)]),
    "transposed-convolution-dilated": ((3, 4), [
        transposed(2, 3, 3, 2, 2, 2, "relu", bias=False), convolution(1, 3, 2, 1)]),
    "toeplitz": ((1, 6), [toeplitz(5, "tanh"), toeplitz(7, "relu", bias=False), toeplitz(4)]),
    "average-pooling": ((2, 12), [convolution(3, 3, 1, 1, activation="tanh"), pooling(3, 2), flatten(), dense(2)]),
    "average-pooling-padded": ((2, 9), [convolution(2, 2, 1, 1, activation="relu"), pooling(4, 3, 2)]),
    "scale": ((1, 5), [scale(bias=False), dense(4, "relu"), scale("tanh"), dense(2)]),
    "residual-identity": ((1, 4), [
        dense(4, "tanh"), dense(4, "tanh", skip=(2, "identity")), dense(4, "relu", skip=(2, "identity")), dense(3)]),
    "residual-linear": ((1, 4), [
        dense(5, "tanh"), dense(3, "tanh", skip=(2, "linear")), dense(4, "relu", skip=(3, "linear")), dense(2)]),
    "residual-convolution": ((2, 8), [
        convolution(2, 3, 1, 1, activation="tanh"), convolution(2, 3, 1, 1, activation="relu", skip=(2, "identity")),
        convolution(2, 3, 1, 1, skip=(3, "identity"))]),
    "autoencoder": ((1, 8), [
        convolution(2, 3, 2, 1, activation="relu"), convolution(3, 3, 2, 1, activation="relu"), flatten(), dense(1),
        dense(6, "relu"), {"kind": "reshape", "shape": [3, 2]}, transposed(2, 4, 2, 1, activation="relu"),
        transposed(1, 4, 2, 1)]),
}


def complete(layers, shape):
    """The layers with their shapes of output, and without keys of other kinds."""
    for layer in layers:
        kind, (channels, length) = layer["kind"], shape
        if kind in ("dense", "toeplitz"):
            shape = (1, layer["outputs"])
        elif kind == "flatten":
            shape = (1, channels * length)
        elif kind == "reshape":
            shape = tuple(layer["shape"])
        elif kind == "transposedConvolution":
            reach = layer["dilation"] * (layer["kernel"] - 1)
            length = (length - 1) * layer["stride"] - 2 * layer["padding"] + reach + layer["outputPadding"] + 1
            shape = (layer["channels"], length)
        elif kind != "scale":
            reach = layer.get("dilation", 1) * (layer["kernel"] - 1)
            shape = (layer.get("channels", channels), (length + 2 * layer["padding"] - reach - 1) // layer["stride"] + 1)
        if "channels" in layer:
            layer.pop("outputs", None)
        layer["outputShape"] = list(shape)
    return shape


def parameter_shapes(layers, shape):
    """(layer, name, shape) of every parameter."""
    found, shapes = [], [shape]
    for index, layer in enumerate(layers):
        kind, (channels, length), output = layer["kind"], shapes[-1], tuple(layer["outputShape"])
        inputs, outputs = channels * length, output[0] * output[1]
        weight = {
            "dense": (outputs, inputs), "toeplitz": (inputs + outputs - 1,), "scale": (inputs,),
            "convolution": (output[0], channels, layer.get("kernel")),
            "transposedConvolution": (channels, output[0], layer.get("kernel"))}.get(kind)
        if weight:
            found.append((index, "weight", weight))
        if layer.get("bias"):
            found.append((index, "bias", (output[0] if "channels" in layer else outputs,)))
        if layer.get("skip", {}).get("matrix") == "linear":
            source = shapes[index + 1 - layer["skip"]["back"]]
            found.append((index, "skip", (outputs, source[0] * source[1])))
        shapes.append(output)
    return found


# PyTorch.

ACTIVATIONS = {"identity": lambda u: u, "tanh": torch.tanh, "relu": torch.relu}


def forward(layers, parameters, a):
    """The outputs of inputs [samples, channels, length]; `parameters` are tensors by (layer, name)."""
    activations = [a]
    for index, layer in enumerate(layers):
        kind, shape = layer["kind"], [-1, *layer["outputShape"]]
        weight, bias = parameters.get((index, "weight")), parameters.get((index, "bias"))
        flat = a.flatten(1)
        if kind == "dense":
            u = F.linear(flat, weight, bias)
        elif kind == "toeplitz":
            i, j = torch.arange(layer["outputs"])[:, None], torch.arange(flat.shape[1])
            u = F.linear(flat, weight[i - j + flat.shape[1] - 1], bias)
        elif kind == "scale":
            u = flat * weight if bias is None else flat * weight + bias
        elif kind == "convolution":
            u = F.conv1d(a, weight, bias, layer["stride"], layer["padding"], layer["dilation"])
        elif kind == "transposedConvolution":
            u = F.conv_transpose1d(
                a, weight, bias, layer["stride"], layer["padding"], layer["outputPadding"], dilation=layer["dilation"])
        elif kind == "averagePooling":
            u = F.avg_pool1d(a, layer["kernel"], layer["stride"], layer["padding"])
        else:
            u = flat
        if "skip" in layer:
            source = activations[len(activations) - layer["skip"]["back"]].flatten(1)
            if layer["skip"]["matrix"] == "linear":
                source = F.linear(source, parameters[index, "skip"])
            u = u.flatten(1) + source
        a = ACTIVATIONS[layer.get("activation", "identity")](u.reshape(shape))
        activations.append(a)
    return a


def torch_run(layers, initial, x, y, settings):
    parameters = {key: torch.nn.Parameter(torch.tensor(value)) for key, value in initial.items()}
    rate = settings["learningRate"]
    optimizer = {
        "sgd": lambda all: torch.optim.SGD(all, lr=rate),
        "momentum": lambda all: torch.optim.SGD(all, lr=rate, momentum=settings["momentum"]),
        "rmsProp": lambda all: torch.optim.RMSprop(all, lr=rate, alpha=settings["decay"], eps=settings["epsilon"]),
        "adam": lambda all: torch.optim.Adam(
            all, lr=rate, betas=(settings["beta1"], settings["beta2"]), eps=settings["epsilon"]),
    }[settings["rule"]](parameters.values())
    x, y = torch.tensor(x), torch.tensor(y)
    losses = []
    for epoch in range(EPOCHS + 1):
        optimizer.zero_grad()
        loss = F.mse_loss(forward(layers, parameters, x), y)
        if epoch % EVERY == 0:
            losses.append(loss.item())
        if epoch < EPOCHS:
            loss.backward()
            optimizer.step()
    return losses, {key: value.detach().numpy() for key, value in parameters.items()}


# NumPy: every layer is a matrix.

def lowered(layer, shape):
    """Where the entries of a layer's matrix [outputs, inputs] are: the index of a weight, or −1 for 0; and the same of
    its biases [outputs]. By the definitions, entry by entry."""
    kind, (channels, length), (out_channels, out_length) = layer["kind"], shape, layer["outputShape"]
    place = np.full((out_channels, out_length, channels, length), -1)
    for o in range(out_channels):
        for t in range(out_length):
            for c in range(channels):
                for s in range(length):
                    i, j = o * out_length + t, c * length + s
                    inputs = channels * length
                    if kind == "dense":
                        place[o, t, c, s] = i * inputs + j
                    elif kind == "toeplitz":
                        place[o, t, c, s] = i - j + inputs - 1
                    elif i == j and kind in ("scale", "flatten", "reshape"):
                        place[o, t, c, s] = i
                    elif kind == "averagePooling":
                        if c == o and 0 <= s + layer["padding"] - t * layer["stride"] < layer["kernel"]:
                            place[o, t, c, s] = 0
                    elif kind.endswith("onvolution"):
                        # A convolution reads the input at t · stride + k · dilation − padding; its transpose writes there.
                        near, far = (t, s) if kind == "convolution" else (s, t)
                        offset = far + layer["padding"] - near * layer["stride"]
                        k, rest = divmod(offset, layer["dilation"])
                        if rest == 0 and 0 <= k < layer["kernel"]:
                            first, second, seconds = (o, c, channels) if kind == "convolution" else (c, o, out_channels)
                            place[o, t, c, s] = (first * seconds + second) * layer["kernel"] + k
    outputs = out_channels * out_length
    place = place.reshape(outputs, -1)
    biases = np.arange(outputs) // out_length if "channels" in layer else np.arange(outputs)
    return place, biases


def numpy_run(layers, initial, x, y, settings):
    p = {key: value.copy().reshape(-1) for key, value in initial.items()}
    shape, maps = x.shape[1:], []
    for layer in layers:
        maps.append(lowered(layer, shape))
        shape = layer["outputShape"]

    def weights(index):
        place = maps[index][0]
        layer = layers[index]
        constant = {"averagePooling": 1 / layer.get("kernel", 1)}.get(layer["kind"], 1.0)
        values = p.get((index, "weight"), np.full(place.max() + 1, constant))
        return np.where(place < 0, 0.0, values[place])

    def skip(index, source):
        if layers[index]["skip"]["matrix"] == "identity":
            return np.eye(source.shape[1])
        return p[index, "skip"].reshape(-1, source.shape[1])

    x, y = x.reshape(len(x), -1), y.reshape(len(y), -1)
    first = {key: np.zeros_like(value) for key, value in p.items()}
    second = {key: np.zeros_like(value) for key, value in p.items()}
    losses = []
    for epoch in range(EPOCHS + 1):
        a, u = [x], []
        for index, layer in enumerate(layers):
            pre = a[-1] @ weights(index).T
            if layer.get("bias"):
                pre = pre + p[index, "bias"][maps[index][1]]
            if "skip" in layer:
                source = a[index + 1 - layer["skip"]["back"]]
                pre = pre + source @ skip(index, source).T
            u.append(pre)
            name = layer.get("activation", "identity")
            a.append(np.tanh(pre) if name == "tanh" else np.maximum(pre, 0) if name == "relu" else pre)
        if epoch % EVERY == 0:
            losses.append(float(np.mean((a[-1] - y) ** 2)))
        if epoch == EPOCHS:
            break
        by_activation = [np.zeros_like(value) for value in a]
        by_activation[-1] = 2 * (a[-1] - y) / y.size
        g = {key: np.zeros_like(value) for key, value in p.items()}
        for index in reversed(range(len(layers))):
            layer = layers[index]
            name = layer.get("activation", "identity")
            slope = 1 - a[index + 1] ** 2 if name == "tanh" else (u[index] > 0) * 1.0 if name == "relu" else 1.0
            delta = by_activation[index + 1] * slope
            by_activation[index] += delta @ weights(index)
            place, biases = maps[index]
            if (index, "weight") in p:
                np.add.at(g[index, "weight"], place[place >= 0], (delta.T @ a[index])[place >= 0])
            if (index, "bias") in p:
                np.add.at(g[index, "bias"], biases, delta.sum(0))
            if "skip" in layer:
                back = index + 1 - layer["skip"]["back"]
                by_activation[back] += delta @ skip(index, a[back])
                if (index, "skip") in p:
                    g[index, "skip"] += (delta.T @ a[back]).reshape(-1)
        rate, rule = settings["learningRate"], settings["rule"]
        for key in p:
            if rule == "sgd":
                p[key] -= rate * g[key]
            elif rule == "momentum":
                first[key] = settings["momentum"] * first[key] + g[key]
                p[key] -= rate * first[key]
            elif rule == "rmsProp":
                second[key] = settings["decay"] * second[key] + (1 - settings["decay"]) * g[key] ** 2
                p[key] -= rate * g[key] / (np.sqrt(second[key]) + settings["epsilon"])
            else:
                one, two = settings["beta1"], settings["beta2"]
                first[key] = one * first[key] + (1 - one) * g[key]
                second[key] = two * second[key] + (1 - two) * g[key] ** 2
                mean, square = first[key] / (1 - one ** (epoch + 1)), second[key] / (1 - two ** (epoch + 1))
                p[key] -= rate * mean / (np.sqrt(square) + settings["epsilon"])
    return losses, {key: value.reshape(initial[key].shape) for key, value in p.items()}


# The file.

def tensor(array):
    return {"shape": list(array.shape), "values": [float(value) for value in array.reshape(-1)]}


def named(parameters):
    return [{"layer": layer, "name": name} | tensor(value) for (layer, name), value in parameters.items()]


def case(name, shape, layers, draw=1):
    """The first case of a name, by draws of the data and the initial parameters, in which every rule lowers the loss."""
    random = np.random.default_rng(draw)
    output = complete(layers, shape)
    x = np.round(random.uniform(-1, 1, (SAMPLES, *shape)), 2)
    if name == "autoencoder":
        x = np.array([(2 + n % 2) / 2 * np.eye(shape[1])[[n + 1]] for n in range(SAMPLES)])
    elif name == "dense-code":
        x = np.triu(np.ones((SAMPLES, 6)))[:, None, :]
    y = x if name in ("autoencoder", "dense-code") else np.round(random.uniform(-1, 1, (SAMPLES, *output)), 2)
    initial = {}
    for layer, part, form in parameter_shapes(layers, shape):
        fan = {"bias": 4, "skip": form[-1]}.get(part, form[0] if len(form) == 1 else np.prod(form[1:]))
        bound = 1.2 if layers[layer]["kind"] == "scale" else 1.5 / fan ** 0.5
        initial[layer, part] = np.round(random.uniform(-bound, bound, form), 3)
    runs, worst, report = [], 0.0, []
    for settings in OPTIMIZERS:
        losses, final = torch_run(layers, initial, x, y, settings)
        again, other = numpy_run(layers, initial, x, y, settings)
        gap = max(abs(a - b) / a for a, b in zip(losses, again))
        parameters = max(np.abs(final[key] - other[key]).max() / max(1, np.abs(final[key]).max()) for key in final)
        if not (gap < 1e-12 and parameters < 1e-12):
            raise SystemExit(f"{name}, {settings['rule']}: NumPy differs by {gap:.1e} and {parameters:.1e}")
        if not 1e-4 < losses[-1] < 0.9 * losses[0]:
            return case(name, shape, layers, draw + 1)
        worst = max(worst, gap, parameters)
        report.append(f"{losses[-1]:.2g}")
        runs.append({"optimizer": settings, "losses": losses, "final": named(final)})
    print(f"{name}, draw {draw}: {losses[0]:.2g} to {', '.join(report)}; NumPy differs by {worst:.0e}")
    return {"name": name, "inputs": tensor(x), "targets": tensor(y), "layers": layers, "initial": named(initial),
            "runs": runs}


def lines(value, depth=0):
    """JSON with a line for each number of short values and for each list of numbers."""
    flat = json.dumps(value)
    if len(flat) < 110 - depth or isinstance(value, list) and all(isinstance(entry, float) for entry in value):
        return flat
    inside = ",\n".join(
        " " * (depth + 1) + (f"{json.dumps(key)}: " if key is not None else "") + lines(entry, depth + 1)
        for key, entry in (value.items() if isinstance(value, dict) else ((None, entry) for entry in value)))
    return ("{\n%s\n%s}" if isinstance(value, dict) else "[\n%s\n%s]") % (inside, " " * depth)


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    cases = [case(name, *form) for name, form in CASES.items()]
    path = os.path.join(os.path.dirname(os.path.realpath(__file__)), "pytorch-training.json")
    with open(path, "w") as file:
        file.write(lines({
            "source": f"PyTorch {torch.__version__.split('+')[0]}, float64, CPU; see write.py", "every": EVERY,
            "loss": "squared error, mean over all entries", "cases": cases}) + "\n")


if __name__ == "__main__":
    main()
