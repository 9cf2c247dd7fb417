"""Paints the cells of a row: small picture, verdict with its marker, probabilities as bars."""

from collections import OrderedDict

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPixmap, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from core.batch.row import BatchRow
from core.model.verdicts import FAILED
from core.program.translation import tr
from gui.batch.results.results_model import ROW_KIND_ROLE, ROW_ROLE
from gui.batch.results.study_groups import RowKind
from gui.batch.results.thumbnails import Thumbnails
from gui.widgets.class_marker import draw_marker
from gui.widgets.no_picture import paint_no_picture
from gui.widgets.plain_tip import plain_tip
from gui.widgets.theme import Colours, tabular
from gui.widgets.verdict_style import marker_of

ROW_HEIGHT, PICTURE_SIDE = 48, 40
_GAP, _MARKER, _BAR, _BAR_GAP = 8, 12, 6, 4
_PERCENT_WIDTH = 52
# The arrow of a study, and the width that it takes with the gap behind it.
_ARROW, ARROW_WIDTH = 10, 18
# More bars do not fit: then the most probable classes are shown.
_MOST_BARS = 4
# Cached cells of a column: the visible ones, and some to scroll back to.
_KEPT = 200
_SHOWN_STATES = (
    QStyle.StateFlag.State_Selected
    | QStyle.StateFlag.State_HasFocus
    | QStyle.StateFlag.State_MouseOver
    | QStyle.StateFlag.State_Active
    | QStyle.StateFlag.State_Enabled
)

_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints the background of a cell as the style does; subclasses paint the rest.

    While a batch runs, the table is repainted several times a second, so painted cells are cached.
    """

    def __init__(self, colours: Colours, parent: QWidget) -> None:
        """Start with the colours of a theme."""
        super().__init__(parent)
        self._colours = colours
        self._kept: OrderedDict[object, QPixmap] = OrderedDict()
        # Of the row that is being painted.
        self._kind = RowKind.ALONE

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._colours = colours
        self.forget()

    def forget(self) -> None:
        """Repaint all cells."""
        self._kept.clear()

    def draw(self, option: QStyleOptionViewItem, index: _Index, scale: float) -> QPixmap:
        """Draw a cell without the cache."""
        self._kind = index.data(ROW_KIND_ROLE)
        return self._painted(option, index, index.data(ROW_ROLE), scale)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a cell, from the cache where it is there."""
        row: BatchRow = index.data(ROW_ROLE)
        self._kind = index.data(ROW_KIND_ROLE)
        # Qt's own rectangle, which others may move: its values are copied at once.
        corner, size = option.rect.topLeft(), option.rect.size()
        # Pixels of the screen, or of the picture that the table is drawn into.
        scale = painter.deviceTransform().m11()
        state = option.state.value & _SHOWN_STATES.value
        key = (row, size.width(), size.height(), state, scale, self._kind, self._variant(row))
        picture = self._kept.get(key)
        if picture is None:
            picture = self.draw(option, index, scale)
            self._kept[key] = picture
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        painter.drawPixmap(corner, picture)

    def _painted(self, given: QStyleOptionViewItem, index: _Index, row: BatchRow, scale: float) -> QPixmap:
        # The table continues to use the option that it passed, so change a copy.
        option = QStyleOptionViewItem(given)
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        place = QRect(QPoint(), given.rect.size())
        option.rect = place
        widget = option.widget
        style = widget.style() if widget else QApplication.style()
        picture = QPixmap(place.size() * scale)
        picture.setDevicePixelRatio(scale)
        # The background of the table, so that letters are smoothed as on it.
        picture.fill(QColor(self._colours.panel))
        painter = QPainter(picture)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QColor(self._colours.on_accent if is_selected else self._colours.text))
        painter.setFont(option.font)
        # Without the line below.
        self._paint_row(painter, place.adjusted(0, 0, 0, -2), row, text, is_selected)
        painter.end()
        return picture

    def _variant(self, row: BatchRow) -> object:
        """Return what changes the look of a cell, besides its row and its state."""
        return None

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        raise NotImplementedError


class PictureDelegate(RowDelegate):
    """Paints a small picture; an empty frame until it is loaded."""

    def __init__(self, colours: Colours, thumbnails: Thumbnails, parent: QWidget) -> None:
        """Take the pictures from `thumbnails`, which makes the visible ones."""
        super().__init__(colours, parent)
        self._thumbnails = thumbnails

    def _variant(self, row: BatchRow) -> object:
        picture = self._thumbnails.picture(row.path, row.frame) if row.verdict != FAILED else None
        return picture.cacheKey() if picture else self._thumbnails.lack_of(row.path, row.frame)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Say why there is no picture, where the table does not know it."""
        row: BatchRow = index.data(ROW_ROLE)
        lack = self._thumbnails.lack_of(row.path, row.frame) if row else ""
        if lack and event.type() is QEvent.Type.ToolTip:
            words = tr("Cannot be read: {reason}", reason=lack)
            QToolTip.showText(event.globalPos(), plain_tip(f"{row.path}\n{words}"), view)
            return True
        return super().helpEvent(event, view, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a picture."""
        return QSize(PICTURE_SIDE + 2 * _GAP, ROW_HEIGHT)

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        room = QRect(0, 0, PICTURE_SIDE, PICTURE_SIDE)
        room.moveCenter(place.center())
        if row.verdict == FAILED or self._thumbnails.lack_of(row.path, row.frame):
            paint_no_picture(painter, room, self._colours)
            return
        painter.fillRect(room, Qt.GlobalColor.black)
        picture = self._thumbnails.picture(row.path, row.frame)
        if picture:
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(room.topLeft(), size)
            target.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, picture)


