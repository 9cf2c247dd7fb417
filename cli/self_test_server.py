"""The step of the self-test that serves: a picture goes through the API, and comes back classified."""

import http.client
import json
import socket
import threading
from pathlib import Path
from typing import Any

from cli.self_test import SkippedError
from core.errors import FalxError

_PATIENCE_S = 60


def serve(folder: Path) -> str:
    """Serve the page and the API to this process alone, and classify a phantom by it."""
    from importlib.util import find_spec

    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise SkippedError("starlette and uvicorn are not installed")
    from cli.self_test_files import write_png
    from cli.self_test_reference import phantoms
    from core.model.classifier import Classifier
    from core.model.store import open_package
    from core.readers import read_slices
    from web.access import LOOPBACK, Access
    from web.server import WebServer, listen

    if not _reaches_itself():
        raise SkippedError("this system cannot reach itself: it has no loopback network")
    path = write_png(folder / "phantom", phantoms()[0].pixels)
    listener = listen(LOOPBACK, 0)
    access, started = Access(LOOPBACK, listener.getsockname()[1]), threading.Event()
    server = WebServer(open_package(None), access, on_started=started.set)
    thread = threading.Thread(target=server.run, args=([listener],), name="falx self-test server")
    thread.start()
    try:
        if not started.wait(_PATIENCE_S):
            raise FalxError(expected="a server that starts", found="none")
        page = _ask(access, "GET", "/")
        [picture] = json.loads(_ask(access, "POST", "/api/pictures", path.read_bytes()))["pictures"]
        record: dict[str, Any] = json.loads(_ask(access, "POST", f"/api/pictures/{picture['id']}/0/classification"))
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_S)
    expected = Classifier.open().predict(read_slices(path)[0]).verdict
    if record["verdict"] != expected:
        raise FalxError(expected=f"the verdict {expected}", got=record["verdict"])
    return f"a page of {len(page):,} bytes, and the verdict {expected}"


def _reaches_itself() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # This sends nothing.
            probe.connect(("127.0.0.1", 9))
        except OSError:
            return False
    return True


def _ask(access: Any, method: str, path: str, body: bytes | None = None) -> bytes:
    connection = http.client.HTTPConnection(access.host, access.port, timeout=_PATIENCE_S)
    try:
        connection.request(method, path, body, {"X-Falx-Token": access.token})
        response = connection.getresponse()
        content = response.read()
        if response.status >= http.client.BAD_REQUEST:
            raise FalxError(expected=f"an answer at {path}", got=f"status {response.status}")
        return content
    finally:
        connection.close()
