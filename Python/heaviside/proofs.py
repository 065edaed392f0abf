"""What the program says of a network: a verdict, a map, obstacles, gradients."""
from __future__ import annotations

import json
import math
import os
import pathlib
import shutil
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import outputs
from .errors import BadInput, Failed
from .program import call, find

if TYPE_CHECKING:
    from .network import Network
    from .questions import Questions

Values = NDArray[np.float64]


def checker() -> pathlib.Path:
    """The path of verify.py, the checker of certificates in Python."""
    here = pathlib.Path(__file__).resolve()
    for path in (here.with_name("verify.py"), here.parents[2] / "Checkers" / "verify.py"):
        if path.is_file():
            return path
    raise Failed("verify.py is missing from this package")


def values(entry: Any) -> Values:
    """An array of an answer, in which numbers that JSON lacks are words."""
    return np.asarray(entry, dtype=np.float64)


@dataclass(frozen=True)
class Worst:
    """The output with the largest error: output − target, exactly."""

    sample: int
    output: int
    error: Fraction


def _remove(files: Iterable[pathlib.Path], owner: int) -> None:
    """Removes files, in the process that made them: a fork has the same objects."""
    if os.getpid() == owner:
        for file in files:
            file.unlink(missing_ok=True)


class Certification:
    """Whether every sample is reproduced, decided in rational arithmetic about the stored numbers.

    `verdict` is "proved" or "refuted"; `worst` is None where proved. `certificate` and `model` are the two files that
    the checkers take; they are removed with this object, except those of a run or in a `folder`. They are None where
    the form of a certificate does not know an activation: `problem` says so. `answer` is all that `heaviside certify
    --json` says.
    """

    def __init__(self, answer: dict[str, Any], model: pathlib.Path, certificate: pathlib.Path, folder: Any,
                 own: Iterable[pathlib.Path] = ()) -> None:
        self.answer = answer
        self.verdict: str = answer["verdict"]
        self.samples: int = answer["samples"]
        self.wrong_samples: int = answer["wrongSamples"]
        found = answer.get("worst")
        self.worst = None if found is None else Worst(found["sample"], found["output"], fraction(found["error"]))
        self.problem: str | None = answer.get("certificateProblem")
        written = answer.get("certificate")
        self.certificate = None if written is None else pathlib.Path(written)
        named = answer.get("model")
        self.model = None if named is None else pathlib.Path(named)
        if folder is not None and self.model == model:
            self.model = certificate.with_name("model.safetensors")
            shutil.copyfile(model, self.model)
        # A polish writes its network beside the certificate.
        files = {*own} | ({self.model} if certificate in own and self.model is not None else set())
        if files:
            weakref.finalize(self, _remove, files, os.getpid())

    @property
    def proved(self) -> bool:
        """Whether every output equals its target."""
        return self.verdict == "proved"

    def network(self) -> Network:
        """The network that the verdict is about: after a polish the exact one."""
        from .network import Network

        if self.model is None:
            raise BadInput(f"there is no model of a certificate: {self.problem}")
        return Network.load(self.model)

    def verify(self) -> str:
        """Has both checkers check the certificate, and returns what they say. Raises `Failed` where one disagrees."""
        import sys

        if self.certificate is None or self.model is None:
            raise BadInput(f"there is no certificate: {self.problem}")
        files = [str(self.certificate), str(self.model)]
        said = []
        for program, arguments in [(find("heaviside-verify"), files), (sys.executable, [str(checker()), *files])]:
            ended = call(arguments, program=program, accepted=range(256))
            text = (ended.output.decode(errors="replace").strip() + "\n" + ended.said).strip()
            if ended.status != 0:
                raise Failed(f"{program} refuses the certificate: {text}")
            said.append(text)
        return "\n".join(said)

    def save(self, folder: str | pathlib.Path) -> pathlib.Path:
        """Copies certificate and model into a folder, and returns it.

        They replace others. Raises `BadInput` for the folder of a run, and for files that are none of Heaviside's.
        """
        if self.certificate is None or self.model is None:
            raise BadInput(f"there is no certificate: {self.problem}")
        folder = outputs.folder(folder)
        for file, name in ((self.certificate, "certificate.json"), (self.model, "model.safetensors")):
            if file.resolve() != folder / name:
                shutil.copyfile(file, folder / name)
        return folder

    def __bool__(self) -> bool:
        return self.proved

    def __repr__(self) -> str:
        if self.worst is None:
            return f"<proved: all {self.samples} samples, exactly>"
        error = self.worst.error
        text = _rounded(error)
        return (f"<refuted: {self.wrong_samples} of {self.samples} samples are wrong; of sample {self.worst.sample}, "
                f"output {self.worst.output} is off by {text}>")


def _integer(text: str) -> int:
    """A whole number of any length: int() refuses those of more than 4,300 digits."""
    if len(text) <= 4000:
        return int(text)
    low = len(text) // 2
    return _integer(text[:-low]) * int(10**low) + _integer(text[-low:])


def fraction(text: str) -> Fraction:
    """The fraction of a text such as -1/3."""
    if len(text) <= 4000:
        return Fraction(text)
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    numerator, _, denominator = digits.partition("/")
    return Fraction(sign * _integer(numerator), _integer(denominator or "1"))


