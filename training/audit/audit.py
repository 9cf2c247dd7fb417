"""Audit a dataset: what it contains and what is wrong with it, before training. The engine of `falx audit`."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidDatasetError, UnwritableOutputError
from core.files import make_folder, replacing, require_distinct
from core.jobs.events import Report
from core.records.output_checks import require_no_image
from training.audit.entanglement import measure_entanglement
from training.audit.findings import AcrossCounts, Findings, GroupAcross, PairFound
from training.audit.report import format_report
from training.audit.split_leaks import Sides
from training.dataset.choice import empty_folders
from training.dataset.layout_texts import layout_values, log_layout
from training.dataset.manifest import Dataset, Row, read_dataset, relative_path
from training.dataset.reading import Unreadable
from training.dataset.split_names import SPLITS
from training.duplicates.fingerprints import Fingerprints, read_fingerprints
from training.duplicates.near_duplicates import Kind, Pair, find_pairs
from training.settings.installation import require_measuring


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """What to audit.

    Attributes:
        dataset: folder or manifest.
        json: file for the findings, or None.
        html: file for the report, or None.
        keeps_names: whether to keep other names of the four classes that Falx knows.
    """

    dataset: Path
    json: Path | None = None
    html: Path | None = None
    keeps_names: bool = False


def audit(request: AuditRequest, report: Report) -> Findings:
    """Read a dataset, find what is wrong with it, and write the findings.

    Args:
        request: what to audit.
        report: is called with the progress.

    Returns:
        What is written as JSON. Paths are relative to the dataset.

    Raises:
        MissingLibraryError: if a library is missing.
        InvalidDatasetError: if it is not a dataset, or none of its images can be read.
        UnwritableOutputError: if a result cannot be written.
    """
    require_measuring("An audit")
    outputs = [path for path in (request.json, request.html) if path]
    for path in outputs:
        if path.is_dir():
            raise UnwritableOutputError(
                subject=str(path), expected="the name of a file", got="a folder", advice="choose another"
            )
        require_distinct(path, [request.dataset])
        require_no_image(path)
        make_folder(path.parent)
    dataset = read_dataset(request.dataset, request.keeps_names)
    log_layout(dataset)
    images, unreadable = read_fingerprints(dataset.rows, report)
    base = request.dataset if request.dataset.is_dir() else request.dataset.parent
    if not images.rows:
        first = unreadable[0]
        raise InvalidDatasetError(
            f"none of the {len(dataset.rows)} images could be read",
            subject=dataset.name,
            advice=f"the first, {relative_path(first.row.path, base)}: {first.reason}",
        )
    paths = [relative_path(row.path, base) for row in images.rows]
    findings, pairs = describe(dataset, images, unreadable, base, report)
    findings["understood"] = layout_values(dataset)
    findings["empty_folders"] = [*empty_folders([request.dataset], dataset.rows, dataset.understood.classes)]
    findings["entanglement"] = measure_entanglement(images, pairs, report)
    if request.json:
        with replacing(request.json) as temporary:
            temporary.write_text(json.dumps(findings, indent=1) + "\n", "utf-8")
    if request.html:
        with replacing(request.html) as temporary:
            page = format_report(findings, dict(zip(paths, images.thumbnails, strict=True)))
            # A file name that is not Unicode is written with escapes.
            temporary.write_text(page, "utf-8", errors="backslashreplace")
    return findings


def describe(
    dataset: Dataset, images: Fingerprints, unreadable: Sequence[Unreadable], base: Path, report: Report
) -> tuple[Findings, list[Pair]]:
    """Describe a dataset and find what is wrong with it, from the fingerprints of its images.

    Args:
        dataset: all of it.
        images: of it, as many as were read.
        unreadable: those that could not be read.
        base: folder that paths are relative to.
        report: is called with the progress.

    Returns:
        The findings as plain values, without the entanglement, which takes longest; and the pairs of images that are
        the same, those across a split first.
    """
    paths = [relative_path(row.path, base) for row in images.rows]
    sides = Sides(dataset)
    pairs = find_pairs(images, [sides.of(row) for row in images.rows], report)
    pairs.sort(key=lambda pair: not sides.is_across(*_rows(pair, images)))
    described = [_described(pair, images, paths, sides) for pair in pairs]
    findings: Findings = {
        "dataset": dataset.name,
        "images": len(images.rows),
        "classes": _class_counts(dataset, images, sides),
        "unreadable": [{"path": relative_path(one.row.path, base), "reason": one.reason} for one in unreadable],
        "sizes": _counts(f"{width}x{height}" for width, height in images.sizes),
        "modes": _counts(iter(images.modes)),
        "blank": [path for path, is_blank in zip(paths, images.is_blank(), strict=True) if is_blank],
        "volumes": [path for path, count in zip(paths, images.slice_counts, strict=True) if count > 1],
        "split_by": sides.kind,
        "across_splits": _across_counts(pairs, images, sides),
        "within_splits": _counts(one["kind"] for one in described if not one["across"]),
        "pairs": described,
        "two_labels": [one for one in described if one["labels"][0] != one["labels"][1]],
        "groups_across_splits": _groups_across(dataset, sides),
    }
    return findings, pairs


def _rows(pair: Pair, images: Fingerprints) -> tuple[Row, Row]:
    return images.rows[pair.first], images.rows[pair.second]


def _described(pair: Pair, images: Fingerprints, paths: Sequence[str], sides: Sides) -> PairFound:
    rows = _rows(pair, images)
    return {
        "kind": pair.kind.value,
        "a": paths[pair.first],
        "b": paths[pair.second],
        "correlation": round(pair.correlation, 5),
        "labels": [row.label for row in rows],
        "splits": [sides.of(row) for row in rows],
        "across": sides.is_across(*rows),
        "is_copy": pair.is_copy,
        "is_mirrored": pair.is_mirrored,
        "degrees": round(pair.degrees, 1),
    }


def _class_counts(dataset: Dataset, images: Fingerprints, sides: Sides) -> dict[str, dict[str, int]]:
    counts = {name: Counter[str]() for name in dataset.classes}
    for row in images.rows:
        counts[row.label][sides.of(row)] += 1
    order = [*SPLITS, *sorted({side for found in counts.values() for side in found} - {*SPLITS})]
    return {name: {side: found[side] for side in order if side in found} for name, found in counts.items()}


def _counts(values: Iterator[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def _across_counts(pairs: Sequence[Pair], images: Fingerprints, sides: Sides) -> AcrossCounts:
    """Count the test and validation images that have a counterpart in the training data."""
    found: dict[str, set[int]] = {
        name: set() for name in ("byte_identical", "look_alike", "copied_or_mirrored", "turned", "any")
    }
    for pair in pairs:
        for tested, trained in ((pair.first, pair.second), (pair.second, pair.first)):
            if not sides.is_leak(images.rows[tested], images.rows[trained]):
                continue
            found["any"].add(tested)
            if pair.kind is Kind.BYTE_IDENTICAL:
                found["byte_identical"].add(tested)
            if pair.kind in (Kind.BYTE_IDENTICAL, Kind.LOOK_ALIKE):
                found["look_alike"].add(tested)
            if pair.is_copy:
                found["copied_or_mirrored"].add(tested)
            if pair.kind is Kind.TURNED:
                found["turned"].add(tested)
    by_class = Counter(images.rows[index].label for index in found["any"])
    held_out = sum(sides.is_held_out(row) for row in images.rows)
    return {
        "byte_identical": len(found["byte_identical"]),
        "look_alike": len(found["look_alike"]),
        "copied_or_mirrored": len(found["copied_or_mirrored"]),
        "turned": len(found["turned"]),
        "any": len(found["any"]),
        "by_class": dict(sorted(by_class.items())),
        "images": held_out,
    }


def _groups_across(dataset: Dataset, sides: Sides) -> list[GroupAcross]:
    members: dict[str, list[Row]] = defaultdict(list)
    for row in dataset.rows:
        if row.group:
            members[row.group].append(row)
    found: list[GroupAcross] = []
    for group, rows in sorted(members.items()):
        firsts = {(sides.of(row), row.is_test_only): row for row in rows}.values()
        if any(sides.is_leak(one, other) for one in firsts for other in firsts):
            sources = ", ".join(sorted({row.source for row in rows if row.source}))
            found.append({"source": sources, "group": group, "images": _counts(sides.of(row) for row in rows)})
    return found
