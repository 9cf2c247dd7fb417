"""The page by itself: its folder, written and served as any web space does, and a person at it."""

import base64
import functools
import http.server
import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import MissingLibraryError
from core.model.store import open_package
from core.reader_process.upload import ReadPicture
from core.readers import read_slices
from tests.web.browser import Visitor
from tests.web.running_server import PATIENCE_S
from web.access import LOOPBACK
from web.descriptions import describe_verdict
from web.engine import Engine
from web.limits import Limits
from web.runtime import read_runtime
from web.static_page import write_page
from web.store import Store


def require_runtime():
    try:
        read_runtime()
    except MissingLibraryError:
        pytest.skip("needs LiteRT.js: make web-runtime")


class Site:
    """A folder on a plain web space."""

    def __init__(self, folder, port):
        self.folder = folder
        self.address = f"http://{LOOPBACK}:{port}/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    # The list of the system may name another kind.
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_):
        pass


@contextmanager
def hosting(folder, port=0):
    """Serve a folder until the end of the block."""
    server = http.server.ThreadingHTTPServer((LOOPBACK, port), functools.partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, name="web space")
    thread.start()
    try:
        yield Site(folder, server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(PATIENCE_S)


def write_site(folder, model=None):
    """Write the page with a model, the shipped one by default; gives the engine of it."""
    require_runtime()
    engine = Engine(open_package(model and str(model)))
    write_page(folder, engine)
    return engine


def judge_by_server(engine, path, level="95"):
    """Judge a file as the server does: gives what it keeps of it, its prediction, and the description of that."""
    [image] = read_slices(path)
    stored = Store(Limits()).add(path.name, ReadPicture("", "", (replace(image, source=Path()),)))
    prediction = engine.predict(stored, 0, engine.find_level(level))
    return stored, prediction, describe_verdict(prediction, engine.record(stored, 0, prediction))


class LoneVisitor(Visitor):
    """A person at a page that has no server behind it. `requests` lists what the browser asked for."""

    def __init__(self, page, site):
        super().__init__(page, site)
        self.requests = []
        page.context.on("request", lambda request: self.requests.append(request.url))

    def arrive(self):
        self.page.goto(self.server.address)
        self.page.wait_for_selector("body[data-ready]")
        return self

    def judge(self, contents, level, methods, side):
        """Have the page's engine classify files, and draw heat maps of them: of each method, for each class."""
        asked = [[base64.b64encode(content).decode() for content in contents], level, methods, side]
        return json.loads(self.page.evaluate(_JUDGE, asked))

    def prepare(self, content, size, framing):
        """Have the page read a file and make the network's input of it."""
        return json.loads(self.page.evaluate(_PREPARE, [base64.b64encode(content).decode(), size, framing]))


_FILE = """
    const here = (path) => import(new URL(path, document.baseURI));
    const fileOf = (content) => new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], "a.png");
"""
_JUDGE = f"""async ([contents, level, methods, side]) => {{
    {_FILE}
    const engine = await here("engine.js");
    const judged = [];
    for (const file of contents.map(fileOf)) {{
        const upload = {{ name: file.name, body: file, size: file.size }};
        const {{ pictures: [picture] }} = await engine.read(upload, {{ most_body: 256e6 }});
        const verdict = await engine.classify(picture, 0, level);
        const maps = [];
        for (const method of methods) {{
            for (let place = 0; place < verdict.shares.length; place += 1) {{
                const {{ heat, width, height }} = await engine.heatOf(picture, method, place, side);
                maps.push({{ heat: Array.from(heat), width, height }});
            }}
        }}
        engine.forget(picture);
        judged.push({{ picture, verdict, maps }});
    }}
    return JSON.stringify(judged);
}}"""
_PREPARE = f"""async ([content, size, framing]) => {{
    {_FILE}
    const {{ readPicture }} = await here("static/reading.js");
    const {{ ownWindow }} = await here("static/windowing.js");
    const {{ preprocess }} = await here("static/preprocessing.js");
    const picture = await readPicture(fileOf(content), {{ least_side: 16, most_pixels: 1e8 }});
    const {{ input, placement }} = preprocess(picture, ownWindow(picture), size, framing);
    return JSON.stringify({{ ...picture, pixels: Array.from(picture.pixels), input: Array.from(input), placement }});
}}"""
