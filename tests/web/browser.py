"""A real browser without a window, and what a person does in it."""

import os
import re
import shutil
from contextlib import contextmanager

import cv2
import numpy as np
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 60_000


def find_browser():
    """Find the browser of the system, or skip."""
    pytest.importorskip("playwright.sync_api", reason="needs Playwright: make setup")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("needs Chromium: sudo .ci/setup browser")
    return found


@contextmanager
def browsing():
    """Start a browser."""
    path = find_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # A process of root has no sandbox.
        is_root = os.name == "posix" and os.geteuid() == 0
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if is_root else [])
        try:
            yield browser
        finally:
            browser.close()


class Visitor:
    """A person at a page of the server."""

    def __init__(self, page, server):
        self.page, self.server = page, server
        self.errors = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def arrive(self):
        self.page.goto(self.server.access.address)
        self.page.wait_for_selector("body[data-ready]")
        return self

    def see(self, id, words):
        """Wait until an element shows words, or a text that fits a pattern."""
        from playwright.sync_api import expect

        expect(self.page.locator(f"#{id}")).to_have_text(words, timeout=PATIENCE_MS)

    def see_picture_of(self, verdict):
        """Wait until a verdict and the picture that it is on are seen; either may come first."""
        self.see("verdict", verdict)
        self.page.wait_for_selector("#report:enabled")

    def see_study(self):
        self.see("study", re.compile(r"^(Tumour|No tumour|Uncertain|No verdict)"))

    def words(self, id):
        return self.page.locator(f"#{id}").inner_text()

    def drop(self, *paths):
        """Drop files or folders on the picture, as the mouse does."""
        box = self.page.locator("#view").bounding_box()
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        for kind in ("dragEnter", "dragOver", "drop"):
            session.send("Input.dispatchDragEvent", {"type": kind, "data": data} | place)
        session.detach()

    def hold(self, pattern):
        """Hold requests back; gives those that are held, as they come."""
        held = []

        def keep(route):
            held.append(route)

        self.page.route(pattern, keep)
        return held

    def look(self):
        """Give what the picture shows: (H, W, 3) int, and nothing of what is around it."""
        content = self.page.locator("#picture").screenshot()
        seen = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR).astype(int)
        # Without the colour bar.
        return seen[:, : seen.shape[1] - 48]

    def settle(self):
        """Wait until the page has drawn what it knows."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def has_colour(self):
        """Return whether the picture shows any colour, as a heat map does and a grey picture does not."""
        self.settle()
        seen = self.look()
        return int((seen.max(axis=2) - seen.min(axis=2)).max()) > 40


def is_within(visitor, id, other):
    """Return whether an element is seen, and all of it within another one."""
    inner, outer = (visitor.page.locator(f"#{name}").bounding_box() for name in (id, other))
    if not inner or not inner["width"] or not inner["height"]:
        return False
    return all(
        outer[at] <= inner[at] and inner[at] + inner[size] <= outer[at] + outer[size]
        for at, size in (("x", "width"), ("y", "height"))
    )
