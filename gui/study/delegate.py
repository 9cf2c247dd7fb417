"""Paints the rows of the list: thumbnail, sequence, plane and count."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.program.translation import tr
from gui.study.study_model import ROW_ROLE, Row
from gui.study.texts import series_count, series_facts, series_note, series_title
from gui.study.thumbnails import SeriesThumbnails
from gui.widgets.elided_words import elided_words
from gui.widgets.no_picture import CANNOT_BE_READ, paint_no_picture
from gui.widgets.theme import Colours

_THUMBNAIL, _MARGIN, _GAP = 48, 8, 10
_SERIES_HEIGHT, _STUDY_HEIGHT, _HEADING_HEIGHT = _THUMBNAIL + 12, 32, 24
_BAR = 3
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
Index = QModelIndex | QPersistentModelIndex


class SeriesDelegate(QStyledItemDelegate):
    """Paints a series or a heading in the colours of the theme."""

    def __init__(self, colours: Colours, thumbnails: SeriesThumbnails, parent: QObject | None = None) -> None:
        """Take the colours, and what gives the small pictures."""
        super().__init__(parent)
        self._colours, self._thumbnails = colours, thumbnails

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row; it grows with the font."""
        row: Row = index.data(ROW_ROLE)
        lines = option.fontMetrics.height()
        if row.series is not None:
            return QSize(0, max(_SERIES_HEIGHT, 3 * lines + 10))
        return QSize(0, max(_STUDY_HEIGHT if row.begins_study else _HEADING_HEIGHT, lines * (2 if row.note else 1) + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row = index.data(ROW_ROLE)
        painter.save()
        rect: QRect = option.rect
        font: QFont = option.font
        state = option.state
        if row.series is None:
            self._paint_heading(painter, rect, font, row)
        else:
            self._paint_series(painter, rect, font, row, state)
        if row.begins_study and rect.top() > 0:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), QColor(self._colours.line))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, font: QFont, row: Row) -> None:
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        bold = QFont(font)
        if row.begins_study:
            bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(self._colours.text if row.begins_study else self._colours.faint))
        height = painter.fontMetrics().height()
        if row.note:
            inner = QRect(inner.left(), rect.center().y() - height + 1, inner.width(), height)
        painter.drawText(inner, _LINE, elided_words(row.heading, painter.fontMetrics(), inner.width()))
        if row.note:
            painter.setFont(font)
            painter.setPen(QColor(self._colours.faint))
            inner.translate(0, height)
            painter.drawText(inner, _LINE, elided_words(row.note, painter.fontMetrics(), inner.width()))

    def _paint_series(self, painter: QPainter, rect: QRect, font: QFont, row: Row, state: QStyle.StateFlag) -> None:
        series = row.series
        if series is None:
            return
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self._colours.raised))
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), QColor(self._colours.accent))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self._colours.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        top = rect.top() + (rect.height() - _THUMBNAIL) // 2
        frame = QRect(rect.left() + _MARGIN, top, _THUMBNAIL, _THUMBNAIL)
        picture, lack = self._thumbnails.picture(series), self._thumbnails.lack_of(series)
        if lack:
            paint_no_picture(painter, frame, self._colours)
        else:
            painter.fillRect(frame, QColor("black"))
        if picture is not None:
            size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(frame.topLeft(), size)
            place.moveCenter(frame.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, picture)
        text = rect.adjusted(_MARGIN + _THUMBNAIL + _GAP, 0, -_MARGIN, 0)
        painter.setFont(font)
        facts = tr(CANNOT_BE_READ) if lack else series_facts(series)
        if not lack and painter.fontMetrics().horizontalAdvance(facts) > text.width():
            facts = series_count(series)
        lines = [(series_title(series), self._colours.text), (facts, self._colours.faint)]
        if note := series_note(series):
            lines.append((note, self._colours.faint))
        height = painter.fontMetrics().height()
        at = rect.top() + (rect.height() - height * len(lines)) // 2
        for line, colour in lines:
            painter.setPen(QColor(colour))
            shown = elided_words(line, painter.fontMetrics(), text.width())
            painter.drawText(QRect(text.left(), at, text.width(), height), _LINE, shown)
            at += height
