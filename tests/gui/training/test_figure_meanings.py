"""Every figure is explained by one sentence on hover."""

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar

from core.jobs.events import Progress
from gui.batch.run_bar import RunBar
from gui.training.result.figure_meanings import meaning_of
from gui.training.result.figure_rows import _FIGURES, _VERDICTS
from gui.training.result.figure_table import FigureTable
from gui.training.run.progress_panel import ProgressPanel
from gui.widgets.number_texts import grouped
from gui.widgets.theme import DARK


@pytest.mark.parametrize("name", [figure[0] for figure in (*_VERDICTS, *_FIGURES)])
def test_each_figure_has_its_sentence(qtbot, name):
    table = FigureTable()
    qtbot.addWidget(table)
    table.show_rows(["", "model 1.0"], [(f"{name}\nat 95 %", "90 %\n(80 % to 95 %)")])
    tips = {label.toolTip() for label in table.findChildren(QLabel) if label.text() not in ("", "model 1.0")}
    assert tips == {meaning_of(name)}
    assert meaning_of(name).endswith(".")


def test_columns_of_the_classes_are_explained_too(qtbot):
    table = FigureTable()
    qtbot.addWidget(table)
    table.show_rows(("", "Images", "Precision", "Sensitivity", "F1"), [("Glioma", "20", "0.9", "0.8", "0.85")])
    for label in table.findChildren(QLabel):
        assert bool(label.toolTip()) == (label.text() not in ("", "Glioma"))


def test_what_a_training_and_a_batch_report_is_explained(qtbot):
    panel, bar = ProgressPanel(DARK), RunBar([])
    for widget in (panel, bar):
        qtbot.addWidget(widget)
        assert all(one.toolTip() for one in widget.findChildren(QProgressBar))
    for figure in (panel.loss, panel.accuracy, panel.best_words):
        assert figure.toolTip().endswith(".")
    bar.show_started("Starting")
    bar.show_progress(Progress("Classifying", 3, 7, 12.0))
    [line] = [label for label in bar.findChildren(QLabel) if label.text().startswith("Class")]
    assert "how many a second" in line.toolTip()


@pytest.mark.parametrize(
    ("value", "text"), [(68.5, "69"), (68.49999999, "69"), (69.5, "70"), (-68.5, "−68"), (1234.5, "1\u202f235")]
)
def test_a_half_is_one_number_wherever_it_is_shown(value, text):
    assert grouped(value) == text
