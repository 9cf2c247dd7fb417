"""The colour bar of the heat map."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

_WIDTH, _BAR = 64, 10


class ColourBar(QWidget):
    """Shows the colours of the heat map, from none to the hottest point, with a mark at half of its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("Colour bar of the heat map")
        self.setToolTip("Share of the hottest point. The line around the heat follows half of its value.")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and its three labels."""
        from core.image.colour_map import colour_table

        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        bar = QRectF(8, 28, _BAR, max(self.height() - 56, 40))
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        table = colour_table()
        for level in range(0, 256, 15):
            gradient.setColorAt(level / 255, QColor(*table[level].tolist()))
        painter.fillRect(bar, gradient)
        painter.setPen(QPen(QColor(230, 232, 234, 220)))
        left = bar.right() + 6
        for share, text in ((1.0, "hot"), (0.5, "½"), (0.0, "none")):
            y = bar.bottom() - share * bar.height()
            painter.drawText(QRectF(left, y - 10, _WIDTH - left, 20), Qt.AlignmentFlag.AlignVCenter, text)
