"""How the cells of a row are painted: small picture, verdict with its marker, probabilities as bars."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.batch_row import BatchRow
from core.verdicts import FAILED
from gui.batch.results_model import ROW_ROLE
from gui.batch.thumbnails import Thumbnails
from gui.batch.verdict_look import marker_of
from gui.class_marker import draw_marker
from gui.theme import Colours, tabular

ROW_HEIGHT, PICTURE_SIDE = 48, 40
_GAP, _MARKER, _BAR, _BAR_GAP = 8, 12, 6, 4
_PERCENT_WIDTH = 48
# More bars than so do not fit: then the most probable classes are shown.
_MOST_BARS = 4

_Index = QModelIndex | QPersistentModelIndex


class _RowDelegate(QStyledItemDelegate):
    """Paints the ground of a cell as the style does, and leaves the rest to its heirs."""

    def __init__(self, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self.colours = colours

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        widget = option.widget
        style = widget.style() if widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        painter.save()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = QColor(self.colours.on_accent if is_selected else self.colours.text)
        painter.setPen(ink)
        painter.setFont(option.font)
        # Without the line below.
        self._paint_row(painter, option.rect.adjusted(0, 0, 0, -2), index.data(ROW_ROLE), text, is_selected)
        painter.restore()

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        raise NotImplementedError


class PictureDelegate(_RowDelegate):
    """Paints a small picture; an empty frame until it is there."""

    def __init__(self, colours: Colours, thumbnails: Thumbnails, parent: QWidget) -> None:
        """Take the pictures from `thumbnails`, which makes those that are in sight."""
        super().__init__(colours, parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Ask for the room of a picture."""
        return QSize(PICTURE_SIDE + 2 * _GAP, ROW_HEIGHT)

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        room = QRect(0, 0, PICTURE_SIDE, PICTURE_SIDE)
        room.moveCenter(place.center())
        if row.verdict == FAILED:
            colour = QColor(self.colours.on_accent if is_selected else self.colours.faint)
            mark = QRectF(0, 0, _MARKER, _MARKER)
            mark.moveCenter(QRectF(room).center())
            draw_marker(painter, mark, *marker_of(FAILED, self.colours)[:1], colour)
            return
        painter.fillRect(room, Qt.GlobalColor.black)
        picture = self._thumbnails.picture(row.path, row.frame)
        if picture:
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(room.topLeft(), size)
            target.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, picture)


class NameDelegate(_RowDelegate):
    """Paints a name, of which both ends matter."""

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        room = place.adjusted(_GAP, 0, -_GAP, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class VerdictDelegate(_RowDelegate):
    """Paints marker and word."""

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        name, colour = marker_of(row.verdict, self.colours)
        mark = QRectF(place.x() + _GAP, place.center().y() - _MARKER / 2 + 0.5, _MARKER, _MARKER)
        draw_marker(painter, mark, name, QColor(self.colours.on_accent) if is_selected else colour)
        painter.setPen(QColor(self.colours.on_accent if is_selected else self.colours.text))
        _draw_two_lines(painter, place.adjusted(2 * _GAP + _MARKER, 0, -_GAP, 0), text)


class RemarkDelegate(_RowDelegate):
    """Paints why a person should look."""

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        _draw_two_lines(painter, place.adjusted(_GAP, 0, -_GAP, 0), text)


class ProbabilityDelegate(_RowDelegate):
    """Paints a bar a class, always in the same order, and the percentage of the most probable one."""

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        if not row.probabilities:
            return
        pairs = list(zip(row.classes, row.probabilities, strict=True))
        if len(pairs) > _MOST_BARS:
            pairs = sorted(pairs, key=lambda pair: -pair[1])[:_MOST_BARS]
        room = place.adjusted(_GAP, 0, -_GAP, 0)
        painter.setFont(tabular(painter.font()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        bars = QRectF(room.adjusted(0, 0, -_PERCENT_WIDTH - _GAP, 0))
        y = bars.center().y() - (len(pairs) * (_BAR + _BAR_GAP) - _BAR_GAP) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for name, share in pairs:
            track = QRectF(bars.x(), y, bars.width(), _BAR)
            ground = QColor(self.colours.on_accent if is_selected else self.colours.text)
            ground.setAlphaF(0.1)
            painter.setBrush(ground)
            painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
            if share > 0:
                painter.setBrush(QColor(self.colours.on_accent) if is_selected else self.colours.of_class(name))
                painter.setClipRect(QRectF(track.x(), track.y(), max(2.0, track.width() * share), _BAR))
                painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
                painter.setClipping(False)
            y += _BAR + _BAR_GAP


def _draw_two_lines(painter: QPainter, room: QRect, text: str) -> None:
    """Draw a text in one line or two, whichever it takes; what there is no room for gives way."""
    layout = QTextLayout(text, painter.font())
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(room.width())
    layout.endLayout()
    end = first.textStart() + first.textLength() if first.isValid() else 0
    lines = [text[:end].rstrip(), text[end:].lstrip()]
    metrics = painter.fontMetrics()
    shown = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width()) for line in lines if line]
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "\n".join(shown))
