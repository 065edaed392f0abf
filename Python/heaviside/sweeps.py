"""Sweeps: many runs of one experiment, here or on whatever takes functions to other processes and machines."""
from __future__ import annotations

import concurrent.futures
import csv
import io
import json
import os
import pathlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import BadInput
from .network import Network
from .program import call, find, path_argument, scratch

Array = NDArray[Any]
#: Executors whose workers share this machine.
_LOCAL = (concurrent.futures.ThreadPoolExecutor, concurrent.futures.ProcessPoolExecutor)
#: Keys of a spec that name files.
_FILES = ("signals.file", "initialization.file", "initialization.file.path", "initialization.lifted.file")
#: Statuses of a sweep that was carried out: with 3, a run diverged, as its row says.
_DONE = (0, 3)
#: The columns that are text in any case.
_TEXTS = ("status", "host", "weightsSHA256")


class Sweep:
    """The folder of a sweep: a row for each run that has ended."""

    def __init__(self, folder: str | pathlib.Path) -> None:
        self.folder = pathlib.Path(folder).resolve()

    @property
    def status(self) -> dict[str, Any]:
        """How far the sweep is: the keys of `heaviside sweep status --json`."""
        return dict(call(["sweep", "status", str(self.folder), "--json", "--quiet"]).json())

    @cached_property
    def table(self) -> dict[str, Array]:
        """An array for each column, by run: numbers, with NaN where a run has none, or text."""
        text = call(["sweep", "collect", str(self.folder), "--csv", "--quiet"]).output.decode()
        lines = list(csv.reader(io.StringIO(text)))
        columns = {name: [line[k] for line in lines[1:]] for k, name in enumerate(lines[0])}
        return {name: _column(name, values) for name, values in columns.items()}

    def to_pandas(self) -> Any:
        """The table as a DataFrame, by run."""
        try:
            import pandas
        except ImportError:
            raise BadInput("pandas is not installed: expected it, or use table") from None
        return pandas.DataFrame(self.table).set_index("id")

    def to_parquet(self, path: str | os.PathLike[str]) -> None:
        """Writes the table as Parquet, by pyarrow."""
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise BadInput("pyarrow is not installed: expected it, or use table") from None
        pyarrow.parquet.write_table(pyarrow.table(self.table), os.fspath(path))

    def network(self, id: int) -> Network:
        """The network of a run, trained again from its spec and its seed, to the same bits."""
        path = scratch(".safetensors")
        try:
            call(["sweep", "show", str(self.folder), str(int(id)), "-o", str(path), "--json", "--quiet"], accepted=(0,))
            return Network.load(path)
        finally:
            path.unlink(missing_ok=True)

    def report(self, path: str | os.PathLike[str]) -> pathlib.Path:
        """Writes the report as a page, and returns its path."""
        call(["sweep", "report", str(self.folder), "-o", path_argument(path), "--json", "--quiet"])
        return pathlib.Path(path)

    def __repr__(self) -> str:
        return f"Sweep({str(self.folder)!r})"


def _column(name: str, values: list[str]) -> Array:
    if name not in _TEXTS:
        for kind in (np.int64, np.uint64, np.float64):
            try:
                return np.array([kind(value or "nan") for value in values])
            except (ValueError, OverflowError):
                pass
    return np.array(values)


