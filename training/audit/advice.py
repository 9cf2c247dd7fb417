"""Advice on the findings of a dataset check: what to do, and what a button can do about it."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from core.model.calibration import images_to_promise
from core.model.confidence_levels import LEVELS, format_level
from core.model.conformal import COVERAGES
from core.model.known_classes import TUMOUR_FREE
from core.program.wording import count_of, one_line
from training.audit.findings import Findings
from training.audit.split_leaks import Sides
from training.audit.summary import Remark, Severity, remark_on_empty, summarise
from training.dataset.class_counts import Contents
from training.dataset.manifest import Dataset
from training.dataset.reading import Unreadable
from training.duplicates.fingerprints import Fingerprints
from training.duplicates.near_duplicates import Pair
from training.settings.config import TrainingConfig

# From this ratio of the largest class to the smallest on, classes are called uneven.
_UNEVEN = 2.0
_FEW, _TOO_FEW = 50, 6
_LINES = 200

# What the audit advises, if a training takes care of it.
_SEEN_TO = {
    "unreadable": "Nothing has to be done: training leaves them out.",
    "within": "Nothing has to be done: validation data and folds are cut so that copies stay together.",
}


class Fix(Enum):
    """What a button can do about a finding; no button changes anything on the disk."""

    LEAVE_OUT_COPIES = "Leave these copies out of the test"
    LEAVE_OUT_DISPUTED = "Leave these images out"
    BALANCE = "Draw all classes equally often"
    KEEP_NAMES = "Keep the names as they are"


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding with what can be done about it.

    Attributes:
        remark: the finding in words.
        fix: what a button can do; None if nothing needs to be done, or Falx cannot do it.
        images: that the fix leaves out.
        lines: the finding in detail.
    """

    remark: Remark
    fix: Fix | None = None
    images: tuple[Path, ...] = ()
    lines: tuple[str, ...] = ()


def advise_on_contents(contents: Contents) -> Iterator[Advice]:
    """List the findings that follow from the counts alone."""
    for one in contents.empty:
        yield Advice(remark_on_empty(one))
    for other, name in contents.renames:
        yield Advice(
            Remark(
                Severity.NOTE,
                f"{other} and {name} differ only in capital letters.",
                f"They are treated as one class, {name}.",
                "If they are two, give one of them another name and choose the images again.",
            )
        )
    if contents.understood.classes:
        yield Advice(
            Remark(
                Severity.NOTE,
                f"Class names are mapped to those that Falx knows: {_understood_as(contents.understood.classes)}.",
                "Then the model has the same class names as others, and Falx knows which class is free of tumours.",
                "If they mean something else, keep the names as they are.",
            ),
            Fix.KEEP_NAMES,
        )
    for detail in contents.details:
        yield Advice(Remark(Severity.NOTE, detail))
    yield from _on_counts(contents)


def _understood_as(classes: Sequence[tuple[str, str]]) -> str:
    return one_line(", ".join(f"{name} as {known}" for name, known in classes))


def _on_levels(contents: Contents) -> Iterator[Advice]:
    """Report if there are too few validation images for the highest level of verdicts."""
    share, named = TrainingConfig().validation_share, contents.validation_images
    kept = {one.name: one.validation if named else max(1, round(share * one.training)) for one in contents.classes}
    free = kept.pop(TUMOUR_FREE, None)
    fewest = sum(kept.values()) if free is None else min(free, sum(kept.values()))
    needed = images_to_promise(LEVELS[-1])
    if fewest >= needed:
        return
    promised = [coverage for coverage in COVERAGES if images_to_promise(coverage) <= fewest]
    each = "patients" if free is None else "patients with a tumour and as many without"
    yield Advice(
        Remark(
            Severity.NOTE,
            f"{count_of(named, 'image')} for validation, as the dataset names them."
            if named
            else f"Of {contents.training_images:,} images, about {sum(kept.values()) + (free or 0):,} will be kept for "
            "validation.",
            (
                f"With so few, verdicts can be promised to be right in {format_level(max(promised))} at most, less "
                "if several images are of one patient"
                if promised
                else "With so few, nothing can be promised of the verdicts"
            )
            + f"; {format_level(LEVELS[-1])} needs images of {needed} {each}.",
            "Add images of more patients"
            + ("" if named else ", keep a larger share for validation in the settings")
            + ", or calibrate with scores of a cross-validation (falx train --folds, then --scores).",
        )
    )


