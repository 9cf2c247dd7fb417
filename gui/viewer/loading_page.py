"""The page in place of a picture that is being read."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.program.translation import tr
from core.program.wording import one_line
from gui.viewer.empty_pages import elided, page_column

# Most files are read sooner, and words that flash up would only disturb.
_CALM_MS = 120


class LoadingPage(QWidget):
    """A black page; after a moment it shows the name, the progress, and a button to stop reading."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a file."""
        super().__init__(parent)
        self.setObjectName("loadingPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name, self._words = QLabel(), QLabel()
        self._name.setObjectName("loadingName")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedHeight(4)
        self._stop = QPushButton(tr("Stop"))
        self._stop.setToolTip(tr("Stop reading (Esc)"))
        self._parts: tuple[QWidget, ...] = (self._name, self._words, self._bar, self._stop)
        centre = Qt.AlignmentFlag.AlignHCenter
        column: QVBoxLayout = page_column(self)
        for label in (self._name, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label, alignment=centre)
        column.addSpacing(8)
        column.addWidget(self._bar)
        column.addSpacing(8)
        column.addWidget(self._stop, alignment=centre)
        self.calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self.calm.timeout.connect(self._on_calm_timeout)
        self._stop.clicked.connect(self.stop_asked)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(self.stop_asked)

    def begin(self, name: str) -> None:
        """Show a name after a moment, with unknown progress."""
        self._name.setText(elided(self, one_line(name)))
        self._name.setToolTip(one_line(name))
        self.setAccessibleName(tr("Reading {name}", name=one_line(name)))
        self._words.setText(tr("Reading…"))
        self._bar.setRange(0, 0)
        for part in self._parts:
            part.hide()
        self.calm.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many are done, and of how many; 0 where that is unknown."""
        if total:
            self._words.setText(tr("Reading {done:,} of {total:,}…", done=done, total=total))
        elif done:
            self._words.setText(tr("Looking for images, {done:,} found so far…", done=done))
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.setAccessibleDescription(self._words.text())

    def end(self) -> None:
        """Hide name and progress."""
        self.calm.stop()

    @Slot()
    def _on_calm_timeout(self) -> None:
        for part in self._parts:
            part.show()
