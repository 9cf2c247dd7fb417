"""The findings of an audit as one HTML file that needs nothing else: no network, no scripts."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.percent import format_percent
from training.audit_summary import KIND_NAMES, count_of, summarise

Thumbnails = Mapping[str, npt.NDArray[np.uint8]]

_PAIRS_SHOWN = 12
_LINES_SHOWN = 50

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2128; --paper: #ffffff; --card: #f3f5f7; --line: #d5dae0;
  --problem: #b3261e; --note: #8a5a00; --fine: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ec; --paper: #16191d; --card: #21262c; --line: #3a424b;
  --problem: #ff8a80; --note: #f2c14e; --fine: #7bd99a; } }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; }
th, td { padding: .25rem .8rem; border-bottom: 1px solid var(--line); text-align: left; overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.remark { margin: .8rem 0; padding: .6rem 1rem; background: var(--card); border-left: .35rem solid; }
.remark p { margin: .2rem 0; color: var(--ink); }
.problem { border-color: var(--problem); } .note { border-color: var(--note); } .fine { border-color: var(--fine); }
.pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: .8rem; }
figure { margin: 0; padding: .5rem; background: var(--card); border-radius: .3rem; }
figure img { width: 6rem; height: 6rem; background: #000; }
figcaption { font-size: .8rem; line-height: 1.35; overflow-wrap: anywhere; }
"""

_NOTICE = (
    "For research and teaching only; not a medical device. This page shows images of the dataset: treat it as you "
    "treat them."
)
_METHOD = (
    "The same file: equal bytes. Look-alikes: a correlation of 0.99 or more between thumbnails of 96 pixels a side. "
    "Copies, mirrored or not: 0.999 or more at 32 pixels, or, of mirrored ones, 0.99 at 96. Turned copies: 0.99 or "
    "more on rings around the centre, at the best of all angles; the corners are not looked at, and the scale must be "
    "the same. Of one image a few pairs of each kind are kept on each side. The guesser is a random forest that sees "
    "nothing but what is named, cross-validated with copies and groups kept together. Slices of one patient that "
    "differ visibly are not found by any of this: only the column <i>group</i> of a manifest tells them."
)


