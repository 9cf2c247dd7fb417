"""What is asked beyond the verdict: explanations, and other pictures or models beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.settings import Settings
from gui.window.classification import Classification
from gui.window.menus import Menus
from gui.window.studies import Studies
from gui.work.inference import InferenceThread, OpenClassifier, opener

if TYPE_CHECKING:
    from core.image.slice import Slice
    from gui.window.comparing import Comparing
    from gui.window.explaining import Explaining


class ExplainAndCompare(QObject):
    """Holds what explains and what compares, and keeps both with the model in use."""

    def __init__(
        self,
        worker: InferenceThread,
        classification: Classification,
        menus: Menus,
        settings: Settings,
        studies: Studies,
        say: Callable[[str], None],
    ) -> None:
        """Wait until it is needed.

        Args:
            worker: knows how the model is opened.
            classification: classifies the picture that is shown.
            menus: of the window.
            settings: remember what is chosen.
            studies: list what is open.
            say: shows a text in the line at the foot.
        """
        super().__init__(classification)
        self._worker, self._classification, self._menus = worker, classification, menus
        self._settings, self._studies, self._say = settings, studies, say
        self._explaining: Explaining | None = None
        self._comparing: Comparing | None = None

    @property
    def explaining(self) -> "Explaining":
        """What explains; it is made when it is first needed."""
        self.begin()
        assert self._explaining
        return self._explaining

    @property
    def comparing(self) -> "Comparing":
        """What compares; it is made when it is first needed."""
        self.begin()
        assert self._comparing
        return self._comparing

    def describe_view(self) -> str:
        """Write a caption of what is seen: a line for each pane."""
        return self._comparing.caption if self._comparing else self._classification.caption

    def stack_of(self, image: "Slice") -> "list[Slice]":
        """Return the stack that a slice is shown in; that of the first pane where it is in none."""
        first = self._classification.viewer.slices
        if image in first or self._comparing is None:
            return first
        return next((pane.slices for pane in self._comparing.panes if image in pane.slices), first)

    @Slot()
    def begin(self) -> None:
        """Make both, once: the first paint does not wait for their modules."""
        if self._explaining:
            return
        from gui.window.comparing import Comparing
        from gui.window.explaining import Explaining
        from gui.work.explaining import ExplanationThread

        def open_model(folder: Path | None) -> OpenClassifier:
            return opener(folder) if folder else self._worker.open_classifier

        shown = (self._classification.viewer, self._classification.panel, self._menus, self._settings)
        self._comparing = Comparing(self._classification, *shown, self._studies.study_list.model, open_model)
        self._comparing.said.connect(self._say)
        self._explaining = Explaining(self._classification, *shown, ExplanationThread(open_model(None)))
        self._explaining.said.connect(self._say)

    def use_model(self, folder: Path | None) -> None:
        """Explain and compare by another model from now on; None for the one that comes with the program."""
        self.explaining.use_model(opener(folder))
        self.comparing.use_model(folder)

    def stop(self) -> None:
        """End all threads and close the windows."""
        if self._explaining and self._comparing:
            self._explaining.stop()
            self._comparing.stop()
