"""Where files are written: no record of a run and no file of another kind is replaced."""
from __future__ import annotations

import json
import os
import pathlib
from typing import Any

from .errors import BadInput

#: The records that make a folder that of a run, a batch or a survey.
BEGINNINGS = ("spec.yaml", "batch.json", "survey-plan.json", "survey.json")
#: The records of such a folder, as the program knows them.
RECORDS = (
    *BEGINNINGS, "continuations.json", "start.safetensors", "model.safetensors", "environment.json", "summary.json",
    "history.csv", "events.out.tfevents.heaviside", "planned.json", "fork.json", "encoder-gradients.csv", "losses.bin",
    "notes.json", ".lock", ".carrying-out.lock", "certified.safetensors", "exact.safetensors")
#: The folders of a run with records of any name.
FOLDERS = ("snapshots", "checkpoint")
#: The records that a run has from its start on; a spec alone is that of a person.
STARTED = ("environment.json", "summary.json", ".lock", "checkpoint")
#: The longest header of a model file that is read.
LONGEST = 1 << 26


def path_of(value: Any) -> pathlib.Path:
    """A path. Raises `BadInput` for what is none."""
    try:
        text = os.fspath(value)
    except TypeError:
        text = None
    if not isinstance(text, str) or not text or "\0" in text:
        raise BadInput(f"this is {repr(value)[:40]} ({type(value).__name__}): expected the path of a file or a folder")
    return pathlib.Path(text)


def is_record(path: pathlib.Path) -> bool:
    """Whether a file is one that a run, a batch, a survey or the list of runs is made of."""
    path = path.resolve()
    if path.name == ".index.sqlite":
        return path.exists()
    folder = path.parent
    if folder.name in FOLDERS:
        folder = folder.parent
    elif path.name not in RECORDS:
        return False
    # What a run lacks so far would be taken for its own.
    known = path.exists() or any((folder / name).exists() for name in STARTED)
    return known and any((folder / name).exists() for name in (*BEGINNINGS, "summary.json"))


def check(path: pathlib.Path, kind: str) -> None:
    """Refuses a path at which a "model" or a "certificate" would replace a record of a run, or another kind of file."""
    try:
        if is_record(path):
            raise BadInput(f"{path}: this is a record of a run: expected another file")
        if path.exists():
            if not path.is_file():
                raise BadInput(f"{path}: this is no file: expected the name of a file")
            if path.stat().st_size and not (_is_model(path) if kind == "model" else _is_certificate(path)):
                raise BadInput(f"{path}: this file is no {kind} of Heaviside, and would be replaced: expected another "
                               "name")
        elif not path.parent.is_dir():
            raise BadInput(f"{path}: there is no folder {path.parent}: expected one that is there")
    except (OSError, RuntimeError) as problem:
        raise BadInput(f"{path}: this place cannot be read ({problem}): expected another file") from None


def folder(value: Any) -> pathlib.Path:
    """A folder for a certificate and its model, made where there is none. Raises `BadInput` for what would be lost."""
    path = path_of(value).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise BadInput(f"{path}: this folder cannot be made ({problem.strerror}): expected another") from None
    # A polish writes its network beside the certificate.
    for name, kind in (("certificate.json", "certificate"), ("model.safetensors", "model"),
                       ("exact.safetensors", "model")):
        check(path / name, kind)
    return path


def _is_model(path: pathlib.Path) -> bool:
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > min(LONGEST, path.stat().st_size):
            return False
        try:
            header = json.loads(file.read(length))
        except (ValueError, RecursionError):
            return False
    metadata = header.get("__metadata__") if isinstance(header, dict) else None
    return isinstance(metadata, dict) and "layers.0.activation" in metadata


def _is_certificate(path: pathlib.Path) -> bool:
    with open(path, "rb") as file:
        return b'"heaviside-certificate-' in file.read(256)
