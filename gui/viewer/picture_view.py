"""The picture, which the mouse zooms, shifts and windows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.viewer.drag import Drag, drag_of, dragged_window
from gui.viewer.overlay import paint_edges, paint_outline
from gui.viewer.rendering import reduction_of, render_heat, render_slice, trace_outlines
from gui.viewer.view_transform import ViewTransform

if TYPE_CHECKING:
    from core.image.slice import Slice, Window
    from gui.work.inference import Answer

_WHEEL_ZOOM, _DRAG_ZOOM = 1.15, 1.01
_WHEEL_NOTCH = 120
# Beyond this zoom single pixels are shown as squares.
_SQUARE_PIXELS = 6.0


class PictureView(QWidget):
    """Shows a slice and its heat map. Left drag windows, right drag zooms, middle or space drag shifts."""

    window_dragged = Signal(object)
    window_chosen = Signal(object)
    pixel_pointed = Signal(object)
    slice_stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Picture")
        self.setMinimumSize(240, 200)
        self._image: Slice | None = None
        self._window: Window | None = None
        self._has_chosen_window = self._is_inverted = False
        self._picture, self._step = QImage(), 1
        self._heat = QImage()
        self._outline = QPainterPath()
        self._opacity, self._shows_heat = 0.5, False
        self._transform, self._is_fitted = ViewTransform(), True
        self._drag: Drag | None = None
        self._last_point, self._press_point = QPointF(), QPointF()
        self._pointed: QPointF | None = None
        self._has_space, self._wheel_rest = False, 0

    @property
    def image(self) -> "Slice | None":
        """The shown slice."""
        return self._image

    @property
    def window_level(self) -> "Window | None":
        """The window of the display."""
        return self._window

    @property
    def zoom(self) -> float:
        """The number of view pixels for a picture pixel."""
        return self._transform.zoom

    @property
    def transform(self) -> ViewTransform:
        """The position of the picture in the view."""
        return self._transform

    @property
    def shows_heat(self) -> bool:
        """Whether the heat map is switched on."""
        return self._shows_heat

    @property
    def has_heat(self) -> bool:
        """Whether there is a heat map of the shown slice."""
        return not self._heat.isNull()

    def show_slice(self, image: "Slice", keeps_view: bool) -> None:
        """Show a slice.

        Args:
            image: the slice.
            keeps_view: whether to keep zoom, inversion and a window that the user chose, as within a stack.
        """
        is_same_size = self._image is not None and self._image.pixels.shape[:2] == image.pixels.shape[:2]
        self._image = image
        if not keeps_view:
            self._has_chosen_window = self._is_inverted = False
        if not self._has_chosen_window:
            self._window = image.window
        self._heat, self._outline = QImage(), QPainterPath()
        self._render()
        if not (keeps_view and is_same_size):
            self.fit()
        self._emit_pixel()

    def clear(self) -> None:
        """Show nothing."""
        self._image = self._window = None
        self._has_chosen_window = self._is_inverted = False
        self._picture, self._heat, self._outline = QImage(), QImage(), QPainterPath()
        self._emit_pixel()
        self.update()

    def show_answer(self, answer: "Answer") -> None:
        """Take the heat map of an answer about the shown slice."""
        self._heat = render_heat(answer.heat_rgba)
        self._outline = trace_outlines(answer.outlines)
        self.update()

    def set_heat_visible(self, is_visible: bool) -> None:
        """Show or hide the heat map."""
        self._shows_heat = is_visible
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """Set the opacity of the heat map's hottest point, in [0, 1]."""
        self._opacity = opacity
        self.update()

    def toggle_inverted(self) -> None:
        """Swap dark and bright in the display only."""
        self._is_inverted = not self._is_inverted
        self._render()

    def reset(self) -> None:
        """Go back to the slice's own window and to the whole picture."""
        if self._image is None:
            return
        self._has_chosen_window = self._is_inverted = False
        self._set_window(self._image.window)
        self.window_chosen.emit(self._window)
        self.fit()

    def fit(self) -> None:
        """Show the whole picture."""
        if self._image is not None:
            self._set_transform(
                ViewTransform.fitting(self._picture_size(), self._image.spacing_mm, QSizeF(self.size())), fitted=True
            )

    def show_one_to_one(self) -> None:
        """Show each picture pixel as one view pixel."""
        if self._image is not None:
            self._set_transform(self._transform.at_one_to_one(self._picture_size(), QSizeF(self.size())))

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle of the view."""
        self._set_transform(self._transform.zoomed(factor, QRectF(self.rect()).center()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, the heat map over it, and the directions of its edges."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._picture.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._transform.zoom < _SQUARE_PIXELS)
        painter.setTransform(self._transform.as_qtransform())
        painter.drawImage(self._whole(), self._picture)
        step = max(1, round(1 / (self._transform.zoom * self.devicePixelRatioF())))
        if step < self._step:
            self._paint_seen_region(painter, step)
        if self._shows_heat and self.has_heat:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            whole = self._whole()
            painter.scale(whole.width() / self._heat.width(), whole.height() / self._heat.height())
            painter.setOpacity(self._opacity)
            painter.drawImage(QPointF(0, 0), self._heat)
            painter.setOpacity(1.0)
            paint_outline(painter, self._outline)
        painter.resetTransform()
        if self._image and self._image.edges:
            paint_edges(painter, QRectF(self.rect()), self._image.edges)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep showing the whole picture if it was shown."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

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
        self._drag = drag_of(event.button(), self._has_space) or self._drag

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
        self._emit_pixel()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; emit a changed window."""
        was, self._drag = self._drag, None
        if was is Drag.WINDOW and event.position() != self._press_point and self._window is not None:
            self.window_chosen.emit(self._window)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole picture."""
        self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        """Clear the pixel under the cursor."""
        self._pointed = None
        self._emit_pixel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note that the space bar is pressed, which makes a drag shift the picture."""
        if event.key() == Qt.Key.Key_Space:
            self._has_space = True
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Note that the space bar is released."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._has_space = False
            self.unsetCursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Reset the space bar, because another widget receives its release."""
        self._has_space = False
        self.unsetCursor()
        super().focusOutEvent(event)

    def _drag_window(self, step: QPointF) -> None:
        if self._image is None or self._window is None:
            return
        self._has_chosen_window = True
        self._set_window(dragged_window(self._window, self._image.window, step))

    def _set_window(self, window: "Window") -> None:
        self._window = window
        self._render()
        self.window_dragged.emit(window)

    def _set_transform(self, transform: ViewTransform, fitted: bool = False) -> None:
        self._transform, self._is_fitted = transform, fitted
        self._emit_pixel()
        self.update()

    def _render(self) -> None:
        if self._image is not None and self._window is not None:
            self._step = reduction_of(self._image)
            self._picture = render_slice(self._image, self._window, self._is_inverted, step=self._step)
            self.update()

    def _whole(self) -> QRectF:
        height, width = self._image.pixels.shape[:2] if self._image else (0, 0)
        return QRectF(0, 0, width, height)

    def _picture_size(self) -> QSizeF:
        return self._whole().size()

    def _paint_seen_region(self, painter: QPainter, step: int) -> None:
        """Paint the visible part of a large picture at full resolution over the reduced whole."""
        seen = self._transform.as_qtransform().inverted()[0].mapRect(QRectF(self.rect()))
        region = seen.intersected(self._whole()).toAlignedRect()
        if self._image is not None and self._window is not None and not region.isEmpty():
            painter.drawImage(region, render_slice(self._image, self._window, self._is_inverted, region, step))

    def _emit_pixel(self) -> None:
        at = None if self._pointed is None else self._transform.pixel_at(self._pointed, self._picture_size())
        self.pixel_pointed.emit(at)
