"""The panel that compares the answers with the folder names."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.model.known_classes import display_name
from core.program.translation import format_number, tr
from core.program.wording import count_of, format_percent
from gui.widgets.class_marker import ClassMarker
from gui.widgets.scrolled_page import fill_scrolled
from gui.widgets.theme import Colours, tabular
from gui.widgets.verdict_style import marker_of
from gui.widgets.wrapped_label import WrappedLabel, wrapped_label

if TYPE_CHECKING:
    from core.records.folder_agreement import Agreement

# Wide enough for its content, but the table keeps enough room.
_NARROWEST, _LEAST_ROOM = 296, 440


class AgreementPanel(QFrame):
    """Shows confusion, accuracy, recall and precision; `disagreements_asked` asks for the rows that differ."""

    disagreements_asked = Signal()
    close_asked = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("predictionPanel")
        self._colours = colours
        self._agreement: Agreement | None = None
        self._room = _LEAST_ROOM
        heading = QLabel(tr("AGAINST THE FOLDER NAMES"))
        heading.setProperty("tone", "heading")
        close = QToolButton()
        close.setText("✕")
        close.setToolTip(tr("Hide this"))
        close.setAccessibleName(tr("Hide the comparison with the folder names"))
        close.clicked.connect(self.close_asked)
        self._accuracy, self._note = WrappedLabel(), wrapped_label("faint")
        self._accuracy.setObjectName("pageTitle")
        self._accuracy.setToolTip(
            tr(
                "Share of the slices whose most probable class is the one that their folder, or one of the two above "
                "it, is named after"
            )
        )
        self._differ = QPushButton()
        self._differ.clicked.connect(self.disagreements_asked)
        self._tables = QVBoxLayout()
        self._tables.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(close)
        self._inner = QWidget()
        self._inner.setObjectName("panelInside")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._accuracy)
        column.addWidget(self._note)
        column.addWidget(self._differ)
        column.addSpacing(8)
        column.addLayout(self._tables)
        column.addStretch()
        self._scroll = fill_scrolled(self, self._inner)
        self._inner.installEventFilter(self)
        self.hide()

    @property
    def accuracy_text(self) -> str:
        """The accuracy in words."""
        return self._accuracy.text()

    def set_room(self, width: int) -> None:
        """Limit the width to a number of pixels, if that is more than the least that it may have."""
        self._room = max(width, _LEAST_ROOM)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what it holds, which may have got another size: by other figures, another font or another screen."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._colours = colours
        if self._agreement:
            self.show_agreement(self._agreement)

    def forget(self) -> None:
        """Clear the figures."""
        self._agreement = None
        self.hide()

    def show_agreement(self, agreement: "Agreement") -> None:
        """Take the figures; they appear when the panel is shown."""
        self._agreement = agreement
        self._accuracy.setText(tr("{accuracy} accuracy", accuracy=format_percent(agreement.accuracy)))
        others = tr(" In other folders, not counted: {others:,}.", others=agreement.others) if agreement.others else ""
        unread = tr(" Could not be read: {unread:,}.", unread=agreement.unread) if agreement.unread else ""
        refused = (
            tr(" Refused as unlike the training data or no brain MRI: {refused:,}.", refused=agreement.refused)
            if agreement.refused
            else ""
        )
        self._note.setText(
            tr(
                "Of {slices}, by the most probable class. A name may be wrong.{refused}{others}{unread}",
                slices=count_of(agreement.images, "slice"),
                refused=refused,
                others=others,
                unread=unread,
            )
        )
        count = agreement.disagreements
        self._differ.setText(
            tr("Show the {count:,} that differ", count=count) if count > 1 else tr("Show the one that differs")
        )
        self._differ.setVisible(count > 0)
        while item := self._tables.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for table in (self._confusion(agreement), self._scores(agreement)):
            self._tables.addWidget(table)
            # Otherwise it has no size until the event loop runs again.
            table.show()
        self._fit()

    def _fit(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        frame = 2 * self.frameWidth()
        self.setFixedWidth(min(max(_NARROWEST, self._inner.minimumSizeHint().width() + bar + frame), self._room))

    def _confusion(self, agreement: "Agreement") -> QWidget:
        table, grid = _table(tr("Numbers of slices: a row for each folder, a column for each most probable class"))
        for number, name in enumerate(agreement.classes):
            grid.addWidget(self._marker(name), 1, number + 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._marker(name), number + 2, 0)
            grid.addWidget(QLabel(display_name(name)), number + 2, 1)
            for column, count in enumerate(agreement.confusion[number]):
                said = display_name(agreement.classes[column])
                tip = tr(
                    "{count:,} in the folder {name} classified as {said}",
                    count=count,
                    name=display_name(name),
                    said=said,
                )
                grid.addWidget(_figure(format_number(count), tip, is_strong=column == number), number + 2, column + 2)
        grid.setColumnStretch(1, 1)
        return table

    def _scores(self, agreement: "Agreement") -> QWidget:
        table, grid = _table("")
        grid.addWidget(_faint(tr("Recall"), tr("Share of the folder's slices that were classified as its class")), 0, 2)
        grid.addWidget(
            _faint(tr("Precision"), tr("Share of the slices classified as this class that are in its folder")), 0, 3
        )
        for line, (name, score) in enumerate(agreement.by_class().items(), 1):
            grid.addWidget(self._marker(name), line, 0)
            grid.addWidget(QLabel(display_name(name)), line, 1)
            for column, share in ((2, score.recall), (3, score.precision)):
                grid.addWidget(_figure("–" if share is None else format_percent(share), ""), line, column)
        grid.setColumnStretch(1, 1)
        return table

    def _marker(self, name: str) -> ClassMarker:
        marker = ClassMarker(12)
        marker.show_class(*marker_of(name, self._colours))
        marker.setToolTip(display_name(name))
        marker.setAccessibleName(display_name(name))
        return marker


def _table(title: str) -> tuple[QWidget, QGridLayout]:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    if title:
        label = _faint(title, "")
        label.setAlignment(Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label, 0, 0, 1, -1)
    return table, grid


def _faint(text: str, tip: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "faint")
    label.setWordWrap(len(text) > 20)
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    label.setToolTip(tip)
    return label


def _figure(text: str, tip: str, is_strong: bool = False) -> QLabel:
    label = QLabel(text)
    font = tabular(label.font())
    font.setBold(is_strong)
    label.setFont(font)
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    label.setToolTip(tip)
    return label
