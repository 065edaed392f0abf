#!/usr/bin/env python3
"""An engine that knows nothing of networks: it answers, tells and misbehaves as the tests of the studio's server ask.

usage: engine.py serve --stdio [--rate N] [--ordered-rate N] [--canary FILE] [--status N] [--slow-end SECONDS]

Answers every question with what was asked, so that a test sees what reached the engine. Some runs do more:
`run=slow` is answered after two seconds, `run=never` not at all, `run=big` with a megabyte, `run=status-N` with that
status. The act "say" sends a message to the stream, "die" kills the engine, "garble" breaks the form of the pipe, and
"quit" ends it. With --rate, N frames a second are sent while somebody listens; with --ordered-rate, as many messages
that must arrive in order. Each message holds the time at which it was made.
"""
import argparse
import json
import os
import signal
import sys
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("command", choices=["serve"])
parser.add_argument("--stdio", action="store_true", required=True)
parser.add_argument("--rate", type=float, default=0)
parser.add_argument("--ordered-rate", type=float, default=0)
parser.add_argument("--log", help="a file that gets a line for each question, and the way in which the engine ends")
parser.add_argument("--status", type=int, default=0, help="the exit status at the end of the input")
parser.add_argument("--slow-end", type=float, default=0, help="seconds that the end takes, as a checkpoint would")
parser.add_argument("--fail", action="store_true", help="end at once, with status 64")
options = parser.parse_args()

lock = threading.Lock()
clients = 0
log = open(options.log, "a", buffering=1) if options.log else None


def send(header, body):
    with lock:
        sys.stdout.buffer.write(json.dumps({**header, "length": len(body)}).encode() + b"\n" + body)
        sys.stdout.buffer.flush()


def answer(number, value, status=200, kind="application/json"):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    send({"id": number, "status": status, "type": kind}, body)


def message(name, value, latest=None):
    send({"event": name, **({"latest": latest} if latest else {})}, json.dumps(value).encode())


def tell(rate, name, latest, padding):
    """Sends messages at a rate while somebody listens."""
    sequence, due = 0, time.monotonic()
    while rate:
        due += 1 / rate
        time.sleep(max(0, due - time.monotonic()))
        if clients:
            sequence += 1
            message(name, {"made": time.time(), "sequence": sequence, "small": "A" * padding}, latest)


def act(number, body):
    kind = body.get("act")
    if kind == "say":
        for index in range(body.get("count", 1)):
            message(body["event"], {**body.get("value", {}), "index": index}, body.get("latest"))
    elif kind == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif kind == "garble":
        with lock:
            sys.stdout.buffer.write(b"Traceback: this is not a header\n")
            sys.stdout.buffer.flush()
        return
    elif kind == "quit":
        os._exit(body.get("status", 0))
    answer(number, {"act": body})


def page(number, name):
    files = {
        "index.html": (b"<!doctype html><title>The page</title>", "text/html; charset=utf-8"),
        "main.js": (b"export const here = true\n", "text/javascript; charset=utf-8"),
        "exact/rational.js": (b"export const exact = true\n", "text/javascript; charset=utf-8"),
    }
    if name in files:
        return answer(number, files[name][0], kind=files[name][1])
    answer(number, {"what": "There is no such file.", "where": name, "right": "main.js"}, status=404)


def ask(line):
    global clients
    question = json.loads(line)
    number, name, values = question["id"], question["ask"], question.get("values", {})
    if log:
        log.write(line.rstrip("\n") + "\n")
    run = values.get("run", "")
    if name == "watch":
        clients = int(values["clients"])
    elif name == "page":
        page(number, values["file"])
    elif name == "act":
        act(number, question["body"])
    elif run == "slow":
        threading.Timer(2, answer, (number, values)).start()
    elif run == "never":
        pass
    elif run == "big":
        answer(number, bytes(1 << 20), kind="application/octet-stream")
    elif isinstance(run, str) and run.startswith("status-"):
        answer(number, {"what": "As asked.", "where": "run", "right": "Another."}, status=int(run[7:]))
    else:
        answer(number, {"asked": name, "values": values, "body": question.get("body")})


def end(signum=None, frame=None):
    time.sleep(options.slow_end)
    if log:
        log.write(f"end {signum or 'by input'}\n")
    os._exit(options.status)


signal.signal(signal.SIGTERM, end)
if options.fail:
    print("error: this engine was told to fail", file=sys.stderr)
    sys.exit(64)
for arguments in [(options.rate, "frame", "frame/x-1", 2400), (options.ordered_rate, "event", None, 100)]:
    threading.Thread(target=tell, args=arguments, daemon=True).start()
message("hello", {"protocol": 1, "runs": []})
for line in sys.stdin:
    ask(line)
end()
