"""The activations that the program knows, in NumPy."""
from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .errors import BadInput

Values = NDArray[np.float64]
Numbers = dict[str, float]


def _sigmoid(u: Values) -> Values:
    e = np.exp(-np.abs(u))
    return np.where(u >= 0, 1 / (1 + e), e / (1 + e))


_normal = np.vectorize(lambda x: math.erfc(-x / math.sqrt(2)) / 2, otypes=[np.float64])


def _right(u: Values, left: Values) -> Values:
    """u on the right of 0, and `left` elsewhere; a NaN stays one."""
    return np.where(u > 0, u, left)


def _softplus(u: Values, p: Numbers) -> Values:
    x = p["beta"] * u
    return np.where(x > p["threshold"], u, np.logaddexp(0.0, x) / p["beta"])


def _tanh_of_cubic(u: Values, p: Numbers) -> Values:
    return u * (1 + np.tanh(math.sqrt(2 / math.pi) * (u + 0.044715 * u * u * u))) / 2


class Parameter(NamedTuple):
    """A number of an activation: its default, which may be that of another one, and its range."""

    standard: float | str
    least: float = -math.inf
    largest: float = math.inf


class Kind(NamedTuple):
    """A function and its parameters, in their order; `exact` is the same in fractions, where it is piecewise affine."""

    value: Callable[[Values, Numbers], Values]
    parameters: dict[str, Parameter] = {}
    exact: Callable[[Fraction, Numbers], Fraction] | None = None


def _cut(u: Fraction, low: int, high: int) -> Fraction:
    return min(max(u, Fraction(low)), Fraction(high))


# Slopes at kinks are kept, in files and specs; no value depends on them.
_ENDS = {"slopeAtLowerKink": Parameter(0.0), "slopeAtUpperKink": Parameter(0.0)}
_DIVISOR = (1e-6, 1e6)
KINDS: dict[str, Kind] = {
    "identity": Kind(lambda u, p: u, {}, lambda u, p: u),
    "relu": Kind(lambda u, p: np.where(u <= 0, 0.0, u), {"slopeAtKink": Parameter(0.0)},
                 lambda u, p: max(u, Fraction(0))),
    "leakyReLU": Kind(lambda u, p: _right(u, p["slope"] * u),
                      {"slope": Parameter(0.01, 0.0), "slopeAtKink": Parameter("slope")},
                      lambda u, p: u if u > 0 else Fraction(p["slope"]) * u),
    "sigmoid": Kind(lambda u, p: _sigmoid(u)),
    "tanh": Kind(lambda u, p: np.tanh(u)),
    "softplus": Kind(_softplus, {"beta": Parameter(1.0, *_DIVISOR), "threshold": Parameter(math.inf, 0.0)}),
    "hardThreshold": Kind(lambda u, p: np.where(u >= 1, 1.0, np.where(u < 1, 0.0, u)), {},
                          lambda u, p: Fraction(int(u >= 1))),
    "hardTanh": Kind(lambda u, p: np.clip(u, -1.0, 1.0), _ENDS, lambda u, p: _cut(u, -1, 1)),
    "relu6": Kind(lambda u, p: np.clip(u, 0.0, 6.0), _ENDS, lambda u, p: _cut(u, 0, 6)),
    "hardSigmoid": Kind(lambda u, p: np.clip(p["slope"] * u + 0.5, 0.0, 1.0),
                        {"slope": Parameter(1 / 6, *_DIVISOR), **_ENDS},
                        lambda u, p: _cut(Fraction(p["slope"]) * u + Fraction(1, 2), 0, 1)),
    "elu": Kind(lambda u, p: _right(u, p["alpha"] * np.expm1(np.minimum(u, 0.0))),
                {"alpha": Parameter(1.0, 0.0), "slopeAtKink": Parameter("alpha")}),
    "celu": Kind(lambda u, p: _right(u, p["alpha"] * np.expm1(np.minimum(u, 0.0) / p["alpha"])),
                 {"alpha": Parameter(1.0, *_DIVISOR), "slopeAtKink": Parameter(1.0)}),
    "silu": Kind(lambda u, p: u * _sigmoid(u)),
    "gelu": Kind(lambda u, p: u * _normal(u)),
    "geluTanh": Kind(_tanh_of_cubic),
}
_FORM = re.compile(r"(\w+)(?:\(([^()]*)\))?")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


