"""The picture, which mouse and keys zoom, shift, turn, window and measure."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.viewer.drag import Drag, drag_of, dragged_window
from gui.viewer.picture_canvas import PictureCanvas
from gui.viewer.view_keys import KeyUse, step_of, use_of

if TYPE_CHECKING:
    from gui.viewer.tools.measurement_store import MeasurementStore

_WHEEL_ZOOM, _DRAG_ZOOM = 1.15, 1.01
_WHEEL_NOTCH = 120
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class PictureView(PictureCanvas):
    """Left drag windows, with Shift by what is framed; right drag zooms, middle or space drag shifts.

    `menu_asked` reports where a menu is to open; `escaped` that Escape was pressed with nothing under way.
    """

    slice_stepped = Signal(int)
    menu_asked = Signal(object)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None, store: "MeasurementStore | None" = None) -> None:
        """Start empty.

        Args:
            parent: of the view.
            store: keeps the measurements, for other views too; an empty one by default.
        """
        super().__init__(parent, store)
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
        self._is_led_by_keys = False
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
        self._emit_pixel()

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
        self._emit_pixel()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Keep the window from taking the keys of the picture for commands."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._use_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead a tool, shift or window the picture; notice Escape, and the space bar, with which a drag shifts it."""
        use = self._use_of(event)
        if use is KeyUse.SET:
            self._set_point()
        elif use:
            self._take_step(use, step_of(event, use, self._transform.zoom))
        elif event.key() == Qt.Key.Key_Space:
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus that comes by a key; who clicks on the picture knows where they are."""
        self._is_reached_by_key = event.reason() in _BY_KEY
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Reset the space bar, whose release another widget receives, and show the focus no longer."""
        self._has_space = False
        self._show_cursor()
        self._is_reached_by_key = False
        self.update()
        super().focusOutEvent(event)

    def _use_of(self, event: QKeyEvent) -> KeyUse | None:
        return use_of(event, self.measuring.kind is not None) if self.image is not None else None

    def _take_step(self, use: KeyUse, step: QPointF) -> None:
        if use is KeyUse.SHIFT:
            self._set_transform(self._transform.moved(-step))
        elif use is KeyUse.WINDOW:
            self._drag_window(step)
            if self.window_level is not None:
                self.window_chosen.emit(self.window_level)
        else:
            at = (self._pointed or QPointF(self.rect().center())) + step
            self._pointed = QPointF(min(max(at.x(), 0), self.width()), min(max(at.y(), 0), self.height()))
            self._is_led_by_keys = True
            self.measuring.move(self._pointed, self._transform)
            self._emit_pixel()
            self.update()

    def _set_point(self) -> None:
        """Do what a click does where the keys have led the tool."""
        at = self._pointed or QPointF(self.rect().center())
        if self.measuring.press(at, self._transform):
            self.measuring.release(at, self._transform)

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
