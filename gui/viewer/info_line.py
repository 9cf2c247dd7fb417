"""The line under the picture: window, zoom, pixel, spacing, slice, file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from core.program.translation import format_number, mark, tr
from core.program.wording import one_line
from gui.viewer.navigator import Navigator
from gui.widgets.icons import load_icon
from gui.widgets.number_texts import grouped, window_words
from gui.widgets.plain_tip import plain_tip
from gui.widgets.theme import Colours, tabular

if TYPE_CHECKING:
    from core.image.slice import Slice, Window

_WINDOW_TIP = mark(
    "Of the display. The verdict comes from the picture through its own, unless you classify as displayed (D)."
)
_PIXEL_TIP = mark(
    "The pixel under the cursor, counted from 0, and its value. a.u.: arbitrary units; the signal of MRI has none."
)
_SPACING_TIP = mark("The distance of the pixels")
_ZOOM_TIP = mark("How large a pixel of the picture is on the screen: at 100 %, one pixel of it.")
_SLICE_TIP = mark("The number of the slice in its stack, and how many slices the stack has.")
_PLACE_TIP = mark("How far the centre of the pixel is from that of the first one, across and down.")
_WIDE, _PIXEL_WIDTH, _MILLIMETRES_WIDTH = 700, 208, 124


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
        self._zoom, self._millimetres = QLabel(), QLabel()
        self._file, self._place = QLabel(), QLabel()
        for label, name in (
            (self._window, "window"),
            (self._zoom, "zoom"),
            (self._pixel, "pixel"),
            (self._millimetres, "millimetres"),
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
        for label, tip in (
            (self._window, tr(_WINDOW_TIP)),
            (self._pixel, tr(_PIXEL_TIP)),
            (self._millimetres, tr(_PLACE_TIP)),
            (self._spacing, tr(_SPACING_TIP)),
            (self._zoom, tr(_ZOOM_TIP)),
            (self._slice, tr(_SLICE_TIP)),
        ):
            label.setToolTip(tip)
        for label in self._figures:
            label.setFont(tabular(label.font()))
            row.addWidget(label)
        row.addStretch()
        row.addWidget(self._file)
        row.addWidget(self._place)
        self._previous, self._next = QToolButton(), QToolButton()
        for button, step, text in (
            (self._previous, -1, tr("Previous file (Page up)")),
            (self._next, 1, tr("Next file (Page down)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, step=step: self.file_stepped.emit(step))
            row.addWidget(button)
        self.set_colours(colours)

    @property
    def _figures(self) -> tuple[QLabel, ...]:
        # What is under the cursor is last: the name of the file has its room while there is none.
        return (self._window, self._zoom, self._spacing, self._slice, self._pixel, self._millimetres)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._previous.setIcon(load_icon("previous", QColor(colours.text)))
        self._next.setIcon(load_icon("next", QColor(colours.text)))

    def show_file(self, name: str, navigator: Navigator) -> None:
        """Show the name of the file, and its place in the navigator."""
        number, count = navigator.number, navigator.count
        self._name = name
        self._number = (
            tr("{number:,} of {count:,}", number=number, count=count) if navigator.among else f"{number} / {count}"
        )
        self._among = f" · {one_line(navigator.among)}" if navigator.among else ""
        self._is_among_others = count > 1
        for button, is_possible in ((self._previous, number > 1), (self._next, number < count)):
            button.setVisible(count > 1)
            button.setEnabled(is_possible)
        self._elide()

    def show_slice(self, image: "Slice | None", window: "Window | None", count: int) -> None:
        """Show the window, the spacing and the place in the stack."""
        if image is None or window is None:
            for label in self._figures:
                label.clear()
            return
        self._window.setText(window_words(window, gap="  "))
        if image.spacing_mm:
            row, column = image.spacing_mm
            is_square = abs(row - column) < 0.005
            self._spacing.setText(
                f"{format_number(row, '.2f')} mm"
                if is_square
                else tr("{row:.2f} × {column:.2f} mm", row=row, column=column)
            )
        else:
            self._spacing.clear()
        self._slice.setText(f"{image.frame + 1} / {count}" if count > 1 else "")
        self._elide()

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom of the picture.

        Args:
            zoom: pixels of the screen of a picture pixel.
        """
        self._zoom.setText(f"Zoom {100 * zoom:.0f} %")
        self._elide()

    def show_pixel(self, image: "Slice | None", pixel: object) -> None:
        """Show place and value of the pixel under the cursor, or nothing."""
        if image is None or not isinstance(pixel, tuple):
            self._pixel.clear()
            self._millimetres.clear()
        else:
            x, y = pixel
            self._pixel.setText(f"x {x}  y {y} px   {_value_words(image, x, y)}")
            row, column = image.spacing_mm or (0.0, 0.0)
            self._millimetres.setText(
                f"x {format_number(x * column, '.1f')}  y {format_number(y * row, '.1f')} mm"
                if image.spacing_mm
                else ""
            )
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the file's name to the room."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        others = (*self._figures, self._previous, self._next)
        # Where there is room, the pixel has a fixed width, so that the rest does not move with its digits.
        is_wide = self.width() >= _WIDE
        for label, width in ((self._pixel, _PIXEL_WIDTH), (self._millimetres, _MILLIMETRES_WIDTH)):
            least = width if is_wide and label.text() else 0
            if label.minimumWidth() != least:
                label.setMinimumWidth(least)
                # Makes the label compute its size again, including the least one.
                label.setIndent(label.indent())
        self._make_room()
        shown = [part for part in others if not part.isHidden()]
        # An empty label takes no room, but the gap beside it.
        taken = sum(max(part.sizeHint().width(), part.minimumWidth()) for part in shown)
        row = self._row
        margins = row.contentsMargins().left() + row.contentsMargins().right()
        # A gap between neighbours, the file's name among them; there is none at the stretch.
        room = self.width() - margins - taken - len(shown) * row.spacing()
        if not self._place.isHidden():
            room -= self._elide_place(room) + row.spacing()
        self._file.setText(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, max(room, 0)))
        self._file.setToolTip(plain_tip(self._name))

    def _make_room(self) -> None:
        """Hide figures that do not fit, because a truncated figure would be wrong; the number of the slice goes last.

        The name of the file takes the rest; the buttons for previous and next stay.
        """
        row, steps = self._row, (self._previous, self._next)
        # A gap on either side of the stretch, and one beside the name.
        room = self.width() - row.contentsMargins().left() - row.contentsMargins().right() - 3 * row.spacing()
        widths: dict[QWidget, int] = {one: one.sizeHint().width() + row.spacing() for one in self._figures}
        widths[self._window] = max(self._window.sizeHint().width(), self._window.minimumWidth()) + row.spacing()
        # As wide as the pixel can get, so that the shown figures do not change with the cursor.
        widths[self._pixel] = _PIXEL_WIDTH + row.spacing()
        if self._spacing.text():
            widths[self._millimetres] = _MILLIMETRES_WIDTH + row.spacing()
        else:
            del widths[self._millimetres]
        if self._is_among_others:
            widths[self._place] = self._place.fontMetrics().horizontalAdvance(self._number) + row.spacing()
            room -= sum(step.sizeHint().width() + row.spacing() for step in steps)
        if not self._slice.text():
            del widths[self._slice]
        # The place among the rows of a batch is what one walks by; that among files matters less than the slice.
        lasting = (self._slice, self._place) if self._among else (self._window, self._slice)
        early = self._window if self._among else self._place
        order = (self._millimetres, self._spacing, self._zoom, self._pixel, early, *lasting)
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
        self._place.setToolTip(plain_tip(self._number + self._among))
        return self._place.sizeHint().width()


def _value_words(image: "Slice", x: int, y: int) -> str:
    """Name a value with its unit."""
    from core.image.scale import value_unit

    value = image.pixels[y, x]
    if value.ndim:
        return f"RGB {'/'.join(str(int(part)) for part in value)}"
    return tr("value {value} {unit}", value=grouped(float(value)), unit=tr(value_unit(image)))
