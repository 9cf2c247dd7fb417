"""Benchmark of `falx serve`: its API against the engine itself, its start, its memory, and the page in a browser."""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.comparison import Bar, Comparison, alternate
from bench.images import draw_heads
from core.batch.engine import classify_files
from core.errors import MissingLibraryError
from core.model.package import ModelPackage
from core.model.store import shipped_package

API_BAR, START_BAR, PAGE_BAR = Bar(1.15, is_least=False), Bar(0.6, is_least=False), Bar(250, is_least=False)
MEMORY_BAR, ALONE_BAR = Bar(20, is_least=False), Bar(1000, is_least=False)

_PICTURES, _ROUNDS, _STARTS = 200, 3, 5
_REQUESTS, _WARM, _VISITS = 10_000, 500, 5
_PATIENCE_S = 60


class Server:
    """`falx serve` in a process, and a client that keeps its connection."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        """Take the address that the process has printed."""
        self.process, self.address = process, address
        found = re.fullmatch(r"http://([\d.]+):(\d+)/#(.+)", address)
        assert found
        self._host, self._port, self._token = found[1], int(found[2]), found[3]
        self._connection = http.client.HTTPConnection(self._host, self._port, timeout=_PATIENCE_S)

    def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """Send a request; return the body of the answer."""
        self._connection.request(method, path, body, {"X-Falx-Token": self._token})
        return self._connection.getresponse().read()

    def disconnect(self) -> None:
        """Close the connection; the next request opens one. The server closes those that are idle for some seconds."""
        self._connection.close()

    def classify(self, content: bytes) -> str:
        """Send a picture, classify it, and have it forgotten; return its verdict."""
        id = json.loads(self.ask("POST", "/api/pictures", content))["pictures"][0]["id"]
        record = json.loads(self.ask("POST", f"/api/pictures/{id}/0/classification"))
        self.ask("DELETE", f"/api/pictures/{id}")
        return str(record["verdict"])

    @property
    def memory_mb(self) -> float | None:
        """Memory of the server's process that is in use; None where the system does not state it."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
        return int(found[1]) / 1e3 if found else None


