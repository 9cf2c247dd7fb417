"""The model that a batch is classified with: the one in use at its start, kept until its end."""

from dataclasses import dataclass, replace
from pathlib import Path

from core.batch.saved_batch import BatchPlan
from core.batch.slice_names import title_of
from core.errors import InvalidPackageError
from core.model.confidence_levels import DEFAULT_LEVEL, nearest_level
from core.model.package import ModelPackage
from core.model.store import open_package, package_in_use, shipped_package


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model to classify with.

    Attributes:
        folder: of its package; None for the one that comes with the program.
        title: its name and version; of a damaged one, the name of its folder.
        classes: that it knows; none of a damaged one.
        levels: that its verdicts can have; none of a damaged one.
    """

    folder: Path | None
    title: str
    classes: tuple[str, ...] = ()
    levels: tuple[float, ...] = ()


def model_in_use(chosen: Path | None) -> ModelChoice:
    """Return the model that is in use now.

    Args:
        chosen: folder of the chosen one; None, or one that is missing, for the one that comes with the program.
    """
    place = package_in_use(chosen)
    folder = place if place == chosen else None
    try:
        package = ModelPackage.open(place)
        return ModelChoice(folder, package.title, package.classes, package.levels)
    except InvalidPackageError:
        return ModelChoice(folder, place.name)


def with_model(plan: BatchPlan, model: ModelChoice) -> BatchPlan:
    """Set the model of a plan, and its level: the wanted one, or the nearest that the model offers."""
    place = str(model.folder) if model.folder else None
    # Another model may have replaced it since its levels were offered.
    level = nearest_level(model.levels, plan.level or DEFAULT_LEVEL) if model.levels else None
    return replace(plan, model=place, model_title=model.title, level=level)


def package_of(plan: BatchPlan) -> ModelPackage:
    """Open the model that a batch was started with, wherever it is installed now.

    Raises:
        InvalidPackageError: if it is damaged, or no longer installed.
    """
    place = Path(plan.model) if plan.model else shipped_package()
    if place.exists():
        package = ModelPackage.open(place)
        # Batches of earlier programs do not state it.
        if plan.model_title in ("", package.title):
            return package
    title = plan.model_title or place.name
    try:
        return open_package(title)
    except InvalidPackageError as error:
        raise InvalidPackageError(
            f"expected the model {title}, with which this was started, but it is no longer installed",
            subject=title_of(plan.paths),
            advice="install it again, or start a new batch with another model",
        ) from error


def package_if_there(plan: BatchPlan) -> ModelPackage | None:
    """Open the model that a batch was begun with; None where it is damaged, or not installed any more."""
    try:
        return package_of(plan)
    except InvalidPackageError:
        return None