def sweep(
    spec: str | pathlib.Path | Mapping[str, Any], grid: Mapping[str, Any] | None = None, *,
    seeds: range | Sequence[int] = (1,), random: Mapping[str, Any] | None = None,
    measure: Sequence[str] | None = None, goal: Mapping[str, Any] | None = None, stop: Mapping[str, Any] | None = None,
    keep: str | None = None, length: int | None = None, set: Mapping[str, Any] | None = None, name: str = "sweep",
    out: str | os.PathLike[str] | None = None, executor: Any = None, parts: int | None = None,
    threads: int | None = None,
) -> Sweep:
    """Carries out a sweep, or what is left of it, and returns its folder.

    `spec` is the name of a built-in experiment, the path of a spec, or a spec as a mapping; `set` has values
    of dotted keys that all runs have. The other words are the keys of a sweep: `heaviside help sweep` explains them.

    `executor` is whatever has `submit(function, *arguments)`, whose answer has `result()`, or `map(function, items)`:
    of concurrent.futures, submitit, Dask, Ray or multiprocessing. It is given `parts` parts, which find `out` and the
    program under the same paths. Without one, `threads` threads of this machine carry out the sweep.
    """
    content: dict[str, Any] = {"name": name, "spec": _spec(spec)}
    if not isinstance(seeds, range) or seeds.step != 1:
        content["seeds"] = [int(seed) for seed in seeds]
    elif len(seeds):
        content["seeds"] = f"{seeds.start}...{seeds.stop - 1}"
    else:
        raise BadInput("seeds is empty: expected one or more")
    given = {"length": length, "set": set, "grid": grid, "random": random, "measure": measure, "goal": goal,
             "stop": stop, "keep": keep}
    content.update({key: _plain(value) for key, value in given.items() if value is not None})
    for key in ("set", "grid"):
        if isinstance(content.get(key), dict):
            content[key] = _located(content[key])
    folder = pathlib.Path(f"sweeps/{name}" if out is None else out).resolve()
    # Within the sweep's own folder: a file beside it may be the person's.
    file = folder / "request.yaml"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, indent=1))
    except OSError as problem:
        raise BadInput(f"{file} cannot be written: {problem.strerror}") from None
    if threads is None and isinstance(executor, _LOCAL):
        # Its workers share this machine.
        threads = max(1, (os.cpu_count() or 1) // int(getattr(executor, "_max_workers", 1)))
    more = [] if threads is None else ["--threads", str(int(threads))]
    place = ["--out", str(folder)]
    if executor is None:
        call(["sweep", "run", str(file), *place, *more, "--json", "--quiet"], accepted=_DONE)
        return Sweep(folder)
    runs = int(call(["sweep", "status", str(file), *place, "--json", "--quiet"]).json()["runs"])
    count = min(runs, 16 if parts is None else int(parts))
    if count < 1:
        raise BadInput(f"parts is {parts}: expected 1 or more")
    tasks = [(find(), [str(file), *place, *more, "--part", f"{part}/{count}"]) for part in range(1, count + 1)]
    if hasattr(executor, "submit"):
        # Dask would answer a second call for the same part from the first, though the part may not be complete.
        own = {"pure": False} if type(executor).__module__.startswith("distributed") else {}
        answers: Iterable[Any] = [executor.submit(_part, task, **own) for task in tasks]
    elif hasattr(executor, "map"):
        answers = list(executor.map(_part, tasks))
    else:
        raise BadInput(f"executor is {type(executor).__name__}: expected one that has submit or map")
    problems = []
    for answer in answers:
        try:
            if hasattr(answer, "result"):
                answer.result()
        except Exception as problem:  # The other parts go on; the first problem is told when all have ended.
            problems.append(problem)
    if problems:
        raise problems[0]
    return Sweep(folder)


def _part(task: tuple[str, list[str]]) -> int:
    """Carries out a part, wherever this is called, and returns how many of its runs have ended."""
    program, arguments = task
    own = program if os.path.exists(program) else find()
    return int(call(["sweep", "run", *arguments, "--json", "--quiet"], accepted=_DONE, program=own).json()["done"])


def _spec(spec: Any) -> Any:
    if isinstance(spec, Mapping):
        return _located(_plain(spec))
    if isinstance(spec, (str, os.PathLike)):
        path = pathlib.Path(spec)
        return str(path.resolve()) if path.exists() else str(spec)
    raise BadInput(f"spec is {repr(spec)[:40]}: expected a name, a path or a mapping")


def _located(value: Any, path: str = "") -> Any:
    """The same with absolute paths of files: relative ones begin in the current folder."""
    if path in _FILES and isinstance(value, str):
        return str(pathlib.Path(value).resolve())
    if path in _FILES and isinstance(value, list):
        return [_located(one, path) for one in value]
    if isinstance(value, dict):
        return {key: _located(one, f"{path}.{key}" if path else key) for key, one in value.items()}
    return value


def _plain(value: Any) -> Any:
    """The same of lists, mappings and plain numbers. Raises `BadInput` for what has no YAML."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (list, tuple, range)):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    raise BadInput(f"{repr(value)[:40]} is no value of a sweep: expected text, numbers, lists and mappings")
