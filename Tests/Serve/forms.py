"""Compares every answer and message with the tables of Documentation/Serve.md: keys in both directions, and types."""
import json
import pathlib
import re

from engine import Engine, Refused

PAGE = pathlib.Path(__file__).resolve().parents[2] / "Documentation" / "Serve.md"
ROW = re.compile(r"^\| `([^`]+)` \| (.+?) \| .* \| ([^|]+) \|$")
#: What other pages document, or what has names of its own.
CLOSED = {"summary", "report", "numbers"}
OVERFLOWED = {"infinity", "-infinity", "nan"}
#: A case of the request `gradientCase`.
CASE = {"dims": [1, 1], "activations": ["identity"], "loss": "squaredErrorSum", "W": [[[2]]], "x": [[3]], "y": [[5]]}


def tables():
    """Each form's keys: path → (type, when it is absent)."""
    forms, current = {}, None
    for line in PAGE.read_text().splitlines():
        if line.startswith("#"):
            current = forms.setdefault(line[4:].lower(), {}) if line.startswith("### ") else None
        elif current is not None and (row := ROW.match(line)):
            path, kind, absent = row.groups()
            if path in current:
                raise SystemExit(f"Documentation/Serve.md: {path} is listed twice")
            current[path] = (kind, absent)
        elif current is not None and line.startswith("| `"):
            raise SystemExit(f"Documentation/Serve.md: cannot be read: {line}")
    event = {f"events[].{path}": row for path, row in forms["event"].items() if path != "run"}
    forms["events"] |= event
    return forms


def asks():
    """The first column of the table of requests, and of that of messages."""
    found, section = {"Requests": set(), "Messages": set()}, None
    for line in PAGE.read_text().splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif section in found and line.startswith("| `") and not line.startswith("| `ask`"):
            found[section] |= set(re.findall(r"`(\w+)`", line.split("|")[1]))
    return found


def fits(value, kind):
    if kind.startswith("array of ("):
        return isinstance(value, list) and all(fits(entry, kind[10:-1]) for entry in value)
    if " or " in kind:
        return any(fits(value, part) for part in kind.split(" or "))
    if kind.startswith("array of "):
        return isinstance(value, list) and all(fits(entry, kind[9:]) for entry in value)
    if kind == "object of number":
        return isinstance(value, dict) and all(fits(entry, "number") for entry in value.values())
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {
        "null": value is None, "string": isinstance(value, str), "boolean": isinstance(value, bool),
        "integer": number and value == int(value), "number": number or value in OVERFLOWED if not isinstance(value, (dict, list)) else False,
        "object": isinstance(value, dict),
    }[kind]


class Forms:
    """Collects what is wrong with answers and messages, and which keys have been seen."""

    def __init__(self):
        self.forms, self.seen, self.problems = tables(), {}, set()

    def take(self, name, value):
        self.seen.setdefault(name, set())
        self._object(name, "", value)

    def _object(self, name, prefix, value):
        rows = self.forms.get(name, {})
        for key, entry in value.items():
            path = prefix + key
            self.seen[name].add(path)
            if path not in rows:
                self.problems.add(f"{name}: {path} is not documented")
                continue
            if not fits(entry, rows[path][0]):
                self.problems.add(f"{name}: {path} is no {rows[path][0]}: {json.dumps(entry)[:60]}")
            if key in CLOSED:
                continue
            if isinstance(entry, dict):
                self._object(name, path + ".", entry)
            for one in entry if isinstance(entry, list) else []:
                if isinstance(one, dict):
                    self._object(name, path + "[].", one)
        depth = len(prefix)
        for path, (_, absent) in rows.items():
            rest = path[depth:]
            if path.startswith(prefix) and absent == "never" and rest.isidentifier() and rest not in value:
                self.problems.add(f"{name}: {path} is absent, though documented as always there")

    def missing(self):
        for name, rows in self.forms.items():
            for path, (_, absent) in rows.items():
                if not absent.startswith("optional") and path not in self.seen.get(name, set()):
                    yield f"{name}: {path} is documented, and in no answer"


