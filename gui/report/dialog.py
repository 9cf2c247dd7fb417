"""The dialog that writes a report: as what, what goes in, where; and what of the patient a DICOM object keeps."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.program.translation import is_translated, mark, tr
from core.program.wording import NOTICE, count_of, one_line
from gui.report.kinds import KINDS
from gui.report.subject import ReportSubject
from gui.report.writer import ReportWriter, WriteOrder
from gui.widgets.no_wheel import NoWheelComboBox
from gui.widgets.save_name import ask_save_name
from gui.widgets.scrolled_page import fill_scrolled
from gui.widgets.theme import SPACE
from gui.widgets.window_keys import add_window_keys
from gui.widgets.window_size import fit_height
from gui.widgets.wrapped_label import wrapped_label
from gui.work.inference import OpenClassifier

if TYPE_CHECKING:
    from core.report.case import CaseOrder
    from core.report.dicom.source_object import KeptTag

_WIDTH = 480
_ENGLISH = mark("The report is written in English, so that it can be read everywhere.")
_READING = mark("Reading what the picture's file states…")
_NO_DICOM = mark("The picture is not from a DICOM file: there is nothing to keep.")
_EMPTY = mark("The picture's file states nothing of a patient.")
_ALWAYS = mark(
    "The identifiers of study, series and picture are always in it, so that it is listed beside the picture."
)


class ReportDialog(QDialog):
    """Writes reports of one picture, in one kind after the other if the user likes."""

    def __init__(
        self,
        subject: ReportSubject,
        open_classifier: OpenClassifier,
        draw_view: Callable[[str], QImage],
        parent: QWidget,
    ) -> None:
        """Offer what there is.

        Args:
            subject: what the report is on.
            open_classifier: opens a copy of the model in use.
            draw_view: draws the view with a caption that holds the name of a file, "" for none.
            parent: the window.
        """
        super().__init__(parent)
        self._subject, self._draw_view = subject, draw_view
        self._target: Path | None = None
        self._writer = ReportWriter(open_classifier, self)
        self.setObjectName("reportDialog")
        self.setWindowTitle(tr("Report"))
        self.kind = NoWheelComboBox()
        self.kind.setAccessibleName(tr("Write as"))
        for one in KINDS:
            self.kind.addItem(tr(one.words))
        self.file_name = QCheckBox(tr("Name of the file (it may hold a patient's name)"))
        count = len(subject.measurements)
        self.measurements = QCheckBox(tr("Measurements ({lines})", lines=count_of(count, "line")))
        self.opinion, self.note = QCheckBox(tr("My opinion")), QCheckBox(tr("My note"))
        self.patient = QCheckBox(tr("Patient and study, as the picture's file states them:"))
        self.tags = QLabel()
        self.save, self.close_button = QPushButton(tr("Save…")), QPushButton(tr("Close"))
        self.folder, self.opening = QPushButton(tr("Show in folder")), QPushButton(tr("Open"))
        self._bar, self._said = QProgressBar(), QLabel()
        self._choices, self._foot = QWidget(), QWidget()
        self._lay_out()
        self._offer()
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        self.save.clicked.connect(self._on_save_clicked)
        self.close_button.clicked.connect(self.close)
        self.folder.clicked.connect(self._on_folder_clicked)
        self.opening.clicked.connect(self._on_open_clicked)
        self._writer.progressed.connect(self._said.setText)
        self._writer.written.connect(self._on_writer_written)
        self._writer.failed.connect(self._on_writer_failed)
        self._writer.tags_read.connect(self._on_writer_tags_read)
        self._writer.rested.connect(self._on_writer_rested)
        self.finished.connect(self._on_finished)
        self._on_kind_changed(0)
        self._writer.read_tags(subject.image)

    @property
    def said(self) -> str:
        """What is shown of the last report."""
        return self._said.text()

    def _offer(self) -> None:
        """Show the choices that there are; what was added goes in unless the user says otherwise."""
        opinion = self._subject.opinion
        for box, is_there in (
            (self.measurements, bool(self._subject.measurements)),
            (self.opinion, opinion is not None),
            (self.note, opinion is not None and bool(opinion.note)),
        ):
            box.setVisible(is_there)
            box.setChecked(is_there)
        self.tags.setText(tr(_READING))
        self.patient.setEnabled(False)

    def _order(self) -> "CaseOrder":
        from dataclasses import replace

        from core.report.case import CaseOrder

        subject, opinion = self._subject, self._subject.opinion
        if opinion and not self.note.isChecked():
            opinion = replace(opinion, note="")
        return CaseOrder(
            level=subject.level,
            window=subject.window,
            class_name=subject.class_name,
            method=subject.method,
            study=subject.study,
            file_name=subject.image.source.name if self.file_name.isChecked() else "",
            opinion=opinion if self.opinion.isChecked() else None,
            measurements=subject.measurements if self.measurements.isChecked() else (),
            # Where the choice is not shown, they were not agreed to.
            shapes=subject.shapes if self.measurements.isChecked() and not self.measurements.isHidden() else (),
        )

    @Slot(int)
    def _on_kind_changed(self, index: int) -> None:
        kind, subject = KINDS[index], self._subject
        for widget in (self.patient, self.tags):
            widget.setVisible(kind.is_dicom)
        # A picture shows what the view shows.
        states_all = not (kind.is_view or kind.is_capture)
        self.measurements.setVisible(states_all and bool(subject.measurements))
        self.opinion.setVisible(states_all and subject.opinion is not None)
        self.note.setVisible(states_all and subject.opinion is not None and bool(subject.opinion.note))
        self._fit()

    @Slot()
    def _on_save_clicked(self) -> None:
        kind, subject = KINDS[self.kind.currentIndex()], self._subject
        stem = f"{subject.image.source.stem} falx" if self.file_name.isChecked() else "falx report"
        suggestion = subject.folder / f"{stem}{kind.suffix}"
        target = ask_save_name(self, tr("Save report as"), suggestion, kind.filter, (kind.suffix,))
        if target is None:
            return
        if _is_same(target, subject.image.source):
            self._on_writer_failed(tr("{name} is the picture itself. Choose another name.", name=one_line(target.name)))
            return
        order = self._order()
        view = self._draw_view(order.file_name) if kind.is_view else None
        self._show_work(True)
        self._writer.write(
            WriteOrder(subject.image, order, kind, target, kind.is_dicom and self.patient.isChecked(), view)
        )

    def _show_work(self, is_working: bool) -> None:
        self._bar.setVisible(is_working)
        self.save.setEnabled(not is_working)
        self.folder.setVisible(False)
        self.opening.setVisible(False)
        self._said.setVisible(True)
        self._fit()

    @Slot(object)
    def _on_writer_written(self, target: Path) -> None:
        self._target = target
        self._show_work(False)
        self._said.setText(tr("Saved {name}", name=one_line(target.name)))
        self.folder.show()
        self.opening.setVisible(target.suffix != ".dcm")
        self._fit()

    @Slot(str)
    def _on_writer_failed(self, words: str) -> None:
        self._show_work(False)
        self._said.setText(words)
        self._fit()

    @Slot(object, bool)
    def _on_writer_tags_read(self, tags: "Sequence[KeptTag]", is_dicom: bool) -> None:
        self.patient.setEnabled(bool(tags))
        lines = [f"{tag.name}: {tag.value}" for tag in tags] or [tr(_EMPTY) if is_dicom else tr(_NO_DICOM)]
        self.tags.setText("\n".join([*lines, tr(_ALWAYS)] if is_dicom else lines))
        self._fit()

    @Slot()
    def _on_writer_rested(self) -> None:
        if self.isHidden():
            self._on_finished()

    @Slot()
    def _on_finished(self) -> None:
        """Delete the closed dialog, as soon as no thread of its writer needs it."""
        if not self._writer.is_busy:
            self.deleteLater()

    @Slot()
    def _on_folder_clicked(self) -> None:
        if self._target:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    @Slot()
    def _on_open_clicked(self) -> None:
        if self._target:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target)))

    def _fit(self) -> None:
        # On a low screen the choices scroll, and the buttons stay in sight.
        fit_height(self, (self._choices, self._foot), _WIDTH)

    def _lay_out(self) -> None:
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(tr("Writing the report"))
        for label in (self.tags, self._said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.tags.setProperty("tone", "faint")
        self.tags.setContentsMargins(22, 0, 0, 0)
        self.save.setProperty("tone", "primary")
        column = _column_in(self._choices, 4 * SPACE, 0)
        self.setFixedWidth(_WIDTH)
        column.addWidget(_heading(tr("Write as")))
        column.addWidget(self.kind)
        if is_translated():
            column.addWidget(wrapped_label("faint", tr(_ENGLISH)))
        column.addSpacing(SPACE)
        column.addWidget(_heading(tr("Include")))
        for box in (self.file_name, self.measurements, self.opinion, self.note, self.patient):
            column.addWidget(box)
        column.addWidget(self.tags)
        column.addStretch()
        fill_scrolled(self, self._choices).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = _column_in(self._foot, 3 * SPACE, 4 * SPACE)
        column.addWidget(self._bar)
        result = QHBoxLayout()
        result.addWidget(self._said, 1)
        for button in (self.opening, self.folder):
            button.setProperty("tone", "link")
            result.addWidget(button)
        column.addLayout(result)
        notice = QLabel(tr(NOTICE))
        notice.setWordWrap(True)
        notice.setProperty("tone", "faint")
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(notice)
        row.addStretch()
        for button in (self.close_button, self.save):
            row.addWidget(button)
        column.addLayout(row)
        for widget in (self._bar, self._said, self.folder, self.opening):
            widget.hide()
        whole = self.layout()
        assert whole is not None
        whole.setSpacing(0)
        whole.addWidget(self._foot)
        # Otherwise Qt makes the first button the default one; it has to be named once all are in the dialog.
        for button in (self.opening, self.folder, self.close_button):
            button.setAutoDefault(False)
        self.save.setDefault(True)
        add_window_keys(self)


def _column_in(widget: QWidget, above: int, below: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(4 * SPACE, above, 4 * SPACE, below)
    column.setSpacing(2 * SPACE)
    return column


def _heading(text: str) -> QLabel:
    label = QLabel(text.upper())
    label.setProperty("tone", "heading")
    return label


def _is_same(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:
        return False
