"""What stands in the middle of the window: how to begin, the results, or a message."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.batch.results.page import ResultsPage
from gui.batch.start_pages import MessagePage, StartPage


class BatchPages(QStackedWidget):
    """Shows one of three pages, and the way back to the beginning where it leads anywhere."""

    def __init__(self, results: ResultsPage, home: QWidget, parent: QWidget | None = None) -> None:
        """Begin at the beginning.

        Args:
            results: the page of the results.
            home: leads back to the beginning.
            parent: of the widget.
        """
        super().__init__(parent)
        self.start, self._results, self._message, self._home = StartPage(), results, MessagePage(), home
        for page in (self.start, self._results, self._message):
            self.addWidget(page)
        home.hide()

    def show_start(self) -> None:
        """Show how to begin."""
        self._home.hide()
        self.setCurrentWidget(self.start)

    def show_results(self) -> None:
        """Show the results of a batch that is under way."""
        self._home.hide()
        self.setCurrentWidget(self._results)
        self._results.table.setFocus()

    def show_message(self, title: str, text: str) -> None:
        """Say what happened, and what to do."""
        self._message.show_message(title, text)
        self._home.show()
        self.setCurrentWidget(self._message)
