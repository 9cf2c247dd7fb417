"""HTML report of an audit in one self-contained file: no network, no scripts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.program.html_report import Table, embed_picture, render_page
from core.program.wording import count_of, format_percent, one_line
from training.audit.findings import Entanglement, Findings, GroupAcross, PairFound
from training.audit.summary import KIND_NAMES, summarise
from training.reports.findings_page import shown_values

Thumbnails = Mapping[str, npt.NDArray[np.uint8]]

_PAIRS_SHOWN = 12
_LINES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class _Counted:
    """The first lines of a table, and how many there are."""

    table: Table
    total: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two images side by side; `degrees` is None but for turned ones."""

    pictures: tuple[str, str]
    names: tuple[str, str]
    correlation: str
    degrees: str | None
    is_mirrored: bool


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Some of the pairs of one kind."""

    title: str
    count: str
    total: int
    figures: list[_Pair]


def format_report(findings: Findings, thumbnails: Thumbnails) -> str:
    """Write the report.

    Args:
        findings: of `training.audit.audit.audit`.
        thumbnails: of the images by their path in the findings, (S, S) uint8 each.

    Returns:
        A whole HTML page.
    """
    findings = shown_values(findings)
    thumbnails = {one_line(path): picture for path, picture in thumbnails.items()}
    understood = findings.get("understood")
    entanglement = findings["entanglement"]
    return render_page(
        "audit_report.html",
        title=f"Audit of {findings['dataset']}",
        remarks=summarise(findings),
        understood=[understood["told"], *understood["details"]] if understood else [],
        classes=_class_table(findings["classes"]),
        sizes=_counted(["Size in pixels", "Images"], list(findings["sizes"].items())),
        modes=_counted(["Mode", "Images"], list(findings["modes"].items())),
        unreadable=_counted(["File", "Reason"], [(entry["path"], entry["reason"]) for entry in findings["unreadable"]]),
        pairs=list(_pair_sections(findings["pairs"], thumbnails)),
        groups=_counted(["Source", "Group", "Images"], [_group(one) for one in findings["groups_across_splits"]]),
        recalls=_recalls(entanglement),
        sources=_sources(entanglement["sources"]["counts"]) if entanglement["sources"]["is_known"] else None,
    )


def _class_table(classes: dict[str, dict[str, int]]) -> Table:
    sides = list(dict.fromkeys(side for counts in classes.values() for side in counts))
    return Table(
        ["Class", *sides], [[name, *(counts.get(side, 0) for side in sides)] for name, counts in classes.items()]
    )


def _counted(head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> _Counted:
    return _Counted(Table(head, rows[:_LINES_SHOWN]), len(rows))


def _pair_sections(pairs: list[PairFound], thumbnails: Thumbnails) -> Iterable[_Pairs]:
    yield from _pairs(
        "Equal images with different labels", [p for p in pairs if p["labels"][0] != p["labels"][1]], thumbnails
    )
    for is_across, where in ((True, "on both sides of a split"), (False, "within a side")):
        for kind, name in KIND_NAMES.items():
            of_kind = [pair for pair in pairs if pair["kind"] == kind and pair["across"] == is_across]
            yield from _pairs(f"{name[0].upper()}{name[1:]} {where}", of_kind, thumbnails)


def _pairs(title: str, pairs: list[PairFound], thumbnails: Thumbnails) -> Iterable[_Pairs]:
    if not pairs:
        return
    # Spread over the list, which starts with the most alike.
    places = np.unique(np.linspace(0, len(pairs) - 1, min(len(pairs), _PAIRS_SHOWN)).astype(int))
    shown = [_pair(pairs[place], thumbnails) for place in places]
    yield _Pairs(title, count_of(len(pairs), "pair"), len(pairs), shown)


def _pair(pair: PairFound, thumbnails: Thumbnails) -> _Pair:
    first, second = (
        f"{path} ({label}, {side})"
        for path, label, side in zip((pair["a"], pair["b"]), pair["labels"], pair["splits"], strict=True)
    )
    return _Pair(
        (embed_picture(thumbnails[pair["a"]]), embed_picture(thumbnails[pair["b"]])),
        (first, second),
        f"{pair['correlation']:.3f}",
        f"{pair['degrees']:.0f}" if pair["kind"] == "turned" else None,
        pair["is_mirrored"],
    )


def _group(one: GroupAcross) -> tuple[str, str, str]:
    return one["source"], one["group"], ", ".join(f"{count} {side}" for side, count in one["images"].items())


def _recalls(entanglement: Entanglement) -> Table:
    measured = {
        title: guess["recall"]
        for title, guess in (
            ("Border alone", entanglement["border"]),
            ("Size and grey levels alone", entanglement["size_and_intensity"]),
        )
        if "recall" in guess
    }
    classes = sorted({name for recalls in measured.values() for name in recalls})
    rows = [[name, *(format_percent(recalls[name]) for recalls in measured.values())] for name in classes]
    return Table(["Class", *measured], rows)


def _sources(counts: dict[str, dict[str, int]]) -> Table:
    classes = sorted({name for held in counts.values() for name in held})
    return Table(
        ["Source", *classes], [[source, *(held.get(name, 0) for name in classes)] for source, held in counts.items()]
    )
