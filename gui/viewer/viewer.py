"""The middle of the window: picture, colour bar, info line, or a page in their place."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.program.wording import one_line
from gui.viewer.colour_bar import ColourBar
from gui.viewer.empty_pages import EmptyPage, ErrorPage
from gui.viewer.info_line import InfoLine
from gui.viewer.loading_page import LoadingPage
from gui.viewer.navigation import Playlist, Walk
from gui.viewer.picture_view import PictureView
from gui.viewer.remark_line import RemarkLine
from gui.viewer.window_presets import WindowPresets
from gui.widgets.theme import Colours
from gui.work.inference import Answer, Failure

if TYPE_CHECKING:
    from core.image.slice import Slice

_EMPTY, _PICTURE, _ERROR, _LOADING = range(4)
SAMPLE_NOTICE = "Synthetic sample, drawn by a program. A verdict on it means nothing."


class Viewer(QWidget):
    """Shows a stack slice by slice."""

    slice_shown = Signal(object)
    window_chosen = Signal(object)
    open_asked = Signal()
    retry_asked = Signal()
    stop_asked = Signal()
    sample_asked = Signal()
    recent_chosen = Signal(object)
    file_stepped = Signal(int)

    def __init__(self, colours: Colours, recent: list[Path], parent: QWidget | None = None) -> None:
        """Start with the page that explains how to start."""
        super().__init__(parent)
        self._slices: list[Slice] = []
        self._index, self._name = 0, ""
        self.view = PictureView()
        self.presets = WindowPresets(self.view, self)
        self._bar = ColourBar()
        self._bar.hide()
        self._info, self._remarks = InfoLine(colours), RemarkLine(colours)
        self._banner = QLabel(SAMPLE_NOTICE)
        self._banner.setObjectName("banner")
        self._banner.setWordWrap(True)
        self._banner.hide()
        self._empty, self._error, self._loading = EmptyPage(recent), ErrorPage(colours), LoadingPage()
        self._pages = QStackedWidget()
        for page in (self._empty, self._picture_page(), self._error, self._loading):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self._pages, 1)
        column.addWidget(self._remarks)
        column.addWidget(self._info)
        self._info.hide()
        self.view.slice_stepped.connect(self.step_slice)
        self.view.window_dragged.connect(self._on_view_window_dragged)
        self.view.window_chosen.connect(self.window_chosen)
        self.view.pixel_pointed.connect(self._on_view_pixel_pointed)
        self.view.zoom_changed.connect(self._on_view_zoom_changed)
        self._info.file_stepped.connect(self.file_stepped)
        self._empty.open_asked.connect(self.open_asked)
        self._empty.sample_asked.connect(self.sample_asked)
        self._empty.recent_chosen.connect(self.recent_chosen)
        self._error.open_asked.connect(self.open_asked)
        self._error.retry_asked.connect(self.retry_asked)
        self._loading.stop_asked.connect(self.stop_asked)

    @property
    def image(self) -> "Slice | None":
        """The shown slice; None while a page is shown."""
        return self._slices[self._index] if self._slices and self.is_showing_picture else None

    @property
    def name(self) -> str:
        """Of the file that is shown; of a stack of files, that of their folder."""
        return self._name

    @property
    def is_showing_picture(self) -> bool:
        """Whether a picture is shown, not a page in its place."""
        return self._pages.currentIndex() == _PICTURE

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._error.set_colours(colours)
        self._info.set_colours(colours)
        self._remarks.set_colours(colours)

    def slices_of(self, path: Path) -> "list[Slice]":
        """Return the shown slices if they are of this file only; otherwise none."""
        is_held = self.is_showing_picture and all(image.source == path for image in self._slices)
        return self._slices if is_held else []

    def show_slices(self, slices: "list[Slice]", is_sample: bool, walk: Walk) -> None:
        """Show a stack, or a single picture.

        Args:
            slices: at least one.
            is_sample: whether it is one of the bundled synthetic pictures.
            walk: the list to step through, and the place in it.
        """
        frame = walk.frame
        self._slices, self._index = slices, len(slices) // 2 if frame is None else min(frame, len(slices) - 1)
        self._banner.setVisible(is_sample)
        first = slices[0].source
        is_series = any(image.source != first for image in slices)
        self._name = (first.parent if is_series else first).name
        self._info.show_file(self._name, walk)
        self._info.show()
        self._loading.end()
        self._pages.setCurrentIndex(_PICTURE)
        self._remarks.reserve(any(image.remarks for image in slices))
        self.presets.begin(slices)
        self._show_current(keeps_view=False)
        self.view.setFocus()

    def show_walk(self, walk: Walk) -> None:
        """Return what is stepped through now, while the picture stays."""
        if self._slices:
            self._info.show_file(self._name, walk)

    def show_loading(self, name: str, walk: Walk) -> None:
        """Show that a file is being read, in place of the picture."""
        self._show_no_picture(name, walk)
        self._info.show()
        self._loading.begin(name)
        self._pages.setCurrentIndex(_LOADING)
        self._loading.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how much is read, and of how much; 0 where that is unknown."""
        self._loading.show_progress(done, total)

    def show_empty(self) -> None:
        """Show how to start."""
        self._show_no_picture("", Playlist())
        self._info.hide()
        self._pages.setCurrentIndex(_EMPTY)

    def show_recent(self, recent: list[Path]) -> None:
        """List the recent files on the page that explains how to start."""
        self._empty.show_recent(recent)

    def show_failure(self, failure: Failure, walk: Walk) -> None:
        """Show why a file could not be opened, in place of the picture."""
        self._show_no_picture(failure.path.name if failure.path else "", walk)
        self._error.show_failure(failure)
        self._info.setVisible(walk.count > 1)
        self._pages.setCurrentIndex(_ERROR)

    def show_answer(self, answer: Answer) -> None:
        """Take the heat map of the shown slice."""
        self.view.show_answer(answer)

    def set_heat_visible(self, is_visible: bool) -> None:
        """Show or hide heat map and colour bar."""
        self.view.set_heat_visible(is_visible)
        self._bar.setVisible(is_visible)

    @Slot(int)
    def step_slice(self, by: int) -> None:
        """Go to another slice of the stack, within the first and the last."""
        index = min(max(self._index + by, 0), len(self._slices) - 1)
        if self._slices and index != self._index:
            self._index = index
            self._show_current(keeps_view=True)

    def _show_no_picture(self, name: str, walk: Walk) -> None:
        self._slices = []
        self.presets.begin([])
        self.view.clear()
        self._loading.end()
        self._banner.hide()
        self._remarks.reserve(False)
        self._info.show_file(one_line(name), walk)
        self._info.show_slice(None, None, 0)

    def _show_current(self, keeps_view: bool) -> None:
        image = self._slices[self._index]
        self.view.show_slice(image, keeps_view, self.presets.window_for(image))
        self._info.show_slice(image, self.view.window_level, len(self._slices))
        self._remarks.show_remarks(image.remarks)
        self.slice_shown.emit(image)

    def _picture_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("picturePage")
        # So that the picture does not move when the heat map appears or disappears.
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self._bar)
        return page

    @Slot(object)
    def _on_view_window_dragged(self, window: object) -> None:
        self._info.show_slice(self.image, self.view.window_level, len(self._slices))

    @Slot(object)
    def _on_view_pixel_pointed(self, pixel: object) -> None:
        self._info.show_pixel(self.image, pixel)

    @Slot()
    def _on_view_zoom_changed(self) -> None:
        self._info.show_zoom(self.view.screen_zoom)