def compare(heaviside, root, lessons, check):
    """Asks everything that can be asked, and watches what is told."""
    engine, forms = Engine(heaviside, root, "--lessons", str(lessons)), Forms()
    asked = set()

    def ask(name, body=None, form=None, **values):
        asked.add(name)
        answer = engine.ask(name, body, **values)
        forms.take(form or name, answer)
        return answer

    def plain(request, values):
        asked.add(request)
        check(f"{request} answers with something", len(engine.bytes(request, **values)) > 0)

    def act(name, run=None, value=None, at=None, form="act"):
        body = {"act": name, "run": run, "value": value, "at": at}
        return ask("act", {key: item for key, item in body.items() if item is not None}, form)["run"]

    def over(run):
        engine.wait("state", lambda m: m["run"] == run and m["status"] in ("finished", "stopped", "diverged"))

    ask("watch", clients=1)
    study = {"name": "autoencoder-study", "length": 9, "seed": 1, "set": ["epochs=4000"], "pace": "flat"}
    run = act("start", value=study)
    over(run)
    classes = act("start", value={"name": "homework-mlp", "set": ["epochs=20"], "pace": "flat"})
    over(classes)
    held = act("start", value={**study, "paused": True})
    blobs = PAGE.parents[1] / "Tests/EndToEnd/Fixtures/classes/blobs.npz"
    labelled = act("start", value={"pace": "flat", "spec": f"""name: blobs
signals: {{ file: {blobs}, inputs: x, targets: y }}
network: [{{ dense: 4 }}]
initialization: fanIn
optimizer: {{ adam: {{ learningRate: 0.01 }} }}
epochs: 20
loss: crossEntropy
"""})
    over(labelled)
    found = ask("run", run=labelled)["samples"]
    check("each sample has its class", found["classes"] == [row.index(1) for row in found["targets"]])
    table = pathlib.Path(root, "table.csv")
    table.write_text("a,b,left,right\n1,2,0,1\n2,1,1,0\n3,3,1,1\n")
    named = act("start", value={"pace": "flat", "spec": f"""name: named
signals: {{ file: {table}, inputs: [a, b], targets: [left, right] }}
network: [{{ dense: 2 }}]
initialization: fanIn
optimizer: {{ adam: {{ learningRate: 0.01 }} }}
epochs: 20
loss: {{ squaredError: mean }}
"""})
    over(named)
    found = ask("run", run=named)["samples"]
    check("columns keep their names", (found["entries"], found["outputs"]) == (["a", "b"], ["left", "right"]))
    words = pathlib.Path(root, "words.csv")
    words.write_text("a,b,kind\n1,2,ham\n2,1,spam\n3,3,ham\n")
    told = act("start", value={"pace": "flat", "spec": f"""name: words
signals: {{ file: {words}, inputs: [a, b], targets: kind, classes: [ham, spam] }}
network: [{{ dense: 2 }}]
initialization: fanIn
optimizer: {{ adam: {{ learningRate: 0.01 }} }}
epochs: 20
loss: crossEntropy
"""})
    over(told)
    found = ask("run", run=told)["samples"]
    check("classes keep their words", (found["classNames"], found["classes"]) == (["ham", "spam"], [0, 1, 0]))
    for one in (run, classes, held):
        ask("run", run=one)
        ask("obstacles", run=one, epoch="now")
    act("step", held, 3)
    act("stop", held)
    over(held)
    over(act("fork", run, {"set": [], "pace": "flat"}, at=2000))
    proved = act("start", value={"name": "margin-decoder", "length": 9, "pace": "flat"})
    over(proved)
    act("certify", proved, form="verdict")
    act("certify", run, form="verdict")
    for name in ("runs", "experiments", "lessons"):
        ask(name)
    ask("history", run=run)
    ask("events", run=run)
    ask("evaluate", {"run": run, "signal": [0] * 9})
    ask("check", {"name": "autoencoder-study"})
    ask("check", {"name": "autoencoder-study", "set": ["epoch=3"]})
    ask("check", {"spec": "name: ["})
    for name, values in [("page", {"file": "index.html"}), ("frame", {"run": run, "epoch": "now"}),
                         ("atlas", {"run": run, "epoch": "end"}), ("certificate", {"run": proved}),
                         ("figure", {"run": run, "name": "code"}), ("offline", {"run": run}),
                         ("lesson", {"name": "own"})]:
        plain(name, values)
    model = str(pathlib.Path(root, run, "model.safetensors"))
    case = pathlib.Path(root, "case.json")
    case.write_text(json.dumps(CASE))
    for name, body in [("train", {"name": "linear-code", "length": 5, "obstacles": True}),
                       ("certifyModel", {"model": model}), ("atlasModel", {"model": model}),
                       ("gradientCase", {"file": str(case)})]:
        asked.add(name)
        check(f"{name} answers with something", len(engine.bytes(name, body)) > 0)
    for body in ({"act": "zap", "run": run}, {"act": "pause", "run": "nothing-7"}):
        try:
            engine.ask("act", body)
        except Refused as error:
            forms.take("refusal", error.problem)
    engine.close()
    for kind, message in engine.messages:
        forms.take(kind, message)
    for problem in sorted(forms.problems) + list(forms.missing()):
        check(f"Documentation/Serve.md, {problem}", False)
    check("every key of an answer or message is documented, and the other way round", not forms.problems)
    wanted = asks()
    check("every request of Serve.md is asked", asked == wanted["Requests"], asked ^ wanted["Requests"])
    told = {kind for kind, _ in engine.messages}
    check("every message of Serve.md is told", told == wanted["Messages"], told ^ wanted["Messages"])