def format_report(findings: dict[str, Any], thumbnails: Thumbnails) -> str:
    """Write the report.

    Args:
        findings: of `training.audit.audit`.
        thumbnails: of the images by their path in the findings, (S, S) uint8 each.

    Returns:
        A whole HTML page.
    """
    name = escape(findings["dataset"])
    sections = [
        f"<h1>Audit of {name}</h1>",
        f"<p>{_NOTICE}</p>",
        "<h2>In short</h2>",
        *(_remark(remark.severity.value, remark.what, remark.why, remark.advice) for remark in summarise(findings)),
        "<h2>What is in it</h2>",
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
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Audit of {name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(sections)
        + "\n</body>\n</html>\n"
    )


def _remark(severity: str, what: str, why: str, advice: str) -> str:
    word = {"problem": "Problem", "note": "To know", "fine": "Fine"}[severity]
    more = "".join(
        f"<p><i>{title}</i> {escape(text)}</p>"
        for title, text in (("Why it matters:", why), ("What to do:", advice))
        if text
    )
    return f'<div class="remark {severity}"><p><b>{word}.</b> {escape(what)}</p>{more}</div>'


def _table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    lines = ["".join(f"<th>{escape(title)}</th>" for title in head)]
    for row in rows:
        lines.append(
            "".join(
                f'<td class="number">{cell:,}</td>' if isinstance(cell, int) else f"<td>{escape(cell)}</td>"
                for cell in row
            )
        )
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _class_table(classes: dict[str, dict[str, int]]) -> str:
    sides = list(dict.fromkeys(side for counts in classes.values() for side in counts))
    rows: list[list[str | int]] = [[name, *(counts.get(side, 0) for side in sides)] for name, counts in classes.items()]
    return _table(["Class", *sides], rows)


def _count_table(title: str, counts: dict[str, int]) -> str:
    shown = list(counts.items())[:_LINES_SHOWN]
    return _table([title, "Images"], shown) + _rest(len(counts), len(shown))


def _rest(total: int, shown: int) -> str:
    return f"<p>Shown are {shown:,} of {total:,}.</p>" if total > shown else ""


def _unreadable(entries: list[dict[str, str]]) -> Iterable[str]:
    if entries:
        yield "<h2>Files that cannot be read</h2>"
        yield _table(["File", "Reason"], [(entry["path"], entry["reason"]) for entry in entries[:_LINES_SHOWN]])
        yield _rest(len(entries), min(len(entries), _LINES_SHOWN))


def _pair_sections(pairs: list[dict[str, Any]], thumbnails: Thumbnails) -> Iterable[str]:
    yield from _pairs(
        "Equal images with different labels", [p for p in pairs if p["labels"][0] != p["labels"][1]], thumbnails
    )
    for is_across, where in ((True, "on both sides of a split"), (False, "within a side")):
        for kind, name in KIND_NAMES.items():
            of_kind = [pair for pair in pairs if pair["kind"] == kind and pair["across"] == is_across]
            yield from _pairs(f"{name[0].upper()}{name[1:]} {where}", of_kind, thumbnails)


def _pairs(title: str, pairs: list[dict[str, Any]], thumbnails: Thumbnails) -> Iterable[str]:
    if not pairs:
        return
    # Spread over the list, which begins with the most alike.
    places = np.unique(np.linspace(0, len(pairs) - 1, min(len(pairs), _PAIRS_SHOWN)).astype(int))
    yield f"<h2>{escape(title)}: {count_of(len(pairs), 'pair')}</h2>"
    yield _rest(len(pairs), len(places))
    yield '<div class="pairs">' + "".join(_pair(pairs[place], thumbnails) for place in places) + "</div>"


def _pair(pair: dict[str, Any], thumbnails: Thumbnails) -> str:
    how = f"correlation {pair['correlation']:.3f}"
    if pair["kind"] == "turned":
        how += f", turned by {pair['degrees']:.0f}&deg;{' and mirrored' if pair['is_mirrored'] else ''}"
    captions = [
        f"{escape(pair[key])} ({escape(label)}, {escape(side)})"
        for key, label, side in zip("ab", pair["labels"], pair["splits"], strict=True)
    ]
    pictures = "".join(_picture(thumbnails[pair[key]]) for key in "ab")
    return f"<figure>{pictures}<figcaption>{captions[0]}<br>{captions[1]}<br>{how}</figcaption></figure>"


def _picture(thumbnail: npt.NDArray[np.uint8]) -> str:
    content = cv2.imencode(".jpg", thumbnail, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
    return f'<img alt="" src="data:image/jpeg;base64,{base64.b64encode(content).decode()}">'


def _groups(groups: list[dict[str, Any]]) -> Iterable[str]:
    if groups:
        yield "<h2>Groups on both sides of a split</h2>"
        yield _table(
            ["Source", "Group", "Images"],
            [
                (one["source"], one["group"], ", ".join(f"{count} {side}" for side, count in one["images"].items()))
                for one in groups[:_LINES_SHOWN]
            ],
        )
        yield _rest(len(groups), min(len(groups), _LINES_SHOWN))


def _recalls(entanglement: dict[str, Any]) -> Iterable[str]:
    measured = {
        title: entanglement[name]
        for name, title in (("border", "Border alone"), ("size_and_intensity", "Size and grey levels alone"))
        if "recall" in entanglement[name]
    }
    if measured:
        yield "<h2>What can be told without the brain</h2>"
        yield "<p>Share of the images of each class that a guesser finds:</p>"
        classes = sorted({name for found in measured.values() for name in found["recall"]})
        yield _table(
            ["Class", *measured],
            [[name, *(format_percent(found["recall"][name]) for found in measured.values())] for name in classes],
        )
    if entanglement["sources"]["is_known"]:
        counts = entanglement["sources"]["counts"]
        classes = sorted({name for held in counts.values() for name in held})
        yield "<p>Where the images come from:</p>"
        rows: list[list[str | int]] = [
            [source, *(held.get(name, 0) for name in classes)] for source, held in counts.items()
        ]
        yield _table(["Source", *classes], rows)
