#!/usr/bin/env python3
"""Writes pytorch-muon.json: weight matrices of every shape, moved by torch.optim.Muon.

usage: write-muon.py        (in any folder; needs torch 2.15.0 on a CPU)

Each case is a layer y = W x without a bias, [outputs × inputs], trained with full batches on the mean of the squared
errors of all entries, in double precision; the targets are `scale` times numbers between −1 and 1, and so are the
weights at the start. PyTorch orthogonalises in bfloat16, whose rounding differs from processor to processor: `exact`
are the weights after each epoch where that type is replaced by float64, `bfloat16` those of PyTorch as it is. Numbers
are the shortest decimals that read back as the same double.
"""
import contextlib
import json
import os

import torch

EPOCHS, SAMPLES = 6, 5
SHAPES = [(1, 1), (1, 2), (2, 1), (1, 5), (5, 1), (2, 2), (3, 2), (2, 3)]
SETTINGS = [
    {"learningRate": 0.05, "momentum": 0.95, "weightDecay": 0.0, "scale": 1.0},
    {"learningRate": 0.02, "momentum": 0.5, "weightDecay": 0.5, "scale": 1.0},
    # Gradients so small that the norm is taken to be 1e-7.
    {"learningRate": 1e-7, "momentum": 0.9, "weightDecay": 0.0, "scale": 2.0**-24},
]


@contextlib.contextmanager
def doubles():
    kept, torch.bfloat16 = torch.bfloat16, torch.float64
    try:
        yield
    finally:
        torch.bfloat16 = kept


def train(start, inputs, targets, setting):
    weight = start.clone().requires_grad_(True)
    rule = torch.optim.Muon([weight], lr=setting["learningRate"], momentum=setting["momentum"],
                            weight_decay=setting["weightDecay"])
    course = []
    for _ in range(EPOCHS):
        rule.zero_grad()
        ((inputs @ weight.T - targets) ** 2).mean().backward()
        rule.step()
        course.append(weight.detach().flatten().tolist())
    return course


def main():
    generator = torch.Generator().manual_seed(15)

    def draw(rows, columns):
        # Hundredths, so that the file is short.
        return (torch.rand(rows, columns, dtype=torch.float64, generator=generator) * 200 - 100).round() / 100

    cases = []
    for outputs, inputs in SHAPES:
        for setting in SETTINGS:
            x, y = draw(SAMPLES, inputs), draw(SAMPLES, outputs) * setting["scale"]
            start = draw(outputs, inputs) * setting["scale"]
            with doubles():
                exact = train(start, x, y, setting)
            cases.append({
                "outputs": outputs, "inputs": inputs, **setting, "signals": x.flatten().tolist(),
                "targets": y.flatten().tolist(), "start": start.flatten().tolist(), "exact": exact,
                "bfloat16": train(start, x, y, setting)})
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pytorch-muon.json")
    with open(path, "w") as file:
        file.write('{"source": "torch %s, CPU; see write-muon.py", "cases": [\n' % torch.__version__.split("+")[0])
        file.write(",\n".join(json.dumps(case) for case in cases))
        file.write("\n]}\n")


if __name__ == "__main__":
    main()
