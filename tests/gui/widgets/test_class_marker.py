import dataclasses

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from core.model.known_classes import KNOWN_CLASSES, Shape
from gui.widgets import class_marker
from gui.widgets.theme import DARK, LIGHT


def drawn(name):
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    class_marker.draw_marker(painter, QRectF(image.rect()), name, QColor("white"))
    painter.end()
    return bytes(image.constBits())


@pytest.mark.usefixtures("qapp")
def test_each_shape_that_a_class_may_have_looks_different(monkeypatch):
    drawings = {}
    for shape in Shape:
        known = dataclasses.replace(KNOWN_CLASSES[0], shape=shape)
        monkeypatch.setattr(class_marker, "find_class", lambda name, known=known: known)
        drawings[drawn(known.name)] = shape
    assert set(drawings.values()) == set(Shape)


@pytest.mark.usefixtures("qapp")
def test_an_unknown_class_is_a_circle_in_a_colour_of_its_own():
    circle = next(known.name for known in KNOWN_CLASSES if known.shape is Shape.CIRCLE)
    assert drawn("schwannoma") == drawn(circle)
    for colours in (DARK, LIGHT):
        known = {colours.of_class(one.name).name() for one in KNOWN_CLASSES}
        assert len(known) == len(KNOWN_CLASSES)
        assert colours.of_class("schwannoma").name() not in known
