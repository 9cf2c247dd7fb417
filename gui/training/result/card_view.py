"""A model card: as formatted text to read, and as Markdown to edit."""

from typing import Any

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.program.translation import tr
from gui.widgets.theme import SPACE

_LEAST_HEIGHT = 280
# With tables.
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class CardView(QWidget):
    """Shows the card; `text` is the field with its Markdown, `page` what is made of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty, to read."""
        super().__init__(parent)
        heading = QLabel(tr("MODEL CARD"))
        heading.setProperty("tone", "heading")
        self.edit = QPushButton(tr("Edit"))
        self.edit.setCheckable(True)
        self.edit.setToolTip(tr("Edit the card as Markdown; press again to read it"))
        self.page, self.text = CardPage(), QPlainTextEdit()
        self.text.setAccessibleName(tr("Model card"))
        self._views = QStackedWidget()
        self._views.setMinimumHeight(_LEAST_HEIGHT)
        for view in (self.page, self.text):
            self._views.addWidget(view)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._views)
        self.edit.toggled.connect(self._on_edit_toggled)
        self.text.textChanged.connect(self._on_text_text_changed)

    def show_card(self, text: str) -> None:
        """Show a card, to read."""
        self.text.setPlainText(text)
        self.edit.setChecked(False)
        self._on_text_text_changed()

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow no changes for now."""
        self.text.setReadOnly(is_read_only)

    @Slot(bool)
    def _on_edit_toggled(self, is_edited: bool) -> None:
        self._views.setCurrentWidget(self.text if is_edited else self.page)
        self._on_text_text_changed()
        if is_edited:
            self.text.setFocus()

    @Slot()
    def _on_text_text_changed(self) -> None:
        # Not for each letter that is typed: the page is hidden then.
        if not self.edit.isChecked():
            self.page.show_markdown(self.text.toPlainText())


class CardPage(QTextBrowser):
    """Formats Markdown; whatever it names is neither loaded nor followed, because a card may come from anywhere."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setAccessibleName(tr("Model card, formatted"))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(3 * SPACE)

    def show_markdown(self, text: str) -> None:
        """Show a text; HTML within it is shown as it is written."""
        self.document().setMarkdown(text, _FEATURES)
        # Qt leaves the view where the text ends.
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load nothing."""
        return None
