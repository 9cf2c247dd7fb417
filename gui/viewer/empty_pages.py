"""The pages in place of a picture: how to start, and why a file could not be opened."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.formats import list_formats, name_common_formats
from core.program.translation import tr
from core.program.wording import one_line, shown_name
from gui.translated_messages.relay import relayed
from gui.widgets.icons import load_icon
from gui.widgets.plain_tip import plain_tip
from gui.widgets.recent_files import RecentFile
from gui.widgets.theme import Colours

if TYPE_CHECKING:
    from gui.work.answers import Failure

_COLUMN_WIDTH, _LEAST_COLUMN_WIDTH = 460, 280
_SHOWN_RECENT = 3
# Of a recent file: the width of its line, the widest name, the least width of name and folder, and the gaps beside and
# between the words.
_RECENT_WIDTH, _MOST_NAME, _LEAST_WORDS, _BESIDE_WORDS = 600, 280, 56, 48


class EmptyPage(QWidget):
    """Explains how to start."""

    recent_chosen = Signal(object)
    open_asked = Signal()
    folder_asked = Signal()
    sample_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no recent files yet."""
        super().__init__(parent)
        column = page_column(self, _RECENT_WIDTH)
        title = QLabel(tr("Drop an MRI here, or press Ctrl+O"))
        title.setObjectName("pageTitle")
        column.addWidget(title, alignment=Qt.AlignmentFlag.AlignHCenter)
        formats = QLabel(tr("{formats} and more; a file, or a folder of them", formats=name_common_formats()))
        formats.setProperty("tone", "faint")
        formats.setToolTip(tr("Falx reads {formats}.", formats=list_formats(tr("and"))))
        formats.setWordWrap(True)
        formats.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(formats)
        column.addSpacing(16)
        for text, signal in (
            (tr("Open a file…"), self.open_asked),
            (tr("Open a folder or CD…"), self.folder_asked),
            (tr("Open a synthetic sample"), self.sample_asked),
        ):
            button = QPushButton(text)
            button.setMinimumWidth(220)
            button.clicked.connect(signal)
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column, self._last = column, QWidget()
        self.show_recent([])

    def show_recent(self, recent: list[RecentFile]) -> None:
        """List the recent files, newest first; hide the list where there are none."""
        self._last.hide()
        self._last.deleteLater()
        self._last = QWidget()
        column = QVBoxLayout(self._last)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        heading = QLabel(tr("LAST OPENED"))
        heading.setProperty("tone", "heading")
        column.addWidget(heading, alignment=Qt.AlignmentFlag.AlignHCenter)
        for file in recent[:_SHOWN_RECENT]:
            # Names give way to date and result, which are read in full.
            room = _RECENT_WIDTH - _BESIDE_WORDS - self.fontMetrics().horizontalAdvance(file.result)
            name = elided(self, file.name, max(_LEAST_WORDS, min(_MOST_NAME, room - _LEAST_WORDS)))
            room -= self.fontMetrics().horizontalAdvance(name)
            shown = replace(file, folder=elided(self, file.folder, max(_LEAST_WORDS, room)))
            button = QPushButton(name.replace("&", "&&"))
            button.setToolTip(plain_tip(one_line(str(file.path))))
            button.setAccessibleDescription(file.folder)
            button.setProperty("tone", "link")
            button.clicked.connect(lambda _=False, path=file.path: self.recent_chosen.emit(path))
            folder = QLabel(shown.facts)
            folder.setToolTip(plain_tip(file.facts))
            folder.setTextFormat(Qt.TextFormat.PlainText)
            folder.setProperty("tone", "faint")
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(button)
            row.addWidget(folder)
            row.addStretch()
            column.addLayout(row)
        self._column.addWidget(self._last)
        self._last.setVisible(bool(recent))


class ErrorPage(QWidget):
    """Shows what could not be opened, why, and what to do; details on demand."""

    open_asked = Signal()
    retry_asked = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start without a failure."""
        super().__init__(parent)
        column = page_column(self)
        self.icon = QLabel()
        column.addWidget(self.icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._title = QLabel()
        self._title.setObjectName("pageTitle")
        self._reason, self._details = QLabel(), QLabel()
        for label in (self._title, self._reason, self._details):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.setProperty("tone", "faint")
        self._details.hide()
        self._toggle = QPushButton(tr("Details"))
        self._toggle.setProperty("tone", "link")
        self._toggle.clicked.connect(self._on_toggle_clicked)
        self._retry, other = QPushButton(tr("Try again")), QPushButton(tr("Open another file…"))
        self._retry.clicked.connect(self.retry_asked)
        other.clicked.connect(self.open_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self._retry)
        buttons.addWidget(other)
        buttons.addStretch()
        column.addWidget(self._title)
        column.addWidget(self._reason)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addWidget(self._toggle, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._details)
        self.set_colours(colours)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        icon = load_icon("problem", QColor(colours.text))
        self.icon.setPixmap(icon.pixmap(QSize(48, 48)))

    def show_failure(self, failure: "Failure") -> None:
        """Show why something could not be opened."""
        from gui.work.answers import STOPPED

        name = failure.path.name if failure.path else ""
        is_stopped = failure.code == STOPPED
        # A stop by the user is not a problem.
        self.icon.setVisible(not is_stopped)
        what = tr("was not opened") if is_stopped else tr("could not be opened")
        self._title.setText(f"{elided(self, name)} {what}" if name else tr("The file could not be opened"))
        self._retry.setVisible(bool(name))
        text = failure.text.removeprefix(f"{shown_name(failure.path)}: ") if failure.path else failure.text
        reason, _, advice = text.rpartition("; ")
        sentences = [part[:1].upper() + part[1:].rstrip(".") + "." for part in map(relayed, (reason, advice)) if part]
        self._reason.setText("\n".join(sentences))
        where = f"{failure.path}\n" if failure.path else ""
        self._details.setText(f"{where}{failure.code}")
        self._details.hide()

    @Slot()
    def _on_toggle_clicked(self) -> None:
        self._details.setVisible(self._details.isHidden())


def page_column(page: QWidget, width: int = _COLUMN_WIDTH) -> QVBoxLayout:
    """Lay out a column in the middle of a page, of at most a width."""
    page.setAutoFillBackground(True)
    # A fixed width, so that Qt computes the height of wrapped text from it.
    middle = QWidget()
    middle.setMaximumWidth(width)
    middle.setMinimumWidth(_LEAST_COLUMN_WIDTH)
    column = QVBoxLayout(middle)
    column.setSpacing(8)
    column.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(middle, 100)
    row.addStretch()
    whole = QVBoxLayout(page)
    whole.setContentsMargins(24, 24, 24, 24)
    whole.addStretch()
    whole.addLayout(row)
    whole.addStretch()
    return column


def elided(widget: QWidget, name: str, limit: int | None = None) -> str:
    """Elide a name in its middle to the width of a page's column."""
    return widget.fontMetrics().elidedText(
        name, Qt.TextElideMode.ElideMiddle, _COLUMN_WIDTH - 180 if limit is None else limit
    )
