"""The list of the models that can be evaluated: the installed ones, and packages that were dropped."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.errors import FalxError
from core.model.package import ModelPackage
from core.model.store import installed_packages, is_there
from gui.widgets.no_wheel import NoWheelComboBox


class ModelChoice(NoWheelComboBox):
    """Shows the title of each model; its data is the path of the package."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._levels: dict[Path, tuple[float, ...]] = {}
        self._dropped: list[Path] = []

    @property
    def levels(self) -> tuple[float, ...]:
        """The levels that the chosen model offers."""
        return self._levels.get(self.currentData(), ())

    def list_models(self, chosen: Path) -> None:
        """List the models.

        Args:
            chosen: the package to choose, where it is among them.
        """
        self.clear()
        for path in [*installed_packages(), *filter(is_there, self._dropped)]:
            try:
                self._add(path, ModelPackage.open(path))
            except FalxError:
                # The menu of models shows that it is damaged.
                continue
            if path == chosen:
                self.setCurrentIndex(self.count() - 1)

    def choose(self, path: Path) -> None:
        """Choose a package, and list it where it is not listed yet.

        Args:
            path: of a folder or file.

        Raises:
            InvalidPackageError: if it is damaged, or no package.
        """
        if self.place_of(path) < 0:
            self._add(path, ModelPackage.open(path))
            self._dropped.append(path)
        self.setCurrentIndex(self.place_of(path))

    def place_of(self, path: Path) -> int:
        """Return where a package is listed; -1 if it is not. `findData` would look for the same object."""
        return next((place for place in range(self.count()) if self.itemData(place) == path), -1)

    def _add(self, path: Path, package: ModelPackage) -> None:
        self._levels[path] = package.levels
        self.addItem(package.title, path)
