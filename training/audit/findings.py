"""The findings of an audit as JSON: what each key holds."""

from typing import NotRequired, TypedDict

from training.dataset.layout_texts import DetectedLayoutValues


class UnreadableFile(TypedDict):
    """A file that could not be read."""

    path: str
    reason: str


class PairFound(TypedDict):
    """Two images that are the same; `kind` is a value of `training.duplicates.near_duplicates.Kind`."""

    kind: str
    a: str
    b: str
    correlation: float
    labels: list[str]
    splits: list[str]
    across: bool
    is_copy: bool
    is_mirrored: bool
    degrees: float


class AcrossCounts(TypedDict):
    """How many of the test and validation `images` have a counterpart in the training data, by kind and class."""

    byte_identical: int
    look_alike: int
    copied_or_mirrored: int
    turned: int
    any: int
    by_class: dict[str, int]
    images: int


class GroupAcross(TypedDict):
    """A group with images on both sides of a split, and how many on each."""

    source: str
    group: str
    images: dict[str, int]


class Guess(TypedDict):
    """How well a guesser that does not see the brain predicts the classes; only `reason` if it was not measured."""

    reason: NotRequired[str]
    balanced_accuracy: NotRequired[float]
    interval: NotRequired[list[float]]
    chance: NotRequired[float]
    recall: NotRequired[dict[str, float]]
    tells: NotRequired[str]
    has_groups: NotRequired[bool]


class Sources(TypedDict):
    """The images of each class by source; only `is_known` if that is unknown."""

    is_known: bool
    counts: NotRequired[dict[str, dict[str, int]]]
    classes_of_one_source: NotRequired[dict[str, str]]
    balanced_accuracy: NotRequired[float]
    chance: NotRequired[float]


class Entanglement(TypedDict):
    """What besides the brain predicts the classes."""

    sources: Sources
    border: Guess
    size_and_intensity: Guess


class Findings(TypedDict):
    """All findings of an audit. Those of a first look lack what takes longest, and what only the command asks for."""

    dataset: str
    images: int
    classes: dict[str, dict[str, int]]
    unreadable: list[UnreadableFile]
    sizes: dict[str, int]
    modes: dict[str, int]
    blank: list[str]
    volumes: list[str]
    split_by: str | None
    across_splits: AcrossCounts
    within_splits: dict[str, int]
    pairs: list[PairFound]
    two_labels: list[PairFound]
    groups_across_splits: list[GroupAcross]
    understood: NotRequired[DetectedLayoutValues]
    empty_folders: NotRequired[list[str]]
    entanglement: NotRequired[Entanglement]
