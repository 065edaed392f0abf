#!/usr/bin/env python3
"""Writes the files of this folder as users of NumPy, pandas and PyTorch do; Tests/EndToEnd/libraries trains on them.

usage: write.py   (needs numpy 2.4.6, pandas 3.1.1, torch 2.13.0, safetensors 0.8.0)

Of each data file: a spec, the weights that its training starts from (a PyTorch state_dict), and in losses.json the loss
before the first step, which NumPy computes from the arrays in memory. Then files that are refused.
"""
import json
import os

import numpy as np
import pandas as pd
import torch
from safetensors.torch import save_file
from torch import nn

os.chdir(os.path.dirname(os.path.realpath(__file__)))
random = np.random.default_rng(17)
torch.manual_seed(17)
losses = {}

ACTIVATIONS = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}
NUMPY = {nn.Tanh: np.tanh, nn.ReLU: lambda u: np.maximum(u, 0), nn.Sigmoid: lambda u: 1 / (1 + np.exp(-u))}


def squares(output, targets):
    return np.mean((output - targets) ** 2)


def logits(output, targets):
    greatest = output.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(output - greatest).sum(axis=1)) - ((output - greatest) * targets).sum(axis=1))


def truths(output, targets):
    return -np.mean(targets * np.log(output) + (1 - targets) * np.log(1 - output))


LOSSES = {"{ squaredError: mean }": squares, "crossEntropy": logits, "binaryCrossEntropy": truths}


def case(file, signals, widths, inputs, targets, loss="{ squaredError: mean }", rule="adam", precision="float64"):
    """Writes spec, weights and loss; `widths` are units with activations: [(5, "tanh"), (2, None)]."""
    name = os.path.splitext(file)[0]
    inputs = np.asarray(inputs, dtype=np.float64).reshape(len(inputs), -1)
    targets = np.asarray(targets, dtype=np.float64).reshape(len(targets), -1)
    layers, units = [], inputs.shape[1]
    for width, activation in widths:
        layers.append(nn.Linear(units, width, dtype=getattr(torch, precision)))
        layers += [ACTIVATIONS[activation]()] if activation else []
        units = width
    model = nn.Sequential(*layers)
    save_file(model.state_dict(), f"{name}.start.safetensors")
    output = inputs
    for layer in model:
        if isinstance(layer, nn.Linear):
            weight, bias = (parameter.detach().numpy().astype(np.float64) for parameter in layer.parameters())
            output = output @ weight.T + bias
        else:
            output = NUMPY[type(layer)](output)
    losses[name] = {"loss": float(LOSSES[loss](output, targets)), "samples": len(inputs), "precision": precision}
    network = ", ".join(
        f"{{ dense: {width}, activation: {activation} }}" if activation else f"{{ dense: {width} }}"
        for width, activation in widths)
    with open(f"{name}.yaml", "w") as spec:
        spec.write(
            f"name: {name}\n"
            f"signals: {{ file: {file}{signals} }}\n"
            f"network: [{network}]\n"
            f"initialization: {{ file: {name}.start.safetensors }}\n"
            f"loss: {loss}\n"
            f"optimizer: {{ {rule}: {{ learningRate: 0.01 }} }}\n"
            f"epochs: 200\n"
            f"precision: {precision}\n")


# NumPy.

theta = np.linspace(0, 2, 24)
x = np.sin(theta[:, None] + np.arange(6))
y = np.stack([theta, np.cos(theta)], axis=1)
np.savez("savez.npz", x=x, y=y, theta=theta)
case("savez.npz", ", inputs: x, targets: y, labels: { position: theta }", [(5, "tanh"), (2, None)], x, y, rule="sgd")

images = random.integers(0, 256, (20, 4, 4), dtype=np.uint8)
digits = random.integers(0, 3, 20)
onehot = np.eye(3, dtype=np.int64)[digits]
np.savez_compressed("savez_compressed.npz", images=images, digits=digits, onehot=onehot)
flat = images.reshape(20, 16).astype(np.float64)
case("savez_compressed.npz", ", inputs: images, targets: onehot, normalise: minMax", [(6, "relu"), (3, None)],
     (flat - flat.min(axis=0)) / (flat.max(axis=0) - flat.min(axis=0)), onehot, loss="crossEntropy")

