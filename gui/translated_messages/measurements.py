"""Puts measurements, which the history keeps in English, into the language of the window."""

import re

from core.program.translation import is_translated, localized, mark, tr

# By the words that are kept.
_KINDS = {kind.lower(): kind for kind in (mark("Ruler"), mark("Angle"), mark("Rectangle"), mark("Ellipse"))}
_FIGURE = r"[−\-\d.,\u202f]+"
_MEAN = re.compile(rf"mean ({_FIGURE}) · SD ({_FIGURE})( [^·]+)?(?= ·|$)")
_AREA = re.compile(rf"area ({_FIGURE}) (\S+)$")
# A length or an angle.
_EXTENT = re.compile(rf"({_FIGURE})(°| mm| pixels)(.*)")


def relayed_measurement(line: str) -> str:
    """Return a kept measurement, such as "ruler 20.0 mm", in the language of the window.

    What is not known of it stays as it is.
    """
    if not is_translated():
        return line
    kind, gap, words = line.partition(" ")
    return f"{tr(_KINDS[kind])}{gap}{_figures(words)}" if kind in _KINDS else line


def _figures(words: str) -> str:
    if extent := _EXTENT.fullmatch(words):
        unit, beside = extent[2], extent[3]
        return f"{localized(extent[1])}{unit.replace('pixels', tr('pixels'))}{tr(beside)}"
    words = _MEAN.sub(_mean, words)
    words = _AREA.sub(_area, words)
    before, gap, after = words.partition(" · ")
    return f"{tr(before)}{gap}{after}"


def _mean(found: re.Match[str]) -> str:
    return tr(
        "mean {mean} · SD {deviation}{unit}",
        mean=localized(found[1]),
        deviation=localized(found[2]),
        unit=found[3] or "",
    )


def _area(found: re.Match[str]) -> str:
    return tr("area {area} {unit}", area=localized(found[1]), unit=tr(found[2]))
