"""Trains networks: in a process for each call, in one that stays, or beside Python."""
from __future__ import annotations

import json
import os
import pathlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from . import flow, tensors
from .arrays import numbers, samples
from .background import begin, check_pace, further
from .engine import engine
from .errors import BadInput, Diverged, Interrupted
from .program import call, name_argument, path_argument
from .runs import Run


def train(
    experiment: str | pathlib.Path | Mapping[str, Any], x: Any = None, y: Any = None, *,
    seed: int | Sequence[int] | None = None, length: int | None = None, epochs: int | None = None,
    position: Any = None, set: Mapping[str, Any] | None = None, out: str | pathlib.Path | None = None,
    keep: bool = True, threads: int | None = None, progress: bool | None = None, background: bool = False,
    pace: int | str = "flat", **overrides: Any,
) -> Any:
    """Trains a network: a `Run`, or a list of them for several seeds, which one process trains.

    `experiment` is the name of a built-in one, the path of a spec, the text of one in YAML, or a dict of its keys. `x`
    `[samples × inputs]` and `y` `[samples × outputs]` are data of your own; without y the network is to reproduce x.
    Overrides are keys of the spec: `set={"network.1.dense": 64}`, or as arguments with two underscores for a dot:
    `optimizer__adam__learningRate=1e-3`.

    Runs are kept in the folder `out`, "runs" by default. `keep=False` trains without a folder, in a process that stays:
    for loops of short trainings; it takes no `out`, no `threads` and no `progress=True`. `progress` shows a bar of tqdm
    (by default where tqdm is there). Ctrl-C leaves a run that `hv.resume` goes on with, and raises `Interrupted`.

    `background=True` returns a `Training` at once, whose `live()` shows how it learns, `stop()` ends it with its
    checkpoint, and `wait()` waits for the run. `pace` slows it down for somebody who looks on: "decade" takes six
    seconds for each decade of epochs; a number is the epochs of a frame, of which there are 30 a second.

    Raises `BadInput` for a spec, an override or an array that is not right, `Diverged` where a loss became infinite or
    NaN.
    """
    seeds = _seeds(seed)
    if background:
        for name, dropped in (("keep=False", not keep), ("threads", threads is not None), ("progress", bool(progress)),
                              ("several seeds", isinstance(seed, Sequence))):
            if dropped:
                raise BadInput(f"{name} is not for a training in the background: expected one run that is kept")
        pace = check_pace(pace)
    elif pace != "flat":
        raise BadInput("pace is for a training in the background: expected background=True with it")
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
        pairs = [f"{key}={value if isinstance(value, str) else flow.text(value)}" for key, value in changes.items()]
        kind, text = _experiment(experiment)
        if not keep or background:
            if kind == "path":
                text, kind = pathlib.Path(text).read_text(), "spec"
            body: dict[str, Any] = {kind: text, "set": pairs}
            if length is not None:
                body["length"] = _whole("length", length)
        if background:
            if seeds[0] is not None:
                body["seed"] = str(seeds[0])
            return begin(pathlib.Path("runs" if out is None else out), body | {"pace": pace})
        if not keep:
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
            chosen = [] if seed is None else ["--seed", str(seed)]
            return _kept([*arguments, *chosen], content, progress)[0]
        if [*seeds] != [*range(seeds[0] or 0, (seeds[0] or 0) + len(seeds))]:
            raise BadInput(f"the seeds are {list(seed)[:8]}: expected whole numbers one after the other, such as "
                           "range(1, 51), or keep=False")
        return _kept([*arguments, "--seeds", f"{seeds[0]}...{seeds[-1]}"], content, progress)


def resume(
    run: Run | str | os.PathLike[str], epochs: int | None = None, *, background: bool = False,
) -> Any:
    """Goes on with a run, to the same bits as if it had never stopped; or with a batch of several seeds.

    `run` is a `Run`, or the folder of a run or a batch, as `Interrupted.folder` has it. A run that has finished goes on
    to `epochs` in all. Returns the `Run`, or for a batch the list of its runs; with `background` a `Training`. Raises
    as `train` does.
    """
    folder = run._path if isinstance(run, Run) else path_argument(run)
    if epochs is not None:
        epochs = _whole("epochs", epochs)
    if background:
        path = pathlib.Path(folder).resolve()
        if not (path / "spec.yaml").is_file() or (path / "batch.json").is_file():
            raise BadInput(f"{folder}: this is no folder of a run: expected one, as run.folder is")
        return further(path, epochs)
    more = [] if epochs is None else [f"--epochs={epochs}"]
    batch, found = _called(["resume", folder, "--json", "--quiet", *more])
    return found if batch else found[0]


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
        return "spec", flow.text(dict(experiment))
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


def _checked(found: list[Run], status: int, message: str, folder: pathlib.Path | None = None) -> list[Run]:
    """The runs. Raises `Interrupted` and `Diverged` where one has not finished."""
    if status == 130:
        raise Interrupted(message or "interrupted; hv.resume goes on", found, folder)
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


def _kept(arguments: list[str], content: bytes | None, progress: bool | None) -> list[Run]:
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
        return _called([*arguments, "--progress-lines"], content, told)[1]
    finally:
        if bar is not None:
            bar.close()


def _called(
    arguments: list[str], content: bytes | None = None, told: Callable[[str], bool] | None = None,
) -> tuple[bool, list[Run]]:
    """Whether it was a batch, and the runs that a command trained."""
    ended = call(arguments, input=content, told=told, accepted=(0, 3), interruptible=True)
    if not ended.output.strip():
        return False, _checked([], ended.status, ended.message)
    answer = ended.json()
    listed = answer["runs"] if "runs" in answer else [answer]
    folder = pathlib.Path(answer["folder"]) if "folder" in answer else None
    return "runs" in answer, _checked([Run(one["folder"], one) for one in listed], ended.status, ended.message, folder)
