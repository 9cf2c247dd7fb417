"""Single-colour SVG icons that take the colour of the text."""

from importlib import resources
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIDES = (16, 24, 32, 48, 64, 128)


def icon_path(name: str) -> str:
    """Give the file of an icon, for a style sheet, which draws it in the colour that it has."""
    return (Path(str(resources.files("resources"))) / "icons" / f"{name}.svg").as_posix()


def load_icon(name: str, colour: QColor) -> QIcon:
    """Draw an icon of `resources/icons` in a colour, at all usual sizes."""
    text = (resources.files("resources") / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour.name()).encode()))
    icon = QIcon()
    for side in _SIDES:
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(pixmap)
    return icon
