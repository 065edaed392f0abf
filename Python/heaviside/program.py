"""Finds the program `heaviside`, and calls it as a process: what goes wrong in it cannot end Python."""
from __future__ import annotations

import atexit
import errno
import itertools
import json
import multiprocessing
import multiprocessing.util
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

from .errors import BadInput, Failed, NotFound, error
from .outputs import path_of

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
        if _is_program(named):
            return named
        raise NotFound(f"{variable} is {named}: expected the path of the program {name}")
    folders = [sysconfig.get_path("scripts"), os.path.dirname(sys.executable)]
    if name != "heaviside":
        folders.insert(0, os.path.dirname(find()))
    for folder in folders:
        path = os.path.join(folder, name)
        if _is_program(path):
            return path
    path_found = shutil.which(name)
    if path_found is None:
        raise NotFound(f"the program {name} is neither beside this Python nor on the PATH: expected it there, or its "
                       f"path in the environment variable {variable}")
    return path_found


def _is_program(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


def started(arguments: Sequence[str], **pipes: Any) -> subprocess.Popen[bytes]:
    """A process in a group of its own, so that a Ctrl-C in the terminal reaches Python alone.

    Raises `NotFound` where the file is no program that can be started, `BadInput` for an argument that none can have.
    """
    for one in arguments:
        if "\0" in one:
            raise BadInput(f"the argument {one[:40]!r} has a character that ends a text: expected none")
    try:
        return subprocess.Popen([*arguments], start_new_session=True, **pipes)
    except OSError as problem:
        if problem.errno == errno.E2BIG:
            raise BadInput("the arguments are longer than the system allows: expected fewer or shorter ones") from None
        raise NotFound(f"{arguments[0]} cannot be started ({problem.strerror}): expected the program heaviside") \
            from None


def path_argument(value: Any) -> str:
    """A path as an argument, which is not taken for an option. Raises `BadInput` for what is no path."""
    text = str(path_of(value))
    return f"./{text}" if text.startswith("-") else text


def name_argument(value: Any, what: str) -> str:
    """A name as an argument. Raises `BadInput` for one that would be taken for an option."""
    if not isinstance(value, str) or not value or value.startswith("-"):
        raise BadInput(f"{what} is {repr(value)[:40]}: expected a name")
    return value


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
    process = started(
        [program or find(), *arguments], stdin=subprocess.PIPE if input is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
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


_scratch: str | None = None
_scratch_lock = threading.Lock()
_count = itertools.count(1)


def _remove(folder: str, owner: int) -> None:
    # A forked process has the functions of its parent's end as well.
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def scratch(ending: str) -> pathlib.Path:
    """A new path in a folder of this process, in memory where the system has one, removed when Python ends."""
    global _scratch
    with _scratch_lock:
        if _scratch is None or not os.path.isdir(_scratch):
            memory = "/dev/shm"
            place = memory if os.path.isdir(memory) and os.access(memory, os.W_OK) else None
            _scratch = tempfile.mkdtemp(prefix="heaviside-", dir=place)
            atexit.register(_remove, _scratch, os.getpid())
            if multiprocessing.parent_process() is not None:
                # Such a process ends without the functions of atexit.
                multiprocessing.util.Finalize(None, _remove, (_scratch, os.getpid()), exitpriority=0)
        return pathlib.Path(_scratch, f"{next(_count)}{ending}")


def _forked() -> None:
    """Gives a forked process a folder of its own: the parent's is the parent's to remove."""
    global _scratch, _scratch_lock
    _scratch, _scratch_lock = None, threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
