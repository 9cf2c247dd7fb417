"""How long a frame takes while a picture of 2,048 x 2,048 pixels is shifted, windowed, magnified or measured."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from bench.comparison import Bar, Comparison

if TYPE_CHECKING:
    from gui.viewer.viewer import Viewer

SIDE, FRAME_MS = 2048, 16.0
_SIZE, _FRAMES, _QUANTILE = (1040, 800), 60, 0.95
_BAR = Bar(1, is_least=False)


def measure() -> list[Comparison]:
    """Compare the frames of the view with what a screen of 60 Hz shows; of each kind, 19 in 20 are as quick."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.viewer.viewer import Viewer
    from gui.widgets.theme import DARK

    application = QApplication.instance() or QApplication([])
    # With the line of figures below it, which follows the mouse.
    viewer = Viewer(DARK)
    try:
        return [_row(f"{what}, {how}", work) for what, how, work in _works(viewer)]
    finally:
        viewer.close()
        viewer.deleteLater()
        del application


def _row(what: str, work: Callable[[int], None]) -> Comparison:
    taken = []
    for frame in range(_FRAMES + 5):
        start = time.perf_counter()
        work(frame)
        taken.append(1000 * (time.perf_counter() - start))
    ours = sorted(taken[5:])[int(_FRAMES * _QUANTILE)]
    note = f"longest {max(taken[5:]):.0f} ms"
    return Comparison(f"a frame: {what}", ours, FRAME_MS, "ms", ours / FRAME_MS, _BAR, note)


def _works(viewer: "Viewer") -> list[tuple[str, str, Callable[[int], None]]]:
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QImage, QMouseEvent
    from PySide6.QtWidgets import QApplication

    from core.image.colour_map import colorize, half_maximum_outlines
    from core.image.slice import Slice, Window
    from core.image.turn import Turn
    from gui.viewer.navigator import Playlist
    from gui.viewer.tools.measurement import Kind

    rows = np.linspace(0, 4000, SIDE)
    pixels = (rows[:, None] * 0.5 + rows[None] * 0.5).astype(np.uint16)
    pixels += np.random.default_rng(0).integers(0, 200, pixels.shape, dtype=np.uint16)
    image = Slice(pixels, Window(4000.0, 2000.0), Path("large.dcm"), 0, 1, "", spacing_mm=(0.1, 0.1))
    heat = np.exp(-((np.linspace(-2, 2, 1024)[:, None] ** 2) + np.linspace(-2, 2, 1024)[None] ** 2)).astype(np.float32)
    viewer.resize(*_SIZE)
    viewer.show_slices([image], False, Playlist([image.source]))
    viewer.show()
    view, screen = viewer.view, QImage(viewer.size(), QImage.Format.Format_RGB32)
    none, middle = Qt.KeyboardModifier.NoModifier, QPointF(view.rect().center())

    def send(kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
        event = QMouseEvent(kind, at, view.mapToGlobal(at), button, held, none)
        QApplication.sendEvent(view, event)

    def begin(button: Qt.MouseButton, zoom: float, turn: Turn | None, has_heat: bool) -> None:
        view.measuring.choose(None)
        view.show_slice(image, keeps_view=False)
        if has_heat:
            view.show_answer(SimpleNamespace(heat_rgba=colorize(heat, 1.0), outlines=half_maximum_outlines(heat)))
        view.set_heat_visible(has_heat)
        if turn:
            view.turn_by(lambda _: turn)
        if zoom:
            view.zoom_by(zoom / view.zoom)
        send(QEvent.Type.MouseButtonPress, middle, button)

    def dragging(button: Qt.MouseButton, zoom: float, turn: Turn | None = None, has_heat: bool = False):
        def work(frame: int) -> None:
            if frame == 0:
                begin(button, zoom, turn, has_heat)
            send(QEvent.Type.MouseMove, middle + QPointF(3 * (frame % 20), 2 * (frame % 20)), button)
            viewer.render(screen)
            if frame == _FRAMES + 4:
                send(QEvent.Type.MouseButtonRelease, middle, button)

        return work

    def measuring(kind: Kind):
        def work(frame: int) -> None:
            if frame == 0:
                begin(Qt.MouseButton.MiddleButton, 0, None, False)
                send(QEvent.Type.MouseButtonRelease, middle, Qt.MouseButton.MiddleButton)
                view.measuring.choose(kind)
                send(QEvent.Type.MouseButtonPress, middle, Qt.MouseButton.LeftButton)
            send(QEvent.Type.MouseMove, middle + QPointF(5 * frame, 4 * frame), Qt.MouseButton.LeftButton)
            viewer.render(screen)
            if frame == _FRAMES + 4:
                view.measuring.choose(None)
                send(QEvent.Type.MouseButtonRelease, middle, Qt.MouseButton.LeftButton)

        return work

    def magnifying(frame: int) -> None:
        if frame == 0:
            begin(Qt.MouseButton.MiddleButton, 0, None, False)
            send(QEvent.Type.MouseButtonRelease, middle, Qt.MouseButton.MiddleButton)
            view.set_magnifier(True)
        send(QEvent.Type.MouseMove, middle + QPointF(3 * frame, frame), Qt.MouseButton.NoButton)
        viewer.render(screen)
        if frame == _FRAMES + 4:
            view.set_magnifier(False)

    pan, window, quarter = Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton, Turn(1, True)
    return [
        ("shift", "whole", dragging(pan, 0)),
        ("shift", "1:1", dragging(pan, 1)),
        ("shift", "200 %", dragging(pan, 2)),
        ("shift", "1:1, turned and flipped", dragging(pan, 1, quarter)),
        ("shift", "1:1, heat map", dragging(pan, 1, has_heat=True)),
        ("window", "whole", dragging(window, 0)),
        ("window", "1:1", dragging(window, 1)),
        ("window", "whole, turned and flipped", dragging(window, 0, quarter)),
        ("ruler", "whole", measuring(Kind.RULER)),
        ("ellipse", "whole", measuring(Kind.ELLIPSE)),
        ("magnifier", "whole", magnifying),
    ]
