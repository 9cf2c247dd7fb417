"""Starting points of a training: models, ImageNet weights or random weights, and the settings that they fix."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from core.errors import FalxError, InvalidConfigError
from core.model.package import ModelPackage, looks_like_package
from core.model.store import installed_packages
from core.program.translation import tr
from core.regular_file import open_regular
from training.settings.config import TrainingConfig
from training.settings.imagenet_weights import DOWNLOADED, cached_weights
from training.settings.known_networks import STRIDES, network_named
from training.settings.limits import PYRAMID_STEP

# The beginning of a file of each kind: HDF5's signature, a zip's.
_WEIGHTS = {".h5": b"\x89HDF\r\n\x1a\n", ".npz": b"PK"}


class StartKind(Enum):
    """The kinds of starts."""

    PACKAGE = "package"
    IMAGENET = "imagenet"
    FILE = "file"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Start:
    """What a training starts from.

    Attributes:
        kind: of it.
        title: in words to show.
        weights: file or package, as `TrainingRequest.weights`; None if there is none, or none yet.
        classes: that a package knows.
        fixed: settings that the package fixes, with their values.
    """

    kind: StartKind
    title: str
    weights: Path | None = None
    classes: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str | int | bool], ...] = ()

    @property
    def needs_download(self) -> bool:
        """Whether its weights are not on this computer yet."""
        return self.kind is StartKind.IMAGENET and self.weights is None


def list_starts() -> list[Start]:
    """List the starts that this computer has, the shipped package first, and ImageNet's weights."""
    found = []
    for path in installed_packages():
        try:
            found.append(start_from_package(path))
        except FalxError:
            # A damaged one is no start; `falx models` reports it.
            continue
    return [*found, imagenet_start(), Start(StartKind.CHANCE, tr("Random weights: nothing learnt before"))]


def imagenet_start() -> Start:
    """Return the start from ImageNet's weights, with their file once it is on this computer."""
    fixed = (("architecture", DOWNLOADED),)
    return Start(StartKind.IMAGENET, tr("ImageNet: everyday photographs"), cached_weights(), fixed=fixed)


def start_from_package(path: Path) -> Start:
    """Return the start from a model package.

    Raises:
        InvalidPackageError: if it is damaged, or is not a package.
        InvalidConfigError: if no training can build its network.
    """
    package = ModelPackage.open(path)
    stride = round(package.geometry.stride)
    if stride not in STRIDES:
        raise InvalidConfigError(
            subject=package.title, expected=f"a stride of {STRIDES}", got=stride, advice="choose another model"
        )
    fixed: dict[str, str | int | bool] = {
        "architecture": package.architecture,
        "framing": int(package.framing),
        "stride": stride,
        "has_evidence": package.has_evidence,
    }
    # A model that asks its mirror image too is continued as one of that kind.
    if package.training.get("config", {}).get("mirrored"):
        fixed["mirrored"] = True
    dataclasses.replace(TrainingConfig(size=256), **fixed)  # type: ignore[arg-type]
    return Start(StartKind.PACKAGE, package.title, path, package.classes, tuple(fixed.items()))


def start_from_file(path: Path) -> Start:
    """Return the start from a file of the user's: a zipped model package, or weights.

    Whether weights fit the network shows when they are loaded.

    Raises:
        FalxError: if it is a package that cannot be used, or neither that nor a file of weights by name and beginning.
    """
    if looks_like_package(path):
        return start_from_package(path)
    wanted = _WEIGHTS.get(path.suffix.lower())
    if wanted is None:
        raise InvalidConfigError(
            f"expected a model package, or ImageNet weights as {' or '.join(_WEIGHTS)}",
            subject=path.name,
            advice="choose another file",
        )
    try:
        with open_regular(path) as file:
            found = file.read(len(wanted))
    except OSError as error:
        raise InvalidConfigError(
            subject=path.name,
            expected="a file of weights",
            got=f"one that cannot be read: {error.strerror}",
            advice="choose another file",
        ) from error
    if found != wanted:
        raise InvalidConfigError(
            subject=path.name,
            expected=f"weights as {path.suffix.lower()}",
            got="a file of another kind",
            advice="choose another file",
        )
    return Start(StartKind.FILE, path.name, path)


def weights_problem(config: TrainingConfig, start: Start) -> str:
    """Return why a network cannot start from a file of weights, as far as the file's kind shows; empty if it may."""
    if start.kind is not StartKind.FILE or start.weights is None:
        return ""
    wanted = network_named(config.architecture).weights_suffix
    if not wanted:
        return f"{start.title}: {config.architecture} starts from random weights; choose that, or another network."
    if start.weights.suffix.lower() != wanted:
        return (
            f"{start.title}: weights of {config.architecture} come as {wanted}; choose other weights or that network."
        )
    return ""


def keeps_evidence(config: TrainingConfig, start: Start) -> bool:
    """Return whether a start leaves the evidence map, which learns from outlines, to settings that ask for one."""
    return not config.has_evidence or bool(dict(start.fixed).get("has_evidence", True))


def suitable(config: TrainingConfig, preferred: Start, starts: Sequence[Start]) -> Start:
    """Choose a start that suits the purpose of settings.

    Args:
        config: the settings as they are asked for, not yet fitted to any start.
        preferred: used if it suits.
        starts: to choose from otherwise, the first that suits; one with something learnt comes before random weights.
    """
    if keeps_evidence(config, preferred):
        return preferred
    serving = [start for start in starts if keeps_evidence(config, start)]
    return min(serving, key=lambda start: start.kind is StartKind.CHANCE, default=preferred)


def fitted(config: TrainingConfig, start: Start) -> TrainingConfig:
    """Change those settings that a start fixes, and those that it makes meaningless or refuses.

    Raises:
        InvalidConfigError: if the rest does not fit.
    """
    fixed = dict(start.fixed)
    changes: dict[str, object] = {**fixed}
    if fixed.get("has_evidence") is False:
        changes["evidence_weight"] = 0.0
    if fixed.get("stride", config.stride) == 8:
        changes["size"] = max(64, round(config.size / PYRAMID_STEP) * PYRAMID_STEP)
        changes["first_size"] = round(config.first_size / PYRAMID_STEP) * PYRAMID_STEP
    if fixed.get("architecture", config.architecture) != config.architecture:
        # Blocks of another network.
        changes["frozen_blocks"] = 0
    return dataclasses.replace(config, **changes)  # type: ignore[arg-type]