def _on_counts(contents: Contents) -> Iterator[Advice]:
    counts = {one.name: one.training for one in contents.classes}
    few = [f"{name} ({count:,})" for name, count in counts.items() if count < _FEW]
    is_hopeless = min(counts.values()) < _TOO_FEW
    if few:
        yield Advice(
            Remark(
                Severity.PROBLEM if is_hopeless else Severity.NOTE,
                f"Few images to train on: {', '.join(few)}.",
                "A network trained on so few images will not work on others"
                + (", and none can be kept for validation." if is_hopeless else "."),
                f"Add images of more patients, at least {_FEW} in each class; some hundreds are better.",
            )
        )
    if not is_hopeless:
        yield from _on_levels(contents)
    smallest, largest = min(counts, key=lambda name: counts[name]), max(counts, key=lambda name: counts[name])
    if counts[smallest] and counts[largest] >= _UNEVEN * counts[smallest]:
        ratio = counts[largest] / counts[smallest]
        yield Advice(
            Remark(
                Severity.NOTE,
                f"The classes are uneven: {largest} has {ratio:.1f} times as many images as {smallest}.",
                "A network that guesses the frequent class looks better than it is.",
                "Nothing has to be done: rare classes weigh more in training. They can be drawn more often instead.",
            ),
            Fix.BALANCE,
        )


def advise_on_unreadable(unreadable: Sequence[Unreadable]) -> Iterator[Advice]:
    """Report the files that cannot be read."""
    if unreadable:
        remark = Remark(
            Severity.NOTE,
            f"{count_of(len(unreadable), 'file')} cannot be read.",
            "",
            _SEEN_TO["unreadable"],
            "unreadable",
        )
        lines = tuple(one.line for one in unreadable[:_LINES])
        yield Advice(remark, lines=lines)


def advise_on_findings(
    findings: Findings, pairs: Sequence[Pair], images: Fingerprints, dataset: Dataset
) -> Iterator[Advice]:
    """List the findings of the audit in the images, except the entanglement.

    Args:
        findings: of `training.audit.audit.describe`.
        pairs: of the same.
        images: that were read.
        dataset: all of it.
    """
    for remark in summarise(findings):
        if remark.topic == "unreadable":
            continue
        remark = dataclasses.replace(remark, advice=_SEEN_TO.get(remark.topic, remark.advice))
        if remark.topic == "across" and remark.severity is Severity.PROBLEM:
            yield Advice(remark, Fix.LEAVE_OUT_COPIES, _tested_copies(pairs, images, Sides(dataset)))
        elif remark.topic == "labels":
            found = [(images.rows[pair.first], images.rows[pair.second]) for pair in pairs]
            disputed = [(one, other) for one, other in found if one.label != other.label]
            lines = tuple(
                f"{one.path.name} ({one.label}) – {other.path.name} ({other.label})" for one, other in disputed[:_LINES]
            )
            paths = dict.fromkeys(row.path for both in disputed for row in both)
            yield Advice(remark, Fix.LEAVE_OUT_DISPUTED, tuple(paths), lines)
        else:
            yield Advice(remark)


def advise_on_entanglement(findings: Findings) -> Iterator[Advice]:
    """List the findings on what besides the brain gives the classes away, if that was measured."""
    yield from (Advice(remark) for remark in summarise(findings) if remark.topic in ("sources", "guesses"))


def _tested_copies(pairs: Sequence[Pair], images: Fingerprints, sides: Sides) -> tuple[Path, ...]:
    """List the test and validation images that have a copy in the training data."""
    found: dict[Path, None] = {}
    for pair in pairs:
        one, other = images.rows[pair.first], images.rows[pair.second]
        for tested, trained in ((one, other), (other, one)):
            if sides.is_leak(tested, trained):
                found[tested.path] = None
    return tuple(found)
