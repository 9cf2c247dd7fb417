"""The program's icon in the forms that systems want, drawn from `resources/icons/falx.svg`."""

import io
import sys
from importlib import resources
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from core.desktop_entry import ICON_FILE
from core.product import COMMAND

SIDES = (16, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)


def source() -> bytes:
    """Read the drawing."""
    return (resources.files("resources") / "icons" / "falx.svg").read_bytes()


def draw(side: int) -> bytes:
    """Draw the icon as PNG of a side in pixels."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def write_icon(folder: Path, platform: str = sys.platform) -> Path:
    """Write the icon in the form of a system: .ico, .icns, or .png."""
    suffix = {"win32": ".ico", "darwin": ".icns"}.get(platform, ".png")
    path = folder / f"{COMMAND}{suffix}"
    if suffix == ".png":
        path.write_bytes(draw(256))
    else:
        pictures = [Image.open(io.BytesIO(draw(side))) for side in (*_ICO_SIDES, 512)]
        sizes = {"sizes": [(side, side) for side in _ICO_SIDES]} if suffix == ".ico" else {}
        pictures[-1].save(path, append_images=pictures[:-1], **sizes)
    return path


def write_hicolor(folder: Path) -> list[Path]:
    """Write the set that Linux desktops look into, under `icons/hicolor` of a folder."""
    places = []
    for side in SIDES:
        path = folder / "icons" / "hicolor" / f"{side}x{side}" / "apps" / f"{COMMAND}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(draw(side))
        places.append(path)
    path = folder / ICON_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source())
    return [*places, path]
