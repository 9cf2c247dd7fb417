"""The settings of a training, as TOML."""

import dataclasses
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import InvalidConfigError

ARCHITECTURES = ("mobilenet-v2",)


@dataclass(frozen=True, slots=True)
class AugmentationConfig:
    """How much each training image is changed by chance.

    Attributes:
        flip: whether left and right may be swapped.
        rotation_deg: largest turn, in degrees.
        shift: largest shift, as a share of the side.
        zoom: largest change of scale, as a share.
        gamma: largest change of the logarithm of the exponent applied to the grey levels.
        brightness: largest change of the gain, as a share.
    """

    flip: bool = True
    rotation_deg: float = 10.0
    shift: float = 0.06
    zoom: float = 0.1
    gamma: float = 0.15
    brightness: float = 0.1


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """The settings of a training; the defaults are the recipe of the shipped model.

    Attributes:
        architecture: one of `ARCHITECTURES`.
        size: side of the network's input, in pixels.
        seed: of everything that is drawn by chance.
        validation_share: share of the images kept out for early stopping and calibration.
        batch_size: images a step.
        head_epochs: passes over the cached features in the first phase.
        head_rate: learning rate of the first phase.
        epochs: passes over the images in the second phase; 0 leaves the backbone as it was.
        rate: highest learning rate of the second phase.
        warmup_share: share of the second phase's steps in which the rate rises, before it falls as a cosine.
        weight_decay: of AdamW.
        label_smoothing: share of the target probability spread over all classes.
        dropout: share of features dropped before and within the head.
        patience: epochs without a better validation loss after which the second phase ends.
        class_weights: whether rare classes weigh more in the loss.
        augmentation: how the images are changed.
    """

    architecture: str = "mobilenet-v2"
    size: int = 224
    seed: int = 1
    validation_share: float = 0.1
    batch_size: int = 32
    head_epochs: int = 30
    head_rate: float = 1e-3
    epochs: int = 7
    rate: float = 2e-4
    warmup_share: float = 0.1
    weight_decay: float = 0.01
    label_smoothing: float = 0.05
    dropout: float = 0.2
    patience: int = 5
    class_weights: bool = True
    augmentation: AugmentationConfig = field(default_factory=AugmentationConfig)

    def __post_init__(self) -> None:
        """Refuse what cannot be trained with."""
        if self.architecture not in ARCHITECTURES:
            raise InvalidConfigError(
                f"architecture: expected one of {', '.join(ARCHITECTURES)}, got {self.architecture!r}"
            )
        limits = {
            "size": (64, 1024),
            # What TensorFlow's stateless chance takes.
            "seed": (0, 2**31 - 1),
            "validation_share": (0.01, 0.5),
            "batch_size": (1, 4096),
            "head_epochs": (1, 10_000),
            "epochs": (0, 10_000),
            "patience": (1, 10_000),
            "rate": (1e-9, 1.0),
            "head_rate": (1e-9, 1.0),
            "warmup_share": (0.0, 1.0),
            "weight_decay": (0.0, 1.0),
            "label_smoothing": (0.0, 0.5),
            "dropout": (0.0, 0.9),
        }
        for name, (low, high) in limits.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise InvalidConfigError(f"{name}: expected {low} to {high}, got {value}")


def read_config(path: Path) -> TrainingConfig:
    """Read settings from TOML; what is not named keeps its default.

    Raises:
        InvalidConfigError: naming the file and the setting that is unknown or of the wrong type.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidConfigError(f"{path.name}: expected a TOML file with training settings, got: {error}") from error
    try:
        augmentation = values.pop("augmentation", {})
        if not isinstance(augmentation, dict):
            raise InvalidConfigError(f"augmentation: expected a table, got {augmentation!r}")
        return _checked(
            TrainingConfig, {**values, "augmentation": _checked(AugmentationConfig, augmentation, "augmentation.")}, ""
        )
    except InvalidConfigError as error:
        raise InvalidConfigError(f"{path.name}: {error}") from error


def _checked(kind: type[Any], values: dict[str, Any], prefix: str) -> Any:
    known = {f.name: f.type for f in dataclasses.fields(kind)}
    accepted: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise InvalidConfigError(f"{prefix}{name}: unknown setting; expected one of {', '.join(known)}")
        wanted = known[name]
        if wanted is float and type(value) is int:
            value = float(value)
        if isinstance(wanted, type) and type(value) is not wanted:
            raise InvalidConfigError(f"{prefix}{name}: expected {wanted.__name__}, got {value!r}")
        accepted[name] = value
    return kind(**accepted)


def format_config(config: TrainingConfig) -> str:
    """Write settings as TOML that `read_config` reads back to the same."""
    values = dataclasses.asdict(config)
    augmentation = values.pop("augmentation")
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    lines += ["", "[augmentation]"] + [f"{name} = {json.dumps(value)}" for name, value in augmentation.items()]
    return "\n".join(lines) + "\n"
