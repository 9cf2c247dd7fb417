"""The findings of an audit as one HTML file that needs nothing else: no network, no scripts."""

from collections.abc import Iterable, Mapping
from html import escape

import numpy as np
import numpy.typing as npt

from core.program.html_report import format_page, format_picture, format_table
from core.program.wording import count_of, format_percent, one_line
from training.audit.findings import Entanglement, Findings, GroupAcross, PairFound, UnreadableFile
from training.audit.summary import KIND_NAMES, summarise
from training.reports.findings_page import SHOWS_IMAGES, format_remark, shown_values

Thumbnails = Mapping[str, npt.NDArray[np.uint8]]

_PAIRS_SHOWN = 12
_LINES_SHOWN = 50

_PAIR_STYLE = "figure img { width: 6rem; height: 6rem; background: #000; }\n"
_METHOD = (
    "The same file: equal bytes. Look-alikes: a correlation of 0.99 or more between thumbnails of 96 pixels a side. "
    "Copies, mirrored or not: 0.999 or more at 32 pixels, or, of mirrored ones, 0.99 at 96. Turned copies: 0.99 or "
    "more on rings around the centre, at the best of all angles; the corners are not looked at, and the scale must be "
    "the same. Of one image a few pairs of each kind are kept on each side. The guesser is a random forest that sees "
    "nothing but what is named, cross-validated with copies and groups kept together. Slices of one patient that "
    "differ visibly are not found by any of this: only the column <i>group</i> of a manifest tells them."
)


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
    name = escape(findings["dataset"])
    sections = [
        f"<h1>Audit of {name}</h1>",
        f"<p>{SHOWS_IMAGES}</p>",
        "<h2>In short</h2>",
        *map(format_remark, summarise(findings)),
        "<h2>What is in it</h2>",
        *_understood(findings),
        _class_table(findings["classes"]),
        _count_table("Size in pixels", findings["sizes"]),
        _count_table("Mode", findings["modes"]),
        *_unreadable(findings["unreadable"]),
        *_pair_sections(findings["pairs"], thumbnails),
        *_groups(findings["groups_across_splits"]),
        *_recalls(findings["entanglement"]),
        "<h2>How it was measured</h2>",
        f"<p>{_METHOD}</p>",
    ]
    return format_page(f"Audit of {findings['dataset']}", sections, _PAIR_STYLE)


def _understood(findings: Findings) -> Iterable[str]:
    if found := findings.get("understood"):
        yield "".join(f"<p>{escape(line)}</p>" for line in (found["told"], *found["details"]))


def _class_table(classes: dict[str, dict[str, int]]) -> str:
    sides = list(dict.fromkeys(side for counts in classes.values() for side in counts))
    rows: list[list[str | int]] = [[name, *(counts.get(side, 0) for side in sides)] for name, counts in classes.items()]
    return format_table(["Class", *sides], rows)


def _count_table(title: str, counts: dict[str, int]) -> str:
    shown = list(counts.items())[:_LINES_SHOWN]
    return format_table([title, "Images"], shown) + _rest(len(counts), len(shown))


def _rest(total: int, shown: int, more: str = "") -> str:
    return f"<p>Shown are {shown:,} of {total:,}.{more}</p>" if total > shown else ""


def _unreadable(entries: list[UnreadableFile]) -> Iterable[str]:
    if entries:
        yield "<h2>Files that cannot be read</h2>"
        yield format_table(["File", "Reason"], [(entry["path"], entry["reason"]) for entry in entries[:_LINES_SHOWN]])
        yield _rest(len(entries), min(len(entries), _LINES_SHOWN))


def _pair_sections(pairs: list[PairFound], thumbnails: Thumbnails) -> Iterable[str]:
    yield from _pairs(
        "Equal images with different labels", [p for p in pairs if p["labels"][0] != p["labels"][1]], thumbnails
    )
    for is_across, where in ((True, "on both sides of a split"), (False, "within a side")):
        for kind, name in KIND_NAMES.items():
            of_kind = [pair for pair in pairs if pair["kind"] == kind and pair["across"] == is_across]
            yield from _pairs(f"{name[0].upper()}{name[1:]} {where}", of_kind, thumbnails)


def _pairs(title: str, pairs: list[PairFound], thumbnails: Thumbnails) -> Iterable[str]:
    if not pairs:
        return
    # Spread over the list, which begins with the most alike.
    places = np.unique(np.linspace(0, len(pairs) - 1, min(len(pairs), _PAIRS_SHOWN)).astype(int))
    yield f"<h2>{escape(title)}: {count_of(len(pairs), 'pair')}</h2>"
    yield _rest(len(pairs), len(places), " The file that --json writes lists all of them.")
    yield '<div class="pairs">' + "".join(_pair(pairs[place], thumbnails) for place in places) + "</div>"


def _pair(pair: PairFound, thumbnails: Thumbnails) -> str:
    how = f"correlation {pair['correlation']:.3f}"
    if pair["kind"] == "turned":
        how += f", turned by {pair['degrees']:.0f}&deg;{' and mirrored' if pair['is_mirrored'] else ''}"
    paths = (pair["a"], pair["b"])
    captions = [
        f"{escape(path)} ({escape(label)}, {escape(side)})"
        for path, label, side in zip(paths, pair["labels"], pair["splits"], strict=True)
    ]
    pictures = "".join(format_picture(thumbnails[path]) for path in paths)
    return f"<figure>{pictures}<figcaption>{captions[0]}<br>{captions[1]}<br>{how}</figcaption></figure>"


def _groups(groups: list[GroupAcross]) -> Iterable[str]:
    if groups:
        yield "<h2>Groups on both sides of a split</h2>"
        yield format_table(
            ["Source", "Group", "Images"],
            [
                (one["source"], one["group"], ", ".join(f"{count} {side}" for side, count in one["images"].items()))
                for one in groups[:_LINES_SHOWN]
            ],
        )
        yield _rest(len(groups), min(len(groups), _LINES_SHOWN))


def _recalls(entanglement: Entanglement) -> Iterable[str]:
    measured = {
        title: guess["recall"]
        for title, guess in (
            ("Border alone", entanglement["border"]),
            ("Size and grey levels alone", entanglement["size_and_intensity"]),
        )
        if "recall" in guess
    }
    if measured:
        yield "<h2>What can be told without the brain</h2>"
        yield "<p>Share of the images of each class that a guesser finds:</p>"
        classes = sorted({name for recalls in measured.values() for name in recalls})
        yield format_table(
            ["Class", *measured],
            [[name, *(format_percent(recalls[name]) for recalls in measured.values())] for name in classes],
        )
    if entanglement["sources"]["is_known"]:
        counts = entanglement["sources"]["counts"]
        classes = sorted({name for held in counts.values() for name in held})
        yield "<p>Where the images come from:</p>"
        rows: list[list[str | int]] = [
            [source, *(held.get(name, 0) for name in classes)] for source, held in counts.items()
        ]
        yield format_table(["Source", *classes], rows)
