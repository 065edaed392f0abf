"""A run in a cell of a notebook: a widget over the views of the live page (`heaviside studio`)."""
from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from .errors import BadInput, Failed
from .watch import Refused, Watcher

#: Messages to the widget, at most so many a second.
RATE = 10.0
#: A network of more bytes is sent less often: so many bytes a second in all.
BANDWIDTH = 4_000_000
#: What a widget may ask for.
ASKS = ("run", "frame", "history", "events", "obstacles", "atlas", "evaluate", "figure")
ACTS = ("pause", "resume", "stop", "step", "pace", "rate", "continue")
#: The messages that are told to it.
EVENTS = ("state", "frame", "loss", "event", "obstacles", "verdict")

Send = Callable[[dict[str, Any], list[bytes]], None]


class Feed:
    """What goes between one widget and the process that trains.

    `send(content, buffers)` is the widget's channel. News are collected as they come, and sent ten times a second from
    a thread, so that a cell that computes holds up nothing.
    """

    def __init__(
        self, watcher: Watcher, run: str, send: Send, thread: type[threading.Thread] = threading.Thread,
    ) -> None:
        self.watcher, self.run, self.send = watcher, run, send
        self._news: list[tuple[str, dict[str, Any]]] = []
        self._frame_told: dict[str, Any] | None = None
        self._changed = threading.Event()
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._end = watcher.listen(self._hear)
        self._thread = thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begins to send, once the channel is there."""
        self._thread.start()

    def _hear(self, event: str, data: dict[str, Any]) -> None:
        if event != "ended" and (event not in EVENTS or data.get("run") != self.run):
            return
        with self._lock:
            if event == "frame":
                self._frame_told = data
            else:
                self._news.append((event, data))
        self._changed.set()

    def opening(self) -> tuple[dict[str, Any], bytes]:
        """The answers that the widget begins with, and the newest network."""
        found = {name: self.watcher.json(name, {"run": self.run}) for name in ("run", "history")}
        found["events"] = {"run": self.run, "complete": True, "events": []}
        return found, self._frame()

    def _frame(self) -> bytes:
        try:
            return self.watcher.content("frame", {"run": self.run, "epoch": "now"})
        except (Refused, Failed):
            return b""

    def _work(self) -> None:
        while not self._closed.is_set():
            self._changed.wait()
            began = time.monotonic()
            size = self._turn()
            pause = max(1 / RATE, size / BANDWIDTH) - (time.monotonic() - began)
            if pause > 0:
                self._closed.wait(pause)

    def _turn(self) -> int:
        """Sends the news; the bytes that it took."""
        self._changed.clear()
        if self._closed.is_set():
            return 0
        with self._lock:
            news, self._news = self._news, []
            frame, self._frame_told = self._frame_told, None
        if frame is not None:
            news.append(("frame", frame))
        if not news:
            return 0
        ended = next((data["what"] for event, data in news if event == "ended"), None)
        if ended is not None:
            self._send({"ended": ended[:1].upper() + ended[1:] + "."}, [])
            return 0
        content = b""
        if frame is not None or any(event == "state" for event, _ in news):
            content = self._frame()
        self._send({"news": news}, [content] if content else [])
        return len(content)

    def _send(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        try:
            self.send(content, buffers)
        except Exception:  # noqa: BLE001 - the channel is that of a notebook, which may be gone.
            self.close()

    def receive(self, message: Any) -> None:
        """Takes a message of the widget in."""
        if not isinstance(message, dict):
            return
        if message.get("ready"):
            state = self.watcher.states.get(self.run)
            if state is not None:
                self._hear("state", state)
            return
        if type(message.get("id")) is int and isinstance(message.get("ask"), str):
            status, content = self._answer(message["ask"], message.get("values") or {}, message.get("body"))
            self._send({"id": message["id"], "status": status}, [content])

    def _answer(self, ask: str, values: Any, body: Any) -> tuple[int, bytes]:
        try:
            if ask == "act":
                if not isinstance(body, dict) or body.get("act") not in ACTS or body.get("run") != self.run:
                    raise BadInput("a widget pauses, stops and paces its own run: expected one of " + ", ".join(ACTS))
                return 200, self.watcher.content(ask, {}, body)
            if ask not in ASKS or not isinstance(values, dict):
                raise BadInput(f"a widget does not ask for {ask[:40]}: expected one of {', '.join(ASKS)}")
            return 200, self.watcher.content(ask, values | {"run": self.run})
        except Refused as problem:
            return problem.status, problem.content
        except (BadInput, Failed) as problem:
            return 400 if isinstance(problem, BadInput) else 500, json.dumps({"what": str(problem)}).encode()

    def close(self) -> None:
        """Ends the thread, and the frames that were made for it."""
        if not self._closed.is_set():
            self._closed.set()
            self._changed.set()
            self._end()


def bundle() -> str:
    """The widget's module: the wheel has it; beside the sources, `Scripts/notebook-bundle` makes it."""
    here = pathlib.Path(__file__).resolve()
    made = here.with_name("live.js")
    if made.is_file():
        return made.read_text(encoding="utf-8")
    script = here.parents[2] / "Scripts" / "notebook-bundle"
    if not script.is_file():
        raise Failed("live.js is missing from this package")
    return subprocess.run([sys.executable, script], check=True, capture_output=True, encoding="utf-8").stdout


def _thread() -> type[threading.Thread]:
    """The kind of thread that may write to the notebook: marimo has one of its own."""
    try:
        import marimo

        if marimo.running_in_notebook():
            found: type[threading.Thread] = marimo.Thread
            return found
    except (ImportError, AttributeError):
        pass
    return threading.Thread


_class: Any = None


def _widget() -> Any:
    """The class of the widget, made where anywidget is there."""
    global _class
    if _class is not None:
        return _class
    try:
        import anywidget
        import traitlets
    except ImportError:
        raise BadInput("anywidget is not installed: expected it, as pip install anywidget brings it") from None

    class Live(anywidget.AnyWidget):
        """A run as it learns; `feed` is what it is told."""

        _esm = bundle()
        run = traitlets.Unicode().tag(sync=True)
        opening = traitlets.Unicode().tag(sync=True)
        frame = traitlets.Bytes().tag(sync=True)

        def __init__(self, watcher: Watcher, run: str) -> None:
            self.feed = Feed(watcher, run, lambda content, buffers: self.send(content, buffers), _thread())
            answers, frame = self.feed.opening()
            super().__init__(run=run, opening=json.dumps(answers), frame=frame)
            self.on_msg(lambda _, content, buffers: self.feed.receive(content))
            self.feed.start()

        def close(self) -> None:
            """Ends the view; the run goes on."""
            self.feed.close()
            super().close()

    _class = Live
    return Live


def show(watcher: Watcher, run: str) -> Any:
    """A widget of a run. Raises `BadInput` where anywidget is not installed."""
    return _widget()(watcher, run)
