"""usage: random_networks.py NETWORKS

Dense networks of PyTorch, of 1 to 6 layers, in double and in single precision, with every activation that both know:
what the package reads, computes, proves and writes is held against PyTorch, Python's fractions and ONNX Runtime.
"""
import pathlib
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

import numpy as np
import torch
from torch import nn

import heaviside as hv
from heaviside.program import find

SMOOTH = [nn.Sigmoid, nn.Tanh, nn.Softplus]
AFFINE = [nn.ReLU, lambda: nn.LeakyReLU(0.25), lambda: nn.LeakyReLU(0.01), nn.Hardtanh, nn.Identity]


def module(rng, kinds, coarse, kind):
    """A random chain; `coarse` weights have few bits, so that outputs can be met exactly."""
    sizes = rng.integers(1, 9, size=rng.integers(2, 8))
    parts = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        linear = nn.Linear(int(inputs), int(outputs), bias=bool(rng.random() < 0.7), dtype=kind)
        if coarse:
            with torch.no_grad():
                for values in linear.parameters():
                    values.copy_(torch.from_numpy(rng.integers(-3, 4, size=tuple(values.shape)) / 2))
        parts += [linear, kinds[rng.integers(len(kinds))]()]
    cut = int(rng.integers(len(parts)))
    return nn.Sequential(nn.Sequential(*parts[:cut]), *parts[cut:]) if cut else nn.Sequential(*parts)


def slope(part, kind):
    """The slope of a leaky ReLU in a precision: PyTorch computes with the nearest number."""
    return float(np.float32(part.negative_slope)) if kind == torch.float32 else part.negative_slope


def in_double(chain, x, kind):
    """The outputs for the numbers of a precision, computed by PyTorch in double precision."""
    kept = [(part, part.negative_slope) for part in chain.modules() if isinstance(part, nn.LeakyReLU)]
    for part, _ in kept:
        part.negative_slope = slope(part, kind)
    found = chain.double()(torch.from_numpy(x)).numpy()
    chain.to(kind)
    for part, own in kept:
        part.negative_slope = own
    return found


def fractions(chain, x, kind):
    """The outputs in Python's fractions, from the modules themselves and without the package."""
    found = []
    for row in x.tolist():
        a = [Fraction(value) for value in row]
        for part in [one for one in chain.modules() if not list(one.children())]:
            if isinstance(part, nn.Linear):
                rows = part.weight.detach().double().tolist()
                bias = part.bias.detach().double().tolist() if part.bias is not None else [0] * len(rows)
                a = [sum((Fraction(w) * value for w, value in zip(line, a)), Fraction(b)) for line, b in zip(rows, bias)]
            elif isinstance(part, nn.ReLU):
                a = [max(value, Fraction(0)) for value in a]
            elif isinstance(part, nn.LeakyReLU):
                a = [value if value > 0 else Fraction(slope(part, kind)) * value for value in a]
            elif isinstance(part, nn.Hardtanh):
                a = [min(max(value, Fraction(-1)), Fraction(1)) for value in a]
        found.append(a)
    return found


def main(count):
    rng = np.random.default_rng(2026)
    torch.manual_seed(2026)
    largest = {"from_torch": 0.0, "from_torch, float32": 0.0, "to_torch": 0.0, "to_onnx": 0.0}
    verdicts = {"proved": 0, "refuted": 0, "refused": 0}
    checked = 0
    has_onnx = b"onnx" in subprocess.run([find(), "help", "export"], capture_output=True).stdout
    if has_onnx:
        import onnxruntime
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for k in range(count):
            # Of five, one is smooth and cannot be certified, one has the weights of PyTorch, three have few bits.
            kinds = SMOOTH + AFFINE if k % 5 == 4 else AFFINE
            kind = torch.float32 if k % 4 == 3 else torch.float64
            chain = module(rng, kinds, coarse=k % 5 < 3, kind=kind)
            network = hv.from_torch(chain)
            x = rng.integers(-6, 7, size=(6, network.inputs)) / 4
            with torch.no_grad():
                wanted = in_double(chain, x, kind)
                scale = max(1.0, float(np.abs(wanted).max()))
                name = "from_torch" if kind == torch.float64 else "from_torch, float32"
                largest[name] = max(largest[name], float(np.abs(network(x) - wanted).max()) / scale)
                again = network.to_torch()
                assert next(again.parameters()).dtype == kind
                found = in_double(again, x, kind)
                largest["to_torch"] = max(largest["to_torch"], float(np.abs(found - wanted).max()) / scale)
            if has_onnx:
                path = network.to_onnx(pathlib.Path(folder, "n.onnx"))
                session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
                given = {session.get_inputs()[0].name: x.astype(network.dtype)}
                (found,) = session.run(None, given)
                tolerance = 1 if kind == torch.float64 else 1e-6
                largest["to_onnx"] = max(largest["to_onnx"], float(np.abs(found - wanted).max()) / scale * tolerance)
            smooth = any(isinstance(part, tuple(SMOOTH)) for part in chain.modules())
            y = wanted.copy()
            if k % 2:
                y[rng.integers(6), rng.integers(network.outputs)] += 2.0 ** -rng.integers(0, 40)
            if kind == torch.float32:
                y = y.astype(np.float32).astype(float)
            try:
                proof = network.certify(x, y)
            except hv.BadInput as error:
                assert smooth and "not piecewise linear" in str(error), (k, error)
                verdicts["refused"] += 1
                continue
            assert not smooth, k
            errors = [[a - Fraction(b) for a, b in zip(row, line)] for row, line in zip(fractions(chain, x, kind), y.tolist())]
            worst = max(abs(one) for row in errors for one in row)
            assert proof.proved == (worst == 0), (k, proof, worst)
            assert proof.wrong_samples == sum(any(row) for row in errors), k
            if worst:
                assert errors[proof.worst.sample][proof.worst.output] == proof.worst.error, k
                assert abs(proof.worst.error) == worst, k
            verdicts[proof.verdict] += 1
            if proof.certificate:
                proof.verify()
                checked += 1
    for name, value in largest.items():
        print(f"{name}: largest difference, over the largest output {value:.2e}"
              if value or name != "to_onnx" or has_onnx else f"{name}: skipped, this program writes no ONNX")
        assert value <= 1e-12, name
    print(f"verdicts as in fractions: {verdicts}, {checked} certificates taken by both checkers")
    print(f"{count} networks in {time.perf_counter() - start:.0f} s")
    assert min(verdicts.values()) > 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(int(sys.argv[1]))
