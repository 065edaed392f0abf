"""Runs: networks that the program trains, with what it keeps of them."""
from __future__ import annotations

import csv
import json
import os
import pathlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import tensors
from .arrays import numbers, samples
from .engine import engine
from .errors import BadInput, Diverged, Interrupted
from .network import Network, flow_text
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

    def resume(self, epochs: int | None = None) -> Run:
        """Goes on from the last checkpoint, to the same bits as if the run had never stopped.

        One that has finished goes on to `epochs` in all.
        """
        more = [] if epochs is None else [f"--epochs={epochs}"]
        ended = call(["resume", self._path, "--json", "--quiet", *more], accepted=(0, 3), interruptible=True)
        run = Run(self.folder, ended.json() if ended.output.strip() else None)
        return _checked([run], ended.status, ended.message)[0]

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


def train(
    experiment: str | pathlib.Path | Mapping[str, Any], x: Any = None, y: Any = None, *,
    seed: int | Sequence[int] | None = None, length: int | None = None, epochs: int | None = None,
    position: Any = None, set: Mapping[str, Any] | None = None, out: str | pathlib.Path | None = None,
    keep: bool = True, threads: int | None = None, progress: bool | None = None, **overrides: Any,
) -> Any:
    """Trains a network: a `Run`, or a list of them for several seeds, which one process trains.

    `experiment` is the name of a built-in one, the path of a spec, the text of one in YAML, or a dict of its keys. `x`
    `[samples × inputs]` and `y` `[samples × outputs]` are data of your own; without y the network is to reproduce x.
    Overrides are keys of the spec: `set={"network.1.dense": 64}`, or as arguments with two underscores for a dot:
    `optimizer__adam__learningRate=1e-3`.

    Runs are kept in the folder `out`, "runs" by default. `keep=False` trains without a folder, in a process that stays:
    for loops of short trainings; it takes no `out`, no `threads` and no `progress=True`. `progress` shows a bar of tqdm
    (by default where tqdm is there). Ctrl-C leaves a run that `Run.resume()` goes on with, and raises
    `Interrupted`. Raises `BadInput` for a spec, an override or an array that is not right, `Diverged` where a loss
    became infinite or NaN.
    """
    seeds = _seeds(seed)
    if not keep:
        for name, dropped in (("out", out is not None), ("threads", threads is not None), ("progress", bool(progress))):
            if dropped:
                raise BadInput(f"{name} is for runs that are kept: expected none with keep=False")
    changes: dict[str, Any] = dict(set or {})
    changes |= {name.replace("__", "."): value for name, value in overrides.items()}
    if epochs is not None:
        changes["epochs"] = epochs
    with tempfile.TemporaryDirectory(prefix="heaviside-") as folder:
        if x is not None:
            changes = {"signals": _data(x, y, position, folder)} | changes
        elif y is not None or position is not None:
            raise BadInput("y and position say something of samples x, which are missing")
        pairs = [f"{key}={value if isinstance(value, str) else flow_text(value)}" for key, value in changes.items()]
        kind, text = _experiment(experiment)
        if not keep:
            if kind == "path":
                text, kind = pathlib.Path(text).read_text(), "spec"
            body: dict[str, Any] = {kind: text, "set": pairs}
            if length is not None:
                body["length"] = _whole("length", length)
            found = [_trained(body if one is None else body | {"seed": str(one)}) for one in seeds]
            return found if isinstance(seed, Sequence) else found[0]
        arguments = ["run", text] if kind == "name" else ["train", text if kind == "path" else "-"]
        for pair in pairs:
            arguments.append(f"--set={pair}")
        for name, value in (("--length", length), ("--threads", threads)):
            if value is not None:
                arguments.append(f"{name}={_whole(name[2:], value)}")
        arguments += [f"--out={os.path.abspath('runs' if out is None else out)}", "--json", "--quiet"]
        content = text.encode() if kind == "spec" else None
        if not isinstance(seed, Sequence):
            return _kept(arguments, [] if seed is None else ["--seed", str(seed)], content, progress)[0]
        if [*seeds] != [*range(seeds[0] or 0, (seeds[0] or 0) + len(seeds))]:
            raise BadInput(f"the seeds are {list(seed)[:8]}: expected whole numbers one after the other, such as "
                           "range(1, 51), or keep=False")
        return _kept(arguments, ["--seeds", f"{seeds[0]}...{seeds[-1]}"], content, progress)


