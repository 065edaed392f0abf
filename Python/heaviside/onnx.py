"""Networks in ONNX files, read by the program: no code of ONNX is needed."""
from __future__ import annotations

import pathlib

from .network import Network
from .program import call, path_argument, scratch


def from_onnx(path: str | pathlib.Path) -> Network:
    """The network of an ONNX file, by `heaviside import`. Raises `BadInput` for operators that are not known."""
    model = scratch(".safetensors")
    try:
        call(["import", path_argument(path), "-o", str(model)])
        return Network.load(model)
    finally:
        model.unlink(missing_ok=True)
