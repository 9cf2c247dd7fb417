"""Measuring with the mouse: placing points, and moving what is there by its handles."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPathStroker

from gui.viewer.tools.labels import Labels
from gui.viewer.tools.measurement import Kind, Measurement
from gui.viewer.tools.measurement_store import MeasurementList, MeasurementStore
from gui.viewer.tools.painting import LabelSurroundings, paint_labels, paint_measurement
from gui.viewer.tools.placing import Placing
from gui.viewer.view_transform import ViewTransform

if TYPE_CHECKING:
    from core.image.measuring import Point, Region
    from core.image.slice import Slice

# So near a line or a handle counts as on it, in view pixels.
_REACH = 7.0
# A press and a release so near each other are a click, in view pixels.
_NEAR = 4.0


class Measuring(QObject):
    """Takes presses and moves that concern measurements; the view does with the others what it does without tools.

    `changed` reports that there is something to paint, `kind_chosen` the `Kind` that is drawn next, None for none.
    """

    changed = Signal()
    kind_chosen = Signal(object)

    def __init__(self, parent: QObject | None = None, store: MeasurementStore | None = None) -> None:
        """Start with no slice, and no tool in hand.

        Args:
            parent: of the object.
            store: keeps the measurements, for other views too; an empty one by default.
        """
        super().__init__(parent)
        self.measurement_list = MeasurementList(self, store)
        self._image: Slice | None = None
        self._labels: Labels | None = None
        self._kind: Kind | None = None
        self._placing: Placing | None = None
        self._chosen: Measurement | None = None
        self._held: Measurement | None = None
        self._handle: int | None = None
        self._held_at: Point | None = None
        self.measurement_list.changed.connect(self._on_measurement_list_changed)

    @property
    def kind(self) -> Kind | None:
        """What is drawn next."""
        return self._kind

    @property
    def chosen(self) -> Measurement | None:
        """The measurement that was made or touched last."""
        return self._chosen

    def lines_of(self, measurement: Measurement) -> list[str]:
        """Say what a measurement of the slice measures."""
        return self._labels.lines_of(measurement) if self._labels else []

    def show_slice(self, image: "Slice | None") -> None:
        """Turn to the measurements of a slice; one that is half drawn is given up."""
        self._image, self._labels = image, Labels(image) if image else None
        self._placing = self._chosen = self._held = None
        self.measurement_list.open_page(image)

    def choose(self, kind: Kind | None) -> None:
        """Take a tool in hand for one measurement, or lay it down."""
        self._kind, self._placing = kind, None
        self.kind_chosen.emit(kind)
        self.changed.emit()

    def cancel(self) -> bool:
        """Drop what is half drawn, leave the tool, or choose nothing; returns whether there was anything."""
        if self._kind or self._placing:
            self.choose(None)
        elif self._chosen:
            self._chosen = None
            self.changed.emit()
        else:
            return False
        return True

    def choose_at(self, at: QPointF, transform: ViewTransform) -> None:
        """Choose the measurement under a point of the view, for what a menu does to it."""
        found, _ = self._found(at, transform)
        if found:
            self._chosen = found
            self.changed.emit()

    def delete_chosen(self) -> None:
        """Delete the chosen measurement."""
        if self._chosen:
            self.measurement_list.remove(self._chosen)

    def press(self, at: QPointF, transform: ViewTransform) -> bool:
        """Begin to draw or to move something; returns whether the press is taken."""
        if self._image is None:
            return False
        point = self._point(at, transform)
        if self._kind:
            if self._placing is None:
                self._placing = Placing(self._kind, point)
            else:
                self._placing.follow(point)
            self.changed.emit()
            return True
        self._held, self._handle = self._found(at, transform)
        self._chosen, self._held_at = self._held, point
        self.changed.emit()
        return self._held is not None

    def move(self, at: QPointF, transform: ViewTransform) -> None:
        """Continue what was begun."""
        if self._placing:
            self._placing.follow(self._point(at, transform))
            self.changed.emit()
        elif self._held and self._held_at:
            self._chosen = self._moved(self._point(at, transform))
            self.changed.emit()

    def release(self, at: QPointF, transform: ViewTransform) -> None:
        """Set a point, or end a move."""
        if self._placing:
            if made := self._placing.set_point(self._point(at, transform), _NEAR / transform.zoom):
                self.choose(None)
                self.measurement_list.add(made)
                self._chosen = made
            self.changed.emit()
        elif self._held:
            old, new, self._held = self._held, self._chosen, None
            if new:
                self.measurement_list.replace(old, new)
                self._chosen = new
                self.changed.emit()

    def cursor_at(self, at: QPointF, transform: ViewTransform) -> Qt.CursorShape | None:
        """Give the cursor that says what a press does here; None where it is for the view."""
        if self._kind:
            return Qt.CursorShape.CrossCursor
        found, handle = self._found(at, transform) if self._image else (None, None)
        if found is None:
            return None
        return Qt.CursorShape.SizeAllCursor if handle is None else Qt.CursorShape.PointingHandCursor

    def paint(self, painter: QPainter, transform: ViewTransform, surroundings: LabelSurroundings) -> None:
        """Paint all measurements of the slice, and the one that is being drawn.

        Args:
            painter: in view pixels.
            transform: how the picture is laid into the view.
            surroundings: of the labels.
        """
        labels = self._labels
        if labels is None:
            return
        kept = [one for one in self.measurement_list.measurements if one is not self._held]
        draft = self._placing.draft if self._placing else self._chosen if self._held else None
        shown = [(one, one is self._chosen, labels.lines_of(one)) for one in kept]
        if draft:
            shown.append((draft, True, labels.lines_of_draft(draft)))
        for one, is_chosen, _ in shown:
            paint_measurement(painter, one, transform, is_chosen)
        paint_labels(painter, [(one, lines) for one, _, lines in shown], transform, surroundings)

    def box_between(self, start: QPointF, end: QPointF, transform: ViewTransform) -> "Region":
        """Give the box of the picture between two points of the view."""
        from core.image.measuring import Outline, Region

        return Region(Outline.RECTANGLE, self._point(start, transform), self._point(end, transform))

    def _moved(self, to: "Point") -> Measurement | None:
        if self._held is None or self._held_at is None:
            return None
        if self._handle is not None:
            return self._held.with_handle(self._handle, to)
        return self._held.moved(to.x - self._held_at.x, to.y - self._held_at.y)

    def _found(self, at: QPointF, transform: ViewTransform) -> tuple[Measurement | None, int | None]:
        """Find the measurement under a point of the view, the latest first, and its handle."""
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * _REACH)
        for one in reversed(self.measurement_list.measurements):
            for index, handle in enumerate(one.handles):
                if (transform.to_view(QPointF(*handle)) - at).manhattanLength() <= _REACH:
                    return one, index
            if stroker.createStroke(transform.as_qtransform().map(one.path())).contains(at):
                return one, None
        return None, None

    def _point(self, at: QPointF, transform: ViewTransform) -> "Point":
        """Find the point of the picture, none beside it."""
        from core.image.measuring import Point

        height, width = self._image.pixels.shape[:2] if self._image else (0, 0)
        found = transform.to_picture(at)
        return Point(min(max(found.x(), 0.0), float(width)), min(max(found.y(), 0.0), float(height)))

    def _on_measurement_list_changed(self) -> None:
        self._chosen = next((one for one in self.measurement_list.measurements if one == self._chosen), None)
        self.changed.emit()
