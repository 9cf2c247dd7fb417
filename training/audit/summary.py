"""Audit findings in plain words: what was found, why it matters, what to do."""

import dataclasses
from collections.abc import Iterator

from core.program.wording import count_is, count_of, format_percent
from training.audit.findings import AcrossCounts, Findings
from training.dataset.split_names import VALIDATION
from training.reports.findings_page import Remark, Severity

__all__ = ["KIND_NAMES", "Remark", "Severity", "count_of", "summarise"]

KIND_NAMES = {
    "byte_identical": "the same file",
    "look_alike": "look-alikes",
    "copy": "copies at another sharpness",
    "mirrored": "mirrored copies",
    "turned": "turned copies",
}
_BORDER, _SIZE_AND_GREYS = "the border of the picture alone", "the size of the picture and its grey levels alone"


def summarise(findings: Findings) -> list[Remark]:
    """Put the findings of `audit.audit` into words, problems first; without an entanglement, the others."""
    parts = {
        "unreadable": _unreadable,
        **({"empty_folders": _empty_folders} if "empty_folders" in findings else {}),
        "across": _across,
        "groups": _groups,
        "labels": _labels,
        **({"sources": _sources, "guesses": _guesses} if "entanglement" in findings else {}),
        "within": _within,
        "odd_images": _odd_images,
    }
    remarks = [dataclasses.replace(remark, topic=topic) for topic, part in parts.items() for remark in part(findings)]
    return sorted(remarks, key=lambda remark: list(Severity).index(remark.severity))


def _unreadable(findings: Findings) -> Iterator[Remark]:
    if count := len(findings["unreadable"]):
        yield Remark(
            Severity.PROBLEM,
            f"{count_of(count, 'file')} cannot be read.",
            "Training and evaluation leave them out.",
            "Copy or export them again, or delete them.",
        )


def _empty_folders(findings: Findings) -> Iterator[Remark]:
    yield from map(remark_on_empty, findings["empty_folders"])


def remark_on_empty(name: str) -> Remark:
    """Report class folders without images."""
    return Remark(
        Severity.NOTE,
        f"The folder {name} holds no image that can be used.",
        "It is not counted as a class.",
        "Put images into it, or continue without it.",
    )


def _across(findings: Findings) -> Iterator[Remark]:
    if not findings["split_by"]:
        yield Remark(
            Severity.NOTE,
            "The dataset names neither splits nor folds.",
            "Whether test images have copies in the training data depends on how it will be cut.",
            "Falx keeps look-alikes and groups together when it splits; name the patients in the column group.",
        )
        return
    found = findings["across_splits"]
    where = "in another fold" if findings["split_by"] == "fold" else "in the training data"
    is_validated = any(VALIDATION in sides for sides in findings["classes"].values())
    kept_out = count_of(found["images"], "test or validation image" if is_validated else "test image")
    if not found["any"]:
        yield Remark(Severity.FINE, f"None of the {kept_out} has a copy {where}.")
        return
    share = found["any"] / found["images"]
    yield Remark(
        Severity.PROBLEM,
        f"{found['any']:,} of {kept_out} ({format_percent(share)}) "
        f"{'has' if found['any'] == 1 else 'have'} a copy {where}{_copies(found)}.",
        "A network recognises what it has seen before, so its figures on these images say nothing about new patients.",
        "Remove these images from one of the sides, or measure on another set; "
        "do not publish the accuracy on this split as it is.",
    )


def _copies(found: AcrossCounts) -> str:
    """Describe how many of the images with a copy have one of each kind; counts of upright ones include the former."""
    identical, alike, copied = (found[name] for name in ("byte_identical", "look_alike", "copied_or_mirrored"))
    counts = {
        "the same file": identical,
        "the same file or a look-alike": alike if alike > identical else 0,
        "a copy of any sharpness, upright or mirrored": copied if copied > alike else 0,
        "a turned copy": found["turned"],
    }
    shares = ", ".join(f"for {count:,} {kind}" for kind, count in counts.items() if count)
    return f": {shares}" if shares else ""


def _groups(findings: Findings) -> Iterator[Remark]:
    if count := len(findings["groups_across_splits"]):
        yield Remark(
            Severity.PROBLEM,
            f"{count_is(count, 'group')} on both sides of a split (a group is usually one patient).",
            "Slices of one patient are alike, so the test is easier than a new patient is.",
            "Put all images of a group on one side.",
        )


