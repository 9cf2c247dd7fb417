"""Writes reports on a separate thread: drawing, a slow disk and the libraries must not hold the window."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from core.errors import FalxError
from core.jobs.events import Cancelled
from core.program.crash_log import keep_crash
from core.program.translation import english, tr
from gui.report.kinds import ReportKind
from gui.translated_messages.relay import relayed
from gui.work.answers import unforeseen
from gui.work.background_worker import BackgroundWorker
from gui.work.inference import OpenClassifier

if TYPE_CHECKING:
    from core.image.slice import Slice
    from core.report.case import Case, CaseOrder


@dataclass(frozen=True, slots=True, eq=False)
class WriteOrder:
    """What is to be written.

    Attributes:
        image: the slice.
        order: what the report states.
        kind: of the file.
        target: the file.
        keeps_patient: whether a DICOM object keeps the patient and the study.
        view: the picture of the view, which is written alone; None for a report.
    """

    image: "Slice"
    order: "CaseOrder | None"
    kind: ReportKind
    target: Path
    keeps_patient: bool = False
    view: QImage | None = None


class ReportWriter(BackgroundWorker):
    """Writes one report at a time.

    `progressed` carries what is being done, in words; `written` the file; `failed` why there is none, in words;
    `tags_read` the elements of the patient that a DICOM object may keep, and whether the picture is from one; `rested`
    that a thread has ended.
    """

    progressed = Signal(str)
    written = Signal(object)
    failed = Signal(str)
    tags_read = Signal(object, bool)
    rested = Signal()

    def __init__(self, open_classifier: OpenClassifier, parent: QObject | None = None) -> None:
        """Prepare.

        Args:
            open_classifier: opens a copy of the model, for this thread alone.
            parent: of the object.
        """
        super().__init__(parent)
        self._open_classifier = open_classifier
        self._running = 0
        self.rested.connect(self._on_rested)

    @property
    def is_busy(self) -> bool:
        """Whether a thread runs, which still needs this object."""
        return self._running > 0

    def write(self, order: WriteOrder) -> None:
        """Begin to write."""
        self._start(lambda: self._write(order))

    def read_tags(self, image: "Slice") -> None:
        """Begin to read what a DICOM object of a slice may keep."""
        self._start(lambda: self._read_tags(image))

    def _start(self, work: Callable[[], None]) -> None:
        def run() -> None:
            try:
                work()
            except Cancelled:
                # The window is closed, and its dialog with it.
                pass
            except FalxError as error:
                self.tell(self.failed, relayed(str(error)))
            except Exception as error:  # noqa: BLE001 - the boundary of the thread: without it the dialog would wait
                keep_crash(error)
                self.tell(self.failed, unforeseen(error).text)
            finally:
                self.tell(self.rested)

        self._running += 1
        threading.Thread(target=run, name="falx report", daemon=True).start()

    @Slot()
    def _on_rested(self) -> None:
        self._running -= 1

    def _write(self, wish: WriteOrder) -> None:
        from core.report.case import build_case

        if wish.view is not None:
            from gui.report.view_picture import write_picture

            self.tell(self.progressed, tr("Writing {name}…", name=wish.target.name))
            write_picture(wish.view, wish.target)
        elif wish.order is not None:
            self.tell(self.progressed, tr("Drawing the heat map…"))
            with english():
                case = build_case(self._open_classifier(), wish.image, wish.order)
            self.tell(self.progressed, tr("Writing {name}…", name=wish.target.name))
            with english():
                _write_case(case, wish)
        self.tell(self.written, wish.target)

    def _read_tags(self, image: "Slice") -> None:
        from core.report.dicom.source_object import patient_tags, read_source_object

        source = read_source_object(image)
        self.tell(self.tags_read, patient_tags(source), source.is_dicom)


def _write_case(case: "Case", wish: WriteOrder) -> None:
    if wish.kind.is_capture:
        from core.report.dicom.secondary_capture import write_secondary_capture
        from core.report.dicom.source_object import read_source_object

        write_secondary_capture(case, read_source_object(wish.image), wish.target, wish.keeps_patient)
    else:
        from core.report.writing import write_report

        write_report(case, wish.target, wish.keeps_patient)