class TextDelegate(RowDelegate):
    """Paints a few words, or a right-aligned number."""

    def __init__(self, colours: Colours, alignment: Qt.AlignmentFlag, parent: QWidget) -> None:
        """Align left or right."""
        super().__init__(colours, parent)
        self._alignment = alignment

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        room = place.adjusted(_GAP, 0, -_GAP, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | self._alignment, shown)


class NameDelegate(RowDelegate):
    """Paints a name, elided in its middle because both ends matter; an arrow before a study, its slices indented."""

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        indent = 0 if self._kind is RowKind.ALONE else ARROW_WIDTH
        room = place.adjusted(_GAP + indent, 0, -_GAP, 0)
        if self._kind in (RowKind.CLOSED, RowKind.OPEN):
            colour = QColor(self._colours.on_accent if is_selected else self._colours.faint)
            _draw_arrow(
                painter, QPointF(_GAP + _ARROW / 2, place.center().y() + 0.5), self._kind is RowKind.OPEN, colour
            )
        metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideMiddle
        shown = "\n".join(metrics.elidedText(line, elide, room.width()) for line in text.splitlines())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class VerdictDelegate(RowDelegate):
    """Paints marker and word."""

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        name, colour = marker_of(row.verdict, self._colours, row.prediction_set)
        mark = QRectF(place.x() + _GAP, place.center().y() - _MARKER / 2 + 0.5, _MARKER, _MARKER)
        draw_marker(painter, mark, name, QColor(self._colours.on_accent) if is_selected else colour)
        painter.setPen(QColor(self._colours.on_accent if is_selected else self._colours.text))
        _draw_two_lines(painter, place.adjusted(2 * _GAP + _MARKER, 0, -_GAP, 0), text)


class RemarkDelegate(RowDelegate):
    """Paints why a person should look."""

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        _draw_two_lines(painter, place.adjusted(_GAP, 0, -_GAP, 0), text)


class ProbabilityDelegate(RowDelegate):
    """Paints a bar for each class, always in the same order, and the percentage of the verdict."""

    def _paint_row(self, painter: QPainter, place: QRect, row: BatchRow, text: str, is_selected: bool) -> None:
        if row.slices:
            painter.setFont(tabular(painter.font()))
            room = place.adjusted(_GAP, 0, -_GAP, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
            return
        if not row.probabilities:
            return
        pairs = list(zip(row.classes, row.probabilities, strict=True))
        if len(pairs) > _MOST_BARS:
            pairs = sorted(pairs, key=lambda pair: -pair[1])[:_MOST_BARS]
        room = place.adjusted(_GAP, 0, -_GAP, 0)
        is_refused = row.is_refused
        if is_refused and not is_selected:
            painter.setPen(QColor(self._colours.faint))
        painter.setFont(tabular(painter.font()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        bars = QRectF(room.adjusted(0, 0, -_PERCENT_WIDTH - _GAP, 0))
        y = bars.center().y() - (len(pairs) * (_BAR + _BAR_GAP) - _BAR_GAP) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for name, share in pairs:
            track = QRectF(bars.x(), y, bars.width(), _BAR)
            ground = QColor(self._colours.on_accent if is_selected else self._colours.text)
            ground.setAlphaF(0.1)
            painter.setBrush(ground)
            painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
            if share > 0:
                # They mean nothing for a refused slice, as in the panel of the main window.
                colour = QColor(self._colours.faint) if is_refused else self._colours.of_class(name)
                painter.setBrush(QColor(self._colours.on_accent) if is_selected else colour)
                painter.setClipRect(QRectF(track.x(), track.y(), max(2.0, track.width() * share), _BAR))
                painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
                painter.setClipping(False)
            y += _BAR + _BAR_GAP


def is_on_arrow(point: QPoint) -> bool:
    """Return whether a point of a study's cell with the name, from its corner, is on the arrow that unfolds it."""
    return 0 <= point.x() < _GAP + ARROW_WIDTH


def _draw_arrow(painter: QPainter, centre: QPointF, is_open: bool, colour: QColor) -> None:
    """Draw a triangle that points down where a study is unfolded, else to the right."""
    half = _ARROW / 2
    corners = [QPointF(-half / 2, -half), QPointF(half / 2 + 1, 0), QPointF(-half / 2, half)]
    if is_open:
        corners = [QPointF(point.y(), point.x()) for point in corners]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon([centre + corner for corner in corners])
    painter.restore()


def _draw_two_lines(painter: QPainter, room: QRect, text: str) -> None:
    """Draw a text in one or two lines, elided where there is no room."""
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
