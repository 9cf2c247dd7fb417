"""A page that scrolls as a whole where the window is too small, and fades at an edge behind which there is more."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

FADE_HEIGHT = 28


def fill_scrolled(page: QWidget, inner: QWidget) -> QScrollArea:
    """Put a content that scrolls into a page; returns what scrolls it.

    The content has its layout already. The scroll bar takes its room from the right margin of the content, so that
    nothing changes its width with it.
    """
    scroll = QScrollArea()
    # One that Python makes: to name the class of one that Qt made, PySide would set up all classes of widgets that
    # there are, before the first paint.
    viewport = QWidget()
    viewport.setBackgroundRole(QPalette.ColorRole.NoRole)
    scroll.setViewport(viewport)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(inner)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scroll)
    _BarInMargin(scroll, inner)
    for edge in (Qt.Edge.TopEdge, Qt.Edge.BottomEdge):
        _Fade(page, scroll, inner, edge)
    return scroll


class _BarInMargin(QObject):
    """Keeps the width of a content the same with and without a scroll bar."""

    def __init__(self, scroll: QScrollArea, inner: QWidget) -> None:
        super().__init__(scroll)
        self._scroll, self._inner = scroll, inner
        layout = inner.layout()
        assert layout is not None
        self._margin = layout.contentsMargins().right()
        scroll.viewport().installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        layout = self._inner.layout()
        if layout:
            margins = layout.contentsMargins()
            taken = self._scroll.width() - self._scroll.viewport().width()
            margins.setRight(max(0, self._margin - taken))
            layout.setContentsMargins(margins)
            layout.activate()


class _Fade(QWidget):
    def __init__(self, page: QWidget, scroll: QScrollArea, inner: QWidget, edge: Qt.Edge) -> None:
        super().__init__(scroll)
        self._page, self._scroll, self._inner = page, scroll, inner
        self._is_top = edge is Qt.Edge.TopEdge
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().installEventFilter(self)
        bar = scroll.verticalScrollBar()
        bar.valueChanged.connect(self._place)
        bar.rangeChanged.connect(self._place)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Not needed for the first paint: its class has 180 names of colours.
        from PySide6.QtGui import QLinearGradient

        # A transparent content has the ground of its page.
        grounds = (widget.palette().color(QPalette.ColorRole.Window) for widget in (self._inner, self._page))
        ground = next((colour for colour in grounds if colour.alpha()), QColor(Qt.GlobalColor.transparent))
        clear = QColor(ground)
        clear.setAlpha(0)
        top, bottom = QPointF(0, 0), QPointF(0, self.height())
        fade = QLinearGradient(bottom, top) if self._is_top else QLinearGradient(top, bottom)
        fade.setColorAt(0, clear)
        fade.setColorAt(1, ground)
        QPainter(self).fillRect(self.rect(), fade)

    def _place(self) -> None:
        """Cover the edge as far as there is content behind it."""
        bar, room = self._scroll.verticalScrollBar(), self._scroll.viewport().geometry()
        hidden = bar.value() - bar.minimum() if self._is_top else bar.maximum() - bar.value()
        height = min(FADE_HEIGHT, hidden)
        top = room.top() if self._is_top else room.bottom() + 1 - height
        self.setGeometry(QRect(room.left(), top, room.width(), height))
        self.setVisible(height > 0)
        self.raise_()
