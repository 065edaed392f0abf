"""What goes wrong, as exceptions with the program's own sentence: a class for each exit status."""
from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .runs import Run


class HeavisideError(Exception):
    """The program refused something, or failed; `status` is its exit status."""

    status = 1


class Failed(HeavisideError):
    """The work itself failed (exit status 1)."""


class BadInput(HeavisideError, ValueError):
    """An argument, an array, a file or a spec is not right (exit status 64)."""

    status = 64


class Diverged(HeavisideError, ArithmeticError):
    """A loss became infinite or NaN (exit status 3); `run` is what was trained until then."""

    status = 3

    def __init__(self, message: str, run: Run | None = None) -> None:
        super().__init__(message)
        self.run = run


class NotFound(HeavisideError, FileNotFoundError):
    """The program `heaviside` is not there."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while a network was trained (exit status 130): `hv.resume(problem.folder)` goes on.

    `runs` are those that have begun, `folder` that of the run or the batch; None where none has begun.
    """

    status = 130

    def __init__(self, message: str, runs: list[Run], folder: pathlib.Path | None = None) -> None:
        super().__init__(message)
        self.runs = runs
        self.folder = folder if folder is not None else runs[0].folder if runs else None

    @property
    def run(self) -> Run | None:
        """The first of the runs; None where none has begun."""
        return self.runs[0] if self.runs else None


def error(status: int, message: str) -> HeavisideError:
    """The exception of an exit status, with the program's sentence."""
    kinds: dict[int, type[HeavisideError]] = {64: BadInput, 3: Diverged}
    found = kinds.get(status, Failed)(message or f"the program ended with status {status}, and said nothing")
    found.status = status
    return found
