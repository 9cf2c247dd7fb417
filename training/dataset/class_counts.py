"""Class counts of a dataset, from its rows alone: before any image has been read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.model.known_classes import TUMOUR_FREE
from core.program.wording import count_of, whole_percent
from training.dataset.choice import Gathered
from training.dataset.detected_layout import DetectedLayout
from training.dataset.layout_texts import layout_details, layout_sentence
from training.dataset.manifest import Dataset, Row, training_rows, validation_rows
from training.settings.config import TrainingConfig

# Of each class, to show and to augment.
SAMPLES = 4


@dataclass(frozen=True, slots=True)
class ClassContents:
    """A class.

    Attributes:
        name: of it.
        training: images to train on.
        others: images that are neither to train on nor for validation.
        samples: some of the former.
        validation: images that the dataset names as validation data.
    """

    name: str
    training: int
    others: int
    samples: tuple[Path, ...]
    validation: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a dataset.

    Attributes:
        name: of the dataset.
        images: how many in all.
        classes: in alphabetical order.
        folds: that it names.
        has_outlines: whether tumours are outlined in images to train on.
        empty: class folders without an image.
        renames: classes that are counted under another name, with that name.
        understood: which of its names were mapped to others.
        summary: all of that in one sentence.
        details: what was read differently or left out, each in a sentence.
    """

    name: str
    images: int
    classes: tuple[ClassContents, ...]
    folds: tuple[int, ...] = ()
    has_outlines: bool = False
    empty: tuple[str, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    understood: DetectedLayout = field(default_factory=DetectedLayout)
    summary: str = ""
    details: tuple[str, ...] = ()

    @property
    def validation_images(self) -> int:
        """How many images the dataset names as validation data."""
        return sum(one.validation for one in self.classes)

    @property
    def training_images(self) -> int:
        """How many images there are to train on."""
        return sum(one.training for one in self.classes)


def describe_contents(gathered: Gathered) -> Contents:
    """Count the images of a dataset.

    Raises:
        InvalidDatasetError: if there are none to train on.
    """
    dataset = gathered.dataset
    chosen = training_rows(dataset)
    training, all_rows, validation = (
        Counter(row.label for row in rows) for rows in (chosen, dataset.rows, validation_rows(dataset))
    )
    return Contents(
        name=dataset.name,
        images=len(dataset.rows),
        classes=tuple(
            ClassContents(
                name=name,
                training=training[name],
                others=all_rows[name] - training[name] - validation[name],
                samples=_samples(chosen, name),
                validation=validation[name],
            )
            for name in dataset.classes
        ),
        folds=tuple(sorted({row.fold for row in dataset.rows if row.fold is not None})),
        has_outlines=any(row.outline for row in chosen),
        empty=gathered.empty,
        renames=gathered.choice.renames,
        understood=dataset.understood,
        summary=layout_sentence(dataset),
        details=tuple(layout_details(dataset)),
    )


def problem_with(contents: Contents, config: TrainingConfig, folds: int | None) -> str:
    """Return why these images cannot be trained on with these settings; empty if they can."""
    names = [one.name for one in contents.classes]
    if config.drawn.share:
        return (
            "These settings draw heads from label maps, which only the command line does: choose another preset, or "
            "train with falx train --head-labels DIR."
        )
    needs_free = config.counterfactual.share or config.counterfactual.edited
    if needs_free and contents.has_outlines and TUMOUR_FREE not in names:
        return f"These settings need images without a tumour, as class {TUMOUR_FREE}: choose another preset."
    for one in contents.classes:
        if (folds or not one.validation) and round(one.training * config.validation_share) < 1:
            # A single image cannot be split.
            advice = "Add images, or keep a larger share out." if one.training > 1 else "Add images."
            return (
                f"{one.name} has {count_of(one.training, 'image')} to train on: too few to keep "
                f"{whole_percent(config.validation_share)} out. {advice}"
            )
        if folds and one.training < folds:
            return f"{one.name} has {count_of(one.training, 'image')}: too few for {folds} folds. Choose fewer folds."
    return ""


def choose_rows(dataset: Dataset, limit: int) -> list[Row]:
    """Choose about `most` rows at random, of each class its share but some in any case; in their order."""
    if len(dataset.rows) <= limit:
        return list(dataset.rows)
    rng = np.random.default_rng(0)
    least = limit // (4 * len(dataset.classes))
    labels = np.array([row.label for row in dataset.rows])
    chosen: list[int] = []
    for name in dataset.classes:
        places = np.flatnonzero(labels == name)
        count = min(len(places), max(least, limit * len(places) // len(labels)))
        chosen += rng.choice(places, count, replace=False).tolist()
    return [dataset.rows[place] for place in sorted(chosen)]


def _samples(rows: Sequence[Row], name: str) -> tuple[Path, ...]:
    """Choose some images of a class, spread over all of them."""
    of_class = [row.path for row in rows if row.label == name]
    places = np.linspace(0, len(of_class) - 1, min(SAMPLES, len(of_class))).astype(int)
    return tuple(of_class[place] for place in places)