class Activation:
    """An activation by its name in a spec: `relu`, `leakyReLU(0.01)`, `relu6(slopeAtUpperKink=1)`, …

    `name` is that alone, `numbers` has every parameter, and `slope` is that of a leaky ReLU.
    """

    def __init__(self, name: str | Activation) -> None:
        text = str(name)
        found = _FORM.fullmatch(text)
        kind = KINDS.get(found[1]) if found else None
        if not found or kind is None:
            raise BadInput(f"there is no activation {text[:40]}: expected one of {', '.join(KINDS)}, perhaps with its "
                           "numbers, as in leakyReLU(0.01) and relu6(slopeAtUpperKink=1)")
        self.name = found[1]
        given: Numbers = {}
        for part in found[2].split(",") if found[2] is not None else []:
            key, mark, value = part.partition("=")
            if not mark and self.name == "leakyReLU" and not given:
                key, value = "slope", part
            if key not in kind.parameters or key in given:
                known = ", ".join(kind.parameters) or "none"
                raise BadInput(f"the activation {text[:40]} has no number {key[:40]}: expected {known}")
            given[key] = _number(value)
            least, largest = kind.parameters[key][1:]
            if not (math.isfinite(given[key]) and least <= given[key] <= largest):
                ends = (f"from {least:g} to {largest:g}" if largest < math.inf
                        else f"from {least:g} on" if least > -math.inf else "that is finite")
                raise BadInput(f"the activation {text[:40]}: expected {self.name} with a {key} {ends}")
        self.numbers: Numbers = {}
        for key, parameter in kind.parameters.items():
            standard = parameter.standard
            self.numbers[key] = given.get(key, self.numbers[standard] if isinstance(standard, str) else standard)
        self.slope: float | None = self.numbers["slope"] if self.name == "leakyReLU" else None

    @classmethod
    def of_spec(cls, value: Any) -> Activation:
        """The activation that a spec has: a name, or a map of a name to a number or to numbers by name."""
        if isinstance(value, dict) and len(value) == 1:
            (name, more), = value.items()
            pairs = more.items() if isinstance(more, dict) else [(None, more)]
            if all(type(number) in (int, float) for _, number in pairs):
                value = f"{name}({','.join(f'{key}={n!r}' if key else repr(n) for key, n in pairs)})" if pairs else name
        if not isinstance(value, str):
            raise BadInput(f"there is the activation {repr(value)[:40]}: expected a name")
        return cls(value)

    @property
    def _kind(self) -> Kind:
        return KINDS[self.name]

    @property
    def changed(self) -> Numbers:
        """The numbers that are not the default, by name."""
        found: Numbers = {}
        for key, parameter in self._kind.parameters.items():
            standard = parameter.standard
            if self.numbers[key] != (self.numbers[standard] if isinstance(standard, str) else standard):
                found[key] = self.numbers[key]
        return found

    @property
    def is_plain(self) -> bool:
        """Whether the name says all, with the slope of a leaky ReLU: derivatives at kinks are the usual ones."""
        return not set(self.changed) - ({"slope"} if self.slope is not None else set())

    def __call__(self, u: Values) -> Values:
        """a = activation(u), entry by entry, in double precision."""
        return self._kind.value(u, self.numbers)

    def exact(self, u: Fraction) -> Fraction:
        """The same in fractions. Raises `BadInput` for a function that is not piecewise affine."""
        if self._kind.exact is None:
            raise BadInput(f"{self} has no exact values: expected piecewise affine activations")
        return self._kind.exact(u, self.numbers)

    def __str__(self) -> str:
        if self.slope is not None and self.is_plain:
            return f"{self.name}({self.slope!r})"
        numbers = ",".join(f"{key}={value!r}" for key, value in self.changed.items())
        return f"{self.name}({numbers})" if numbers else self.name

    def __repr__(self) -> str:
        return f"Activation({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, (Activation, str)) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))

    def rounded(self, kind: np.dtype[Any]) -> Activation:
        """The activation with its numbers rounded to float32 or float64."""
        if not self.numbers:
            return self
        found = Activation(self)
        found.numbers = {key: float(kind.type(value)) for key, value in self.numbers.items()}
        found.slope = found.numbers["slope"] if self.slope is not None else None
        return found

    @property
    def spec(self) -> Any:
        """The value of `activation` in a spec."""
        if self.slope is not None and self.is_plain:
            return {self.name: self.slope}
        return {self.name: self.changed} if self.changed else self.name
