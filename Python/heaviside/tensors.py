"""Safetensors files, read and written with NumPy alone; nothing in them can run."""
from __future__ import annotations

import json
import math
import pathlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import BadInput
from .outputs import path_of

Array = NDArray[Any]
TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "u1"}
NAMES = {np.dtype(text): name for name, text in TYPES.items()}


def encode(tensors: dict[str, Array], metadata: dict[str, str]) -> bytes:
    """The bytes of a file."""
    header: dict[str, Any] = {"__metadata__": metadata}
    parts: list[bytes] = []
    start = 0
    for name, values in tensors.items():
        values = np.ascontiguousarray(values)
        content = values.tobytes()
        header[name] = {"dtype": NAMES[values.dtype], "shape": list(values.shape),
                        "data_offsets": [start, start + len(content)]}
        parts.append(content)
        start += len(content)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *parts])


def decode(data: bytes, source: str) -> tuple[dict[str, Array], dict[str, str]]:
    """The tensors and the metadata of a file. Raises `BadInput` for bytes that are not in the form."""
    def wrong(problem: str) -> BadInput:
        return BadInput(f"{source}: {problem}: expected a safetensors file")

    start = 8 + int.from_bytes(data[:8], "little")
    if len(data) < 8 or start > len(data):
        raise wrong("the length of its header is not right")
    try:
        header = json.loads(data[8:start])
        metadata = header.pop("__metadata__", {})
        if not isinstance(metadata, dict):
            raise wrong("its metadata are no map of texts")
        tensors = {}
        for name, entry in header.items():
            low, high = entry["data_offsets"]
            shape = [int(side) for side in entry["shape"]]
            kind = np.dtype(TYPES[entry["dtype"]])
            if low < 0 or high > len(data) - start or high - low != math.prod(shape) * kind.itemsize:
                raise wrong(f"tensor {name} is not where its header says")
            tensors[name] = np.frombuffer(data, kind, math.prod(shape), start + low).reshape(shape)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as problem:
        if isinstance(problem, BadInput):
            raise
        raise wrong(f"its header cannot be read ({type(problem).__name__}: {problem})") from None
    if any(type(value) is not str for value in metadata.values()):
        raise wrong("its metadata are not texts")
    return tensors, metadata


def load(path: str | pathlib.Path) -> tuple[dict[str, Array], dict[str, str]]:
    """The tensors and the metadata of a file on disk. Raises `BadInput` for one that cannot be read."""
    path = path_of(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise BadInput(f"{path}: this file cannot be read ({problem.strerror}): expected a model file") from None
    return decode(data, str(path))
