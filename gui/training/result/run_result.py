"""The result of a run on the disk, and its description in words."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidStateError
from core.program.translation import mark, tr
from core.program.wording import count_of
from core.state_file import read_state
from gui.training.result.figure_rows import unreadable_words
from gui.training.result.measurement_view import read_metrics
from training.fitting.kept_weights import read_kept
from training.run_files import EVALUATION, MEASURED_FILE, PACKAGE, RUN_FILE
from training.runs.measurement import RunMeasurement, read_measured
from training.statistics.figures import EvaluationFigures

_PACKAGE_FILE = "package.json"
_VALIDATION = mark(
    "Measured on the validation images, which also served {purposes}, so the figures are too optimistic. "
    "For reliable figures, measure on images of patients that the training did not use."
)
_HELD_OUT = mark("Measured on images that were kept out of this training.")
_RIVAL = mark("The model in use was measured on the same images; it may have seen some of them in its own training.")


@dataclass(frozen=True, slots=True)
class _Titled:
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class _Unreadable:
    unreadable: tuple[str, ...]


def title_of(package: Path) -> str | None:
    """Return name and version of the model in a folder; None where there is no readable one."""
    try:
        about = read_state(package / _PACKAGE_FILE, _Titled)
        return f"{about.name} {about.version}"
    except InvalidStateError:
        return None


def found_measured(run: Path) -> tuple[RunMeasurement, EvaluationFigures] | None:
    """Find the evaluation of a run, and its figures; None where it is incomplete, or not of this very model."""
    measured, metrics = read_measured(run), read_metrics(run / EVALUATION)
    if measured is None or metrics is None or not measured.model or not _is_newer(run):
        return None
    if measured.rival is None and not measured.no_rival:
        # It was stopped before the model in use was measured.
        return None
    return measured, metrics


def measured_words(run: Path, measured: RunMeasurement, metrics: EvaluationFigures) -> str:
    """Return in words what a model was measured on, its network, and the images that it was not trained on."""
    kept = count_of(metrics["images"], "validation image" if measured.is_validation else "image")
    if not measured.is_validation:
        kept += tr(" of {dataset}", dataset=metrics["dataset"])
    left_out = unreadable_words(_unreadable_in(run), tr("was not trained on"), tr("were not trained on"))
    network = read_kept(run)
    words = [
        f"{kept}.",
        tr("The model has the weights of {network}.", network=network.words) if network else "",
        left_out,
    ]
    return " ".join(filter(None, words))


def measured_note(run: Path, measured: RunMeasurement, has_rival: bool) -> str:
    """Return in words how reliable the figures of a run are, with or without those of the model in use."""
    network = read_kept(run)
    # An earlier Falx did not record what decided on the weights.
    is_chosen = network is None or network.is_chosen_by_validation
    validation = tr(_VALIDATION, purposes=tr("early stopping and calibration") if is_chosen else tr("calibration"))
    return f"{validation if measured.is_validation else tr(_HELD_OUT)} {tr(_RIVAL) if has_rival else measured.no_rival}"


def _unreadable_in(run: Path) -> list[str]:
    """List the images that the training could not read."""
    try:
        return list(read_state(run / RUN_FILE, _Unreadable).unreadable)
    except InvalidStateError:
        return []


def _is_newer(run: Path) -> bool:
    """Return whether the figures are newer than the model; an edited card only costs another check."""
    try:
        return (run / MEASURED_FILE).stat().st_mtime >= (run / PACKAGE / _PACKAGE_FILE).stat().st_mtime
    except OSError:
        return False
