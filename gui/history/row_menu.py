"""The menu of a right click on entries of the history: what the buttons do with the selected ones."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QTableView

from core.program.translation import tr


def add_row_menu(table: QTableView, buttons: Sequence[QPushButton], delete: Callable[[], None]) -> None:
    """Give a table a menu.

    Args:
        table: of the entries.
        buttons: that the menu offers while they can be pressed.
        delete: deletes the selected entries.
    """

    def show(place: QPoint) -> None:
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in buttons:
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        action = menu.addAction(tr("&Delete…"))
        action.setEnabled(table.selectionModel().hasSelection())
        action.triggered.connect(delete)
        menu.popup(table.viewport().mapToGlobal(place))

    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.customContextMenuRequested.connect(show)
