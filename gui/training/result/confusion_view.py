"""The confusion matrix."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.program.translation import format_number, tr
from gui.widgets.theme import Colours, tabular

_HEAD, _GAP, _LONGEST = 44.0, 8.0, 130.0


class ConfusionView(QWidget):
    """Shows true classes in rows, predicted ones in columns; the darker a cell, the larger its share of the row."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._accent, self._on_accent = QColor(colours.accent), QColor(colours.on_accent)
        self.setToolTip(tr("How many images of each true class (rows) were taken for each class (columns)."))
        self._names: list[str] = []
        self._counts: list[list[int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._accent, self._on_accent = QColor(colours.accent), QColor(colours.on_accent)
        self.update()

    def show_counts(self, names: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """Show other counts.

        Args:
            names: of the classes.
            counts: by true class, then by predicted class.
        """
        self._names, self._counts = list(names), [list(row) for row in counts]
        rows = (
            f"{name}: "
            + ", ".join(
                tr("{count} taken for {other}", count=count, other=other)
                for other, count in zip(names, row, strict=True)
            )
            for name, row in zip(names, counts, strict=True)
        )
        self.setAccessibleName("; ".join(rows))
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all cells."""
        metrics = QFontMetricsF(self.font())
        side = self._left(metrics) + self._width(metrics) * len(self._names) + 2
        return QSize(round(side), round(_HEAD + self._height() * len(self._names) + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw headers and cells."""
        painter = QPainter(self)
        painter.setFont(tabular(self.font()))
        metrics = QFontMetricsF(painter.font())
        text = self.palette().color(QPalette.ColorRole.WindowText)
        faint = self.palette().color(QPalette.ColorRole.PlaceholderText)
        raised = self.palette().color(QPalette.ColorRole.AlternateBase)
        left, width, height = self._left(metrics), self._width(metrics), self._height()
        painter.setPen(faint)
        painter.drawText(QRectF(left, 0, self.width() - left, 20), Qt.AlignmentFlag.AlignLeft, tr("predicted class"))
        for place, name in enumerate(self._names):
            painter.setPen(faint)
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width - 6)
            painter.drawText(QRectF(left + place * width, 22, width, 20), Qt.AlignmentFlag.AlignCenter, words)
            painter.setPen(text)
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, left - _GAP)
            beside = QRectF(0, _HEAD + place * height, left - _GAP, height)
            painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        for row_number, row in enumerate(self._counts):
            total = max(1, sum(row))
            for column, count in enumerate(row):
                cell = QRectF(left + column * width, _HEAD + row_number * height, width - 2, height - 2)
                share = count / total
                painter.fillRect(cell, _mixed(raised, self._accent, share))
                painter.setPen(self._on_accent if share > 0.6 else text if count else faint)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, format_number(count))

    def _left(self, metrics: QFontMetricsF) -> float:
        longest = max((metrics.horizontalAdvance(name) for name in self._names), default=0.0)
        return min(longest, _LONGEST) + _GAP

    def _width(self, metrics: QFontMetricsF) -> float:
        if len(self._names) > 8:
            return 44.0
        longest = max((metrics.horizontalAdvance(name) for name in self._names), default=0.0)
        return max(64.0, min(longest, _LONGEST) + 12)

    def _height(self) -> float:
        return 26.0 if len(self._names) > 8 else 36.0


def _mixed(ground: QColor, accent: QColor, share: float) -> QColor:
    def between(low: float, high: float) -> float:
        return low + (high - low) * share

    return QColor.fromRgbF(
        between(ground.redF(), accent.redF()),
        between(ground.greenF(), accent.greenF()),
        between(ground.blueF(), accent.blueF()),
    )
