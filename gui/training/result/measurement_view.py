"""The figures of an evaluation, beside those of the model in use on the same images."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.errors import InvalidStateError
from core.model.known_classes import display_name
from core.program.translation import mark, tr
from core.program.wording import NOTICE
from core.state_file import read_object
from gui.training.result.confusion_view import ConfusionView
from gui.training.result.figure_rows import (
    VERDICT_WORDS,
    class_rows,
    figure_rows,
    fold_rows,
    head_words,
    unreadable_words,
)
from gui.training.result.figure_table import FigureTable
from gui.training.result.mistake_gallery import MistakeGallery
from gui.training.result.wide_content import WideContent
from gui.widgets.theme import SPACE, Colours
from gui.widgets.wrapped_label import wrapped_label
from training.run_files import METRICS_FILE, MISTAKES_FOLDER
from training.statistics.figures import CrossValidation, EvaluationFigures

# The number of unreadable images that the tooltip lists.
_MOST_NAMED = 40
_INTERVALS = mark("In brackets: 95 % intervals, by resampling patients (where the dataset names them) or images.")


def read_metrics(folder: Path) -> EvaluationFigures | None:
    """Read the results of an evaluation from its folder; None where they are missing or incomplete."""
    try:
        return cast(EvaluationFigures, read_object(folder / METRICS_FILE))
    except InvalidStateError:
        return None


class MeasurementView(QWidget):
    """Shows figures with intervals, confusions, classes, worst mistakes."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.note, self.figures, self.classes = wrapped_label("faint"), FigureTable(), FigureTable()
        self.unreadable, self._mistake_note = wrapped_label(), wrapped_label("faint")
        for label in (self.note, self.unreadable, self._mistake_note):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.confusion, self.mistakes = ConfusionView(colours), MistakeGallery()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self._column.addWidget(self.note)
        self._column.addWidget(self.unreadable)
        self._column.addSpacing(2 * SPACE)
        self._column.addWidget(WideContent(self.figures))
        self._parts = [
            part
            for title, content in (
                (tr("CONFUSION MATRIX"), WideContent(self.confusion)),
                (tr("BY CLASS"), WideContent(self.classes)),
                (tr("WORST MISTAKES"), self.mistakes),
            )
            for part in (_heading(title), content)
        ]
        for part in self._parts:
            self._column.addWidget(part)
        self._column.insertWidget(self._column.indexOf(self.mistakes), self._mistake_note)
        self._column.addStretch()

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self.confusion.set_colours(colours)

    def show_metrics(
        self, folder: Path, metrics: EvaluationFigures, rival: EvaluationFigures | None, note: str
    ) -> None:
        """Show an evaluation.

        Args:
            folder: of its pictures.
            metrics: its figures.
            rival: the figures of the model in use, or None.
            note: on the measured images.
        """
        self.note.setText(f"{note} {tr(VERDICT_WORDS)} {tr(_INTERVALS)} {tr(NOTICE)}.")
        self._show_unreadable(metrics.get("unreadable", ()))
        head = ["", head_words(str(metrics["model"]))]
        if rival:
            head.append(head_words(str(rival["model"]), is_in_use=True))
        self.figures.show_rows(head, figure_rows(metrics, rival))
        self.confusion.show_counts(
            [display_name(name) for name in metrics["confusion"]["classes"]], metrics["confusion"]["counts"]
        )
        self.classes.show_rows(("", tr("Images"), tr("Precision"), tr("Sensitivity"), "F1"), class_rows(metrics))
        self.mistakes.show_mistakes(metrics["worst"], folder / MISTAKES_FOLDER)
        self._mistake_note.setText(
            tr(
                "The wrong answers that the model was most certain of. On the right, the heat map of the "
                "predicted class."
            )
            if metrics["worst"]
            else tr("All of these images were classified correctly. This is no guarantee for others.")
        )
        for part in (*self._parts, self._mistake_note):
            part.show()

    def show_folds(self, results: CrossValidation) -> None:
        """Show a cross-validation."""
        self.note.setText(
            tr(
                "{folds} models were trained, each measured on the fold that it did not see: mean and "
                "standard deviation between the folds, then each fold. {notice}.",
                folds=len(results["folds"]),
                notice=tr(NOTICE),
            )
        )
        self._show_unreadable(results.get("unreadable", ()))
        head = ["", tr("Mean"), *(tr("Fold {fold}", fold=fold["fold"]) for fold in results["folds"])]
        self.figures.show_rows(head, fold_rows(results))
        for part in (*self._parts, self._mistake_note):
            part.hide()

    def _show_unreadable(self, named: Sequence[str]) -> None:
        lines = [str(line) for line in named]
        self.unreadable.setText(unreadable_words(lines, tr("is not counted"), tr("are not counted")))
        self.unreadable.setToolTip("\n".join(lines[:_MOST_NAMED]))
        self.unreadable.setVisible(bool(lines))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "heading")
    label.setContentsMargins(0, 4 * SPACE, 0, 0)
    return label
