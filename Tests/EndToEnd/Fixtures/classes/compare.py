#!/usr/bin/env python3
"""Trains the network of digits.yaml with Heaviside and with PyTorch, five seeds each, and prints accuracies on the test.

usage: compare.py HEAVISIDE        (needs numpy 2.4.6, scikit-learn 1.9.1, torch 2.13.0)

Same samples, same split, same range of the inputs, same distribution of the first weights, same rule, rate, size of the
batches and number of epochs; the draws differ. Exits with 1 where the means are further apart than one point.
"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch
from sklearn.preprocessing import MinMaxScaler

SEEDS = range(1, 6)
EPOCHS, BATCH = 30, 32
here = os.path.dirname(os.path.realpath(__file__))
data = np.load(os.path.join(here, "digits.npz"))
is_test = data["part"] == 1
scaler = MinMaxScaler().fit(data["x"][~is_test])


def tensors(rows):
    inputs = scaler.transform(data["x"][rows]).astype(np.float32)
    return torch.from_numpy(inputs), torch.from_numpy(data["y"][rows].astype(np.int64))


def accuracy(seed):
    torch.manual_seed(seed)
    (x, y), (test_x, test_y) = tensors(~is_test), tensors(is_test)
    network = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10))
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(network(x[batch]), y[batch]).backward()
            optimizer.step()
    with torch.no_grad():
        return (network(test_x).argmax(1) == test_y).double().mean().item()


theirs = [accuracy(seed) for seed in SEEDS]
with tempfile.TemporaryDirectory() as folder:
    answer = subprocess.run(
        [sys.argv[1], "train", os.path.join(here, "digits.yaml"), "--seeds", f"{SEEDS[0]}-{SEEDS[-1]}", "--out", folder,
         "--epochs", str(EPOCHS), "--set", f"batch={BATCH}", "--json", "--quiet"],
        check=True, capture_output=True, text=True)
ours = [run["test"]["classification"]["accuracy"] for run in json.loads(answer.stdout)["runs"]]
for name, values in [("Heaviside", ours), ("PyTorch", theirs)]:
    print(f"{name:10} {' '.join(f'{100 * value:.2f}' for value in values)}   mean {100 * np.mean(values):.2f} %")
sys.exit(int(abs(np.mean(ours) - np.mean(theirs)) > 0.01))
