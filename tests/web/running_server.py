"""A server that runs on a thread of the test, and requests to it as any program sends them."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from core.model.store import open_package
from web.access import LOOPBACK, Access
from web.limits import Limits
from web.server import WebServer, listen

PATIENCE_S = 60


def wait_until(is_so):
    ends_at = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends_at
        threading.Event().wait(0.01)


class Answer:
    """What came back: its status, its headers by their names in small letters, its body."""

    def __init__(self, response):
        self.status, self.body = response.status, response.read()
        self.headers = {name.lower(): value for name, value in response.getheaders()}

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json["error"]


class Running:
    """A server, and a client of it."""

    def __init__(self, server, access):
        self.server, self.access, self.services = server, access, server.services

    def connect(self):
        return http.client.HTTPConnection(LOOPBACK, self.access.port, timeout=PATIENCE_S)

    def ask(self, method, path, body=None, headers=None, has_token=True):
        connection = self.connect()
        try:
            token = {"X-Falx-Token": self.access.token} if has_token else {}
            connection.request(method, path, body, token | (headers or {}))
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def send(self, content, name="picture.png"):
        return self.ask("POST", "/api/pictures", content, {"X-Falx-Name": quote(name)})

    def add(self, content, name="picture.png"):
        answer = self.send(content, name)
        assert answer.status == 201, answer.body
        return answer.json["pictures"]

    def add_file(self, path):
        [picture] = self.add(path.read_bytes(), path.name)
        return picture

    def open_raw(self, head, method="POST", path="/api/pictures", host=None):
        """Send the head of a request by hand; `head` is a list of further lines."""
        raw = socket.create_connection((LOOPBACK, self.access.port), timeout=PATIENCE_S)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.access.port}'}", *head, "", ""]
        raw.sendall("\r\n".join(lines).encode("latin-1"))
        return raw

    @property
    def token_line(self):
        return f"X-Falx-Token: {self.access.token}"


@contextmanager
def running(limits: Limits | None = None) -> Iterator[Running]:
    """Run a server until the end of the block."""
    listener = listen(LOOPBACK, 0)
    access = Access(LOOPBACK, listener.getsockname()[1])
    started = threading.Event()
    server = WebServer(open_package(None), access, limits, on_started=started.set)
    thread = threading.Thread(target=server.run, args=([listener],), name="falx web server")
    thread.start()
    try:
        assert started.wait(PATIENCE_S)
        yield Running(server, access)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def read_answer(raw):
    """Read all that comes on a connection until it is closed."""
    pieces = []
    with raw:
        while piece := raw.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)
