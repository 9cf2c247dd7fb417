"""The picture itself, as it is painted: zoomed, shifted, turned, seen through a window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.program.translation import tr
from gui.viewer.layers import Layers
from gui.viewer.overlay import paint_edges, paint_focus, paint_frame, paint_note, paint_scale_bar
from gui.viewer.tools.magnifier import paint_magnifier
from gui.viewer.tools.measuring_tool import Measuring
from gui.viewer.tools.painting import LabelSurroundings, paint_cross
from gui.viewer.view_transform import Fit, ViewTransform

if TYPE_CHECKING:
    from core.image.slice import Slice, Window
    from core.image.turn import Turn
    from gui.viewer.kept_layers import KeptLayers
    from gui.viewer.tools.measurement_store import MeasurementStore
    from gui.work.answers import Answer, HeatMapAnswer


class PictureCanvas(QWidget):
    """Shows a slice and, on demand, its heat map.

    `window_dragged` reports each window that the slice is seen through, `window_chosen` of one that stays;
    `pixel_pointed` of the pixel under the cursor, None beside the picture; `zoom_changed` that the zoom may be another;
    `inverted` whether dark and bright are swapped now.
    """

    window_dragged = Signal(object)
    window_chosen = Signal(object)
    pixel_pointed = Signal(object)
    zoom_changed = Signal()
    inverted = Signal(bool)

    def __init__(self, parent: QWidget | None = None, store: "MeasurementStore | None" = None) -> None:
        """Start empty.

        Args:
            parent: of the view.
            store: keeps the measurements, for other views too; an empty one by default.
        """
        super().__init__(parent)
        self.setAccessibleName(tr("Picture"))
        self.setMinimumSize(240, 200)
        self._layers = Layers()
        self._kept_layers: KeptLayers | None = None
        self.measuring = Measuring(self, store)
        self.measuring.changed.connect(self.update)
        self._has_chosen_window = self._has_magnifier = False
        self._transform = ViewTransform()
        self._fit: Fit | None = Fit.WHOLE
        self._pointed: QPointF | None = None
        self._frame: QRectF | None = None
        self._heat_note = ""
        self._is_reached_by_key = self._is_led_by_keys = False

    @property
    def layers(self) -> Layers:
        """What is painted: the picture and its heat map."""
        return self._layers

    @property
    def image(self) -> "Slice | None":
        """The slice that is shown."""
        return self._layers.image

    @property
    def window_level(self) -> "Window | None":
        """The window that the slice is seen through."""
        return self._layers.window

    @property
    def zoom(self) -> float:
        """View pixels of a picture pixel."""
        return self._transform.zoom

    @property
    def screen_zoom(self) -> float:
        """Pixels of the screen of a picture pixel: 1 at 1:1."""
        return self._transform.zoom * self.devicePixelRatioF()

    @property
    def transform(self) -> ViewTransform:
        """How the picture is laid into the view."""
        return self._transform

    @property
    def heat_note(self) -> str:
        """What is written over the picture while the heat map is shown."""
        return self._heat_note

    @property
    def fitted(self) -> Fit | None:
        """What of the picture is fitted to the view; None where it was zoomed or shifted."""
        return self._fit

    @property
    def is_inverted(self) -> bool:
        """Whether dark and bright are swapped."""
        return self._layers.is_inverted

    @property
    def shows_heat(self) -> bool:
        """Whether the heat map is to be seen where there is one."""
        return self._layers.shows_heat

    @property
    def has_heat(self) -> bool:
        """Whether there is a heat map of the slice that is shown."""
        return self._layers.has_heat

    def show_slice(self, image: "Slice", keeps_view: bool, window: "Window | None" = None) -> None:
        """Show a slice.

        Args:
            image: the slice.
            keeps_view: whether zoom, turn, inversion and a window that the user chose stay, as within a stack.
            window: to see it through; by default the one that stays, or its own.
        """
        is_same_size = self.image is not None and self.image.pixels.shape[:2] == image.pixels.shape[:2]
        if not keeps_view:
            self._has_chosen_window = self._layers.is_inverted = False
        self._heat_note = ""
        former = self.window_level if self._has_chosen_window else None
        self._layers.show(image, window or former or image.window)
        self.measuring.show_slice(image)
        if not (keeps_view and is_same_size):
            turn = self._transform.turn if keeps_view else None
            self._transform = ViewTransform(turn=turn)
            self.fit()
        self._emit_pixel()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._has_chosen_window, self._heat_note = False, ""
        self._layers.clear()
        self._kept_layers = None
        self.measuring.show_slice(None)
        self._emit_pixel()
        self.update()

    def show_answer(self, answer: "Answer | HeatMapAnswer") -> None:
        """Take the heat map of an answer about the slice that is shown."""
        self._layers.take_heat(answer)
        self.update()

    def clear_heat(self) -> None:
        """Drop the heat map, and what is written about it."""
        self._layers.forget_heat()
        self.set_heat_note("")

    def set_heat_visible(self, is_visible: bool) -> None:
        """Show or hide the heat map."""
        self._layers.shows_heat = is_visible
        self.update()

    def set_heat_note(self, note: str) -> None:
        """Write a line over the picture while the heat map is shown; "" for none."""
        self._heat_note = note
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """Set the opacity of the heat map's hottest point, in [0, 1]."""
        self._layers.opacity = opacity
        self.update()

    def set_smooth(self, is_smooth: bool) -> None:
        """Smooth the picture where it is enlarged, or show its pixels as squares."""
        self._layers.is_smooth = is_smooth
        self.update()

    def set_magnifier(self, is_on: bool) -> None:
        """Show or hide the magnifier at the cursor."""
        self._has_magnifier = is_on
        self.update()

    def set_inverted(self, is_inverted: bool) -> None:
        """Swap dark and bright, or do not; what the network sees stays as it is."""
        if is_inverted != self._layers.is_inverted:
            self._layers.is_inverted = is_inverted
            self._layers.render()
            self.inverted.emit(is_inverted)
            self.update()

    def choose_window(self, window: "Window") -> None:
        """See this slice and those after it through a window, until another one is chosen."""
        if self.image is not None:
            self._has_chosen_window = True
            self._set_window(window)
            self.window_chosen.emit(window)

    def use_own_window(self) -> None:
        """See each slice through its own window again."""
        if self.image is not None:
            self._has_chosen_window = False
            self._set_window(self.image.window)
            self.window_chosen.emit(self.image.window)

    def reset(self) -> None:
        """Go back to the slice's own window, neither inverted nor turned, and to the whole picture."""
        if self.image is None:
            return
        self.set_inverted(False)
        self.use_own_window()
        self._transform = ViewTransform()
        self.fit()

    def fit(self, fit: Fit = Fit.WHOLE) -> None:
        """Show the whole picture, or all of its width."""
        if self.image is not None:
            size, turn = QSizeF(self.size()), self._transform.turn
            self._set_transform(ViewTransform.fitting(self._layers.size, self.image.spacing_mm, size, turn, fit), fit)

    def show_one_to_one(self) -> None:
        """Show one picture pixel on one pixel of the screen."""
        if self.image is not None:
            zoom = 1 / self.devicePixelRatioF()
            self._set_transform(self._transform.at_zoom(zoom, self._layers.size, QSizeF(self.size())))

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle of the view."""
        self._set_transform(self._transform.zoomed(factor, QRectF(self.rect()).center()))

    def turn_by(self, change: "Callable[[Turn], Turn]") -> None:
        """Turn or mirror what is seen; what is fitted stays so, else the middle of the view stays where it is."""
        from core.image.turn import Turn

        turn = change(self._transform.turn or Turn())
        self._transform = self._transform.turned(turn, QRectF(self.rect()).center())
        if self._fit:
            self.fit(self._fit)
        self._set_transform(self._transform, self._fit)

    def turn_to(self, turn: "Turn | None") -> None:
        """Turn and mirror what is seen as another picture is, about the middle of the view."""
        if turn != self._transform.turn:
            self.turn_by(lambda was: turn or type(was)())

    def lay(self, transform: ViewTransform) -> None:
        """Lay the picture into the view."""
        self._set_transform(transform)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, the heat map over it, what was measured, and where its edges point."""
        painter = QPainter(self)
        view, image, transform = QRectF(self.rect()), self.image, self._transform
        if image is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            return
        if self._kept_layers is None:
            # Imported once there is a picture, so that the window appears sooner.
            from gui.viewer.kept_layers import KeptLayers

            self._kept_layers = KeptLayers(self._layers)
        self._kept_layers.paint(painter, transform, self.rect(), self.devicePixelRatioF())
        texts: list[QRectF] = []
        picture = transform.as_qtransform().mapRect(QRectF(self._layers.whole))
        if image.spacing_mm:
            texts.append(paint_scale_bar(painter, view, min(image.spacing_mm) / transform.zoom))
        if image.edges:
            texts += paint_edges(painter, view, transform.turned_edges(image.edges), picture)
        if self._heat_note and self.shows_heat:
            texts.append(paint_note(painter, view, self._heat_note))
        surroundings = LabelSurroundings(view, picture, tuple(texts), tuple(self._layers.heat_outlines(transform)))
        self.measuring.paint(painter, transform, surroundings)
        if self._frame is not None:
            paint_frame(painter, self._frame)
        if self._has_magnifier and self._pointed is not None:
            paint_magnifier(painter, self._layers, transform, self._pointed, self.devicePixelRatioF())
        if self._is_led_by_keys and self.measuring.kind and self._pointed is not None:
            paint_cross(painter, self._pointed)
        if self._is_reached_by_key:
            paint_focus(painter, self.rect(), self.palette().highlight().color())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what was fitted so."""
        super().resizeEvent(event)
        if self._fit:
            self.fit(self._fit)

    def _set_window(self, window: "Window") -> None:
        self._layers.window = window
        self._layers.render()
        self.window_dragged.emit(window)
        self.update()

    def _set_transform(self, transform: ViewTransform, fit: Fit | None = None) -> None:
        self._transform, self._fit = transform, fit
        self.zoom_changed.emit()
        self._emit_pixel()
        self.update()

    def _emit_pixel(self) -> None:
        at = None if self._pointed is None else self._transform.pixel_at(self._pointed, self._layers.size)
        self.pixel_pointed.emit(at)
