"""The worst mistakes of a model, as pictures."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.program.translation import tr
from gui.training.result.figure_rows import mistake_words
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label
from training.statistics.figures import Mistake

_WIDTH = 360


class MistakeGallery(QWidget):
    """Shows each image beside the same image under the heat map of the predicted class."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._cards = FlowLayout(5 * SPACE, self)

    def show_mistakes(self, mistakes: Sequence[Mistake], folder: Path) -> None:
        """Replace the mistakes.

        Args:
            mistakes: from the metrics.
            folder: of their pictures, each named by its number.
        """
        while item := self._cards.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for number, mistake in enumerate(mistakes):
            self._cards.addWidget(self._card(mistake, folder / f"{number:02d}.png"))

    def _card(self, mistake: Mistake, path: Path) -> QWidget:
        card = QWidget()
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(str(path))
        picture = QLabel()
        if pixmap.isNull():
            picture.setText(tr("This picture is no longer available."))
        else:
            pixmap = pixmap.scaledToWidth(round(_WIDTH * ratio), Qt.TransformationMode.SmoothTransformation)
            pixmap.setDevicePixelRatio(ratio)
            picture.setPixmap(pixmap)
        words, name = (
            wrapped_label(text=mistake_words(mistake)),
            wrapped_label("faint", Path(str(mistake["path"])).name),
        )
        picture.setAccessibleName(words.text())
        name.setToolTip(str(mistake["path"]))
        for widget in (picture, words, name):
            column.addWidget(widget)
        return card
