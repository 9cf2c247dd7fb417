"""The guide: a page that is bundled with Falx, opened in the browser without a network."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core.program.locations import resource
from core.program.translation import tr
from gui.widgets.window_keys import add_window_keys


def guide_file() -> Path:
    """Return the page of the guide."""
    return resource("guide", "guide.html")


def open_guide(parent: QWidget) -> None:
    """Open the guide in the browser; where none can be started, say where the guide is."""
    page = guide_file()
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))):
        return
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle("Falx")
    box.setText(tr("The browser could not be started."))
    box.setInformativeText(tr("To read the guide, open this file in a browser:\n{page}", page=page))
    box.addButton(QMessageBox.StandardButton.Close)
    add_window_keys(box)
    box.open()
