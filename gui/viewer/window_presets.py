"""Which window a stack is seen through: a preset, found for the whole series or for each slice."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.viewer.picture_canvas import PictureCanvas

if TYPE_CHECKING:
    from core.image.presets import Preset
    from core.image.slice import Slice, Window


class WindowPresets(QObject):
    """Finds the windows of presets and lets the view show them; what the user drags takes their place."""

    def __init__(self, view: PictureCanvas, parent: QObject | None = None) -> None:
        """Begin without a stack.

        Args:
            view: that shows the slices.
            parent: of the object.
        """
        super().__init__(parent)
        self._view = view
        self._slices: list[Slice] = []
        self._preset: Preset | None = None
        self._known: dict[int | None, Window] = {}
        self._is_for_series, self._is_choosing = True, False
        view.window_dragged.connect(self._on_view_window_dragged)

    @property
    def slices(self) -> "list[Slice]":
        """The stack that a window is found for."""
        return self._slices

    @property
    def file_windows(self) -> "tuple[Window, ...]":
        """The windows of the slice that is shown: the one that it opens with, then all others that its file states."""
        image = self._view.image
        return tuple(dict.fromkeys((image.window, *image.file_windows))) if image else ()

    def begin(self, slices: "list[Slice]") -> None:
        """Take another stack, seen through its own windows."""
        self._slices = slices
        self._forget()

    def set_for_series(self, is_for_series: bool) -> None:
        """Find one window for all slices of a series, or one for each of them."""
        is_other, self._is_for_series = is_for_series != self._is_for_series, is_for_series
        if self._preset and is_other:
            self.choose(self._preset)

    def choose(self, preset: "Preset") -> None:
        """See the stack through the window of a preset."""
        image = self._view.image
        if image is None:
            return
        self._preset, self._known = preset, {}
        window = self._found(image)
        if window:
            self.choose_window(window)

    def choose_window(self, window: "Window") -> None:
        """See the stack through a window, such as one of the user's own."""
        self._is_choosing = True
        self._view.choose_window(window)
        self._is_choosing = False

    def use_file_window(self, index: int) -> None:
        """See the stack through a window of its file, by its place in `file_windows`."""
        windows = self.file_windows
        self._forget()
        if 0 < index < len(windows):
            self.choose_window(windows[index])
        elif windows:
            self._view.use_own_window()

    def use_next_file_window(self) -> None:
        """See the stack through its file's own window; if it is, through the next one that the file states."""
        windows = self.file_windows
        index = windows.index(self._view.window_level) if self._view.window_level in windows else -1
        self.use_file_window((index + 1) % len(windows) if windows else 0)

    def window_for(self, image: "Slice") -> "Window | None":
        """Find the window of a slice that is to be shown; None for the one that stays."""
        return None if self._is_for_series or self._preset is None else self._found(image)

    def _found(self, image: "Slice") -> "Window | None":
        from core.image.presets import find_window

        if self._preset is None:
            return None
        key = None if self._is_for_series else image.frame
        if key not in self._known:
            among = self._slices if self._is_for_series else [image]
            self._known[key] = find_window(self._preset, [one.pixels for one in among] or [image.pixels])
        return self._known[key]

    def _forget(self) -> None:
        self._preset, self._known = None, {}

    @Slot(object)
    def _on_view_window_dragged(self, window: object) -> None:
        if not self._is_choosing:
            self._forget()
