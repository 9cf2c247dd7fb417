"""The steps of the self-test that need Qt and the windows, without a display."""

from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtCore import QEventLoop, QMimeData, QPointF, Qt, QTimer, QTranslator, QUrl, SignalInstance
from PySide6.QtGui import QDropEvent, QImage

from core.errors import FalxError
from core.program import product
from core.program.wording import NOTICE
from gui.app import create
from gui.language import CONTEXT, Language, translation_files
from gui.report.view_picture import draw_export, save_picture
from gui.window.main_window import MainWindow
from gui.work.garbage_collection import GarbageCollection

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
        FalxError: if no verdict comes, a picture shows nothing, or the German texts cannot be loaded.
    """
    application, window = create([], language=Language.ENGLISH)
    collection = GarbageCollection()
    collection.start()
    try:
        _wait(window.painted, window.show)
        _wait(window.answered, lambda: _drop(window, path))
        window.menus.heat.trigger()
        application.processEvents()
        screenshot = window.grab().toImage()
        exported = draw_export(window.viewer.framed_view, "Self-test")
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
        return f"answered {answer}; windows and view kept as pictures; {load_german()}"
    finally:
        window.close()
        application.processEvents()
        collection.stop()


def load_german() -> str:
    """Load the German texts of Falx and of Qt, and return of whom there are any.

    Raises:
        FalxError: if a file is missing or holds nothing. Qt's own may be missing where Qt is not bundled.
    """
    own, of_qt = translation_files(Language.GERMAN.value)
    _require_text(own, CONTEXT, NOTICE)
    if not of_qt.is_file() and not product.is_frozen():
        return "German texts without Qt's own"
    _require_text(of_qt, "QPlatformTheme", "Cancel")
    return "German texts"


def _require_text(file: Path, context: str, text: str) -> None:
    translator = QTranslator()
    if not translator.load(str(file)) or not translator.translate(context, text):
        raise FalxError(subject=str(file), expected=f"a translation of {text!r}", found="none")


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
