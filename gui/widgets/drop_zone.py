"""What a window shows while something is dragged over it: what a drop will do, or why nothing can be dropped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from core.program.wording import count_of, one_line
from gui.widgets.clipboard import accept_copy

_INSET, _RADIUS, _WORDS_PX, _MOST_LETTERS = 12, 6, 18, 80
# Of 255: what is below stays recognisable.
_COVER = 232


@dataclass(frozen=True, slots=True)
class DropOffer:
    """What a drop will do.

    Attributes:
        words: a sentence that begins with "Drop to"; of what cannot be dropped, why not.
        is_accepted: whether it can be dropped.
    """

    words: str
    is_accepted: bool = True


def dragged_name(paths: Sequence[Path]) -> str:
    """Name what is dragged: one file or folder by its name, several by their number."""
    if len(paths) > 1:
        return count_of(len(paths), "file")
    name = one_line(paths[0].name or str(paths[0]))
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS // 2]}…{name[-_MOST_LETTERS // 2 :]}"


class DropZone(QObject):
    """Highlights a widget while something is dragged over it, and refuses what it cannot take.

    What is dropped arrives at the widget's `dropEvent`, if it is accepted.
    """

    def __init__(self, target: QWidget, describe: Callable[[QMimeData], DropOffer]) -> None:
        """Let a widget take drops.

        Args:
            target: the widget.
            describe: says what a drop of the dragged data will do.
        """
        super().__init__(target)
        self._target, self._describe = target, describe
        self._offer = DropOffer("", is_accepted=False)
        self._veil: _Veil | None = None
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    @property
    def words(self) -> str:
        """What is shown now; "" while nothing is dragged."""
        return self._veil.words if self._veil and not self._veil.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a drag from its entry to its end."""
        kind = event.type()
        # A drag enters also where nothing can be dropped: otherwise its end would not be reported.
        if kind is QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            self._offer = self._describe(event.mimeData())
            self._show()
            accept_copy(event)
            return True
        if kind is QEvent.Type.DragMove and isinstance(event, QDragMoveEvent):
            if self._offer.is_accepted:
                accept_copy(event)
            else:
                event.ignore()
            return True
        if kind in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            if self._veil:
                self._veil.hide()
            return kind is QEvent.Type.Drop and not self._offer.is_accepted
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        # Most windows never see a drag.
        veil = self._veil = self._veil or _Veil(self._target)
        veil.show_offer(self._offer)
        veil.setGeometry(self._target.rect())
        veil.show()
        veil.raise_()


class _Veil(QWidget):
    """Covers a widget with a frame and a sentence; the mouse goes through it."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self.words, self._is_accepted = "", False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_offer(self, offer: DropOffer) -> None:
        """Take what is to be shown."""
        self.words, self._is_accepted = offer.words, offer.is_accepted
        self.setAccessibleName(offer.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint cover, frame and sentence; what cannot be dropped has no highlight."""
        painter, palette = QPainter(self), self.palette()
        cover = QColor(palette.color(QPalette.ColorRole.Window))
        cover.setAlpha(_COVER)
        painter.fillRect(self.rect(), cover)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole.Highlight if self._is_accepted else QPalette.ColorRole.PlaceholderText
        style = Qt.PenStyle.SolidLine if self._is_accepted else Qt.PenStyle.DashLine
        painter.setPen(QPen(palette.color(role), 2, style))
        frame = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        font = QFont(self.font())
        font.setPixelSize(_WORDS_PX)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        text = QPalette.ColorRole.WindowText if self._is_accepted else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(text))
        option = QTextOption(Qt.AlignmentFlag.AlignCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(frame.adjusted(_INSET, _INSET, -_INSET, -_INSET), self.words, option)
