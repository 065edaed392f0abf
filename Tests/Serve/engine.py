"""A client of `heaviside serve --stdio`, for tests."""
import json
import queue
import subprocess
import threading


class Refused(Exception):
    def __init__(self, status, problem):
        super().__init__(f"{status}: {problem}")
        self.status, self.problem = status, problem


class Engine:
    """Starts the program, asks, and keeps what it tells."""

    def __init__(self, program, root, *options):
        self.process = subprocess.Popen([program, "serve", "--stdio", "--out", str(root), *options], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.lock, self.next, self.waiting = threading.Lock(), 0, {}
        self.messages = []
        self.told = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        while line := self.process.stdout.readline():
            head = json.loads(line)
            body = self.process.stdout.read(head["length"])
            if "id" in head:
                with self.lock:
                    waiting = self.waiting.pop(head["id"], None)
                if waiting:
                    waiting.put((head, body))
                continue
            with self.told:
                self.messages.append((head["event"], json.loads(body)))
                self.told.notify_all()
        with self.lock:
            for waiting in self.waiting.values():
                waiting.put(None)

    def bytes(self, ask, body=None, **values):
        """The content of an answer; raises Refused for a status of 400 or more."""
        answer = queue.Queue()
        with self.lock:
            self.next += 1
            number = self.next
            self.waiting[number] = answer
        request = {"id": number, "ask": ask, "values": {key: str(value) for key, value in values.items()}}
        if body is not None:
            request["body"] = body
        with self.lock:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        got = answer.get(timeout=120)
        if got is None:
            raise EOFError("the engine has ended")
        head, content = got
        if head["status"] >= 400:
            raise Refused(head["status"], json.loads(content))
        return content

    def ask(self, ask, body=None, **values):
        """An answer in JSON."""
        return json.loads(self.bytes(ask, body, **values))

    def act(self, act, run=None, value=None, at=None):
        body = {"act": act, "run": run, "value": value, "at": at}
        return self.ask("act", {key: item for key, item in body.items() if item is not None})

    def wait(self, event, condition, timeout=60):
        """The first message of a kind, told so far or from now on, that a condition holds for."""
        with self.told:
            position = 0
            while True:
                while position < len(self.messages):
                    kind, message = self.messages[position]
                    position += 1
                    if kind == event and condition(message):
                        return message
                if not self.told.wait(timeout):
                    raise TimeoutError(f"no {event} in {timeout} s")

    def close(self):
        self.process.stdin.close()
        return self.process.wait(60)
