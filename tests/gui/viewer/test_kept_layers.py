"""What is kept of a former frame: it never shows, and only what comes into view is painted."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from core.image.colour_map import colorize, half_maximum_outlines
from core.image.slice import Slice, Window
from core.image.turn import Turn
from gui.viewer.kept_layers import KeptLayers
from gui.viewer.layers import Layers
from gui.viewer.view_transform import ViewTransform

VIEW = QRect(0, 0, 240, 160)
SIDE, WINDOW = 400, Window(4000.0, 2000.0)
START = ViewTransform(offset=QPointF(-70.3, -90.6))
TURNED = ViewTransform(offset=QPointF(270.3, -90.6), turn=Turn(1))
# To and fro, along one side and along both, and further than the view.
STEPS = [(5, 0), (0, -7), (-30, 40), (11, 12), (-300, 0), (290, -20), (0, 0)]


def blurred(side, seed=0):
    noise = np.random.default_rng(seed).random((side, side), np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), 4)
    return (smooth - smooth.min()) / (smooth.max() - smooth.min())


def slice_of(side, seed=0):
    return Slice((4000 * blurred(side, seed)).astype(np.uint16), WINDOW, Path("a.dcm"), 0, 1, "")


def answer():
    heat = blurred(128, seed=1)
    return SimpleNamespace(heat_rgba=colorize(heat, 1.0), outlines=half_maximum_outlines(heat))


def make_layers(side=SIDE, has_heat=True):
    layers = Layers()
    layers.show(slice_of(side), WINDOW)
    if has_heat:
        layers.take_heat(answer())
        layers.shows_heat = True
    return layers


def frame_of(kept, transform, ratio=1.0, view=VIEW, scale=None, origin=(0, 0)):
    """Paint a view on a screen, from a corner of it; gives (H, W, 3)."""
    screen = QImage(round((view.width() + 9) * ratio), round((view.height() + 9) * ratio), QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    screen.fill(0xFF304050)
    painter = QPainter(screen)
    painter.translate(*origin)
    painter.scale(scale or 1, scale or 1)
    painter.setClipRect(view)
    kept.paint(painter, transform, view, ratio)
    painter.end()
    lines = np.frombuffer(screen.constBits(), np.uint8).reshape(screen.height(), screen.width(), 4)
    return lines[..., :3].astype(int)


def assert_same(kept, layers, transform, **how):
    # Qt computes the places of smooth pixels in fixed-point numbers, from where a line of them begins.
    fresh = frame_of(KeptLayers(layers), transform, **how)
    np.testing.assert_allclose(frame_of(kept, transform, **how), fresh, atol=4)
    assert fresh.std() > 10


@pytest.mark.parametrize("has_heat", [False, True])
@pytest.mark.parametrize("start", [START, TURNED], ids=["as it is", "turned"])
@pytest.mark.parametrize(
    ("zoom", "ratio"), [(1, 1), (0.7, 1), (2, 1), (3.3, 1), (0.5, 2), (1, 2), (0.8, 1.25), (1.3, 1.5)]
)
def test_a_shifted_picture_is_painted_as_if_nothing_were_kept(zoom, ratio, start, has_heat):
    layers = make_layers(has_heat=has_heat)
    kept, transform = KeptLayers(layers), start.zoomed(zoom, QPointF(VIEW.center()))
    for step in [(0, 0), *STEPS]:
        transform = transform.moved(QPointF(*step))
        assert_same(kept, layers, transform, ratio=ratio)


@pytest.mark.parametrize("offset", [(-70.5, -90.5), (20.5, 10.5), (-0.5, 0.5)])
def test_a_picture_at_half_a_pixel_does_not_jump_while_it_is_shifted(offset):
    layers = make_layers()
    kept, transform = KeptLayers(layers), ViewTransform(offset=QPointF(*offset))
    shown = frame_of(kept, transform)
    for step in [(-40, -30), (40, 30), (3, 4)]:
        transform = transform.moved(QPointF(*step))
        assert_same(kept, layers, transform)
    again = frame_of(kept, transform)
    np.testing.assert_array_equal(again[60:150, 60:230], shown[56:146, 57:227])


def test_parts_of_a_pixel_and_other_zooms_are_painted_anew():
    layers = make_layers()
    kept, transform = KeptLayers(layers), START
    assert_same(kept, layers, transform)
    for other in (
        transform.moved(QPointF(0.4, 0)),
        transform.zoomed(1.15, QPointF(10, 20)),
        replace(transform, stretch_x=1.5),
        TURNED,
    ):
        assert_same(kept, layers, other)


@pytest.mark.parametrize("zoom", [0.5, 0.3])
def test_a_large_picture_of_which_pixels_are_left_out_is_right_wherever_it_is_shifted_to(zoom):
    layers = make_layers(side=4400, has_heat=False)
    kept, transform = KeptLayers(layers), ViewTransform(zoom, offset=QPointF(-500, -400))
    for step in STEPS:
        transform = transform.moved(QPointF(*step))
        assert_same(kept, layers, transform)


def test_pixels_as_squares_are_right_wherever_they_are_shifted_to():
    layers = make_layers()
    layers.is_smooth = False
    kept, transform = KeptLayers(layers), START.zoomed(3.4, QPointF(80, 80))
    for step in STEPS:
        transform = transform.moved(QPointF(*step))
        assert_same(kept, layers, transform)


CHANGES = {
    "heat map hidden": lambda layers: setattr(layers, "shows_heat", False),
    "opacity": lambda layers: setattr(layers, "opacity", 0.9),
    "heat map dropped": Layers.forget_heat,
    "heat map of another method": lambda layers: layers.take_heat(
        SimpleNamespace(heat_rgba=answer().heat_rgba[::-1], outlines=[])
    ),
    "squares": lambda layers: setattr(layers, "is_smooth", False),
    "window": lambda layers: (setattr(layers, "window", Window(900.0, 2000.0)), layers.render()),
    "inverted": lambda layers: (setattr(layers, "is_inverted", True), layers.render()),
    "slice": lambda layers: layers.show(slice_of(SIDE, seed=2), WINDOW),
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_a_change_is_seen_at_once(change):
    layers = make_layers()
    kept, transform = KeptLayers(layers), START.zoomed(1.7, QPointF(80, 80))
    before = frame_of(kept, transform)
    CHANGES[change](layers)
    assert (frame_of(kept, transform) != before).any()
    assert_same(kept, layers, transform)


def test_a_view_of_another_size_is_painted_whole():
    layers = make_layers()
    kept = KeptLayers(layers)
    for size in (VIEW, VIEW.adjusted(0, 0, 40, 30), VIEW.adjusted(0, 0, -40, -30)):
        assert_same(kept, layers, START, view=size)


@pytest.mark.parametrize(("scale", "origin"), [(2, (0, 0)), (0.5, (3, 4)), (None, (3.5, 2.25)), (None, (7, 5))])
def test_it_is_painted_the_same_wherever_a_painter_puts_it(scale, origin):
    """A saved picture may be larger than the view, and a view may begin within a pixel of the screen."""
    layers = make_layers()
    kept = KeptLayers(layers)
    kept.paint = lambda painter, transform, view, ratio: (
        painter.fillRect(view, 0xFF000000),
        layers.paint(painter, transform, QRectF(view), ratio),
    )
    plain = frame_of(kept, START, scale=scale, origin=origin)
    np.testing.assert_allclose(frame_of(KeptLayers(layers), START, scale=scale, origin=origin), plain, atol=4)


def test_only_what_comes_into_view_is_painted(monkeypatch):
    layers = make_layers()
    painted, paint = [], layers.paint
    monkeypatch.setattr(layers, "paint", lambda *given: (painted.append(given[2].toRect()), paint(*given)))
    kept = KeptLayers(layers)
    frame_of(kept, START)
    assert painted == [VIEW]
    painted.clear()
    frame_of(kept, START)
    assert painted == []
    frame_of(kept, START.moved(QPointF(5, -7)))
    assert sum(part.width() * part.height() for part in painted) == 240 * 160 - 235 * 153
    assert all(part.width() <= 5 or part.height() <= 7 for part in painted)


def test_an_error_while_painting_leaves_nothing_that_counts_as_painted(monkeypatch):
    layers = make_layers()
    kept = KeptLayers(layers)
    paint = layers.paint

    def fail(*given):
        monkeypatch.setattr(layers, "paint", paint)
        raise MemoryError

    frame_of(kept, START)
    monkeypatch.setattr(layers, "paint", fail)
    screen = QImage(VIEW.size(), QImage.Format.Format_RGB32)
    painter = QPainter(screen)
    try:
        with pytest.raises(MemoryError):
            kept.paint(painter, START.moved(QPointF(5, 0)), VIEW, 1.0)
    finally:
        painter.end()
    assert_same(kept, layers, START.moved(QPointF(5, 0)))
