"""Finds the program `heaviside`, and calls it as a process: what goes wrong in it cannot end Python."""
from __future__ import annotations

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Callable, Sequence
from typing import Any

from .errors import Failed, NotFound, error

#: The exit statuses that are answers: 0 done, 2 a property was refuted.
ANSWERED = (0, 2)


def find(name: str = "heaviside") -> str:
    """The path of a program.

    It is what the environment variable HEAVISIDE (or HEAVISIDE_VERIFY) names; else the one that was installed with this
    package; else the one on the PATH. Raises `NotFound` where there is none.
    """
    variable = name.upper().replace("-", "_")
    named = os.environ.get(variable)
    if named:
        if os.access(named, os.X_OK):
            return named
        raise NotFound(f"{variable} is {named}: expected the path of the program {name}")
    folders = [sysconfig.get_path("scripts"), os.path.dirname(sys.executable)]
    if name != "heaviside":
        folders.insert(0, os.path.dirname(find()))
    for folder in folders:
        path = os.path.join(folder, name)
        if os.access(path, os.X_OK):
            return path
    path_found = shutil.which(name)
    if path_found is None:
        raise NotFound(f"the program {name} is neither beside this Python nor on the PATH: expected it there, or its "
                       f"path in the environment variable {variable}")
    return path_found


class Ended:
    """How a process ended: its status, its standard output, and what it said on standard error."""

    def __init__(self, status: int, output: bytes, said: str) -> None:
        self.status, self.output, self.said = status, output, said

    @property
    def message(self) -> str:
        """The sentence of an error, without "error: "; notes and hints that came before it are left out."""
        lines = self.said.strip().splitlines()
        for number, line in enumerate(lines):
            if line.startswith("error: "):
                rest = [line[7:], *lines[number + 1:]]
                return "\n".join(part for part in rest if not part.startswith("See 'heaviside"))
        if self.status < 0:
            return f"the program was ended by signal {-self.status}"
        return "\n".join(lines)

    def json(self) -> Any:
        """The answer. Raises `Failed` where it is no JSON."""
        try:
            return json.loads(self.output)
        except ValueError as problem:
            raise Failed(f"the program's answer is no JSON: {problem}") from None


def call(
    arguments: Sequence[str], *, input: bytes | None = None, told: Callable[[str], bool] | None = None,
    accepted: Sequence[int] = ANSWERED, interruptible: bool = False, program: str | None = None,
) -> Ended:
    """Calls the program.

    `told` is given each line of standard error as it comes, and says whether it was meant for it; others are kept for a
    message. Where Python is interrupted, the program gets SIGINT, and has the time that it needs to write its
    checkpoint. Raises the exception of a status that is not among those accepted; `interruptible` accepts 130 as well.
    """
    process = subprocess.Popen(
        [program or find(), *arguments], stdin=subprocess.PIPE if input is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    output: list[bytes] = []
    said: list[str] = []

    def write() -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(input or b"")
            process.stdin.close()
        except OSError:
            pass  # It ended before it had read everything, and says why.

    def read() -> None:
        assert process.stdout is not None
        output.append(process.stdout.read())

    threads = [threading.Thread(target=read, daemon=True)]
    if input is not None:
        threads.append(threading.Thread(target=write, daemon=True))
    for thread in threads:
        thread.start()
    assert process.stderr is not None
    interrupted = False
    while True:
        try:
            for raw in process.stderr:
                line = raw.decode(errors="replace").rstrip("\n")
                if told is None or not told(line):
                    said.append(line)
            for thread in threads:
                thread.join()
            status = process.wait()
            break
        except KeyboardInterrupt:
            # A second one ends it at once: what its last checkpoint holds is left.
            process.send_signal(signal.SIGKILL if interrupted else signal.SIGINT)
            interrupted = True
    process.stderr.close()
    assert process.stdout is not None
    process.stdout.close()
    ended = Ended(status, b"".join(output), "\n".join(said))
    if interruptible and (interrupted or status == 130):
        ended.status = 130
        return ended
    if interrupted:
        raise KeyboardInterrupt
    if status not in accepted:
        raise error(status, ended.message)
    return ended


_scratch: tempfile.TemporaryDirectory[str] | None = None
_owner = 0
_count = 0


def scratch(ending: str) -> pathlib.Path:
    """A new path in a folder of this process, in memory where the system has one, removed when Python ends."""
    global _scratch, _owner, _count
    if _scratch is None or _owner != os.getpid():
        memory = "/dev/shm"
        place = memory if os.path.isdir(memory) and os.access(memory, os.W_OK) else None
        _scratch, _owner = tempfile.TemporaryDirectory(prefix="heaviside-", dir=place), os.getpid()
    _count += 1
    return pathlib.Path(_scratch.name, f"{_count}{ending}")
