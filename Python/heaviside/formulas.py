"""Formulas for gradients, checked; and the verdicts on the papers' claims."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .errors import BadInput
from .program import call, name_argument


@dataclass(frozen=True)
class Formula:
    """The verdict on a formula for a gradient: `equal`, `transposed`, `differs` or `malformed`.

    `repair` is a formula that is right, None where none was found, or none is needed.
    """

    text: str
    verdict: str
    repair: str | None
    answer: dict[str, Any]

    def __bool__(self) -> bool:
        return self.verdict == "equal"

    def __repr__(self) -> str:
        more = f"; repaired: {self.repair}" if self.repair else ""
        return f"<{self.verdict}: {self.text}{more}>"


def check(text: str) -> Formula | list[Formula]:
    """Compares a formula such as `dw2 = sum_i z_i * W3 * (y_i - x_i)` with exact derivatives.

    A text of several formulas, a line each, has a list of answers. Raises `BadInput` for a formula that cannot be read.
    """
    if not isinstance(text, str):
        raise BadInput(f"the formula is {repr(text)[:40]} ({type(text).__name__}): expected a text")
    ended = call(["claims", "check", "-", "--json"], input=text.encode(), accepted=(0, 2, 64))
    if ended.status == 64 and not ended.output.strip():
        raise BadInput(ended.message)
    answer = ended.json()
    found = []
    for one in answer["formulas"]:
        if "error" in one:
            problem = one["error"]
            raise BadInput(f"line {problem['line']}: {problem['problem']}: expected {problem['expected']}")
        found.append(Formula(one["formula"], one["verdict"], one.get("repair", {}).get("formula"), one))
    if not found:
        raise BadInput("there is no formula: expected one, such as dw2 = sum_i z_i * (y_i - x_i)")
    return found[0] if len(found) == 1 else found


@dataclass(frozen=True)
class Claim:
    """A claim of a paper; `verdict` is None where it was only listed."""

    id: str
    paper: str
    place: str
    statement: str
    correction: str | None
    expected: str
    verdict: str | None
    answer: dict[str, Any]

    def __repr__(self) -> str:
        return f"<{self.id}: {self.verdict or 'not decided'}>"


def claims(*ids: str, paper: str | None = None, decide: bool = True) -> list[Claim]:
    """The verdicts on the papers' claims: on all of them, on those of a paper, or on those named.

    All take minutes; `decide=False` lists them.
    """
    arguments = ["claims", *(name_argument(one, "a claim") for one in ids), "--json",
                 *([f"--paper={paper}"] if paper else []), *([] if decide else ["--list"])]
    answer = call(arguments, accepted=(0, 2)).json()
    return [
        Claim(one["id"], one["paper"], one["place"], one["statement"]["text"], one.get("correction", {}).get("text"),
              one["expected"], one.get("verdict"), one) for one in answer["claims"]]
