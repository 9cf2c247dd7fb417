"""Provenance of a model package's weights: dataset, settings, start and teachers, as the package states them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of a package's weights.

    Attributes:
        dataset: its name.
        data_sha256: its fingerprint.
        images: number of training images by class.
        validation_images: the same for the validation data.
        outlined_images: number of training images with a known outline of the tumour.
        config: the settings.
        start: the weights that the training started from: a file's name, a package's name and version, or "none".
        start_data_sha256: fingerprint of the data that the package was trained on, or None.
        fold: the fold that was left out, or None.
        kept: which network of the training it is (`training.fitting.kept_weights.Kept`).
        validation: where the validation data comes from, in words.
        class_names: other names that the dataset had for classes, with those that the model has.
        sources: images by source of all that the network has seen, from `unseen_sources.sources_of`.
        inherited_sources: the same for what start and teachers alone have seen; None if there was neither.
        head_labels: of the label maps that heads were drawn from, their name, fingerprint and number; None without.
        teachers: names and versions of the packages whose predictions it learnt from too.
        teachers_sha256: fingerprint of what they have learnt; "" without any.
    """

    dataset: str
    data_sha256: str
    images: Mapping[str, int]
    validation_images: Mapping[str, int]
    outlined_images: int
    config: Mapping[str, Any]
    start: str
    start_data_sha256: str | None
    fold: int | None
    kept: Mapping[str, Any]
    validation: str = ""
    class_names: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    inherited_sources: Mapping[str, int] | None = None
    head_labels: Mapping[str, str | int] | None = None
    teachers: Sequence[str] = ()
    teachers_sha256: str = ""
