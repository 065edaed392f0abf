#!/usr/bin/env python3
"""Writes the files of this folder: data with classes, and what PyTorch makes of them.

usage: write.py        (in any folder; needs numpy 2.4.6, safetensors 0.8.0, scikit-learn 1.9.1, torch 2.13.0)

- digits.npz: scikit-learn's digits, 1,797 images of 8 × 8 pixels from 0 to 16 as rows `x`, their digits `y`, and `part`,
  1 for 360 of them that are drawn for a test.
- blobs.npz, start.safetensors: 60 points around four centres, and the first weights of a network 6-8-4.
- losses.json: the cross-entropy before each of 200 epochs of full batches in double precision, and after the last, for each
  rule and reduction of RECIPES.
- fit.json: by scikit-learn the errors by target of a linear model of numbers.csv, whose columns are a, b and two targets.
"""
import json
import os

import numpy as np
import torch
from safetensors.torch import save_file
from sklearn.datasets import load_digits

os.chdir(os.path.dirname(os.path.realpath(__file__)))
RECIPES = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "rmsProp": lambda p: torch.optim.RMSprop(p, lr=1e-3),
    "adam": lambda p: torch.optim.Adam(p, lr=1e-2),
}
EPOCHS = 200


def digits():
    x, y = load_digits(return_X_y=True)
    part = np.zeros(len(x), np.uint8)
    part[np.random.default_rng(17).permutation(len(x))[:360]] = 1
    np.savez_compressed("digits.npz", x=x.astype(np.uint8), y=y.astype(np.uint8), part=part)


def blobs():
    random = np.random.default_rng(1)
    y = np.arange(60) % 4
    x = 1.5 * random.standard_normal((4, 6))[y] + random.standard_normal((60, 6))
    np.savez("blobs.npz", x=x, y=y)
    torch.manual_seed(1)
    network = torch.nn.Sequential(torch.nn.Linear(6, 8), torch.nn.ReLU(), torch.nn.Linear(8, 4)).double()
    start = {name: value.clone() for name, value in network.state_dict().items()}
    save_file(start, "start.safetensors")
    losses = {}
    for name, recipe in RECIPES.items():
        for reduction in ["mean", "sum"] if name == "sgd" else ["mean"]:
            network.load_state_dict(start)
            rate = 1 if reduction == "mean" else 1 / 60
            optimizer = recipe(network.parameters())
            for group in optimizer.param_groups:
                group["lr"] *= rate
            values = []
            for _ in range(EPOCHS + 1):
                optimizer.zero_grad()
                loss = torch.nn.functional.cross_entropy(
                    network(torch.from_numpy(x)), torch.from_numpy(y), reduction=reduction)
                values.append(loss.item())
                loss.backward()
                optimizer.step()
            losses[f"{name} {reduction}"] = values
    with open("losses.json", "w") as file:
        json.dump(losses, file, indent=0)


def regression():
    from sklearn.linear_model import LinearRegression
    from sklearn.metrics import max_error, r2_score, root_mean_squared_error

    random = np.random.default_rng(2)
    x = np.round(random.uniform(-1, 1, (30, 2)), 3)
    y = np.round(np.stack([3 * x[:, 0] - 2 * x[:, 1] + 0.1 * x[:, 0] ** 2, 100 * x[:, 0] * x[:, 1]], 1), 3)
    np.savetxt("numbers.csv", np.hstack([x, y, np.full((30, 1), 7)]), "%g", ",", header="a,b,speed,force,constant", comments="")
    model = LinearRegression().fit(x[:20], y[:20])
    layer = {"0.weight": torch.tensor(model.coef_), "0.bias": torch.tensor(model.intercept_)}
    # A third output for the constant column, which it misses by 1/2.
    layer["0.weight"] = torch.cat([layer["0.weight"], torch.zeros(1, 2, dtype=torch.float64)])
    layer["0.bias"] = torch.cat([layer["0.bias"], torch.tensor([7.5], dtype=torch.float64)])
    save_file({name: value.contiguous() for name, value in layer.items()}, "linear.safetensors")
    fit = {}
    for part, rows in {"training": slice(0, 20), "test": slice(20, 30)}.items():
        outputs = model.predict(x[rows])
        fit[part] = [
            [max_error(y[rows, j], outputs[:, j]), root_mean_squared_error(y[rows, j], outputs[:, j]),
             r2_score(y[rows, j], outputs[:, j])] for j in range(2)]
    with open("fit.json", "w") as file:
        json.dump(fit, file, indent=0)


digits()
blobs()
regression()
