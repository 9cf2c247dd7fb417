"""What is shown in place of a small picture of a file that cannot be read."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from core.program.translation import mark
from gui.widgets.icons import load_icon
from gui.widgets.theme import Colours

CANNOT_BE_READ = mark("Cannot be read")


def paint_no_picture(painter: QPainter, frame: QRect, colours: Colours) -> None:
    """Paint a sign for a problem on a ground that no picture has.

    Args:
        painter: of the widget.
        frame: the place of the small picture.
        colours: of the theme.
    """
    painter.fillRect(frame, QColor(colours.raised))
    painter.setPen(QColor(colours.faint))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame.adjusted(0, 0, -1, -1))
    sign = QRect(0, 0, frame.width() // 2, frame.height() // 2)
    sign.moveCenter(frame.center())
    load_icon("problem", QColor(colours.faint)).paint(painter, sign)
