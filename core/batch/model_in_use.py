"""The model that a batch is classified with: the one in use when it begins, and that one to its end."""

from dataclasses import dataclass, replace
from pathlib import Path

from core.batch.saved import BatchPlan
from core.batch.slice_names import title_of
from core.errors import InvalidPackageError
from core.model.levels import DEFAULT_LEVEL, nearest_level
from core.model.package import ModelPackage
from core.model.store import open_package, package_in_use, shipped_package


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model to classify with.

    Attributes:
        folder: of its package; None for the one that comes with the program.
        title: its name and version; of a damaged one, the name of its folder.
        classes: that it knows; none of a damaged one.
        levels: that its verdicts can be asked for; none of a damaged one.
    """

    folder: Path | None
    title: str
    classes: tuple[str, ...] = ()
    levels: tuple[float, ...] = ()


def model_in_use(chosen: Path | None) -> ModelChoice:
    """Tell which model answers now.

    Args:
        chosen: folder of the one that was chosen; None, or one that is not there any more, for that of the program.
    """
    place = package_in_use(chosen)
    folder = place if place == chosen else None
    try:
        package = ModelPackage.open(place)
        return ModelChoice(folder, package.title, package.classes, package.levels)
    except InvalidPackageError:
        return ModelChoice(folder, place.name)


def with_model(plan: BatchPlan, model: ModelChoice) -> BatchPlan:
    """Let a plan be done by a model, at the level that is wanted or the nearest that the model offers."""
    place = str(model.folder) if model.folder else None
    # Another one may have taken its place since its levels were offered.
    level = nearest_level(model.levels, plan.level or DEFAULT_LEVEL) if model.levels else None
    return replace(plan, model=place, model_title=model.title, level=level)


def package_of(plan: BatchPlan) -> ModelPackage:
    """Open the model that a batch was begun with, wherever it is installed now.

    Raises:
        InvalidPackageError: if it is damaged, or not installed any more.
    """
    place = Path(plan.model) if plan.model else shipped_package()
    if place.exists():
        package = ModelPackage.open(place)
        # Batches of earlier programs do not tell it.
        if plan.model_title in ("", package.title):
            return package
    title = plan.model_title or place.name
    try:
        return open_package(title)
    except InvalidPackageError as error:
        raise InvalidPackageError(
            f"expected the model {title}, which this was begun with, but it is not installed any more",
            subject=title_of(plan.paths),
            advice="install it again, or start anew with another",
        ) from error


def package_if_there(plan: BatchPlan) -> ModelPackage | None:
    """Open the model that a batch was begun with; None where it is damaged, or not installed any more."""
    try:
        return package_of(plan)
    except InvalidPackageError:
        return None
