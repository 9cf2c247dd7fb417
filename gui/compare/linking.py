"""Linked views: what is zoomed, shifted, turned or windowed in one of them is so in all of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF

from gui.viewer.picture_canvas import PictureCanvas

if TYPE_CHECKING:
    from core.image.slice import Slice, Window


class Linking(QObject):
    """Lets views follow the one that changes, as long as it is on."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no views, and linked."""
        super().__init__(parent)
        self._views: list[PictureCanvas] = []
        self._is_on, self._is_following = True, False

    @property
    def is_on(self) -> bool:
        """Whether the views are linked."""
        return self._is_on

    def add(self, view: PictureCanvas) -> None:
        """Link one more view."""
        self._views.append(view)
        view.installEventFilter(self)
        view.zoom_changed.connect(lambda: self._follow_place(view))
        view.window_dragged.connect(lambda window: self._follow_window(view, window))
        view.inverted.connect(lambda is_on: self._follow(view, lambda other: other.set_inverted(is_on)))

    def keep(self, views: Sequence[PictureCanvas]) -> None:
        """Link these views alone, of those that were added."""
        self._views = [view for view in self._views if view in views]

    def set_on(self, is_on: bool, leader: PictureCanvas) -> None:
        """Link the views, beginning with what one of them shows, or let each go its own way."""
        self._is_on = is_on
        self._follow_place(leader)
        self._follow(leader, lambda view: view.set_inverted(leader.is_inverted))
        if leader.window_level is not None:
            self._follow_window(leader, leader.window_level)

    def align(self, view: PictureCanvas, leader: PictureCanvas) -> None:
        """Lay a view as its leader is laid, and see it through the same window, if the views are linked."""
        if self._is_on and leader.image is not None and view.image is not None:
            self._is_following = True
            try:
                _lay_alike(view, leader)
                view.set_inverted(leader.is_inverted)
                if leader.window_level is not None:
                    _see_alike(view, leader.image, leader.window_level)
            finally:
                self._is_following = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay a view whose size has changed as the first one is laid."""
        if event.type() is QEvent.Type.Resize:
            others = [view for view in self._views[1:] if view is watched]
            for view in others:
                self.align(view, self._views[0])
        return False

    def _follow(self, leader: PictureCanvas, change: Callable[[PictureCanvas], None]) -> None:
        """Let the other views follow; what they report meanwhile is no change to follow."""
        if not self._is_on or self._is_following or leader not in self._views or leader.image is None:
            return
        self._is_following = True
        try:
            for view in self._views:
                if view is not leader and view.image is not None:
                    change(view)
        finally:
            self._is_following = False

    def _follow_place(self, leader: PictureCanvas) -> None:
        self._follow(leader, lambda view: _lay_alike(view, leader))

    def _follow_window(self, leader: PictureCanvas, window: "Window") -> None:
        image = leader.image
        if image is not None:
            self._follow(leader, lambda view: _see_alike(view, image, window))


def _lay_alike(view: PictureCanvas, leader: PictureCanvas) -> None:
    """Show the same place of a picture at the same size: in mm where both have a spacing, else as a share."""
    if view.image is None or leader.image is None:
        return
    is_same_size = view.image.pixels.shape[:2] == leader.image.pixels.shape[:2]
    if leader.fitted and is_same_size and view.image.spacing_mm == leader.image.spacing_mm:
        view.turn_to(leader.transform.turn)
        view.fit(leader.fitted)
        return
    here, there = _units(view.image, leader.image), _units(leader.image, view.image)
    seen = leader.transform.to_picture(QRectF(leader.rect()).center())
    size, own = leader.image.pixels.shape[:2], view.image.pixels.shape[:2]
    at = QPointF(
        own[1] / 2 + (seen.x() - size[1] / 2) * there[1] / here[1],
        own[0] / 2 + (seen.y() - size[0] / 2) * there[0] / here[0],
    )
    zoom = leader.transform.zoom * min(here) / min(there)
    laid = replace(view.transform, zoom=zoom, turn=leader.transform.turn)
    view.lay(laid.moved(QRectF(view.rect()).center() - laid.to_view(at)))


def _units(image: "Slice", other: "Slice") -> tuple[float, float]:
    """Return the size of a pixel (row, column), in mm if both slices have a spacing, else as a share of the height."""
    if image.spacing_mm and other.spacing_mm:
        return image.spacing_mm
    row, column = image.spacing_mm or (1.0, 1.0)
    longest = max(image.pixels.shape[0] * row, image.pixels.shape[1] * column)
    return row / longest, column / longest


def _see_alike(view: PictureCanvas, image: "Slice", window: "Window") -> None:
    """See a view through a window that was chosen for a slice; of another series, as far from its own window."""
    if view.image is None:
        return
    own = view.image.window
    if window == image.window:
        view.use_own_window()
        return
    series = image.place.series
    is_same_series = view.image.source == image.source or (bool(series) and series == view.image.place.series)
    if not is_same_series:
        scale = own.width / image.window.width
        least = 2.0 if own.width >= 2.0 else own.width / 256
        window = replace(
            own,
            width=max(window.width * scale, least),
            center=own.center + (window.center - image.window.center) * scale,
        )
    view.choose_window(window)