@contextmanager
def serving() -> Iterator[Server]:
    """Run `falx serve` until the end of the block."""
    command = [sys.executable, "-m", "falx", "serve", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            yield Server(process, line.split(" at ")[1].strip())
        finally:
            process.terminate()


def measure() -> list[Comparison]:
    """Measure all."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return [
            *measure_api(place),
            measure_start(),
            measure_memory(place),
            measure_page(place),
            measure_static(place),
        ]


def measure_api(folder: Path, count: int = _PICTURES, rounds: int = _ROUNDS) -> list[Comparison]:
    """Classify the same pictures by the API and by the engine of the command line, both one after the other."""
    draw_heads(folder, count)
    files = sorted(folder.glob("*.jpg"))
    package = ModelPackage.open(shipped_package())
    with serving() as server:
        # The reader process takes a second to start.
        server.classify(files[0].read_bytes())
        ours, engine = alternate([lambda: _by_api(server, files), lambda: _by_engine(package, files)], rounds)
    what = f"{count} pictures by the API, against the engine of the command line"
    return [Comparison(what, ours, engine, "s", ours / engine, API_BAR)]


def measure_start(starts: int = _STARTS) -> Comparison:
    """Measure from the start of the process to the page that is answered."""
    taken = []
    for _ in range(starts):
        began = time.perf_counter()
        with serving() as server:
            server.ask("GET", "/")
            taken.append(time.perf_counter() - began)
    median = sorted(taken)[len(taken) // 2]
    return Comparison("start of falx serve to the page answered", median, None, "s", median, START_BAR)


def measure_memory(folder: Path, requests: int = _REQUESTS) -> Comparison:
    """Measure by how much the server's memory grows over many requests."""
    what = f"memory of falx serve after {requests} requests, less that before"
    content = min(folder.glob("*.jpg")).read_bytes()
    with serving() as server:
        for _ in range(_WARM):
            server.classify(content)
        before = server.memory_mb
        # Each takes three.
        for _ in range(requests // 3):
            server.classify(content)
        after = server.memory_mb
    if before is None or after is None:
        return Comparison(what, None, None, "MB", None, MEMORY_BAR, "the system does not state it")
    return Comparison(what, after, before, "MB", after - before, MEMORY_BAR)


def measure_page(folder: Path) -> Comparison:
    """Measure from a picture of 512 x 512 that is given to the page to the verdict that is seen."""
    what = "a picture of 512 x 512 given to the page, to its verdict in Chromium"
    try:
        from bench.page_screenshots import open_browser
    except ImportError:
        return Comparison(what, None, None, "ms", None, PAGE_BAR, "Playwright is not installed")
    import cv2

    from core.image.phantom import head_phantom

    with serving() as server, open_browser() as browser:
        if browser is None:
            return Comparison(what, None, None, "ms", None, PAGE_BAR, "there is no Chromium")
        page = browser.new_page()
        page.goto(server.address)
        page.wait_for_selector("body[data-ready]")
        taken = []
        for seed in range(5):
            path = folder / f"page-{seed}.png"
            cv2.imwrite(str(path), head_phantom(seed, "glioma", 512))
            taken.append(page.evaluate(_TIME_TO_VERDICT, list(path.read_bytes())))
    median = sorted(taken)[len(taken) // 2]
    return Comparison(what, median, None, "ms", median, PAGE_BAR)


def measure_static(folder: Path, visits: int = _VISITS) -> Comparison:
    """Measure the same on the page in the browser alone: its first verdict, once the network is loaded."""
    what = "a picture of 512 x 512 given to the page in the browser alone, to its first verdict in Chromium"
    try:
        from bench.page_screenshots import hosting, open_browser
        from web.runtime import read_runtime

        read_runtime()
    except ImportError:
        return Comparison(what, None, None, "ms", None, ALONE_BAR, "Playwright is not installed")
    except MissingLibraryError:
        return Comparison(what, None, None, "ms", None, ALONE_BAR, "LiteRT.js is missing: make web-runtime")
    import cv2

    from core.image.phantom import head_phantom

    taken = []
    with hosting(folder / "page") as address, open_browser() as browser:
        if browser is None:
            return Comparison(what, None, None, "ms", None, ALONE_BAR, "there is no Chromium")
        for seed in range(visits):
            page = browser.new_page()
            page.goto(address)
            page.wait_for_selector("body[data-network]")
            _, content = cv2.imencode(".png", head_phantom(seed, "glioma", 512))
            taken.append(page.evaluate(_TIME_TO_VERDICT, content.tolist()))
            page.close()
    median = sorted(taken)[len(taken) // 2]
    return Comparison(what, median, None, "ms", median, ALONE_BAR)


# Drops a file, and waits for the verdict on it to be drawn.
_TIME_TO_VERDICT = """content => new Promise(done => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], "a.png", {type: "image/png"}));
    const verdict = document.getElementById("verdict"), stated = document.getElementById("stated");
    const began = performance.now();
    let isDropped = false;
    new MutationObserver((_, observer) => {
        if (!isDropped || !stated.textContent || verdict.textContent.startsWith("Classifying")) return;
        observer.disconnect();
        requestAnimationFrame(() => done(performance.now() - began));
    }).observe(stated, {childList: true, characterData: true, subtree: true});
    isDropped = true;
    document.getElementById("view").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
})"""


def _by_api(server: Server, files: Sequence[Path]) -> float:
    server.disconnect()
    began = time.perf_counter()
    for file in files:
        server.classify(file.read_bytes())
    return time.perf_counter() - began


def _by_engine(package: ModelPackage, files: Sequence[Path]) -> float:
    began = time.perf_counter()
    for _ in classify_files(map(os.fspath, files), package, workers=1):
        pass
    return time.perf_counter() - began
