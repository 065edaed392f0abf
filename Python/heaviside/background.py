"""A run that trains while Python goes on."""
from __future__ import annotations

import pathlib
import queue
import time
from typing import TYPE_CHECKING, Any

from .errors import BadInput, Diverged, Failed, Interrupted
from .watch import Refused, Watcher

if TYPE_CHECKING:
    from .runs import Run

#: The states in which nothing trains any more.
ENDED = ("finished", "diverged", "stopped", "interrupted")
PACES = ("flat", "decade")


def check_pace(pace: Any) -> str:
    """The text of a pace. Raises `BadInput` for what is none."""
    if isinstance(pace, int) and not isinstance(pace, bool) and pace > 0:
        return str(pace)
    if pace in PACES:
        return str(pace)
    raise BadInput(f"pace is {repr(pace)[:40]}: expected \"flat\", \"decade\", or the epochs of a frame, such as 10")


class Training:
    """A run that trains in a process beside Python: what `hv.train(…, background=True)` returns.

    `live()` shows it, `stop()` ends it with its checkpoint, `wait()` waits for its end. Where Python ends, the run
    writes its checkpoint, and `hv.resume(folder)` goes on with it.
    """

    def __init__(self, watcher: Watcher, run: str) -> None:
        self._watcher = watcher
        #: The run's id.
        self.id = run
        self.folder = watcher.root / run

    @property
    def _state(self) -> dict[str, Any]:
        known = self._watcher.states.get(self.id)
        if known is None:
            known = self._watcher.json("run", {"run": self.id})
        return known

    @property
    def status(self) -> str:
        """`running`, `paused`, `finished`, `diverged` or `stopped`."""
        status = str(self._state["status"])
        if status == "idle":
            status = "running"  # It is about to begin.
        return "stopped" if status == "interrupted" or self._watcher.ended and status not in ENDED else status

    @property
    def epoch(self) -> int:
        """The epochs that are done."""
        if self.status != "running":
            return int(self._state["epoch"])
        # The process looks at the epoch only for those who listen.
        found: queue.SimpleQueue[int] = queue.SimpleQueue()

        def hear(event: str, data: dict[str, Any]) -> None:
            if event in ("frame", "state") and data.get("run") == self.id:
                found.put(int(data["epoch"]))

        end = self._watcher.listen(hear)
        try:
            return found.get(timeout=5)
        except queue.Empty:
            return int(self._state["epoch"])
        finally:
            end()

    @property
    def epochs(self) -> int:
        """The epochs in all."""
        return int(self._state["epochs"])

    @property
    def run(self) -> Run:
        """The run as it is now: its measures and history are those of its last checkpoint."""
        from .runs import Run

        return Run(self.folder)

    def _act(self, act: str, value: Any = None) -> None:
        self._watcher.act(act, self.id, value)

    def pause(self) -> None:
        """Holds the training; `go_on()` lets it go."""
        self._act("pause")

    def go_on(self) -> None:
        """Lets a training that was held go on."""
        self._act("resume")

    def set_pace(self, pace: int | str) -> None:
        """How fast it goes: "flat", all that the machine can; "decade"; or a number of epochs a frame."""
        self._act("pace", check_pace(pace))

    def stop(self) -> Run:
        """Ends the training with its checkpoint, and returns the run, which `Run.resume()` goes on with."""
        if self.status not in ENDED:
            try:
                self._act("stop")
            except BadInput:
                pass  # It came to its end meanwhile.
            self._wait(None)
        return self.run

    def wait(self, timeout: float | None = None) -> Run:
        """Waits for the end, and returns the run; Ctrl-C ends the waiting alone.

        Raises `Diverged` where the loss became infinite or NaN, `Interrupted` where somebody stopped the training,
        `TimeoutError` after so many seconds.
        """
        status = self._wait(timeout)
        run = self.run
        if status == "diverged":
            epochs = run.measures["epochs"]
            raise Diverged(f"seed {run.seed}: the loss became infinite or NaN after {epochs} epochs", run)
        if status != "finished":
            raise Interrupted(f"stopped after {self.epoch:,} of {self.epochs:,} epochs; Run.resume() goes on", [run])
        return run

    def _wait(self, timeout: float | None) -> str:
        until = None if timeout is None else time.monotonic() + timeout
        watcher = self._watcher
        with watcher.told:
            while True:
                state = watcher.states.get(self.id)
                if state is not None and state["status"] in ENDED:
                    return str(state["status"])
                if watcher.ended is not None:
                    raise Failed(f"{watcher.ended}; hv.resume({str(self.folder)!r}) goes on from the last checkpoint")
                left = 1.0 if until is None else until - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"{self.id} has not ended within {timeout} seconds")
                watcher.told.wait(min(left, 1.0))

    def live(self) -> Any:
        """The run as it learns: loss, weights, code, kinks and reconstructions, ten times a second.

        It needs the package anywidget, and works in Jupyter and in marimo.
        """
        from .live import show

        return show(self._watcher, self.id)

    def __repr__(self) -> str:
        try:
            return f"<training {self.id}: {self.status}, epoch {self.epoch:,} of {self.epochs:,}>"
        except (Failed, Refused):
            return f"<training {self.id}>"


def begin(root: pathlib.Path, value: dict[str, Any]) -> Training:
    """Begins a run in a folder of runs."""
    from .watch import watcher

    found = watcher(root)
    return Training(found, str(found.act("start", value=value)["run"]))


def further(folder: pathlib.Path, epochs: int | None) -> Training:
    """Goes on with a run in its folder."""
    from .watch import watcher

    found = watcher(folder.parent)
    found.act("continue", folder.name, {} if epochs is None else {"epochs": epochs})
    return Training(found, folder.name)
