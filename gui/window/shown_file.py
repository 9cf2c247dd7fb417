"""What the window shows of a file that is opened: its progress, its picture, its name, or why it cannot be read."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.program.translation import tr
from core.program.wording import one_line
from gui.settings import Settings
from gui.study.texts import sequence_title
from gui.translated_messages.relay import relayed
from gui.viewer.navigator import Navigator
from gui.widgets.window_titles import in_title
from gui.window.classification import Classification
from gui.window.drop_and_paste import DropAndPaste
from gui.window.opening import Opening
from gui.window.recents import Recents
from gui.window.stack_work import StackWork

if TYPE_CHECKING:
    from core.image.slice import Slice
    from gui.work.answers import Failure


class ShownFile(QObject):
    """Lets viewer, verdict and title of the window follow what is opened."""

    def __init__(
        self,
        opening: Opening,
        classification: Classification,
        stacks: StackWork,
        recent: Recents,
        drop_and_paste: DropAndPaste,
        settings: Settings,
        say: Callable[[str], None],
        window: QWidget,
    ) -> None:
        """Listen to what is opened.

        Args:
            opening: opens files.
            classification: gives the verdict on the picture that its viewer shows, or a page in its place.
            stacks: know the slice to begin a stack with.
            recent: lists what was opened.
            drop_and_paste: knows which file is that of a pasted picture.
            settings: hold the level that the user has chosen.
            say: shows a text in the line at the foot.
            window: whose title names the file.
        """
        super().__init__(window)
        self._opening, self._viewer, self._classification, self._stacks = (
            opening,
            classification.viewer,
            classification,
            stacks,
        )
        self._recent, self._drop_and_paste, self._settings = recent, drop_and_paste, settings
        self._say, self._window = say, window
        self._name("")
        opening.begun.connect(self._on_opening_begun)
        opening.progressed.connect(classification.viewer.show_progress)
        opening.read.connect(self._on_opening_read)
        opening.failed.connect(self._on_opening_failed)
        opening.left.connect(self._on_opening_left)

    def _name(self, name: str) -> None:
        self._window.setWindowTitle(f"{in_title(one_line(name))} – Falx" if name else "Falx")

    @Slot(object, object)
    def _on_opening_begun(self, path: Path, navigator: Navigator) -> None:
        # Clear the previous picture and its verdict meanwhile.
        self._classification.await_picture()
        self._recent.begin()
        self._name("")
        if navigator.level is None:
            self._stacks.use_level(self._settings.level)
        self._viewer.show_loading(path.name, navigator)

    @Slot(object, object, object)
    def _on_opening_read(self, path: Path, slices: "list[Slice]", asked: Path | None) -> None:
        from core.image.sample_files import is_sample

        is_bundled = is_sample(path)
        if asked and not is_bundled and not self._drop_and_paste.is_pasted(path):
            self._recent.add(asked)
        self._classification.begin_picture()
        self._viewer.show_slices(slices, is_bundled, self._opening.navigator, self._stacks.first_of(slices))
        # The folder of a medium says little, as SE000000.
        series = self._opening.series
        words = sequence_title(series.words) if series and series.is_stack else ""
        self._name(" · ".join(filter(None, (words, self._viewer.name))))

    @Slot(object, object)
    def _on_opening_failed(self, failure: "Failure", navigator: Navigator) -> None:
        self._classification.give_up()
        self._name("")
        self._viewer.show_failure(failure, navigator)
        if failure.path and failure.is_gone:
            self._recent.remove(failure.path)
        # The page shows the failure; the status line must not say that all is well.
        self._say(tr("Ready") if failure.path else one_line(relayed(failure.text)))

    @Slot()
    def _on_opening_left(self) -> None:
        self._classification.give_up()
        self._viewer.show_empty()
        self._name("")
        self._say(tr("Ready"))