pulses = np.exp(-((np.arange(8) - np.linspace(1, 6, 16)[:, None]) ** 2)).astype(np.float32)
np.save("fortran.npy", np.asfortranarray(pulses))
case("fortran.npy", "", [(1, None), (8, "relu"), (8, None)], pulses, pulses, precision="float32")

counts = random.integers(-3, 4, (18, 5)).astype(">i2")
np.save("bigendian.npy", counts)
case("bigendian.npy", ", holdOut: { indices: { from: 15, through: 17 } }", [(3, "tanh"), (5, None)], counts[:15],
     counts[:15], rule="rmsProp")

# Recorded as (channels, length, samples), and turned.
recorded = random.normal(size=(2, 6, 10))
cube = np.moveaxis(recorded, 2, 0)
np.save("cube.npy", cube)
case("cube.npy", "", [(4, "tanh"), (12, None)], cube, cube, rule="momentum")

table = np.column_stack([np.linspace(-1, 1, 12), np.linspace(-1, 1, 12) ** 2, np.arange(12) % 3, np.arange(12) / 7])
np.savetxt("savetxt.csv", table, delimiter=",", header="a,b,c,y")
case("savetxt.csv", ", targets: y", [(4, "tanh"), (1, None)], table[:, :3], table[:, 3])

bits = random.random((16, 6)) > 0.5
parity = bits.sum(axis=1) % 2 == 1
np.savez("bool.npz", bits=bits, parity=parity)
case("bool.npz", ", inputs: bits, targets: parity", [(5, "relu"), (1, "sigmoid")], bits, parity,
     loss="binaryCrossEntropy")

# pandas.

frame = pd.DataFrame({
    "temperature": np.round(random.normal(20, 5, 14), 1) / 10, "count": random.integers(0, 9, 14),
    "open": random.random(14) > 0.5, "place": ["Zürich, HB", 'the "old" one'] * 7, "price": random.random(14)})
frame.to_csv("to_csv.csv", index=False)
case("to_csv.csv", ", inputs: [temperature, count, open], targets: price", [(4, "tanh"), (1, None)],
     frame[["temperature", "count", "open"]].to_numpy(dtype=float), frame["price"])

series = pd.DataFrame(random.normal(size=(15, 5)), columns=[f"x{i}" for i in range(5)])
series["high"], series["low"] = series.max(axis=1), series.min(axis=1)
series.to_csv("to_csv_index.csv")  # The index, 0 to 14, becomes a column without a name.
case("to_csv_index.csv", ", inputs: { from: x0, through: x4 }, targets: [low, high]", [(6, "relu"), (2, None)],
     series.iloc[:, :5], series[["low", "high"]], rule="momentum")

# PyTorch.

positions = torch.arange(12)
diracs = torch.nn.functional.one_hot(positions, 12).to(torch.bfloat16) * 5
save_file({"x": diracs, "position": positions, "blurred": torch.rand(12, 3, dtype=torch.float16)}, "save_file.safetensors")
case("save_file.safetensors", ", inputs: x, labels: { position: position }",
     [(1, None), (12, "relu"), (12, "relu")], diracs.float(), diracs.float(), precision="float32")

with open("losses.json", "w") as file:
    json.dump(losses, file, indent=1)
    file.write("\n")

# What is refused.

frame.loc[[3, 8], "temperature"] = np.nan
frame.to_csv("missing.csv", index=False)
np.save("to_numpy.npy", frame.to_numpy(), allow_pickle=True)
np.save("structured.npy", np.array([(1.0, 2), (3.0, 4)], dtype=[("t", "<f8"), ("n", "<i4")]))
np.save("to_records.npy", series.to_records())
np.savetxt("plain.csv", table, delimiter=",")
series.to_csv("semicolons.csv", sep=";", decimal=",")
series.to_pickle("to_pickle.pkl")
torch.save({"x": diracs, "y": positions}, "save.pt")
