"""The colour bar of the heat map."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.model.heat_maps.known_heat_maps import HeatMethod, default_heat_method
from core.program.translation import tr

_WIDTH, _BAR, _LABELS, _UNIT, _END = 64, 8, 44, 16, 12
_TEXT = QColor(230, 232, 234, 220)


class ColourBar(QWidget):
    """Shows the colours of the heat map from none to the hottest point, with their values and what those are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(tr("Colour bar of the heat map"))
        self._scale = ""
        self.show_scale(default_heat_method(has_evidence=True))

    @property
    def scale(self) -> str:
        """What its values are, or are a share of."""
        return self._scale

    def show_scale(self, method: HeatMethod) -> None:
        """Name the values of a heat map."""
        self._scale = scale = tr(method.scale)
        words = tr(
            "{scale}. The line around the heat is at 50 %.",
            scale=f"{scale[0].upper()}{scale[1:]}",
        )
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, its three values, and upwards beside them what they are."""
        from PySide6.QtGui import QLinearGradient

        from core.image.colour_map import colour_table

        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        bar = QRectF(4, 28, _BAR, max(self.height() - 56, 40))
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        table = colour_table()
        for level in range(0, 256, 15):
            gradient.setColorAt(level / 255, QColor(*table[level].tolist()))
        painter.fillRect(bar, gradient)
        painter.setPen(QPen(_TEXT))
        left = bar.right() + 3
        for share, text in ((1.0, "100 %"), (0.5, "50 %"), (0.0, "0 %")):
            y = bar.bottom() - share * bar.height()
            painter.drawText(QRectF(left, y - 10, _LABELS, 20), Qt.AlignmentFlag.AlignVCenter, text)
        painter.translate(self.width() - _UNIT, bar.bottom())
        painter.rotate(-90)
        # Between the values at both ends.
        room = QRectF(_END, 0, bar.height() - 2 * _END, _UNIT)
        words = painter.fontMetrics().elidedText(self._scale, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
