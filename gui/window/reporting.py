"""Handing over what is shown: as a report, as a picture or text in the clipboard."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from core.model.confidence_levels import nearest_level
from core.program.translation import english, mark, tr
from gui.window.classification import Classification
from gui.window.menus import Menus
from gui.window.recents import Recents
from gui.window.stack_work import StackWork
from gui.work.inference import InferenceThread

if TYPE_CHECKING:
    from core.history.entry import Opinion
    from core.image.slice import Slice
    from core.report.case import CaseStudy
    from gui.report.dialog import ReportDialog
    from gui.report.subject import ReportSubject

_NO_PICTURE = mark("There is no picture to report on. Open one first.")
_NO_VERDICT = mark("There is no verdict on this picture yet.")


class Reporting(QObject):
    """Opens the report dialog on the picture of the first pane, and copies it.

    Attributes:
        opinion_of: returns what the reader thinks of the verdict that a model, by its title, gave on a slice;
            nothing by default.
        dialog: that is open; None for none.
    """

    def __init__(
        self,
        menus: Menus,
        classification: Classification,
        worker: InferenceThread,
        stacks: StackWork,
        recents: Recents,
        say: Callable[[str], None],
        window: QWidget,
    ) -> None:
        """Listen to the menu.

        Args:
            menus: of the window.
            classification: has the verdict, and the viewer.
            worker: opens the model.
            stacks: know the study.
            recents: name the folder to save in.
            say: shows a message.
            window: the main window.
        """
        super().__init__(window)
        self._classification, self._worker, self._stacks, self._recents = classification, worker, stacks, recents
        self._say, self._window = say, window
        self.opinion_of: Callable[[Slice, str], Opinion | None] = lambda image, model: None
        self.dialog: ReportDialog | None = None
        menus.report.triggered.connect(self._on_report_triggered)
        menus.copy_picture.triggered.connect(self._on_copy_picture_triggered)
        menus.copy_text.triggered.connect(self._on_copy_text_triggered)

    def _subject(self) -> "ReportSubject | None":
        """Gather what is shown; None, and a message, where there is no verdict."""
        from gui.report.subject import ReportSubject
        from gui.viewer.tools.measured_lines import measured_lines, measured_shapes

        answer, viewer, image = (
            self._classification.answer,
            self._classification.viewer,
            self._classification.viewer.image,
        )
        if image is None or answer is None or answer.image is not image:
            self._say(tr(_NO_VERDICT) if image else tr(_NO_PICTURE))
            return None
        return ReportSubject(
            image=image,
            level=nearest_level(answer.facts.levels, self._classification.panel.wanted_level),
            window=answer.shown_window,
            class_name=answer.class_name,
            method=answer.method,
            folder=self._recents.folder,
            study=self._study,
            measurements=measured_lines(image, viewer.view.measuring.measurement_list.measurements),
            shapes=measured_shapes(image, viewer.view.measuring.measurement_list.measurements),
            opinion=self.opinion_of(image, answer.facts.title),
        )

    @property
    def _study(self) -> "CaseStudy | None":
        sweeping = self._stacks.sweeping
        return sweeping.study if sweeping else None

    def _draw_view(self, file_name: str = "") -> QImage:
        from gui.report.view_picture import dated, draw_export

        return draw_export(self._classification.viewer.framed_view, dated(self._classification.caption, file_name))

    @Slot()
    def _on_report_triggered(self) -> None:
        subject = self._subject()
        if subject is None:
            return
        # A report stays English, whatever the window speaks.
        with english():
            subject = replace(subject, study=self._study)
        from gui.report.dialog import ReportDialog

        if self.dialog:
            self.dialog.close()
        dialog = ReportDialog(subject, self._worker.open_classifier, self._draw_view, self._window)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_dialog_finished(self) -> None:
        # It deletes itself, with the picture and what else it holds.
        self.dialog = None

    @Slot()
    def _on_copy_picture_triggered(self) -> None:
        if not self._classification.viewer.is_showing_picture:
            self._say(tr("There is no picture to copy. Open one first."))
            return
        QGuiApplication.clipboard().setImage(self._draw_view())
        self._say(tr("Copied the picture, with its caption."))

    @Slot()
    def _on_copy_text_triggered(self) -> None:
        subject, answer = self._subject(), self._classification.answer
        if subject is None or answer is None:
            return
        from datetime import datetime

        from core.report.short_text import format_text

        study = subject.study.sentence if subject.study else ""
        text = format_text(answer.at_level(subject.level), answer.facts.title, datetime.now(), study)
        QGuiApplication.clipboard().setText(text)
        self._say(tr("Copied the verdict as text."))
