"""What a package states of itself, as its card reads it: the contents of `package.json`.

Keys that are not required are missing in packages of another version of Falx.
"""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from training.statistics.figure_paths import Figures
from training.statistics.figures import Figure


class DrawnFacts(TypedDict):
    """The settings of drawn heads."""

    share: float


class ConfigFacts(TypedDict):
    """The settings of a training that its card names."""

    size: int
    keeps_last: NotRequired[bool]
    drawn: NotRequired[DrawnFacts]


class HeadFacts(TypedDict):
    """The label maps that heads were drawn from."""

    heads: int
    name: str
    sha256: str


class TrainingFacts(TypedDict):
    """How a model was trained; `images` and `validation_images` by class."""

    dataset: str
    data_sha256: str
    config: ConfigFacts
    start: str
    images: Mapping[str, int]
    validation_images: Mapping[str, int]
    libraries: Mapping[str, str]
    validation: NotRequired[str | None]
    class_names: NotRequired[Mapping[str, str]]
    teachers: NotRequired[Sequence[str]]
    start_data_sha256: NotRequired[str | None]
    outlined_images: NotRequired[int | None]
    head_labels: NotRequired[HeadFacts | None]
    kept: NotRequired[Mapping[str, object] | None]


class SourceFacts(TypedDict):
    """A source that a model was calibrated on; `unseen` in words."""

    images: int
    unseen: str


class LeftOutLevel(TypedDict):
    """Shares of the verdicts on a source that was left out; `right` None if none is decided."""

    decided: float
    right: float | None


class LeftOutFacts(SourceFacts):
    """How a calibration does on a source that was left out of it; by level in per cent."""

    levels: Mapping[str, LeftOutLevel]


class EffectiveGroups(TypedDict):
    """How many groups of equal weight the thresholds are worth."""

    tumour: int
    tumour_free: int


# A key of it is a word of Python.
CalibrationFacts = TypedDict(
    "CalibrationFacts",
    {
        "coverages": Sequence[float],
        "tumour": NotRequired[Sequence[float] | None],
        "tumour_free": NotRequired[Sequence[float] | None],
        "kind": NotRequired[Sequence[float] | None],
        "promise": NotRequired[str | None],
        "is_promised": NotRequired[bool | None],
        "from": NotRequired[str | None],
        "scores_sha256": NotRequired[str | None],
        "images": NotRequired[Mapping[str, int]],
        "groups": NotRequired[int],
        "sources": NotRequired[Mapping[str, SourceFacts]],
        "effective": NotRequired[EffectiveGroups | None],
        "left_out": NotRequired[Mapping[str, LeftOutFacts]],
        "smaller_sources": NotRequired[int],
    },
)


class ConformalFacts(TypedDict):
    """The one threshold of a package of format 1."""

    coverage: float


class NoveltyFacts(TypedDict):
    """The limits of novelty; `refused` is missing where an earlier Falx made the package."""

    false_rejection: float
    refused: NotRequired[float | None]
    foreign_limit: NotRequired[float]


class ValidationFacts(TypedDict):
    """Figures on the validation images."""

    images: int
    accuracy: float
    log_loss: float


class UnseenKind(TypedDict):
    """How well pictures of a kind that are no brain MRI are recognised."""

    kind: str
    is_unseen: bool
    pictures: int
    auroc: float
    refused: float
    refused_at_2_percent: float


class NoveltyMeasured(TypedDict):
    """What `python -m bench.novelty` measured, and the name of the dataset of the brain slices."""

    dataset: str
    brain_slices: int
    brain_slices_refused: Figure
    head_phantoms_refused: float
    kinds: Sequence[UnseenKind]


class PackageFacts(TypedDict):
    """The contents of `package.json`; `metrics` by protocol, and those of `validation`."""

    name: str
    version: str
    architecture: str
    classes: Sequence[str]
    biases: Sequence[float]
    temperature: float
    training: TrainingFacts
    novelty: NoveltyFacts
    metrics: Mapping[str, Figures]
    calibration: NotRequired[CalibrationFacts]
    conformal: NotRequired[ConformalFacts]
    limits: NotRequired[Sequence[str]]
    novelty_measured: NotRequired[NoveltyMeasured | None]