def _rounded(number: Fraction) -> str:
    """A fraction in at most 40 characters; a longer one to three digits, of any size."""
    above, below = abs(number.numerator), number.denominator
    if above.bit_length() + below.bit_length() < 140 and len(str(number)) <= 40:
        return str(number)
    if abs(above.bit_length() - below.bit_length()) < 1000:
        return f"{float(number):.3g}"
    # The quotient to 64 bits, and its power of two.
    shift = above.bit_length() - below.bit_length() - 64
    quotient = (above >> shift) // below if shift > 0 else (above << -shift) // below
    power = math.log10(quotient) + shift * math.log10(2)
    exponent = math.floor(power)
    return f"{'-' if number < 0 else ''}{10 ** (power - exponent):.2f}e{exponent:+d}"


def _fraction(entry: str | None) -> Fraction | None:
    return None if entry is None else fraction(entry)


@dataclass(frozen=True)
class Piece:
    """An interval of codes over which every output is slope · z + intercept; None is no end."""

    start: Fraction | None
    end: Fraction | None
    active_units: tuple[int, ...]
    slopes: tuple[Fraction, ...]
    intercepts: tuple[Fraction, ...]


class Atlas:
    """The exact map of the decoder of a scalar code; `answer` is all that `heaviside atlas --json` says."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.breakpoints = [fraction(z) for z in answer["breakpoints"]]
        self.codes = [fraction(z) for z in answer["codes"]]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The affine pieces, left to right."""
        return [Piece(_fraction(one["from"]), _fraction(one["to"]), tuple(one["activeUnits"]),
                      tuple(map(fraction, one["slopes"])), tuple(map(fraction, one["intercepts"])))
                for one in self.answer["pieces"]]

    @cached_property
    def decoded(self) -> list[list[tuple[Fraction | None, Fraction | None]]]:
        """For each sample the points and intervals of codes that decode to it exactly."""
        return [[(_fraction(part["from"]), _fraction(part["to"])) for part in one["set"]]
                for one in self.answer["decoded"]]

    def __call__(self, z: Fraction | int | float | str) -> list[Fraction]:
        """The outputs for a code, exactly."""
        code = Fraction(z)
        for piece in self.pieces:
            if piece.end is None or code <= piece.end:
                return [slope * code + intercept for slope, intercept in zip(piece.slopes, piece.intercepts)]
        raise Failed("the map has no last piece")

    def __repr__(self) -> str:
        return f"<atlas: {len(self.answer['pieces'])} affine pieces, {len(self.breakpoints)} breakpoints>"


def _readable(entry: Any) -> Any:
    if isinstance(entry, dict):
        return {key: _readable(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_readable(value) for value in entry]
    return {"nan": float("nan"), "infinity": float("inf"), "-infinity": float("-inf")}.get(entry, entry) \
        if isinstance(entry, str) else entry


class Obstacles:
    """What stands between a network and an exact reconstruction with a linear code.

    `lines` has what is said of each obstacle by its name, `sentences` those that are there. Both are empty for a
    network without a scalar code. `measures` has the keys of a run's summary.
    """

    def __init__(self, metadata: dict[str, str]) -> None:
        self.lines = {line["name"]: line["text"] for line in json.loads(metadata["obstacles"])}
        self.measures: dict[str, Any] = _readable(json.loads(metadata["summary"]))

    @property
    def sentences(self) -> list[str]:
        """The obstacles that are there, each as a sentence."""
        found = [text[5:] for text in self.lines.values() if text.startswith("yes: ")]
        return [text[:1].upper() + text[1:] + "." for text in found]

    def __iter__(self) -> Any:
        return iter(self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    def __repr__(self) -> str:
        return "\n".join(self.sentences) or "<no obstacle>"


class Gradient:
    """The loss, and its derivatives. `answer` has every value of both passes, as `heaviside gradient --json` says them.

    `weights` and `biases` are in the shapes of the parameters; a bias is None where the layer has none.
    """

    def __init__(self, answer: dict[str, Any], network: Questions) -> None:
        self.answer = answer
        self.loss = float(answer["loss"])
        self.inputs = values(answer["dx"])
        self.weights: list[Values] = []
        self.biases: list[Values | None] = []
        for layer, shape, dense, bias in zip(network.layers, network.shapes, answer["dW"], answer["db"]):
            # Of tied weights each parameter collects the derivatives of all its entries.
            places, found = layer.places(shape), np.zeros(layer.weight.size)
            kept = places >= 0
            np.add.at(found, places[kept], values(dense)[kept])
            self.weights.append(found.reshape(layer.weight.shape))
            if layer.bias is None:
                self.biases.append(None)
            else:
                self.biases.append(values(bias).reshape(layer.bias.shape[0], -1).sum(axis=1))

    @cached_property
    def activations(self) -> list[Values]:
        """The activations of each layer, `[samples × units]`."""
        return [values(one) for one in self.answer["activations"]]

    @cached_property
    def preactivations(self) -> list[Values]:
        """The preactivations of each layer."""
        return [values(one) for one in self.answer["preactivations"]]

    @cached_property
    def deltas(self) -> list[Values]:
        """δ = ∂ℓ/∂u of each layer, by its preactivations."""
        return [values(one) for one in self.answer["deltas"]]

    def __repr__(self) -> str:
        return f"<gradient: loss {self.loss!r}, {len(self.weights)} layers>"
