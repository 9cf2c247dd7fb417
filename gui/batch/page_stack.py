"""The middle of the window: how to start, the results, or a message."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.batch.results.page import ResultsPage
from gui.batch.start_pages import MessagePage, StartPage


class BatchPages(QStackedWidget):
    """Shows one of three pages, and the button back to the first page where it is of use."""

    def __init__(self, results: ResultsPage, home: QWidget, parent: QWidget | None = None) -> None:
        """Start on the first page.

        Args:
            results: the page of the results.
            home: the button that leads back to the first page.
            parent: of the widget.
        """
        super().__init__(parent)
        self.start, self._results, self._message, self._home = StartPage(), results, MessagePage(), home
        for page in (self.start, self._results, self._message):
            self.addWidget(page)
        home.hide()

    def show_start(self) -> None:
        """Show how to start."""
        self._home.hide()
        self.setCurrentWidget(self.start)

    def show_results(self) -> None:
        """Show the results of a running batch."""
        self._home.hide()
        self.setCurrentWidget(self._results)
        self._results.table.setFocus()

    def show_message(self, title: str, text: str) -> None:
        """Show what happened and what to do."""
        self._message.show_message(title, text)
        self._home.show()
        self.setCurrentWidget(self._message)
