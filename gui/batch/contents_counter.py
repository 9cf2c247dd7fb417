"""Counts the files of the chosen folder, on its own thread, until another folder is chosen."""

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from core.batch.input_preview import InputPreview, preview_inputs
from gui.batch.setup_bar import SetupBar
from gui.work.background_worker import BackgroundWorker


class ContentsCounter(BackgroundWorker):
    """Shows in the bar what the chosen folder contains."""

    _counted = Signal(object, object)

    def __init__(self, setup: SetupBar, known_classes: Callable[[], Sequence[str]], parent: QObject) -> None:
        """Start idle.

        Args:
            setup: the bar in which a folder is chosen.
            known_classes: gives the classes that the model knows.
            parent: of the object.
        """
        super().__init__(parent)
        self._setup, self._known_classes = setup, known_classes
        self._stopping = threading.Event()
        self._counted.connect(self._on_self_counted)
        setup.inputs_changed.connect(self._on_setup_inputs_changed)

    def stop(self) -> None:
        """Stop counting at the next file, without waiting for a disk that does not answer."""
        self._stopping.set()

    @Slot()
    def _on_setup_inputs_changed(self) -> None:
        self.stop()
        if not self._setup.paths:
            return
        stopping = self._stopping = threading.Event()

        def tell(preview: InputPreview) -> None:
            if isValid(self):
                self.tell(self._counted, stopping, preview)
            else:
                # Qt has deleted the object: the window is gone.
                stopping.set()

        self._setup.show_contents(InputPreview().in_words())
        is_recursive, classes = self._setup.options.is_recursive, tuple(self._known_classes())
        arguments = (self._setup.paths, is_recursive, classes, tell, stopping.is_set)
        threading.Thread(target=preview_inputs, args=arguments, name="falx contents", daemon=True).start()

    @Slot(object, object)
    def _on_self_counted(self, stopping: threading.Event, preview: InputPreview) -> None:
        if not stopping.is_set():
            # Its imports are not needed to count.
            from core.series.entry import Catalogue
            from gui.study.texts import left_out_note

            left_out = [Catalogue(archive, (), left_out=files) for archive, files in preview.left_out]
            self._setup.show_contents(" · ".join(filter(None, (preview.in_words(), left_out_note(left_out)))))
