"""The steps of the self-test that need Qt and the windows, without a display."""

from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtCore import QEventLoop, QMimeData, QPointF, Qt, QTimer, QUrl, SignalInstance
from PySide6.QtGui import QDropEvent, QImage

from core.errors import FalxError
from gui.app import create
from gui.window.main_window import MainWindow
from gui.window.view_export import draw_export, save_picture

_PATIENCE_MS = 60_000
# Fewest colours of a painted window; one that was not painted has a single colour.
_LEAST_COLOURS = 32
_LEAST_COLOURS_OF_WINDOW = 4


def qt_version() -> str:
    """Return the version of PySide6."""
    return str(PySide6.__version__)


def show_picture(path: Path, folder: Path) -> str:
    """Open the window, drop a picture on it, wait for the verdict, open the tools, and save pictures of all.

    Args:
        path: of the picture.
        folder: for the pictures of the windows.

    Raises:
        FalxError: if no verdict comes, or a picture shows nothing.
    """
    application, window = create([])
    try:
        _wait(window.painted, window.show)
        _wait(window.answered, lambda: _drop(window, path))
        window.menus.heat.trigger()
        application.processEvents()
        screenshot = window.grab().toImage()
        exported = draw_export(window.viewer.view, "Self-test")
        for name, picture in (("screenshot.png", screenshot), ("view.png", exported)):
            _keep(picture, folder / name, _LEAST_COLOURS)
        for name, action in (
            ("batch", window.menus.classify_folder),
            ("training", window.menus.train),
            ("evaluation", window.menus.evaluate),
        ):
            action.trigger()
            application.processEvents()
            tool = getattr(window.tools, name)
            _keep(tool.grab().toImage(), folder / f"{name}.png", _LEAST_COLOURS_OF_WINDOW)
        level = window.panel.level_words
        answer = f"{window.panel.verdict_text!r}{f' ({level})' if level else ''}"
        return f"answered {answer}; windows and view kept as pictures"
    finally:
        window.close()
        application.processEvents()


def _keep(picture: QImage, path: Path, least: int) -> None:
    if not save_picture(picture, path):
        raise FalxError("expected to be written", subject=path.name)
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}
    if len(colours) < least:
        raise FalxError(subject=path.name, expected="a picture", found=f"{len(colours)} colours")


def _wait(signal: SignalInstance, act: Callable[[], object]) -> None:
    loop = QEventLoop()
    answered: list[bool] = []

    def end(*_: object) -> None:
        answered.append(True)
        loop.quit()

    signal.connect(end)
    QTimer.singleShot(0, act)
    QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
    loop.exec()
    if not answered:
        raise FalxError(f"expected the window to answer within {_PATIENCE_MS // 1000} s")


def _drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), action, mime, button, key))
