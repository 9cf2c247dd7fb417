"""The line under the picture: window, pixel, spacing, slice, file."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from core.program.wording import one_line
from gui.viewer.navigation import Walk
from gui.widgets.icons import load_icon
from gui.widgets.number_texts import grouped, window_words
from gui.widgets.theme import Colours, tabular

if TYPE_CHECKING:
    from core.image.slice import Slice, Window

_WINDOW_TIP = "Window of the display. The verdict uses the picture's own window, unless you classify as displayed (D)."
_WIDE, _PIXEL_WIDTH = 700, 136


class InfoLine(QFrame):
    """Shows figures with their units, in digits of equal width so that they do not move."""

    file_stepped = Signal(int)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setObjectName("infoLine")
        self._name = self._number = self._among = ""
        self._is_among_others = False
        self._window, self._pixel, self._spacing, self._slice = QLabel(), QLabel(), QLabel(), QLabel()
        self._file, self._place = QLabel(), QLabel()
        for label, name in (
            (self._window, "window"),
            (self._pixel, "pixel"),
            (self._spacing, "spacing"),
            (self._slice, "slice"),
            (self._file, "file"),
            (self._place, "place"),
        ):
            label.setObjectName(name)
        for label in (self._file, self._place):
            label.setTextFormat(Qt.TextFormat.PlainText)
            # They are elided to the room, and must not keep the window from getting narrower.
            label.setMinimumWidth(1)
        self._place.setFont(tabular(self._place.font()))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(16)
        self._window.setMinimumWidth(96)
        self._window.setToolTip(_WINDOW_TIP)
        for label in (self._window, self._pixel, self._spacing, self._slice):
            label.setFont(tabular(label.font()))
            row.addWidget(label)
        row.addStretch()
        row.addWidget(self._file)
        row.addWidget(self._place)
        self._previous, self._next = QToolButton(), QToolButton()
        for button, step, text in (
            (self._previous, -1, "Previous file (Page up)"),
            (self._next, 1, "Next file (Page down)"),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, step=step: self.file_stepped.emit(step))
            row.addWidget(button)
        self.set_colours(colours)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._previous.setIcon(load_icon("previous", QColor(colours.text)))
        self._next.setIcon(load_icon("next", QColor(colours.text)))

    def show_file(self, name: str, walk: Walk) -> None:
        """Show the name of the file, and its place in the walk."""
        number, count = walk.number, walk.count
        self._name = name
        self._number = f"{number:,} of {count:,}" if walk.among else f"{number} / {count}"
        self._among = f" · {one_line(walk.among)}" if walk.among else ""
        self._is_among_others = count > 1
        for button, is_possible in ((self._previous, number > 1), (self._next, number < count)):
            button.setVisible(count > 1)
            button.setEnabled(is_possible)
        self._elide()

    def show_slice(self, image: "Slice | None", window: "Window | None", count: int) -> None:
        """Show the window, the spacing and the place in the stack."""
        if image is None or window is None:
            for label in (self._window, self._pixel, self._spacing, self._slice):
                label.clear()
            return
        self._window.setText(window_words(window, gap="  "))
        if image.spacing_mm:
            row, column = image.spacing_mm
            is_square = abs(row - column) < 0.005
            self._spacing.setText(f"{row:.2f} mm" if is_square else f"{row:.2f} × {column:.2f} mm")
        else:
            self._spacing.clear()
        self._slice.setText(f"{image.frame + 1} / {count}" if count > 1 else "")
        self._elide()

    def show_pixel(self, image: "Slice | None", pixel: object) -> None:
        """Show place and value of the pixel under the cursor, or nothing."""
        if image is None or not isinstance(pixel, tuple):
            self._pixel.clear()
            self._elide()
            return
        x, y = pixel
        value = image.pixels[y, x]
        shown = grouped(float(value)) if value.ndim == 0 else "/".join(str(int(part)) for part in value)
        self._pixel.setText(f"x {x}  y {y}   {shown}")
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the file's name to the room."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        others = (self._window, self._pixel, self._spacing, self._slice, self._previous, self._next)
        # Where there is room, the pixel has a fixed place, so that the rest does not move with the cursor.
        least = _PIXEL_WIDTH if self.width() >= _WIDE else 0
        if self._pixel.minimumWidth() != least:
            self._pixel.setMinimumWidth(least)
            # Makes the label compute its size again, including the least one.
            self._pixel.setIndent(self._pixel.indent())
        self._make_room()
        shown = [part for part in others if not part.isHidden()]
        taken = sum(max(part.sizeHint().width(), part.minimumWidth()) for part in shown)
        row = self._row
        margins = row.contentsMargins().left() + row.contentsMargins().right()
        # A gap beside each label, and one on either side of the stretch.
        room = self.width() - margins - taken - (len(shown) + 1) * row.spacing()
        if not self._place.isHidden():
            room -= self._elide_place(room) + row.spacing()
        self._file.setText(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, max(room, 0)))
        self._file.setToolTip(f"<span>{escape(self._name)}</span>")

    def _make_room(self) -> None:
        """Hide figures that do not fit, because a truncated figure would be wrong; window and level go last.

        The name of the file takes the rest; the buttons for previous and next stay.
        """
        row, steps = self._row, (self._previous, self._next)
        # A gap on either side of the stretch, and one beside the name.
        room = self.width() - row.contentsMargins().left() - row.contentsMargins().right() - 3 * row.spacing()
        figures = [self._window, self._pixel, self._spacing, self._slice]
        widths = {figure: figure.sizeHint().width() + row.spacing() for figure in figures}
        widths[self._window] = max(self._window.sizeHint().width(), self._window.minimumWidth()) + row.spacing()
        # As wide as the pixel can get, so that the shown figures do not change with the cursor.
        widths[self._pixel] = _PIXEL_WIDTH + row.spacing()
        if self._is_among_others:
            widths[self._place] = self._place.fontMetrics().horizontalAdvance(self._number) + row.spacing()
            room -= sum(step.sizeHint().width() + row.spacing() for step in steps)
        order = (self._spacing, self._pixel, self._slice, self._place, self._window)
        for part in order:
            if sum(widths.values()) <= room:
                break
            widths.pop(part, None)
        for part in order:
            part.setVisible(part in widths)

    def _elide_place(self, room: int) -> int:
        """Elide the place to the room beside the file's name, half at least; return its width."""
        metrics = self._place.fontMetrics()
        most = max(room // 2, room - self.fontMetrics().horizontalAdvance(self._name) - self._row.spacing())
        left = most - metrics.horizontalAdvance(self._number)
        self._place.setText(self._number + metrics.elidedText(self._among, Qt.TextElideMode.ElideRight, max(left, 0)))
        self._place.setToolTip(f"<span>{escape(self._number + self._among)}</span>")
        return self._place.sizeHint().width()
