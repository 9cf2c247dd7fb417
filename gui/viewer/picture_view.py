"""The picture, which mouse and keys zoom, shift, turn, window and measure."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.viewer.drag import Drag, drag_of, dragged_window
from gui.viewer.picture_canvas import PictureCanvas

_WHEEL_ZOOM, _DRAG_ZOOM = 1.15, 1.01
_WHEEL_NOTCH = 120


class PictureView(PictureCanvas):
    """Left drag windows, with Shift by what is framed; right drag zooms, middle or space drag shifts.

    `menu_asked` reports where a menu is to open; `escaped` that Escape was pressed with nothing under way.
    """

    slice_stepped = Signal(int)
    menu_asked = Signal(object)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._drag: Drag | None = None
        self._last_point, self._press_point = QPointF(), QPointF()
        self._has_space, self._wheel_rest = False, 0
        self.measuring.kind_chosen.connect(self._on_measuring_kind_chosen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step through the slices; with Ctrl, zoom about the cursor."""
        event.accept()
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._set_transform(self._transform.zoomed(_WHEEL_ZOOM ** (turned / _WHEEL_NOTCH), event.position()))
            return
        # Touch pads send parts of a notch.
        self._wheel_rest += turned
        notches = int(self._wheel_rest / _WHEEL_NOTCH)
        self._wheel_rest -= notches * _WHEEL_NOTCH
        if notches:
            self.slice_stepped.emit(-notches)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a drag."""
        self._last_point = self._press_point = event.position()
        drag = drag_of(event.button(), event.modifiers(), self._has_space)
        if drag is Drag.WINDOW and self.measuring.press(event.position(), self._transform):
            drag = Drag.MEASURE
        self._drag = drag or self._drag

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Continue a drag; emit the pixel under the cursor."""
        step = event.position() - self._last_point
        self._last_point = self._pointed = event.position()
        if self._drag is Drag.PAN:
            self._set_transform(self._transform.moved(step))
        elif self._drag is Drag.ZOOM:
            self._set_transform(self._transform.zoomed(_DRAG_ZOOM ** -step.y(), self._press_point))
        elif self._drag is Drag.WINDOW:
            self._drag_window(step)
        elif self._drag is Drag.AUTO_WINDOW:
            self._frame = QRectF(self._press_point, event.position()).normalized()
            self.update()
        else:
            self.measuring.move(event.position(), self._transform)
            self._show_cursor()
        if self._has_magnifier:
            self.update()
        self._tell_pixel()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; emit a changed window."""
        was, self._drag = self._drag, None
        is_click = event.position() == self._press_point
        if was is Drag.MEASURE:
            self.measuring.release(event.position(), self._transform)
            self._show_cursor()
        elif was is Drag.AUTO_WINDOW:
            self._window_region(event.position())
        elif was is Drag.ZOOM and is_click:
            self.measuring.choose_at(event.position(), self._transform)
            self.menu_asked.emit(event.globalPosition().toPoint())
        elif was is Drag.WINDOW and not is_click and self.window_level is not None:
            self.window_chosen.emit(self.window_level)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole picture; with a tool in hand, it is two clicks."""
        if self.measuring.kind or self.measuring.chosen:
            self.mousePressEvent(event)
        elif event.button() is Qt.MouseButton.LeftButton:
            self.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu by its key; the right button opens it when it is let go where it was pressed."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.mapToGlobal(self.rect().center()))

    def leaveEvent(self, event: QEvent) -> None:
        """Clear the pixel under the cursor."""
        self._pointed = None
        self._tell_pixel()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice the space bar, which makes a drag shift the picture, and Escape."""
        if event.key() == Qt.Key.Key_Space:
            self._has_space = True
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() == Qt.Key.Key_Escape:
            if not self.measuring.cancel():
                self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Note that the space bar is released."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._has_space = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Reset the space bar, because another widget receives its release."""
        self._has_space = False
        self._show_cursor()
        super().focusOutEvent(event)

    def _drag_window(self, step: QPointF) -> None:
        if self.image is None or self.window_level is None:
            return
        self._has_chosen_window = True
        self._set_window(dragged_window(self.window_level, self.image.window, step))

    def _window_region(self, end: QPointF) -> None:
        """Choose the window that shows best what was framed."""
        from core.image.presets import region_window

        self._frame = None
        self.update()
        region = self.measuring.box_between(self._press_point, end, self._transform)
        window = region_window(self.image.pixels, region) if self.image is not None and region else None
        if window:
            self.choose_window(window)

    def _show_cursor(self) -> None:
        cursor = None if self._pointed is None else self.measuring.cursor_at(self._pointed, self._transform)
        if self._has_space:
            return
        if cursor is None:
            self.unsetCursor()
        else:
            self.setCursor(cursor)

    @Slot(object)
    def _on_measuring_kind_chosen(self, kind: object) -> None:
        self._show_cursor()
