"""The settings of the augmentation, with a preview."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.model.preprocessing import Framing
from core.program.translation import mark, tr
from gui.training.settings.fields import AUGMENTATION
from gui.training.settings.preview_thread import PreviewRequest, PreviewThread
from gui.training.settings.setting_form import SettingForm
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label
from training.settings.config import TrainingConfig

_ROWS, _COLUMNS, _SIDE = 4, 3, 92
_DRAWN_SIDE = 184
_WIDE = 680
_DEBOUNCE_MS = 150
_EMPTY = mark("Choose images in the first step to see a preview.")


class AugmentationPanel(QWidget):
    """Shows the settings on the left, and a preview that follows them on the right."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without pictures."""
        super().__init__(parent)
        self._paths: tuple[Path, ...] = ()
        self._config = TrainingConfig()
        self._thread = PreviewThread()
        self._debounce = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self.form = SettingForm(AUGMENTATION)
        self._pictures = [QLabel() for _ in range(_ROWS * _COLUMNS)]
        self._note = wrapped_label("faint", tr(_EMPTY))
        self._as_they_are = QPushButton(tr("Show originals"))
        self._as_they_are.setCheckable(True)
        self._as_they_are.hide()
        grid = QGridLayout()
        grid.setSpacing(SPACE)
        for index, picture in enumerate(self._pictures):
            picture.setFixedSize(_SIDE, _SIDE)
            picture.setScaledContents(True)
            grid.addWidget(picture, index // _COLUMNS, index % _COLUMNS)
        side = QVBoxLayout()
        side.addLayout(grid)
        side.addWidget(self._note)
        side.addWidget(self._as_they_are)
        side.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6 * SPACE)
        self._row.addWidget(self.form, 1, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(side)
        self._debounce.timeout.connect(self._on_debounce_timeout)
        self._as_they_are.toggled.connect(lambda _: self._debounce.start())
        self._thread.drawn.connect(self._on_thread_drawn)
        self._thread.failed.connect(self._note.setText)
        self.form.changed.connect(self.changed)

    def show_config(self, config: TrainingConfig) -> None:
        """Show settings and, a moment later, their effect."""
        self.form.show_config(config)
        self._config = config
        self._debounce.start()

    def show_samples_of(self, paths: tuple[Path, ...]) -> None:
        """Use these images for the preview."""
        self._paths = paths
        if paths:
            self._note.setText(tr("Drawing…"))
        self._debounce.start()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the form alone: in a narrow window the pictures are below it."""
        return QSize(self.form.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the pictures beside the form, or below it where there is no room."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if self.width() >= _WIDE else ways.TopToBottom)

    def stop(self) -> None:
        """Stop drawing."""
        self._debounce.stop()
        # The window may be opened again.
        self._thread.rest()

    @Slot()
    def _on_debounce_timeout(self) -> None:
        if self._paths and self.isVisible():
            from training.settings.config import AugmentationConfig

            still = AugmentationConfig(flip=False, rotation_deg=0, shift=0, zoom=0, gamma=0, brightness=0)
            augmentation = still if self._as_they_are.isChecked() else self._config.augmentation
            framing = Framing(self._config.framing)
            request = PreviewRequest(self._paths, augmentation, framing, _DRAWN_SIDE, len(self._pictures))
            self._thread.draw(request)

    def showEvent(self, event: object) -> None:
        """Draw the preview that was skipped while the page was hidden."""
        self._debounce.start()

    @Slot(object)
    def _on_thread_drawn(self, images: list[QImage]) -> None:
        for label, image in zip(self._pictures, images, strict=False):
            label.setPixmap(QPixmap.fromImage(image))
        self._as_they_are.setVisible(bool(images))
        self._note.setText(
            tr("Examples of your images as the training sees them.")
            if images
            else tr("The example images cannot be read. Check them in the first step.")
        )
