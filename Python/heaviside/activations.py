"""The activations that the program knows, in NumPy."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import BadInput

Values = NDArray[np.float64]


def _sigmoid(u: Values) -> Values:
    e = np.exp(-np.abs(u))
    return np.where(u >= 0, 1 / (1 + e), e / (1 + e))


FUNCTIONS: dict[str, Callable[[Values], Values]] = {
    "identity": lambda u: u,
    "relu": lambda u: np.where(u > 0, u, 0.0),
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "softplus": lambda u: np.logaddexp(0.0, u),
    "hardThreshold": lambda u: np.where(u >= 1, 1.0, 0.0),
    "hardTanh": lambda u: np.clip(u, -1.0, 1.0),
}
_LEAKY = re.compile(r"leakyReLU(?:\(([^()]+)\))?")


class Activation:
    """An activation by its name in a spec: `relu`, `leakyReLU(0.01)`, …; `slope` is that of a leaky ReLU."""

    def __init__(self, name: str | Activation) -> None:
        text = str(name)
        self.slope: float | None = None
        found = _LEAKY.fullmatch(text)
        if found:
            try:
                self.slope = float(found[1] or 0.01)
            except ValueError:
                self.slope = -1.0
            if not 0 <= self.slope < float("inf"):
                raise BadInput(f"the activation {text[:40]}: expected leakyReLU with a slope from 0 on")
            self.name = "leakyReLU"
        elif text in FUNCTIONS:
            self.name = text
        else:
            known = ", ".join([*FUNCTIONS, "leakyReLU(0.01)"])
            raise BadInput(f"there is no activation {text[:40]}: expected one of {known}")

    def __call__(self, u: Values) -> Values:
        """a = activation(u), entry by entry, in double precision."""
        if self.slope is not None:
            return np.where(u > 0, u, self.slope * u)
        return FUNCTIONS[self.name](u)

    def __str__(self) -> str:
        return self.name if self.slope is None else f"{self.name}({self.slope!r})"

    def __repr__(self) -> str:
        return f"Activation({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, (Activation, str)) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))

    def rounded(self, kind: np.dtype[Any]) -> Activation:
        """The activation with its slope rounded to float32 or float64."""
        return self if self.slope is None else Activation(f"{self.name}({float(kind.type(self.slope))!r})")

    @property
    def spec(self) -> Any:
        """The value of `activation` in a spec."""
        return self.name if self.slope is None else {self.name: self.slope}
