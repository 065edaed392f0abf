"""Runs that somebody watches, or that train while Python goes on: a `heaviside serve --stdio` for a folder of runs."""
from __future__ import annotations

import atexit
import contextlib
import json
import os
import pathlib
import queue
import subprocess
import threading
from collections.abc import Callable
from typing import Any

from .engine import LONGEST, OWN_FAULTS
from .errors import BadInput, Failed
from .program import find, started

#: How long an answer is waited for, in seconds. The program refuses by itself what takes longer than 25.
PATIENCE = 60
#: How long the checkpoints at the end of Python may take, in seconds.
ENDING = 20

Listener = Callable[[str, dict[str, Any]], None]


class Refused(Exception):
    """An answer with a status from 400 on, as it came."""

    def __init__(self, status: int, content: bytes) -> None:
        super().__init__(status, content)
        self.status, self.content = status, content

    def error(self) -> BadInput | Failed:
        """The exception with the program's sentence."""
        refusal = json.loads(self.content)
        text = ": ".join(part for part in (refusal.get("where", ""), refusal["what"]) if part)
        if "right" in refusal:
            text += f"; expected {refusal['right']}"
        return (BadInput if self.status in OWN_FAULTS else Failed)(text)


class Watcher:
    """A process that trains and answers about the runs of a folder, and a thread that reads what it tells.

    Listeners are called in that thread, with the event and its data, for every message; `states` has the newest state
    of each run. Threads may ask at the same time.
    """

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.states: dict[str, dict[str, Any]] = {}
        self.told = threading.Condition()
        self.ended: str | None = None
        self._owner = os.getpid()
        self._number = 0
        self._viewers = 0
        self._waiting: dict[int, queue.Queue[tuple[int, bytes] | None]] = {}
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] = started(
            [find(), "serve", "--stdio", "--out", str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        threading.Thread(target=self._read, name=f"heaviside {root.name}", daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            while line := self._process.stdout.readline():
                head = json.loads(line)
                content = self._process.stdout.read(int(head["length"]))
                if "id" in head:
                    with self._lock:
                        waiting = self._waiting.pop(head["id"], None)
                    if waiting is not None:
                        waiting.put((int(head["status"]), content))
                else:
                    self._tell(head["event"], json.loads(content))
        except (ValueError, KeyError, TypeError, OSError):
            pass  # What cannot be read is the end of what it says.
        with self._lock:
            waiting_still, self._waiting = self._waiting, {}
        self.ended = "the program that trains in the background has ended"
        for one in waiting_still.values():
            one.put(None)
        with self.told:
            self.told.notify_all()
        for listener in list(self._listeners):
            listener("ended", {"what": self.ended})

    def _tell(self, event: str, data: dict[str, Any]) -> None:
        if event == "state":
            with self.told:
                self.states[data["run"]] = {**self.states.get(data["run"], {}), **data}
                self.told.notify_all()
        for listener in list(self._listeners):
            listener(event, data)

    def content(self, ask: str, values: dict[str, Any] | None = None, body: dict[str, Any] | None = None) -> bytes:
        """The content of an answer. Raises `Refused` for a refusal, `Failed` where the process has ended."""
        waiting: queue.Queue[tuple[int, bytes] | None] = queue.Queue(1)
        request: dict[str, Any] = {"ask": ask, "values": {
            key: str(value) for key, value in (values or {}).items() if value is not None}}
        if body is not None:
            request["body"] = body
        with self._lock:
            if self.ended is not None:
                raise Failed(self.ended)
            self._number += 1
            number = self._number
            line = json.dumps(request | {"id": number}, allow_nan=False).encode() + b"\n"
            if len(line) > LONGEST:
                raise BadInput(f"{ask}: this request takes {len(line):,} bytes: expected at most 4 MiB")
            self._waiting[number] = waiting
            assert self._process.stdin is not None
            try:
                self._process.stdin.write(line)
                self._process.stdin.flush()
            except OSError:
                self._waiting.pop(number, None)
                raise Failed("the program that trains in the background has ended") from None
        try:
            answer = waiting.get(timeout=PATIENCE)
        except queue.Empty:
            raise Failed(f"{ask}: there was no answer within {PATIENCE} seconds") from None
        finally:
            with self._lock:
                self._waiting.pop(number, None)
        if answer is None:
            raise Failed(self.ended or "the program that trains in the background has ended")
        status, content = answer
        if status >= 400:
            raise Refused(status, content)
        return content

    def json(self, ask: str, values: dict[str, Any] | None = None, body: dict[str, Any] | None = None) -> Any:
        """An answer in JSON. Raises `BadInput` or `Failed` with the sentence of a refusal."""
        try:
            return json.loads(self.content(ask, values, body))
        except Refused as problem:
            raise problem.error() from None

    def act(self, act: str, run: str | None = None, value: Any = None) -> dict[str, Any]:
        """Does what `act` says, to a run or to begin one."""
        body = {"act": act, "run": run, "value": value}
        return dict(self.json("act", body={key: one for key, one in body.items() if one is not None}))

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls a function for every message from now on; frames are made while one listens. Returns what ends it."""
        with self._lock:
            self._listeners.append(listener)
        self._watch(1)

        def end() -> None:
            with self._lock:
                if listener not in self._listeners:
                    return
                self._listeners.remove(listener)
            with contextlib.suppress(Failed, Refused, BadInput):
                self._watch(-1)

        return end

    def _watch(self, change: int) -> None:
        with self._lock:
            self._viewers += change
            count = self._viewers
        self.content("watch", {"clients": count})

    def close(self) -> None:
        """Ends the process: every run that trains writes its checkpoint first."""
        if self._owner != os.getpid():
            return
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def forked(self) -> None:
        """In a forked process: leaves the parent's process to the parent."""
        self._process.returncode = 0
        for pipe in (self._process.stdin, self._process.stdout):
            raw = getattr(pipe, "raw", None)
            if raw is not None:
                with contextlib.suppress(OSError):
                    raw.close()


_watchers: dict[pathlib.Path, Watcher] = {}
_lock = threading.Lock()


def watcher(root: str | os.PathLike[str]) -> Watcher:
    """The process of a folder of runs, started where there is none."""
    path = pathlib.Path(root).resolve()
    with _lock:
        found = _watchers.get(path)
        if found is None or found.ended is not None:
            found = _watchers[path] = Watcher(path)
        return found


def _close_all() -> None:
    for one in list(_watchers.values()):
        one.close()


def _forked() -> None:
    global _lock
    _lock = threading.Lock()
    for one in list(_watchers.values()):
        one.forked()
    _watchers.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
atexit.register(_close_all)
