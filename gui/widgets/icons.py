"""SVG icons: single-colour ones in the colour of the text, and the program's own icon as pictures."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QImageWriter, QPaintDevice, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from core.program.locations import resource

_SIDES = (16, 24, 32, 48, 64, 128)
# Of icons in menus and toolbars, at 100 to 300 %; larger ones would take most of the time that all take.
SMALL_SIDES = (16, 24, 32, 48)


def icon_path(name: str) -> str:
    """Return the file of an icon for a style sheet, which draws it in its own colour."""
    return resource("icons", f"{name}.svg").as_posix()


def load_icon(name: str, colour: QColor, sides: Sequence[int] = _SIDES) -> QIcon:
    """Draw an icon of `resources/icons` in a colour, at all usual sizes or at those that are named."""
    icon, renderer = QIcon(), None
    for side in sides:
        key, pixmap = f"falx {name} {colour.name()} {side}", QPixmap()
        if not QPixmapCache.find(key, pixmap):
            if renderer is None:
                drawing = icon_drawing(name).replace(b"currentColor", colour.name().encode())
                renderer = QSvgRenderer(QByteArray(drawing))
            pixmap = QPixmap(QSize(side, side))
            pixmap.fill(Qt.GlobalColor.transparent)
            _paint(renderer, pixmap, side)
            QPixmapCache.insert(key, pixmap)
        icon.addPixmap(pixmap)
    return icon


def icon_png(name: str, side: int) -> bytes:
    """Draw an icon in its own colours as PNG, with a side in pixels; works without an application."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    _paint(QSvgRenderer(QByteArray(icon_drawing(name))), image, side)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def icon_drawing(name: str) -> bytes:
    """Read an icon's SVG."""
    return resource("icons", f"{name}.svg").read_bytes()


def _paint(renderer: QSvgRenderer, surface: QPaintDevice, side: int) -> None:
    painter = QPainter(surface)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
