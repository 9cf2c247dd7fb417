"""State of a run: whether anything is left to train."""

from pathlib import Path

from core.errors import FalxError
from core.model.package import ModelPackage
from core.state_file import read_object
from training.fitting.early_stopping import has_stalled
from training.fitting.kept_weights import validation_losses
from training.run_files import PACKAGE, RUN_FILE
from training.runs.order import TrainingOrder, read_epochs
from training.runs.request import TrainingRequest


def finished_package(order: TrainingOrder) -> Path | None:
    """Return the folder of the complete package of a run with nothing left to do; None if there is work left.

    A run that was finished early has epochs left, unless it is to be finished again; a cross-validation is never
    finished early.
    """
    package = None if order.folds is not None else whole_package(order.request)
    return package.path if package else None


def whole_package(request: TrainingRequest) -> ModelPackage | None:
    """Open the complete package of one training with nothing left to do; None otherwise."""
    try:
        losses = validation_losses(read_object(request.out / RUN_FILE), request.out / RUN_FILE)
        package = ModelPackage.open(request.out / PACKAGE)
        package.verify_files()
    except (FalxError, OSError):
        return None
    # What was trained since the package was made is not in it.
    is_of_all = len(losses) == len(read_epochs(request.out))
    is_over = len(losses) >= request.config.epochs or has_stalled(losses, request.config.patience)
    return package if is_of_all and (request.is_finishing or is_over) else None
