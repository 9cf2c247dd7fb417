"""Execute a training from its order to its end, the same for the dialog and the command line."""

import importlib
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from core.errors import (
    InvalidConfigError,
    InvalidDatasetError,
    InvalidPackageError,
    InvalidScoresError,
    LostFolderError,
    MissingLibraryError,
    NoImagesError,
    OccupiedFolderError,
)
from core.jobs.events import Report
from training.dataset.choice import settle
from training.run_files import CHECKPOINTS, HELD_OUT_FILE, MANIFEST_FILE, ORDER_FILE, STAGING_PREFIX
from training.runs.order import TrainingOrder, has_work, makes_dataset, write_order
from training.runs.run_lock import holding
from training.runs.training_result import TrainingResult
from training.statistics.figures import CrossValidation
from training.temporary_files import temporary_files_in

# Without one of these there is no training; any other missing library is a defect of Falx.
_LIBRARIES = ("tensorflow", "keras")

# Errors in the order, or in what it trains with.
_NEVER_BEGUN = (
    InvalidConfigError,
    InvalidDatasetError,
    InvalidPackageError,
    InvalidScoresError,
    NoImagesError,
    MissingLibraryError,
)


def perform_training(order: TrainingOrder, report: Report) -> TrainingResult:
    """Train as ordered; the order is written into the run's folder, so that the run can be resumed.

    Args:
        order: of one training, without folds.
        report: is called with the progress.

    Raises:
        MissingLibraryError: if TensorFlow is missing.
        FalxError: as `training.runs.run.train` and `training.dataset.choice.settle` do, or where another process works
            in the folder.
    """
    # Named, not imported: the window knows this module, and must never import TensorFlow with it.
    with _made_ready(order, lambda: _needing_tensorflow("training.runs.run")) as run:
        result: TrainingResult = run.train(order.request, report)
    return result


def perform_cross_validation(order: TrainingOrder, folds: int, report: Report) -> CrossValidation:
    """Train and measure a model for each fold as ordered; the order is written as that of a training is.

    Args:
        order: of a cross-validation.
        folds: how many, as the order says.
        report: is called with the progress.

    Returns:
        What `training.runs.cross_validation.cross_validate` returns.

    Raises:
        MissingLibraryError: if TensorFlow is missing.
        FalxError: as `cross_validate` and `training.dataset.choice.settle` do, or where another process works in the
            folder.
    """
    with _made_ready(order, lambda: _needing_tensorflow("training.runs.cross_validation")) as cross_validation:
        results: CrossValidation = cross_validation.cross_validate(order.request, folds, report)
    return results


@contextmanager
def _made_ready(order: TrainingOrder, load: Callable[[], ModuleType]) -> Iterator[ModuleType]:
    """Lock the run's folder, load the module that does the work, and prepare the folder for it; returns the module."""
    request = order.request
    with holding(request.out), temporary_files_in(request.out):
        module = load()
        if order.threads:
            _needing_tensorflow("training.networks.threads").limit_threads(order.threads)
        folder, had_work = request.out, has_work(request.out)
        _remove_leftovers(folder)
        has_list = makes_dataset(folder) if order.makes_dataset is None else order.makes_dataset
        lists = order.choice is not None and order.choice.needs_manifest
        if lists and not (had_work or has_list) and (folder / MANIFEST_FILE).exists():
            raise OccupiedFolderError(
                f"holds a {MANIFEST_FILE} that belongs to no run", subject=folder.name, advice="give another folder"
            )
        # What was there before the run, and belongs to no run, is the user's.
        own = {ORDER_FILE}
        if not (folder / HELD_OUT_FILE).exists():
            own.add(HELD_OUT_FILE)
        if lists or has_list:
            own.add(MANIFEST_FILE)
        is_known = request.resume and (folder / ORDER_FILE).exists()
        try:
            # The order of another run in this folder stays, as that run will be refused, or continued.
            if not had_work or (request.resume and not (folder / ORDER_FILE).exists()):
                write_order(order, MANIFEST_FILE in own)
            if order.choice and not had_work:
                settle(order.choice, folder)
            yield module
        except _NEVER_BEGUN as error:
            # Any other error may be gone by the next time: a full disk, or one that fails or is out of reach.
            if not has_work(folder) and not is_known and not isinstance(error, LostFolderError):
                # The run cannot be started, so the user should not be offered to resume it; one that was offered stays.
                _withdraw(folder, own)
            raise


def require_tensorflow() -> None:
    """Check that the libraries of a training are installed.

    Raises:
        MissingLibraryError: if TensorFlow is missing.
    """
    _needing_tensorflow("training.runs.run")


def _needing_tensorflow(name: str) -> ModuleType:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        with _hushed():
            return importlib.import_module(name)
    except ImportError as error:
        reason = str(error).partition("\n")[0]
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] in _LIBRARIES:
            raise MissingLibraryError(
                f"training needs TensorFlow ({reason})",
                advice='install it, in the folder of the source: pip install -e ".[training]"',
            ) from error
        if _is_raised_within(error, _LIBRARIES):
            raise MissingLibraryError(
                f"TensorFlow is installed and cannot be loaded ({reason})",
                advice='reinstall it, in the folder of the source: pip install --force-reinstall -e ".[training]"',
            ) from error
        # A defect of this program, which no installation would fix.
        raise


def _is_raised_within(error: ImportError, libraries: tuple[str, ...]) -> bool:
    """Return whether an error came up while one of these libraries was being loaded."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return any(str(frame.f_globals.get("__name__", "")).partition(".")[0] in libraries for frame in frames)


@contextmanager
def _hushed() -> Iterator[None]:
    """Hide what TensorFlow prints at its start, whatever its log level; unless it fails."""
    with tempfile.TemporaryFile() as said:
        try:
            terminal = os.dup(2)
        except OSError:
            # A program without a terminal has none to hide it from.
            yield
            return
        os.dup2(said.fileno(), 2)
        try:
            yield
        except KeyboardInterrupt:
            # Nothing failed: the user has stopped it.
            raise
        except BaseException:
            said.seek(0)
            os.write(terminal, said.read())
            raise
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)


def _remove_leftovers(folder: Path) -> None:
    """Delete incomplete files of a process that was killed."""
    for pattern in (".*.part", f"{CHECKPOINTS}/.*.part", f"fold-*/{CHECKPOINTS}/.*.part"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
    for pattern in (f"{STAGING_PREFIX}*", f"fold-*/{STAGING_PREFIX}*"):
        for path in folder.glob(pattern):
            shutil.rmtree(path, ignore_errors=True)


def _withdraw(folder: Path, own: set[str]) -> None:
    """Remove the files of a run that cannot be started from its folder."""
    for name in own:
        (folder / name).unlink(missing_ok=True)
    checkpoints = folder / CHECKPOINTS
    if checkpoints.is_dir() and not any(checkpoints.iterdir()):
        checkpoints.rmdir()
