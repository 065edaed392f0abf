"""A run that is killed after some checkpoints, and what must not depend on that."""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.realpath(__file__))
STATES = [os.path.join("checkpoint", f"state-{k}.safetensors") for k in (1, 2)]


def workplace():
    """A folder for trials; in memory where there is such a place, where a checkpoint takes no time."""
    return tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)


def call(words, folder, **environment):
    """Runs a command; it may fail, but not hang."""
    return subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=600, env={**os.environ, **environment})


def checked(words, folder, statuses=(0,)):
    """Runs a command that must end with one of some statuses."""
    result = call(words, folder)
    if result.returncode not in statuses:
        raise AssertionError(f"{' '.join(words[1:])}: exit {result.returncode}: {result.stderr.strip()[:500]}")
    return result


def outcome(heaviside, run):
    """What must not depend on interruptions."""
    found = {"the losses": digest(checked([heaviside, "history", run], ".").stdout.encode())}
    snapshots = os.path.join(run, "snapshots")
    names = [os.path.join("snapshots", name) for name in (os.listdir(snapshots) if os.path.isdir(snapshots) else [])]
    for name in ["history.csv", "model.safetensors", "encoder-gradients.csv", *sorted(names)]:
        if os.path.exists(os.path.join(run, name)):
            with open(os.path.join(run, name), "rb") as file:
                found[name] = digest(file.read())
    events = os.path.join(run, "events.out.tfevents.heaviside")
    if os.path.exists(events):
        with open(events, "rb") as file:
            found["the steps for TensorBoard"] = shown_steps(file.read())
    return found


def shown_steps(contents):
    """The steps that TensorBoard shows of an event file: after the first, each start of a session takes back its own and
    all later ones."""
    steps, starts, place = [], 0, 0
    while place < len(contents):
        length = int.from_bytes(contents[place:place + 8], "little")
        event, place = contents[place + 12:place + 12 + length], place + 16 + length
        # A time, a step other than 0, and what happened.
        step, rest = 0, 9
        if event[rest] == 0x10:
            shift = 0
            while True:
                rest += 1
                step, shift = step | (event[rest] & 0x7F) << shift, shift + 7
                if event[rest] < 0x80:
                    break
            rest += 1
        if event[rest] == 0x2A:
            steps.append(step)
        elif event[rest] == 0x3A:
            starts += 1
            steps = [known for known in steps if known < step] if starts > 1 else steps
    return steps


def digest(contents):
    return hashlib.sha256(contents).hexdigest()


def check_same(found, reference):
    for what in sorted({*found, *reference}):
        if found.get(what) != reference.get(what):
            raise AssertionError(f"{what} differs from that of a run which was never stopped")


def metadata(contents):
    """The metadata of a safetensors file, as text."""
    return json.loads(contents[8:8 + int.from_bytes(contents[:8], "little")])["__metadata__"]


def states(run):
    """The checkpoints of a run that are there, the newest first: path and epoch."""
    found = []
    for path in (os.path.join(run, name) for name in STATES):
        if os.path.exists(path):
            with open(path, "rb") as file:
                found.append((path, int(metadata(file.read())["epoch"])))
    return sorted(found, key=lambda state: -state[1])


def seen(run):
    """What tells one checkpoint of a run from the next."""
    found = set()
    for name in STATES:
        try:
            status = os.stat(os.path.join(run, name))
            found.add((name, status.st_ino, status.st_mtime_ns))
        except FileNotFoundError:
            pass
    return found


def in_slices(words, folder, run, checkpoints, kill, **environment):
    """Runs a command that writes a run; kills it after a number of checkpoints, or lets it go on from there.

    Until then the command is halted most of the time: checkpoints come by the clock, and so in few epochs.
    """
    process = subprocess.Popen(
        words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})
    known = seen(run)
    count = 0
    while process.poll() is None and count < checkpoints:
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.25)
        process.send_signal(signal.SIGCONT)
        # To be halted in the midst of a checkpoint would make it a long one, after which the next comes late.
        for _ in range(15):
            time.sleep(0.001)
            if not seen(run) <= known:
                known |= seen(run)
                count += 1
                time.sleep(0.002)
                break
    if kill:
        process.kill()
    output, error = process.communicate()
    return subprocess.CompletedProcess(words, process.returncode, output, error)


class Killed:
    """A run that was killed after some checkpoints, and the same one that was never stopped."""

    def __init__(self, heaviside, words, folder, checkpoints=3):
        """Prepares both; `words` end with the number of epochs, which is doubled until the run can be killed."""
        self.run, self.whole = (os.path.join(folder, name, "runs", "autoencoder-study-1") for name in ("killed", "whole"))
        for run in (self.run, self.whole):
            os.makedirs(os.path.dirname(os.path.dirname(run)))
        epochs = int(words[-1])
        while True:
            self.words = [heaviside, "run", "autoencoder-study", "--set", "record.checkpointSeconds=0.1", "--quiet",
                          "--json", *words[:-1], str(epochs)]
            shutil.rmtree(self.run, ignore_errors=True)
            in_slices(self.words, os.path.join(folder, "killed"), self.run, checkpoints, kill=True)
            self.states = states(self.run)
            # What is left should take some time, too.
            if len(self.states) == 2 and self.states[0][1] < 0.8 * epochs:
                break
            epochs *= 2
        checked(self.words, os.path.join(folder, "whole"))
        self.reference = outcome(heaviside, self.whole)

    def copy(self, path):
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.run, path)


def library(folder):
    """Builds what watches a program's calls; the path is for LD_PRELOAD."""
    path = os.path.join(folder, "calls.so")
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-o", path, os.path.join(HERE, "calls.c"), "-ldl", "-lpthread"], check=True)
    return path
