"""Bad input and hostile neighbours of `heaviside serve --stdio`: what must be refused in words, and must harm nothing."""
import json
import os
import pathlib
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from engine import Engine, Refused


def study(epochs, **value):
    return {"name": "autoencoder-study", "length": 9, "seed": 1, "set": [f"epochs={epochs}"], "pace": "flat", **value}


def digest(content):
    length = int.from_bytes(content[:8], "little")
    return json.loads(content[8:8 + length])["__metadata__"]["weightsSHA256"]


def status(engine, ask, body=None, **values):
    """The status of an answer."""
    try:
        engine.bytes(ask, body, **values)
        return 200
    except Refused as error:
        return error.status


def raw(engine, number, rest, seconds=10):
    """The status of the answer to a line that begins with an id; None where there is none."""
    waiting = queue.Queue()
    with engine.lock:
        engine.waiting[number] = waiting
        engine.process.stdin.write(b'{"id":%d,%s}\n' % (number, rest))
        engine.process.stdin.flush()
    try:
        return (waiting.get(timeout=seconds) or [{"status": "ended"}])[0]["status"]
    except queue.Empty:
        return None


def at_once(count, body):
    """The results of a body that so many threads carry out."""
    results = []
    threads = [threading.Thread(target=lambda k=k: results.append(body(k))) for k in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def lines(engine, check):
    """Lines that are no request, and acts whose values are of another kind."""
    for number, rest in enumerate([
            rb'"ask":"check","body":{"spec":"\ud800"}', b'"ask":"act","body":{"value":1e999}', b'"ask":7',
            b'"ask":"act","body":' + b"[" * 5000 + b"]" * 5000, b'"ask":"runs","values":[1]', b'"ask":"ru\0ns"',
            b'"ask":"act","body":' + b'{"a":' * 5000 + b"1" + b"}" * 5000,
            b'"ask":"runs","values":{"a":"' + b"x" * (5 << 20) + b'"}']):
        found = raw(engine, 10**6 + number, rest)
        check(f"the line {rest[:40]} is refused by its id", found == 400, found)
    check("the engine lives", engine.ask("runs"))
    for key, value in [("length", 1.5), ("length", 2**63), ("length", []), ("set", "epochs=3"), ("set", [1]),
                       ("paused", "yes"), ("pace", 2.5), ("pace", {}), ("seed", 1.5)]:
        found = status(engine, "act", {"act": "start", "value": study(9, **{key: value})})
        check(f"a {key} {value} is refused", found == 422, found)


def states(engine, check):
    """Acts in every order, and several at once."""
    run = engine.act("start", value=study(400, paused=True))["run"]
    engine.wait("state", lambda m: m["run"] == run and m["status"] == "paused")
    engine.act("step", run, 100)
    engine.wait("frame", lambda m: m["run"] == run and m["epoch"] == 100)
    check("an epoch that was", engine.bytes("frame", run=run, epoch=50))
    engine.act("rate", run, 0.003)
    engine.wait("frame", lambda m: m["run"] == run and m["rate"] == 0.003)
    engine.act("step", run, 100)
    engine.wait("frame", lambda m: m["run"] == run and m["epoch"] == 200)
    now = digest(engine.bytes("frame", run=run, epoch="now"))
    check("an epoch that was not reached", status(engine, "frame", run=run, epoch=300) == 404)
    engine.act("step", run, 10)
    engine.wait("frame", lambda m: m["run"] == run and m["epoch"] == 210)
    check("an epoch after a change of the rate has its bits", digest(engine.bytes("frame", run=run, epoch=200)) == now)
    for value in (1e300, 1e-60):
        engine.act("rate", run, value)
    engine.act("stop", run)
    engine.wait("state", lambda m: m["run"] == run and m["status"] == "stopped")

    body = {"act": "continue", "run": run, "value": {"epochs": 10**9, "pace": "flat", "paused": True}}
    found = sorted(at_once(6, lambda _: status(engine, "act", body)))
    check("of six who let a run go on, one does", found == [200] + [409] * 5, found)
    check("it can be steered", status(engine, "act", {"act": "stop", "run": run}) == 200)
    engine.wait("state", lambda m: m["run"] == run and m["status"] == "stopped" and m["epochs"] == 10**9)

    found = sorted(at_once(20, lambda _: status(engine, "act", {"act": "start", "value": study(10**9, paused=True)})))
    check("eight runs train at once", found == [200] * 8 + [409] * 12, found)


def links(engine, root, check):
    """Links that lead out of the folder of runs, or out of a run."""
    outside = tempfile.mkdtemp()
    run = next(r["id"] for r in engine.ask("runs")["runs"] if r["status"] == "finished")
    shutil.copytree(f"{root}/{run}", f"{outside}/x", symlinks=True)
    os.symlink(f"{outside}/x", f"{root}/led-out")
    before = sorted(str(p) for p in pathlib.Path(outside).rglob("*"))
    for ask in ("run", "frame", "history", "events", "certificate"):
        check(f"{ask} of a link that leads out", status(engine, ask, run="led-out", epoch="end") == 404)
    for act in ("certify", "continue", "fork"):
        found = status(engine, "act", {"act": act, "run": "led-out", "at": 1, "value": {"epochs": 10**6}})
        check(f"{act} of a link that leads out", found == 404, found)
    check("nothing is written there", before == sorted(str(p) for p in pathlib.Path(outside).rglob("*")))
    shutil.copytree(f"{root}/{run}", f"{root}/with-link")
    pathlib.Path(outside, "secret").write_text("{}")
    os.symlink(f"{outside}/secret", f"{root}/with-link/certificate.json")
    check("a certificate that leads out", status(engine, "certificate", run="with-link") == 404)
    pathlib.Path(f"{root}/with-link/spec.yaml").write_text("name: [")
    check("events of a run whose spec is damaged", status(engine, "events", run="with-link") == 422)
    shutil.rmtree(outside)


def unread(heaviside, check):
    """A reader that never reads: training goes on, and the memory and the end are bounded."""
    with tempfile.TemporaryDirectory() as root:
        engine = subprocess.Popen([heaviside, "serve", "--stdio", "--out", root], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE)

        def tell(ask, **rest):
            engine.stdin.write(json.dumps({"id": 1, "ask": ask, **rest}).encode() + b"\n")
            engine.stdin.flush()

        def memory():
            return int(pathlib.Path(f"/proc/{engine.pid}/statm").read_text().split()[1]) * 4096 / 1e6

        tell("watch", values={"clients": "1"})
        tell("act", body={"act": "start", "value": study(10**9)})
        time.sleep(1)
        before = memory()
        end = time.monotonic() + 3

        def ask_much():
            try:
                while time.monotonic() < end:
                    tell("page", values={"file": "index.html"})
                    tell("experiments")
            except OSError:
                pass

        asking = threading.Thread(target=ask_much, daemon=True)
        asking.start()
        time.sleep(4)
        check("memory is bounded where nobody reads", memory() - before < 160, memory() - before)
        engine.send_signal(signal.SIGTERM)
        try:
            engine.wait(20)
        except subprocess.TimeoutExpired:
            check("it ends where nobody reads", False)
            engine.kill()
        run = next(pathlib.Path(root).glob("autoencoder-study-*"))
        check("the run has its checkpoint", (run / "summary.json").exists())


def attack(heaviside, check):
    """Carries out all of this in a folder of its own."""
    with tempfile.TemporaryDirectory() as root:
        engine = Engine(heaviside, root)
        engine.ask("watch", clients=1)
        first = engine.act("start", value=study(10**9, paused=True))["run"]
        check("runs are listed where none has ended", status(engine, "runs") == 200)
        engine.act("stop", first)
        run = engine.act("start", value=study(300))["run"]
        engine.wait("state", lambda m: m["run"] == run and m["status"] == "finished")
        for part in (lambda: links(engine, root, check), lambda: states(engine, check), lambda: lines(engine, check)):
            try:
                part()
            except (OSError, EOFError, TimeoutError, queue.Empty, Refused) as error:
                check("an attack ends as it should", False, repr(error))
        try:
            check("it ends with status 0", engine.close() == 0)
        except (OSError, subprocess.TimeoutExpired) as error:
            engine.process.kill()
            check("it ends", False, repr(error))
        for summary in pathlib.Path(root).glob("autoencoder-study-*"):
            check(f"{summary.name} has its summary", (summary / "summary.json").exists())
    unread(heaviside, check)
