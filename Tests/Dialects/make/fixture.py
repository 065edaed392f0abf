"""Writes fixtures: what a library computed, with the library, its version, backend and dtype."""

import json
import pathlib
import re

import numpy

from problem import FOLDER, problem

PROBLEM = problem()
WEIGHTS = numpy.array(PROBLEM["weights"])
GRADIENTS = numpy.array(PROBLEM["gradients"])
RATES = PROBLEM["rates"]


def name_of(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def write(name, library, version, backend, dtype, call, optimizer, path, note=None, transposed=False):
    """A path: the 6 weights after each of the 50 updates. `optimizer` is what to write in a spec for the same.

    `transposed`: to the library, the rows of a matrix are inputs, and its columns outputs.
    """
    path = numpy.asarray(path)
    assert path.shape == (50, 3, 2), path.shape
    assert str(path.dtype) == dtype, (name, path.dtype)
    assert numpy.isfinite(path).all(), name
    fixture = {
        "library": library, "version": version, "backend": backend, "dtype": dtype, "call": call,
        "optimizer": optimizer,
    }
    if note: fixture["note"] = note
    if transposed: fixture["transposed"] = True
    head = json.dumps(fixture, indent=1, ensure_ascii=False)[:-2]
    rows = ",\n  ".join("[" + ", ".join(str(v) for v in row.ravel()) + "]" for row in path)
    text = f'{head},\n "path": [\n  {rows}\n ]\n}}\n'
    json.loads(text)
    file = FOLDER / "optimizers" / f"{name_of(name)}.json"
    file.write_text(text)
    print(f"{file.name}: {path[0].ravel()[:3]} … {path[-1].ravel()[:3]}")
