"""Check of a dataset before training, as a job: its contents, its problems and what to do about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import cv2
import numpy as np

from core.errors import InvalidDatasetError, MissingLibraryError
from core.jobs.child import JobPipe
from core.jobs.events import Progress
from core.model.preprocessing import preprocess
from training.audit.advice import (
    Advice,
    advise_on_contents,
    advise_on_entanglement,
    advise_on_findings,
    advise_on_unreadable,
)
from training.audit.audit import describe
from training.audit.entanglement import measure_entanglement
from training.audit.summary import Remark, Severity
from training.dataset.choice import DatasetChoice, gather, without
from training.dataset.class_counts import Contents, choose_rows, describe_contents
from training.dataset.reading import Unreadable, read_row
from training.dataset.rows import Row
from training.duplicates.fingerprints import read_fingerprints
from training.settings.installation import how_to_get, missing_parts

# Of larger datasets this many images are read, so that time and memory stay bounded.
MOST_IMAGES = 10_000

_SAMPLE_SIDE = 160


@dataclass(frozen=True, slots=True)
class Examples:
    """Some images of a class, each the bytes of a PNG; fewer than were chosen if some cannot be read."""

    name: str
    pictures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A dataset that was checked.

    Attributes:
        choice: what was checked, with the renamed classes that were found.
        contents: of the dataset, without what cannot be read.
        advices: the findings, problems first.
    """

    choice: DatasetChoice
    contents: Contents
    advices: tuple[Advice, ...]


def check(choice: DatasetChoice, pipe: JobPipe, limit: int = MOST_IMAGES) -> Checked:
    """Check a dataset; nothing is written.

    Sends, as soon as they are known: the `Contents`, `Examples` of each class, and `Advice`s.

    Args:
        choice: what to check.
        pipe: takes progress and parts.
        limit: of the images that are read.

    Raises:
        InvalidDatasetError: if it cannot be trained on at all.
    """
    pipe.report(Progress("Listing the images", 0, 0))
    gathered = gather(choice)
    contents = describe_contents(gathered)
    pipe.send_part(contents)
    for one in contents.classes:
        pipe.report(Progress("Looking at examples", 0, 0))
        pipe.send_part(Examples(one.name, tuple(_pictures(one.samples))))
    counted = [*advise_on_contents(contents)]
    dataset = gathered.dataset
    rows = choose_rows(dataset, limit)
    partial = [_partial_advice(len(rows), len(dataset.rows))] if len(rows) < len(dataset.rows) else []
    for advice in (*counted, *partial):
        pipe.send_part(advice)
    if missing_parts():
        raise MissingLibraryError(how_to_get())
    images, unreadable = read_fingerprints(rows, pipe.report)
    missing = set(dataset.classes) - {row.label for row in images.rows}
    if missing:
        raise InvalidDatasetError(
            subject=dataset.name,
            expected="images that can be read in each class",
            found=f"none in: {', '.join(sorted(missing))}",
            advice=f"the first says: {unreadable[0].line}",
        )
    if unreadable:
        contents = describe_contents(without(gathered, {one.row for one in unreadable}))
        counted = [*advise_on_contents(contents)]
    middle = [*advise_on_unreadable(unreadable)]
    findings, pairs = describe(dataset, images, unreadable, gathered.base, pipe.report)
    middle += advise_on_findings(findings, pairs, images, dataset)
    for advice in middle:
        pipe.send_part(advice)
    entanglement = measure_entanglement(images, pairs, pipe.report)
    late = advise_on_entanglement({**findings, "entanglement": entanglement})
    order = list(Severity)
    advices = sorted(chain(counted, partial, middle, late), key=lambda advice: order.index(advice.remark.severity))
    return Checked(gathered.choice, contents, tuple(advices))


def _pictures(paths: tuple[Path, ...]) -> Iterator[bytes]:
    for path in paths:
        pixels = read_row(Row(path, ""), lambda slices: preprocess(slices[0], _SAMPLE_SIDE)[0])
        if not isinstance(pixels, Unreadable):
            yield cv2.imencode(".png", np.rint(pixels).astype(np.uint8))[1].tobytes()


def _partial_advice(count: int, total: int) -> Advice:
    return Advice(
        Remark(
            Severity.NOTE,
            f"{count:,} of the {total:,} images were checked, chosen at random from each class.",
            "Checking all would take much time and memory. The counts are of all; copies and unreadable files among "
            "the others are not known.",
            "Nothing has to be done. To check all: falx audit.",
        )
    )
