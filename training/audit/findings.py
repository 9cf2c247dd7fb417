"""The findings of an audit as they are written as JSON: what each key holds."""

from typing import NotRequired, TypedDict

from training.dataset.texts import UnderstoodValues


class UnreadableFile(TypedDict):
    """A file that could not be read."""

    path: str
    reason: str


class PairFound(TypedDict):
    """Two images that are the same; `kind` is a value of `training.copies.look_alikes.Kind`."""

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
    """How many of the `images` that are measured on have a counterpart in what is trained on, by kind and class."""

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
    """How well a guesser that does not see the brain tells the classes; `reason` alone where that was not measured."""

    reason: NotRequired[str]
    balanced_accuracy: NotRequired[float]
    interval: NotRequired[list[float]]
    chance: NotRequired[float]
    recall: NotRequired[dict[str, float]]
    tells: NotRequired[str]
    has_groups: NotRequired[bool]


class Sources(TypedDict):
    """Which source holds which class; nothing but `is_known` where that is unknown."""

    is_known: bool
    counts: NotRequired[dict[str, dict[str, int]]]
    classes_of_one_source: NotRequired[dict[str, str]]
    balanced_accuracy: NotRequired[float]
    chance: NotRequired[float]


class Entanglement(TypedDict):
    """What besides the brain tells the classes apart."""

    sources: Sources
    border: Guess
    size_and_intensity: Guess


class Findings(TypedDict):
    """All that an audit finds. Those of a first look lack what takes longest, and what only the command asks for."""

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
    understood: NotRequired[UnderstoodValues]
    empty_folders: NotRequired[list[str]]
    entanglement: NotRequired[Entanglement]