def _seeds(seed: int | Sequence[int] | None) -> list[int | None]:
    if seed is None:
        return [None]
    found = list(seed) if isinstance(seed, Sequence) else [seed]
    for one in found:
        if isinstance(one, bool) or not isinstance(one, (int, np.integer)) or not 0 <= one < 1 << 64:
            raise BadInput(f"seed is {one!r}: expected a whole number from 0 on, or several")
    if not found:
        raise BadInput("seed is empty: expected one seed or more")
    return [int(one) for one in found]


def _experiment(experiment: str | pathlib.Path | Mapping[str, Any]) -> tuple[str, str]:
    """Which kind it is, `name`, `path` or `spec`, and its text."""
    if isinstance(experiment, Mapping):
        return "spec", flow_text(dict(experiment))
    text = str(experiment)
    if "\n" in text or text.lstrip().startswith("{"):
        return "spec", text
    if isinstance(experiment, pathlib.Path) or text.endswith((".yaml", ".yml")) or os.sep in text:
        if not os.path.isfile(text):
            raise BadInput(f"there is no spec {text}: expected a file, the name of an experiment, or a spec in YAML")
        return "path", path_argument(text)
    return "name", name_argument(text, "an experiment")


def _whole(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise BadInput(f"{name} is {repr(value)[:40]}: expected a whole number")
    return int(value)


def _data(x: Any, y: Any, position: Any, folder: str) -> dict[str, Any]:
    array = numbers("x", x)
    flat = samples("x", array)
    arrays = {"x": array}
    signals: dict[str, Any] = {"file": os.path.join(folder, "data.npz"), "inputs": "x", "keep": "copy"}
    if y is not None:
        target = numbers("y", y)
        arrays["y"] = target if target.ndim == 1 else samples("y", target)
        if len(target) != len(flat):
            raise BadInput(f"y has the shape {list(target.shape)}: expected {len(flat)} samples, as x has")
        signals["targets"] = "y"
    if position is not None:
        arrays["position"] = samples("position", np.asarray(position).reshape(-1, 1), 1, len(flat))[:, 0]
        signals["labels"] = {"position": "position"}
    np.savez(signals["file"], **arrays)  # type: ignore[arg-type]
    return signals


def _trained(body: dict[str, Any]) -> Run:
    parts = tensors.decode(engine.content("train", body), "the answer")
    run = Run(None, json.loads(parts[1]["summary"]), parts)
    return _checked([run], 0, "")[0]


def _checked(found: list[Run], status: int, message: str) -> list[Run]:
    """The runs. Raises `Interrupted` and `Diverged` where one has not finished."""
    if status == 130:
        raise Interrupted(message or "interrupted; Run.resume() goes on", found)
    for run in found:
        if run.status == "diverged":
            epochs = run.measures["epochs"]
            raise Diverged(f"seed {run.seed}: the loss became infinite or NaN after {epochs} epochs", run)
    return found


def _bar(wanted: bool | None) -> Any:
    if wanted is False:
        return None
    try:
        from tqdm.auto import tqdm
    except ImportError:
        if wanted:
            raise BadInput("tqdm is not installed: expected it, or progress=False") from None
        return None
    return tqdm(total=1.0, bar_format="{percentage:3.0f}%|{bar}| {elapsed} < {remaining}{postfix}", leave=False)


def _kept(arguments: list[str], seeds: list[str], content: bytes | None, progress: bool | None) -> list[Run]:
    bar = _bar(progress)

    def told(line: str) -> bool:
        if not line.startswith('{"progress":'):
            return False
        try:
            now = json.loads(line)["progress"]
        except ValueError:
            return False
        if bar is not None:
            loss = f", loss {now['loss']:.3g}" if "loss" in now else ""
            bar.set_postfix_str(f"epoch {now['epoch']:,}{loss}", False)
            bar.update(max(0.0, now["share"] - bar.n))
        return True

    try:
        ended = call([*arguments, *seeds, "--progress-lines"], input=content, told=told, accepted=(0, 3),
                     interruptible=True)
    finally:
        if bar is not None:
            bar.close()
    if not ended.output.strip():
        return _checked([], ended.status, ended.message)
    answer = ended.json()
    listed = answer["runs"] if "runs" in answer else [answer]
    return _checked([Run(one["folder"], one) for one in listed], ended.status, ended.message)
