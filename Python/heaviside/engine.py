"""A process of the program that stays, so that calls in a loop cost no start: `heaviside serve --stdio`."""
from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import threading
from typing import Any

from .errors import BadInput, Failed, HeavisideError
from .program import find, started

#: Statuses of refusals whose cause lies with the caller.
OWN_FAULTS = range(400, 500)
#: The longest line that the program reads.
LONGEST = 4 << 20


class _Ended(Failed):
    """The process ended, or said what it never says: another one has to be started."""


class Engine:
    """One `heaviside serve --stdio`, started at the first request. One request at a time; threads wait for another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._number = 0
        self._lock = threading.Lock()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            # A forked process must not share the pipes of its parent.
            if self._owner == os.getpid() and self._process.poll() is None:
                return self._process
            self._end()
        self._process = started(
            [find(), "serve", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._owner = os.getpid()
        return self._process

    def content(self, ask: str, body: dict[str, Any]) -> bytes:
        """The content of an answer. Raises `BadInput` or `Failed` with the sentence of a refusal."""
        with self._lock:
            self._number += 1
            line = json.dumps({"id": self._number, "ask": ask, "body": body}, allow_nan=False).encode() + b"\n"
            if len(line) > LONGEST:
                raise BadInput(f"{ask}: this request takes {len(line):,} bytes: expected at most 4 MiB")
            try:
                return self._answer(self._started(), self._number, line)
            except BaseException as problem:
                # What was left unread would be taken for the next answer.
                if not isinstance(problem, HeavisideError) or isinstance(problem, _Ended):
                    self._end()
                raise

    @staticmethod
    def _answer(process: subprocess.Popen[bytes], number: int, line: bytes) -> bytes:
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(line)
            process.stdin.flush()
        except OSError as problem:
            raise _Ended(f"the program ended before it had read the request ({problem})") from None
        while True:
            first = process.stdout.readline()
            if not first:
                raise _Ended("the program ended before it had answered")
            try:
                head = json.loads(first)
                length, answered = int(head["length"]), head.get("id")
                status = int(head["status"]) if answered == number else 0
            except (ValueError, KeyError, TypeError, AttributeError):
                raise _Ended(f"the program's answer cannot be read: {first[:60]!r}") from None
            content = process.stdout.read(length)
            if len(content) < length:
                raise _Ended(f"the program ended after {len(content):,} of the {length:,} bytes of its answer")
            if answered == number:
                break
        if status < 400:
            return content
        refusal = json.loads(content)
        text = ": ".join(part for part in (refusal.get("where", ""), refusal["what"]) if part)
        if "right" in refusal:
            text += f"; expected {refusal['right']}"
        raise (BadInput if status in OWN_FAULTS else Failed)(text)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if self._owner == os.getpid():
            process.kill()
            process.wait()
        else:
            process.returncode = 0  # It is the parent's, who waits for it.
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def json(self, ask: str, body: dict[str, Any]) -> Any:
        """An answer in JSON."""
        return json.loads(self.content(ask, body))

    def close(self) -> None:
        """Ends the process; the next request starts another."""
        with self._lock:
            self._end()


    def forked(self) -> None:
        """In a forked process: leaves the parent's process to the parent, whatever it was doing."""
        self._lock = threading.Lock()
        process, self._process = self._process, None
        if process is None:
            return
        process.returncode = 0  # It is the parent's, who waits for it.
        for pipe in (process.stdin, process.stdout):
            # Its file alone: what is in a buffer is the parent's to write.
            raw = getattr(pipe, "raw", None)
            if raw is not None:
                with contextlib.suppress(OSError):
                    raw.close()


engine = Engine()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=engine.forked)
atexit.register(engine.close)
