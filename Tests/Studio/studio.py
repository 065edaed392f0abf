"""The server under test with its engine, and the ways in which tests talk to it."""
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time

FOLDER = os.path.dirname(os.path.realpath(__file__))
ENGINE = os.path.join(FOLDER, "engine.py")
TOKEN = "0123456789-ABCDEFGH_abcd"


class Studio:
    """One server that runs, with the fake engine behind it."""

    def __init__(self, program, *fake_arguments, arguments=(), engine=ENGINE, engine_arguments=None):
        self.folder = tempfile.mkdtemp(prefix="studio-")
        self.log = os.path.join(self.folder, "engine.log")
        command = [program, "--engine", engine, "--token", TOKEN, *arguments]
        if engine_arguments is None:
            engine_arguments = ["--log", self.log, *fake_arguments]
        for argument in map(str, engine_arguments):
            command += ["--engine-argument", argument]
        self.errors = open(os.path.join(self.folder, "errors"), "w+")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.url = self.process.stdout.readline().strip()
        found = re.fullmatch(r"http://(\S+):(\d+)(/\S*[?&]token=\S+)", self.url)
        if not found:
            raise AssertionError(f"no address on standard output: {self.url!r}; {self.error_text()}")
        self.host, self.port, self.path = found[1], int(found[2]), found[3]
        self.cookie = f"heaviside-studio-{self.port}={TOKEN}"

    def error_text(self):
        self.errors.flush()
        with open(self.errors.name) as file:
            return file.read()

    def asked(self):
        """The questions that reached the engine."""
        with open(self.log) as file:
            return [json.loads(line) for line in file if line.startswith("{")]

    def request(self, method="GET", path="/", headers=None, body=None, cookie=True, own=True):
        """The status, headers and body of an answer; `own` adds what a browser adds on the studio's page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        fields = {"Cookie": self.cookie} if cookie else {}
        if method == "POST" and own:
            fields.update({"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"})
        fields.update(headers or {})
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=fields)
            answer = connection.getresponse()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()

    def act(self, **body):
        return self.request("POST", "/api/act", body=json.dumps(body))

    def stream(self, last=None, query="", timeout=20):
        return Stream(self, last, query, timeout)

    def memory(self):
        """Resident bytes of the server, without its engine."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return 1024 * int(re.search(r"VmRSS:\s+(\d+) kB", file.read())[1])

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def engine_process(self):
        """The process of the engine; None when it has gone."""
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                with open(f"/proc/{name}/stat") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
                if int(fields[1]) == self.process.pid and fields[0] != "Z":
                    return int(name)
        return None

    def stop(self, number=signal.SIGTERM, timeout=40):
        """Ends the server; returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Stream:
    """A client of the stream."""

    def __init__(self, studio, last, query, timeout):
        self.socket = socket.create_connection(("127.0.0.1", studio.port), timeout=timeout)
        lines = [f"GET /api/stream{query} HTTP/1.1", f"Host: 127.0.0.1:{studio.port}", f"Cookie: {studio.cookie}"]
        lines += [f"Last-Event-ID: {last}"] if last else []
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.answer = http.client.HTTPResponse(self.socket)
        self.answer.begin()
        self.status = self.answer.status

    def messages(self):
        """(name, id, data) of each message until the stream ends."""
        name, number, data = None, None, []
        while line := self.answer.readline():
            line = line.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("id: "):
                number = line[4:]
            elif line.startswith("data: "):
                data.append(line[6:])
            elif not line and name:
                yield name, number, json.loads("\n".join(data))
                name, number, data = None, None, []

    def close(self):
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def until(condition, what, seconds=10):
    """Waits for a condition."""
    end = time.monotonic() + seconds
    while not condition():
        expect(time.monotonic() < end, f"not within {seconds} s: {what}")
        time.sleep(0.02)
