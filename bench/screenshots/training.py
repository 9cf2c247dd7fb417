"""Screenshots of a training, from the images to the installed model, and of an evaluation."""

import dataclasses
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QScrollArea

from bench.screenshots.shots import Shot
from bench.screenshots.stage import Stage
from gui.settings import Settings
from gui.training.evaluate_window import EvaluateWindow
from gui.training.training_window import TrainingWindow
from gui.widgets.step_list import Step
from gui.widgets.theme import Colours
from training.runs.order import read_epochs

_SIZE = (1080, 700)
# Small enough for seconds, large enough for curves.
_TINY: dict[str, Any] = {
    "size": 96,
    "batch_size": 8,
    "validation_share": 0.25,
    "frozen_blocks": 8,
    "head_epochs": 10,
    "epochs": 8,
    "patience": 8,
    "rate": 5e-4,
}
_SHOWN_AFTER = 6


def take_training(stage: Stage, settings: Settings, colours: Colours, dataset: Path) -> None:
    """Go through the four steps: images, settings, a training of seconds, its result, installed."""
    window = TrainingWindow(settings, colours)
    window.resize(*_SIZE)
    window.come_forward()
    window.data_page.add_places([dataset])
    stage.wait_for(lambda: window.data_page.choice and not window.data_page.is_checking, "checked dataset")
    stage.take(Shot.IMAGES, window)
    page = window.settings_page
    window.show_step(Step.SETTINGS)
    stage.wait_for(lambda: any(label.text().startswith("About ") for label in page.findChildren(QLabel)), "estimate")
    stage.take(Shot.SETTINGS, window)
    page.set_config(dataclasses.replace(page.config, **_TINY))
    assert window.data_page.choice is not None
    order = dataclasses.replace(page.order_for(window.data_page.choice), is_yielding=False)
    window.show_step(Step.RUN)
    window.run_page.start(order)
    stage.wait_for(
        lambda: len(read_epochs(order.request.out)) >= _SHOWN_AFTER or not window.run_page.is_running, "epochs"
    )
    stage.take(Shot.TRAINING, window)
    result = window.result_page
    stage.wait_for(lambda: result.measurement.isVisible(), "result of the training")
    stage.take(Shot.RESULT, window)
    result.package.install.click()
    stage.wait_for(lambda: result.package.undo.isVisible(), "installed model")
    bar = result.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    stage.take(Shot.INSTALLED, window)
    window.close()


def take_evaluation(stage: Stage, settings: Settings, colours: Colours, dataset: Path) -> None:
    """Evaluate the model that was just installed on the dataset's test images."""
    window = EvaluateWindow(settings, colours)
    window.resize(*_SIZE)
    window.come_forward()
    window.form.model.setCurrentIndex(window.form.model.count() - 1)
    window.form.dataset.setText(str(dataset))
    window.form.start.click()
    stage.wait_for(lambda: window.result.measurement.isVisible(), "result of the evaluation")
    stage.take(Shot.EVALUATION, window)
    window.close()