def _labels(findings: Findings) -> Iterator[Remark]:
    if count := len(findings["two_labels"]):
        yield Remark(
            Severity.PROBLEM,
            f"{count_of(count, 'pair')} of equal images has different labels."
            if count == 1
            else f"{count_of(count, 'pair')} of equal images have different labels.",
            "One of the two labels is wrong, and the network is trained on both.",
            "Check each pair, and correct or remove it.",
        )


def _sources(findings: Findings) -> Iterator[Remark]:
    sources = findings["entanglement"]["sources"]
    if not sources["is_known"]:
        yield Remark(
            Severity.NOTE,
            "The dataset does not say where each image comes from.",
            "If each class came from its own scanners, a network could learn the scanners instead of the classes.",
            "Name the hospital, scanner or collection of each image in the column source of a manifest.",
        )
        return
    if len(sources["counts"]) == 1:
        yield Remark(
            Severity.NOTE,
            f"All images come from one source, {next(iter(sources['counts']))}.",
            "How well a network works on other scanners cannot be measured with this dataset.",
            "Test on images from elsewhere before you rely on any figure.",
        )
    if held := sources["classes_of_one_source"]:
        each = ", ".join(f"{name} (all from {source})" for name, source in held.items())
        yield Remark(
            Severity.PROBLEM,
            f"Classes that come from one source only: {each}.",
            "A network can learn the source instead of the class, and then fails on other scanners.",
            "Add images of these classes from other sources, or test on a source where all classes occur.",
        )


def _guesses(findings: Findings) -> Iterator[Remark]:
    entanglement = findings["entanglement"]
    for found, seen in ((entanglement["border"], _BORDER), (entanglement["size_and_intensity"], _SIZE_AND_GREYS)):
        if "reason" in found:
            yield Remark(Severity.NOTE, f"Whether {seen} predicts the class was not measured: {found['reason']}.")
            continue
        low, high = found["interval"]
        figures = (
            f"balanced accuracy {format_percent(found['balanced_accuracy'])}, "
            f"95 % interval {format_percent(low)} to {format_percent(high)}; "
            f"guessing blindly gives {format_percent(found['chance'])}"
        )
        if found["tells"] == "no":
            yield Remark(Severity.FINE, f"From {seen}, the class cannot be predicted ({figures}).")
            continue
        yield Remark(
            Severity.PROBLEM if found["tells"] == "strongly" else Severity.NOTE,
            f"From {seen}, the class is {found['tells']} predictable ({figures}).",
            "There is no tumour there: the class shows in how the images were made or framed"
            f"{'' if found['has_groups'] else ', or in other slices of the same patient'}. "
            "A network may learn that instead.",
            "Use images of all classes from the same scanners and framed the same; test on another source.",
        )


def _within(findings: Findings) -> Iterator[Remark]:
    counts = findings["within_splits"]
    if total := sum(counts.values()):
        kinds = ", ".join(f"{counts[kind]:,} {name}" for kind, name in KIND_NAMES.items() if counts.get(kind))
        yield Remark(
            Severity.NOTE,
            f"Within a side, {count_of(total, 'pair')} of copies: {kinds}.",
            "Copies add no information; they make a class look larger than it is, and intervals narrower.",
            "Keep one of each, or name copies as one group.",
        )
    elif not findings["pairs"]:
        yield Remark(Severity.FINE, "No image is in the dataset more than once.")


def _odd_images(findings: Findings) -> Iterator[Remark]:
    if count := len(findings["blank"]):
        yield Remark(
            Severity.NOTE,
            f"{count_of(count, 'image')} of a single grey level.",
            "Nothing can be learnt from them.",
            "Delete them.",
        )
    if count := len(findings["volumes"]):
        yield Remark(
            Severity.NOTE,
            f"{count_of(count, 'file')} with more than one slice.",
            "Only the first slice of each was checked, as in training.",
            "Export the slices that show what the label says.",
        )
    if len(findings["modes"]) > 1:
        yield Remark(
            Severity.NOTE,
            f"Images of {len(findings['modes'])} modes: {', '.join(findings['modes'])}.",
            "If a mode belongs to a class, it gives the class away.",
            "Export all images the same way.",
        )
