"""Describe in words how Falx understood a dataset, before training starts."""

import logging
from collections.abc import Iterable, Iterator
from typing import TypedDict

from core.program.wording import count_of, one_line
from training.dataset.manifest import Dataset, validation_rows
from training.dataset.split_names import SPLITS

_log = logging.getLogger(__name__)

_SHOWN = 8


class DetectedLayoutValues(TypedDict):
    """How a dataset was understood, as written to JSON.

    `told` and `details` are in words; `images` by split; `splits` and `classes` the words taken for each; `inside` the
    folder which the images are in, where another wraps it; `loose_images` the number of those in no class folder;
    `table` how a table was read.
    """

    told: str
    details: list[str]
    images: dict[str, int]
    splits: dict[str, str]
    classes: dict[str, str]
    inside: list[str]
    skipped: list[str]
    left_out: list[str]
    loose_images: int
    table: list[str]


def layout_sentence(dataset: Dataset) -> str:
    """Say in one sentence what a dataset holds, as Falx reads it.

    Returns:
        Such as "Understood: Training 2,870 (train), Testing 394 (test); classes glioma (from glioma_tumor), notumor".
    """
    splits, understood = dataset.splits(), dataset.understood
    order = [*(name for name in SPLITS if name in splits), *sorted(name for name in splits if name not in SPLITS)]
    if any(order):
        words = {name: [word for word, split in understood.splits if split == name] for name in order}
        images = ", ".join(f"{name or 'no split'} {splits[name]:,}{_bracketed('', words[name])}" for name in order)
    else:
        folds = len({row.fold for row in dataset.rows if row.fold is not None})
        images = count_of(len(dataset.rows), "image")
        images += f" in {count_of(folds, 'fold')}" if folds else " without splits"
    others = {name: [word for word, known in understood.classes if known == name] for name in dataset.classes}
    classes = ", ".join(f"{name}{_bracketed('from ', others[name])}" for name in dataset.classes)
    return one_line(f"Understood: {images}; classes {classes}")


def layout_details(dataset: Dataset) -> list[str]:
    """List what was read differently, and what is missing or left out, one thing a line."""
    return list(map(one_line, _details(dataset)))


def log_layout(dataset: Dataset, can_keep_names: bool = True) -> None:
    """Log how a dataset was understood: a sentence, and a line for all that was read differently or left out.

    Args:
        dataset: what it is.
        can_keep_names: whether class names could be kept as they are.
    """
    lines = [layout_sentence(dataset), *layout_details(dataset)]
    if dataset.understood.classes and can_keep_names:
        lines.insert(1, "Use --keep-names to keep the class names unchanged.")
    for line in lines:
        _log.info("%s", line)


def layout_values(dataset: Dataset) -> DetectedLayoutValues:
    """Return how a dataset was understood as plain values for a record."""
    understood = dataset.understood
    return {
        "told": layout_sentence(dataset),
        "details": layout_details(dataset),
        "images": dict(dataset.splits()),
        "splits": dict(understood.splits),
        "classes": dict(understood.classes),
        "inside": list(understood.inside),
        "skipped": list(understood.skipped),
        "left_out": list(understood.left_out),
        "loose_images": understood.loose,
        "table": list(understood.notes),
    }


def _details(dataset: Dataset) -> Iterator[str]:
    understood = dataset.understood
    for inside in understood.inside:
        yield f"The images are in {inside}, the only folder there."
    if validation_rows(dataset):
        yield "The split Validation is the validation data; none is cut from Training."
    for name in dataset.classes:
        found = {row.split for row in dataset.rows if row.label == name}
        if missing := [split for split in SPLITS if split in dataset.splits() and split not in found]:
            yield f"No images of class {name} in {' and '.join(missing)}."
    others = [name for name in dataset.splits() if name and name not in SPLITS]
    if others:
        yield f"Images in other splits are not used: {_listed(others)}."
    if understood.left_out:
        yield f"Left out because they are neither splits nor classes: {_listed(understood.left_out)}."
    if understood.loose:
        yield f"Left out because they are in no class folder: {count_of(understood.loose, 'image')}."
    if understood.skipped:
        yield f"Skipped system files: {_listed(understood.skipped)}."
    if understood.notes:
        yield f"The table: {_listed(understood.notes)}."


def _bracketed(before: str, words: list[str]) -> str:
    return f" ({before}{_listed(words)})" if words else ""


def _listed(words: Iterable[str]) -> str:
    words = list(words)
    more = f" and {len(words) - _SHOWN:,} more" if len(words) > _SHOWN else ""
    return ", ".join(words[:_SHOWN]) + more
