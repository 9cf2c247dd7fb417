"""The pages shown in place of the table: how to start, and what went wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from core.program.translation import mark, tr
from gui.batch.earlier_list import EarlierList
from gui.viewer.empty_pages import page_column
from gui.widgets.scrolled_page import fill_scrolled

NO_IMAGES = mark(
    "The folder contains no images that Falx can read ({formats}). Choose another folder, or include subfolders."
)


_TEACHING = mark("Drop a folder here, or choose one")
_WHAT_IT_DOES = mark(
    "Falx classifies every picture in it and marks those that a person should look at first. If "
    "subfolders are named after classes, Falx compares the answers with these names.\n\nIt continues in "
    "the background. You can interrupt it at any time, and nothing is lost."
)
# The widest name that fits the column.
_NAME_WIDTH = 380


class StartPage(QWidget):
    """Explains how to start; once a folder is chosen, shows its contents."""

    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the text, a button, and earlier batches."""
        super().__init__(parent)
        page = QWidget()
        column = page_column(page)
        fill_scrolled(self, page)
        self._chosen = ""
        self._title, self._words = QLabel(tr(_TEACHING)), QLabel(tr(_WHAT_IT_DOES))
        self._title.setObjectName("pageTitle")
        column.addWidget(self._title, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setProperty("tone", "faint")
        column.addWidget(self._words)
        column.addSpacing(16)
        button = QPushButton(tr("Choose a folder…"))
        button.setMinimumWidth(220)
        button.clicked.connect(self.folder_asked)
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.earlier = EarlierList()
        column.addWidget(self.earlier)

    def show_introduction(self) -> None:
        """Show how to start."""
        self._chosen = ""
        self._title.setText(tr(_TEACHING))
        self._words.setText(tr(_WHAT_IT_DOES))

    def show_chosen(self, name: str) -> None:
        """Show the name of the chosen folder, and the next step."""
        self._chosen = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
        self._title.setText(tr("Press Start"))
        self.show_contents("")

    def show_contents(self, text: str) -> None:
        """Show the contents of the folder; "" where they are not known yet."""
        if self._chosen:
            self._words.setText(f"{self._chosen}\n{text}" if text else self._chosen)


class MessagePage(QWidget):
    """Shows what happened and what to do."""

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
