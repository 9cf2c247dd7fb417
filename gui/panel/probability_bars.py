"""The calibrated probabilities of the classes, as bars."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from core.model.verdict_explanation import MEANING_OF_CALIBRATED
from core.program.translation import tr
from core.program.wording import format_probability
from gui.widgets.class_marker import ClassMarker
from gui.widgets.restyle import set_style_property
from gui.widgets.theme import Colours, tabular


class ProbabilityBars(QWidget):
    """Shows a line for each class: its shape, its name, a bar, its probability."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without classes."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self._classes: tuple[str, ...] = ()
        self._markers: list[ClassMarker] = []
        self._bars: list[_Bar] = []
        self._values: list[QLabel] = []

    def set_classes(self, classes: tuple[str, ...], names: list[str]) -> None:
        """Make a line for each class."""
        if classes == self._classes:
            return
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._classes = classes
        self._markers, self._bars, self._values = [], [], []
        for row, name in enumerate(names):
            marker, bar, value = ClassMarker(12), _Bar(), QLabel()
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value.setMinimumWidth(44)
            value.setFont(tabular(value.font()))
            tip = tr(
                "How probable {name} is in this slice, calibrated: {meaning_of_calibrated}.",
                name=name,
                meaning_of_calibrated=tr(MEANING_OF_CALIBRATED),
            )
            for widget in (bar, value):
                widget.setToolTip(tip)
            for column, widget in enumerate((marker, QLabel(name), bar, value)):
                self._grid.addWidget(widget, row, column)
            self._markers.append(marker)
            self._bars.append(bar)
            self._values.append(value)

    def show_probabilities(self, probabilities: list[float], colours: Colours, is_refused: bool = False) -> None:
        """Show a value in [0, 1] for each class; greyed for a refused picture, where they mean nothing."""
        for row, share in enumerate(probabilities):
            colour = QColor(colours.faint) if is_refused else colours.of_class(self._classes[row])
            set_style_property(self._values[row], "tone", "faint" if is_refused else "")
            self._markers[row].show_class(self._classes[row], colour)
            self._bars[row].show_share(share, colour, QColor(colours.raised))
            self._values[row].setText(format_probability(share))
            self._bars[row].setAccessibleName(
                tr("{classes}: {share}, calibrated", classes=self._classes[row], share=format_probability(share))
            )

    def clear(self, colours: Colours) -> None:
        """Show that the probabilities are not known."""
        for row, (bar, value) in enumerate(zip(self._bars, self._values, strict=True)):
            self._markers[row].show_class(self._classes[row], QColor(colours.line))
            bar.show_share(0.0, QColor(colours.line), QColor(colours.raised))
            bar.setAccessibleName(tr("{classes}: not known", classes=self._classes[row]))
            value.setText("–")


class _Bar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._share, self._colour, self._ground = 0.0, QColor("grey"), QColor("black")

    def sizeHint(self) -> QSize:
        return QSize(96, 8)

    def show_share(self, share: float, colour: QColor, ground: QColor) -> None:
        self._share, self._colour, self._ground = share, colour, ground
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(self.rect())
        painter.setBrush(self._ground)
        painter.drawRoundedRect(room, 4, 4)
        if self._share > 0:
            painter.setBrush(self._colour)
            painter.setClipRect(QRectF(room.left(), room.top(), max(room.width() * self._share, 2), room.height()))
            painter.drawRoundedRect(room, 4, 4)
