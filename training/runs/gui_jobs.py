"""Jobs of the training window, each done in a child process: the functions that `gui.work.job.Job` starts by name."""

from pathlib import Path
from typing import TYPE_CHECKING

from core.jobs.child import JobPipe
from training.evaluation.request import EvaluationRequest
from training.runs.order import TrainingOrder

# What only a child process needs is imported there: the window imports this module for its names.
if TYPE_CHECKING:
    from core.model.store import Installation
    from training.runs.measurement import RunMeasurement

__all__ = ["TrainingOrder", "evaluate", "export", "install", "measure", "train", "undo"]


def train(order: TrainingOrder, pipe: JobPipe) -> Path:
    """Train as ordered; returns the run's folder, after a log line for each image that could not be read."""
    from training.runs.execute import perform_cross_validation, perform_training

    unreadable = (
        perform_cross_validation(order, order.folds, pipe.report)["unreadable"]
        if order.folds
        else perform_training(order, pipe.report).unreadable
    )
    for line in unreadable:
        pipe.log(line)
    return order.request.out


def measure(folder: Path, rival: Path | None, pipe: JobPipe) -> "RunMeasurement":
    """Evaluate a run's model and another beside it on images that the run did not learn from."""
    from training.runs.measure import measure_run

    return measure_run(folder, rival, pipe.report)


def evaluate(request: EvaluationRequest, pipe: JobPipe) -> Path:
    """Evaluate a model on a dataset; returns the folder with the results."""
    from training.evaluation.evaluate import evaluate as evaluate_model

    evaluate_model(request, pipe.report)
    return request.out


def install(package: Path, card: str, pipe: JobPipe) -> "Installation":
    """Put the card into a package and install it."""
    from core.model.store import install_undoably
    from training.reports.card_edit import write_card

    write_card(package, card)
    return install_undoably(package)


def undo(package: Path, pipe: JobPipe) -> "Installation":
    """Take the installation of a package back."""
    from core.model.package import ModelPackage
    from core.model.store import undo_installation

    return undo_installation(ModelPackage.open(package))


def export(package: Path, card: str, target: Path, pipe: JobPipe) -> Path:
    """Put the card into a package and write it as a zip; returns the zip."""
    from core.model.package_format.export import export_package
    from training.reports.card_edit import write_card

    write_card(package, card)
    export_package(package, target)
    return target
