"""The view as a picture, with a caption and the notice burnt in."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QWidget

from core.errors import UnwritableOutputError
from core.files import replacing
from core.program.translation import format_moment, tr
from core.program.wording import NOTICE

_STRIP, _MARGIN = 44, 12
_GROUND, _TEXT, _FAINT = QColor("#16181B"), QColor("#E6E8EA"), QColor("#9AA3AB")


def save_picture(picture: QImage, path: Path) -> bool:
    """Write a picture as PNG, whole or not at all; return whether it was written."""
    try:
        write_picture(picture, path)
    except UnwritableOutputError:
        return False
    return True


def write_picture(picture: QImage, path: Path) -> None:
    """Write a picture as PNG, whole or not at all; on any thread.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    with replacing(path) as temporary:
        if not QImageWriter(str(temporary), QByteArray(b"PNG")).write(picture):
            raise UnwritableOutputError(tr("cannot be written"), subject=str(path), advice=tr("choose another place"))


def dated(caption: str, file_name: str = "") -> str:
    """Return a caption with the date, and with the name of the file where it is to be seen."""
    return "   ".join(filter(None, (caption, file_name, format_moment(datetime.now()))))


def draw_export(view: QWidget, caption: str) -> QImage:
    """Draw the content of a view, above a strip with a caption and the notice."""
    ratio = view.devicePixelRatioF()
    size = view.size()
    wrapped = Qt.TextFlag.TextWordWrap
    # A long caption is wrapped, not cut.
    room = QRect(0, 0, size.width() - 2 * _MARGIN, 1000)
    caption_height = view.fontMetrics().boundingRect(room, wrapped, caption).height() + 4
    notice_height = view.fontMetrics().boundingRect(room, wrapped, tr(NOTICE)).height() + 4
    height = max(_STRIP, caption_height + notice_height + 6)
    image = QImage(round(size.width() * ratio), round((size.height() + height) * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(_GROUND)
    painter = QPainter(image)
    view.render(painter, QPoint(0, 0))
    strip = QRect(_MARGIN, size.height(), size.width() - 2 * _MARGIN, height)
    painter.setFont(view.font())
    painter.setPen(_TEXT)
    left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | wrapped
    painter.drawText(strip.adjusted(0, 2, 0, -notice_height - 4), left, caption)
    painter.setPen(_FAINT)
    painter.drawText(strip.adjusted(0, height - notice_height - 4, 0, -4), left, tr(NOTICE))
    painter.end()
    return image
