"""The list of open studies, with a heading."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QListView, QMenu, QVBoxLayout, QWidget

from core.program.translation import tr
from gui.study.delegate import SeriesDelegate
from gui.study.study_model import StudyModel
from gui.study.thumbnails import SeriesThumbnails
from gui.widgets.theme import Colours

if TYPE_CHECKING:
    from core.series.entry import Catalogue, Series

LEAST_WIDTH, _MOST_WIDTH = 150, 800
# These keys belong to the list while it has the focus; the picture's slices take them otherwise.
_OWN_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete)


class StudyList(QWidget):
    """Shows the series of what is open.

    `chosen` carries a catalogue and the series of it that is to be opened; `removed` a catalogue that was taken out.
    """

    chosen = Signal(object, object)
    removed = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Begin with nothing to show."""
        super().__init__(parent)
        self.setObjectName("studyList")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(_MOST_WIDTH)
        self.thumbnails = SeriesThumbnails(self)
        self.model = StudyModel(self.thumbnails.lack_of, self)
        self._delegate = SeriesDelegate(colours, self.thumbnails, self)
        self.view = _View()
        self.view.setAccessibleName(tr("Open studies"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        heading = QLabel(tr("STUDIES"))
        heading.setProperty("tone", "heading")
        heading.setContentsMargins(8, 10, 8, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        # The viewport is not asked for before there is a picture: see `gui.widgets.scrolled_page`.
        self.thumbnails.made.connect(lambda: self.view.viewport().update())
        self.view.clicked.connect(self._on_view_chosen)
        self.view.activated.connect(self._on_view_chosen)
        self.view.remove_asked.connect(self._on_view_remove_asked)
        self.view.customContextMenuRequested.connect(self._on_view_menu_requested)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        self._delegate.set_colours(colours)
        self.view.viewport().update()

    def show_current(self, path: Path | None, series: "Series | None" = None) -> None:
        """Mark the series that is shown, by itself or by the path that it goes by; None for none of the list."""
        number = self.model.row_of(path, series) if path else -1
        if number < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
            return
        index = self.model.index(number)
        if index != self.view.currentIndex():
            self.view.setCurrentIndex(index)
        self._scroll_to(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the series that is shown in sight, also when the list gets its height."""
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height() and self.view.currentIndex().isValid():
            self._scroll_to(self.view.currentIndex())

    def _scroll_to(self, index: QModelIndex) -> None:
        """Bring a series into sight; of the first below a heading, the heading too."""
        heading = index
        while (row := self.model.row(heading.siblingAtRow(heading.row() - 1))) and row.series is None:
            heading = heading.siblingAtRow(heading.row() - 1)
        # The series comes last: it wins where there is no room for both.
        self.view.scrollTo(heading)
        self.view.scrollTo(index)

    @Slot(QModelIndex)
    def _on_view_chosen(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row and row.series is not None:
            self.chosen.emit(row.catalogue, row.series)

    @Slot()
    def _on_view_remove_asked(self) -> None:
        row = self.model.row(self.view.currentIndex())
        if row:
            self._remove(row.catalogue)

    @Slot(QPoint)
    def _on_view_menu_requested(self, place: QPoint) -> None:
        row = self.model.row(self.view.indexAt(place))
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Close this study")).triggered.connect(lambda: self._remove(row.catalogue))
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _remove(self, catalogue: "Catalogue") -> None:
        self.model.remove(catalogue)
        self.removed.emit(catalogue)


class _View(QListView):
    """A list whose keys are its own while it has the focus."""

    remove_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("studyRows")
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def event(self, event: QEvent) -> bool:
        """Keep the window from taking the keys of the list for commands."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current series by Enter or space, and close its study by Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)


def _is_own(event: QKeyEvent) -> bool:
    is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return is_plain and event.key() in _OWN_KEYS
