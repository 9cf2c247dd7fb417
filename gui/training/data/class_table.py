"""The classes of a dataset: numbers of images, and some examples."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.program.translation import format_number, tr
from gui.widgets.theme import SPACE, Colours, tabular
from training.dataset.class_counts import SAMPLES, ClassContents, Contents

_SIDE, _BAR_WIDTH, _BAR_HEIGHT = 56, 120, 6


class ClassTable(QWidget):
    """Shows a line for each class; the largest class has the longest bar."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._colours = colours
        self._rows: dict[str, _ClassRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)

    def show_contents(self, contents: Contents) -> None:
        """Show the classes of a dataset, without pictures so far."""
        self.clear()
        largest = max(one.training for one in contents.classes)
        for one in contents.classes:
            row = _ClassRow(one, one.training / max(largest, 1), self._colours)
            self._rows[one.name] = row
            self._column.addWidget(row)

    def show_counts(self, contents: Contents) -> None:
        """Update the numbers of images of the same classes."""
        for one in contents.classes:
            self._rows[one.name].show_counts(one)

    def show_pictures(self, name: str, pictures: tuple[bytes, ...]) -> None:
        """Show some images of a class, each the bytes of a PNG."""
        if name in self._rows:
            self._rows[name].show_pictures(pictures)

    def clear(self) -> None:
        """Remove all classes."""
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows.clear()

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._colours = colours
        for row in self._rows.values():
            row.set_colours(colours)


class _ClassRow(QFrame):
    def __init__(self, contents: ClassContents, share: float, colours: Colours) -> None:
        super().__init__()
        self.setProperty("tone", "card")
        name = QLabel(contents.name)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setProperty("tone", "strong")
        self._bar = _Bar(share, colours.of_class(contents.name))
        self._name = contents.name
        self._count, self._others = QLabel(), QLabel()
        self._count.setFont(tabular(self._count.font()))
        self._others.setProperty("tone", "faint")
        self.show_counts(contents)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addStretch()
        words.addWidget(name)
        words.addWidget(self._bar)
        line = QHBoxLayout()
        line.setSpacing(3 * SPACE)
        line.addWidget(self._count)
        line.addWidget(self._others, 1)
        words.addLayout(line)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        row.addLayout(words, 1)
        self._pictures = [QLabel() for _ in range(SAMPLES)]
        for picture in self._pictures:
            picture.setFixedSize(_SIDE, _SIDE)
            picture.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            picture.setScaledContents(True)
            row.addWidget(picture)

    def show_counts(self, contents: ClassContents) -> None:
        self._count.setText(tr("{training:,} to train on", training=contents.training))
        parts = {tr("for validation"): contents.validation, tr("kept for the test"): contents.others}
        self._others.setText(", ".join(f"{format_number(count)} {what}" for what, count in parts.items() if count))

    def show_pictures(self, pictures: tuple[bytes, ...]) -> None:
        for label, content in zip(self._pictures, pictures, strict=False):
            image = QImage.fromData(content)
            label.setPixmap(QPixmap.fromImage(image))
            label.setAccessibleName(tr("An image of {name}", name=self._name))

    def set_colours(self, colours: Colours) -> None:
        self._bar.set_colour(colours.of_class(self._name))


class _Bar(QWidget):
    def __init__(self, share: float, colour: QColor) -> None:
        super().__init__()
        self._share, self._colour = share, colour
        self.setFixedHeight(_BAR_HEIGHT)
        self.setMinimumWidth(_BAR_WIDTH)
        self.setMaximumWidth(2 * _BAR_WIDTH)

    def set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        width = max(round(self.width() * self._share), self.height())
        painter.drawRoundedRect(0, 0, width, self.height(), self.height() / 2, self.height() / 2)
        painter.end()
