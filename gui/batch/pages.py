"""What stands where the table would be: how to begin, and what went wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from core.formats import list_formats
from gui.batch.earlier_list import EarlierList
from gui.scrolled_page import fill_scrolled
from gui.viewer.pages import page_column

NO_IMAGES = (
    f"The folder holds no images that Falx reads ({list_formats()}). Choose another one, or let folders within it "
    "count too."
)


class StartPage(QWidget):
    """Teaches how to begin."""

    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the words, a button, and what was classified earlier."""
        super().__init__(parent)
        page = QWidget()
        fill_scrolled(self, page)
        column = page_column(page)
        title = QLabel("Drop a folder here, or choose one")
        title.setObjectName("pageTitle")
        column.addWidget(title, alignment=Qt.AlignmentFlag.AlignHCenter)
        words = QLabel(
            "Every picture in it is classified, and those that a person should look at first are pointed out. "
            "If its folders are named after classes, the answers are compared with them.\n\n"
            "It continues in the background. You can interrupt it at any time, and nothing is lost."
        )
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setProperty("tone", "faint")
        column.addWidget(words)
        column.addSpacing(16)
        button = QPushButton("Choose a folder…")
        button.setMinimumWidth(220)
        button.clicked.connect(self.folder_asked)
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.earlier = EarlierList()
        column.addWidget(self.earlier)


class MessagePage(QWidget):
    """Says what happened, and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait for a message."""
        super().__init__(parent)
        column = page_column(self)
        self._title, self._text = QLabel(), QLabel()
        self._title.setObjectName("pageTitle")
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)

    def show_message(self, title: str, text: str) -> None:
        """Show a message."""
        self._title.setText(title)
        self._text.setText(text)
