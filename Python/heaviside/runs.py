"""Runs: networks that the program trains, with what it keeps of them."""
from __future__ import annotations

import csv
import json
import os
import pathlib
import re
import tempfile
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import tensors
from .errors import BadInput
from .network import Network
from .program import call, name_argument, path_argument
from .proofs import Certification, _readable

Array = NDArray[Any]
COLUMNS = ("epoch", "loss", "learningRate", "maxAbsoluteError", "codeR2", "codeDeviation", "heldOutLoss", "testLoss")
#: The figures of a report that are shown in a notebook, as far as a run has them.
SHOWN = ("loss", "code", "reconstructions")


class Run:
    """A run in a folder, or one that was trained without a folder (`keep=False`).

    `measures` has the keys of `heaviside show --json`.
    """

    def __init__(
        self, folder: str | pathlib.Path | None, measures: dict[str, Any] | None = None,
        parts: tuple[dict[str, Array], dict[str, str]] | None = None,
    ) -> None:
        self.folder = None if folder is None else pathlib.Path(folder).resolve()
        self._parts = parts
        if measures is not None:
            self.measures = _readable(measures)

    @cached_property
    def measures(self) -> dict[str, Any]:
        """The figures at the end."""
        answer = call(["show", self._path, "--json", "--quiet"], accepted=(0, 2, 3, 130)).json()
        return dict(_readable(answer))

    @property
    def _path(self) -> str:
        if self.folder is None:
            raise BadInput("this run has no folder: expected one that was trained without keep=False")
        return str(self.folder)

    @property
    def id(self) -> str:
        """The run's id; empty without a folder."""
        return str(self.measures.get("run", ""))

    @property
    def status(self) -> str:
        """`finished`, `interrupted`, `diverged` or `running`."""
        return str(self.measures["status"])

    @property
    def seed(self) -> int:
        """The seed of all random draws."""
        return int(self.measures["seed"])

    @property
    def loss(self) -> float:
        """The loss at the end; NaN where it is not finite."""
        return float(self.measures.get("loss", float("nan")))

    @property
    def spec(self) -> str:
        """The complete spec, in YAML."""
        if self._parts is not None:
            return self._parts[1]["spec"]
        return pathlib.Path(self._path, "spec.yaml").read_text()

    @cached_property
    def history(self) -> dict[str, Array]:
        """The figures of chosen epochs: an array for each column of `history.csv`, NaN where there is none."""
        if self._parts is not None:
            rows = self._parts[0]["history"]
            found = {name: rows[:, k].copy() for k, name in enumerate(COLUMNS)}
            found = {name: one for name, one in found.items() if name in COLUMNS[:4] or not np.isnan(one).all()}
        else:
            with open(pathlib.Path(self._path, "history.csv"), newline="") as file:
                lines = list(csv.reader(file))
            found = {name: np.array([float(line[k]) if line[k] else np.nan for line in lines[1:]])
                     for k, name in enumerate(lines[0])}
        found["epoch"] = found["epoch"].astype(np.int64)
        return found

    @cached_property
    def losses(self) -> Array:
        """The loss of every epoch: that which its update was computed for."""
        if self._parts is not None:
            return self._parts[0]["losses"]
        return np.asarray(call(["history", self._path, "--json"]).json()["losses"], dtype=np.float64)

    def to_pandas(self) -> Any:
        """The history as a DataFrame, by epoch."""
        try:
            import pandas
        except ImportError:
            raise BadInput("pandas is not installed: expected it, or use history") from None
        return pandas.DataFrame(self.history).set_index("epoch")

    @cached_property
    def network(self) -> Network:
        """The network at the end."""
        if self._parts is not None:
            return Network._decoded(*self._parts, "the answer")
        return Network.load(pathlib.Path(self._path, "model.safetensors"))

    @property
    def weights(self) -> dict[str, Array]:
        """The parameters at the end, by their names in a model file."""
        return self.network.weights

    def certify(self, *, polish: bool = False) -> Certification:
        """Proves or refutes, in exact arithmetic, that every sample of the run is reproduced."""
        if self.folder is None:
            raise BadInput("this run has no folder: expected run.network.certify(x, y)")
        certificate = self.folder / ("exact-certificate.json" if polish else "certificate.json")
        answer = call(["certify", self._path, "--json", "--quiet", *(["--polish"] if polish else [])]).json()
        return Certification(answer, self.folder / "model.safetensors", certificate, None)

    def resume(self, epochs: int | None = None, *, background: bool = False) -> Any:
        """Goes on from the last checkpoint, to the same bits as if the run had never stopped.

        One that has finished goes on to `epochs` in all. With `background` it is a `Training`, and Python goes on.
        """
        from .training import resume

        return resume(self, epochs, background=background)

    def live(self) -> Any:
        """The run as it learned, in a widget: loss, weights, code, kinks and reconstructions at every epoch.

        It needs the package anywidget, and works in Jupyter and in marimo.
        """
        from .live import show
        from .watch import watcher

        folder = pathlib.Path(self._path)
        return show(watcher(folder.parent), folder.name)

    def report(self, path: str | pathlib.Path | None = None) -> pathlib.Path:
        """Writes the report, one offline HTML file, and returns its path (default: in the run's folder)."""
        where = [] if path is None else ["-o", path_argument(path)]
        return pathlib.Path(call(["report", self._path, "--json", "--quiet", *where]).json()["file"]).resolve()

    @cached_property
    def figures(self) -> list[str]:
        """The names of the report's figures."""
        return [one["name"] for one in call(["figure", self._path, "--json"]).json()["figures"]]

    def figure(self, name: str) -> str:
        """A figure of the report, as SVG."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "figure.svg")
            call(["figure", self._path, name_argument(name, "a figure"), "-o", path, "--quiet"])
            return pathlib.Path(path).read_text()

    def __repr__(self) -> str:
        name = self.id or "without a folder"
        epochs = self.measures["epochs"]
        return f"<run {name}: {self.status}, seed {self.seed}, loss {self.loss:.3g} after {epochs} epochs>"

    def _repr_html_(self) -> str:
        rows = [("status", self.status), ("epochs", self.measures["epochs"]), ("loss", f"{self.loss:.4g}"),
                ("largest error, over the amplitude", self.measures.get("maxRelativeError")),
                ("r² of the code", (self.measures.get("code") or {}).get("r2")),
                ("dead outputs", self.measures.get("deadOutputs"))]
        cells = "".join(f"<tr><td style='text-align:left'>{name}</td><td>"
                        f"{value if not isinstance(value, float) else format(value, '.4g')}</td></tr>"
                        for name, value in rows if value is not None)
        drawn = ""
        if self.folder is not None and self.status != "running":
            for number, name in enumerate(one for one in SHOWN if one in self.figures):
                svg = re.sub(r"^.*?(?=<svg)", "", self.figure(name), flags=re.S)
                mark = f"hv-{self.measures.get('weightsSHA256', '')[:8]}-{number}"
                drawn += f"<div id='{mark}' style='max-width:44em'>{_placed(svg, mark)}</div>"
        return f"<div><b>{self.id or 'run'}</b><table>{cells}</table>{drawn}</div>"


def _placed(svg: str, mark: str) -> str:
    """A drawing for a page with others: its ids begin with a mark, and its styles hold in the element of that id."""
    prefix = mark + "-"
    svg = re.sub(r"(?<=[\s}])\[(fill|stroke)=", rf"#{mark} [\1=", svg)
    names = set(re.findall(r'\bid="([^"]+)"', svg))
    for name in sorted(names, key=len, reverse=True):
        escaped = re.escape(name)
        svg = re.sub(rf'(\bid="|url\(#|href="#){escaped}(?=["\)])', rf"\g<1>{prefix}{name}", svg)
        svg = re.sub(rf'((?:aria-labelledby|aria-describedby)="[^"]*?)\b{escaped}(?=[\s"])',
                     rf"\g<1>{prefix}{name}", svg)
        svg = re.sub(rf"#{escaped}(?=[\s,{{.>:])", f"#{prefix}{name}", svg)
    return svg


class Comparison:
    """What differs between runs; `answer` is all that `heaviside compare --json` says."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.conclusion: str = answer["conclusion"]
        self.same_weights: bool | None = answer.get("sameWeights")
        self.spec = {one["key"]: one["values"] for one in answer["spec"]}
        self.measures = {one["key"]: one.get("values", one.get("median")) for one in answer["measures"]}
        self.file = pathlib.Path(answer["file"]) if "file" in answer else None

    def __repr__(self) -> str:
        return f"<comparison: {self.conclusion}>"


def compare(*runs: Run | str | pathlib.Path, path: str | pathlib.Path | None = None) -> Comparison:
    """Compares runs, or batches by their folders; `path` writes one HTML page with both."""
    named = [run._path if isinstance(run, Run) else path_argument(run) for run in runs]
    where = [] if path is None else ["-o", path_argument(path)]
    return Comparison(call(["compare", *named, "--json", "--quiet", *where]).json())


def runs(
    out: str | pathlib.Path = "runs", *, where: str | None = None, sort: str | None = None, limit: int | None = None,
) -> list[Run]:
    """The runs in a folder, by `where` and `sort` as for `heaviside runs`."""
    arguments = ["runs", "--out", path_argument(out), "--json"]
    for name, value in (("--where", where), ("--sort", sort), ("--limit", limit)):
        if value is not None:
            arguments.append(f"{name}={value}")
    return [Run(one["folder"]) for one in call(arguments).json()["runs"]]
