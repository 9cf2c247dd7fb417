"""`python -m bench.page_screenshots`: take the pictures of the page of `falx serve` again, in Chromium."""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.screenshots.small_png import write_small_png

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots" / "page"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SLICES, _PATIENCE_MS = 24, 600_000


@contextmanager
def open_browser() -> Iterator[Any]:
    """Start the system's Chromium without a window; yields None where there is none.

    Raises:
        ImportError: if Playwright is not installed.
    """
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        yield None
        return
    with sync_playwright() as playwright:
        # A process of root has no sandbox.
        is_root = os.name == "posix" and os.geteuid() == 0
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if is_root else [])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """Write the page in the browser alone to a folder, and serve it as a web space does; yields its address.

    Raises:
        MissingLibraryError: if LiteRT.js was not fetched.
    """
    from core.model.store import open_package
    from web.access import LOOPBACK
    from web.engine import Engine
    from web.static_page import write_page

    write_page(folder, Engine(open_package(None)))
    server = ThreadingHTTPServer((LOOPBACK, 0), partial(_QuietHandler, directory=os.fspath(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def main() -> int:
    """Take the pictures; return the exit status."""
    # Imported here: it imports `open_browser` from this module.
    from bench.serve import serving

    with tempfile.TemporaryDirectory() as folder, serving() as server, open_browser() as browser:
        if browser is None:
            print("no picture of the page: install Chromium with .ci/setup browser", file=sys.stderr)
            return 1
        volume = _write_volume(Path(folder) / "synthetic-head.nii.gz")
        _take(browser, server.address, volume, "desktop.png", {"width": 1280, "height": 800}, "dark")
        _take(browser, server.address, volume, "telephone.png", {"width": 390, "height": 844}, "dark")
        return _take_static(browser, Path(folder))


def _take_static(browser: Any, folder: Path) -> int:
    from core.errors import FalxError

    try:
        with hosting(folder / "page") as address:
            picture = _write_picture(folder / "synthetic-head.png")
            _take(browser, address, picture, "static.png", {"width": 1280, "height": 800}, "dark")
    except FalxError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _take(browser: Any, address: str, picture: Path, name: str, size: dict[str, int], scheme: str) -> None:
    page = browser.new_page(viewport=size, color_scheme=scheme)
    page.set_default_timeout(_PATIENCE_MS)
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    page.set_input_files("#file-input", picture)
    if picture.suffix != ".png":
        page.wait_for_selector("#look-first:not([disabled])")
        page.keyboard.press("j")
    page.wait_for_selector("#heat:not([disabled])")
    page.keyboard.press("h")
    page.wait_for_selector("#colour-bar:not([hidden])")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    write_small_png(page.screenshot(full_page=size["width"] < 760), FOLDER / name)
    page.close()
    print(f"{name}: {(FOLDER / name).stat().st_size / 1000:.0f} kB")


def _write_picture(path: Path) -> Path:
    import cv2

    from core.image.phantom import head_phantom, stamp

    cv2.imwrite(str(path), stamp(head_phantom(3, "glioma", 512)))
    return path


def _write_volume(path: Path) -> Path:
    import nibabel
    import numpy as np

    from core.image.phantom import phantom_volume, stamp

    stack = np.stack([stamp(pixels) for pixels in phantom_volume(3, _SLICES, 256, "glioma")])
    # As it is read back: from left to right, from back to front, from foot to head.
    turned = np.transpose(np.flip(stack, (1, 2)), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(np.ascontiguousarray(turned), np.diag([0.9, 0.9, 5.0, 1.0])), path)
    return path


if __name__ == "__main__":
    sys.exit(main())
