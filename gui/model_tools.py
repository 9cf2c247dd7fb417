"""The menu of the models on this computer, and the window that evaluates one."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from gui.settings import Settings
from gui.theme import Colours, colours_of

if TYPE_CHECKING:
    from gui.training.evaluate_window import EvaluateWindow


class ModelTools(QObject):
    """Lists the models, looked for anew whenever the menu opens.

    `model_chosen` tells the folder of one, None of that which comes with the program.
    """

    model_chosen = Signal(object)

    def __init__(self, settings: Settings, menu: QMenu, evaluate: QAction, parent: QWidget) -> None:
        """Fill the menu when it is opened.

        Args:
            settings: remember the model in use.
            menu: to fill.
            evaluate: the command that opens the window.
            parent: the main window.
        """
        super().__init__(parent)
        self._settings, self._menu = settings, menu
        self._evaluation: EvaluateWindow | None = None
        menu.aboutToShow.connect(self._on_menu_about_to_show)
        evaluate.triggered.connect(self._on_evaluate_triggered)

    def set_colours(self, colours: Colours) -> None:
        """Put on the colours of a theme."""
        if self._evaluation:
            self._evaluation.set_colours(colours)

    def stop(self) -> None:
        """End an evaluation that is under way, for a window that closes."""
        if self._evaluation:
            self._evaluation.close()

    def _on_menu_about_to_show(self) -> None:
        # Not needed for the first paint.
        from core.errors import FalxError
        from core.model_package import ModelPackage
        from core.model_store import installed_packages, shipped_package

        self._menu.clear()
        group = QActionGroup(self._menu)
        chosen = self._settings.model
        # One that was removed meanwhile is replaced by the shipped one.
        current = chosen if chosen and chosen.exists() else shipped_package()
        for folder in installed_packages():
            action = self._menu.addAction(folder.name)
            action.setCheckable(True)
            action.setChecked(folder == current)
            group.addAction(action)
            try:
                package = ModelPackage.open(folder)
            except FalxError:
                action.setText(f"{folder.name} (damaged)".replace("&", "&&"))
                action.setEnabled(False)
                continue
            is_shipped = folder == shipped_package()
            origin = " (comes with Falx)" if is_shipped else ""
            action.setText(f"{package.title}{origin}".replace("&", "&&"))
            place: Path | None = None if is_shipped else folder
            action.triggered.connect(lambda _=False, place=place: self.model_chosen.emit(place))

    def _on_evaluate_triggered(self) -> None:
        if self._evaluation is None:
            from gui.training.evaluate_window import EvaluateWindow

            self._evaluation = EvaluateWindow(self._settings, colours_of(self._settings.theme))
        self._evaluation.come_forward()
