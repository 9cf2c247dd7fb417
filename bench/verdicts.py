"""`python -m bench.verdicts --scores F... [--level 95] [--json F]`: measure verdicts on sources left out of the fit.

Score files are what `falx evaluate` writes beside its figures; networks had not seen the images, at best not even their
source. Each source in turn is left out of all that is fitted (biases, temperature, thresholds), and measured with
the fit to the others. Its novelty limit is that of the network that answered.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.errors import FalxError
from core.model.confidence_levels import DEFAULT_LEVEL, LEVELS, format_level, format_levels
from core.model.conformal import TwoQuestionRule
from core.model.known_classes import TUMOUR_FREE
from core.model.verdicts import REFUSED
from core.program.wording import format_tenths
from training.calibration.calibrate import CalibrationImages, calibrate
from training.calibration.leave_one_source_out import each_left_out
from training.calibration.pooled_scores import pool_scores
from training.calibration.scores import Unseen
from training.reports.protocol_tables import UNDEFINED, format_cell
from training.statistics.calibration_metrics import calibration_metrics
from training.statistics.metrics import Bootstrap
from training.statistics.verdict_metrics import Verdicts, level_key, level_metrics, make_verdicts

# Sources, by how their names begin, that share a row besides their own.
TOGETHER = {
    "patient_proxy": ("cheng", "br35h"),
    "other_scanners": ("lgg",),
    "source_shift": ("nickparvar",),
    "ms and healthy": ("ms", "healthy"),
}
ALL, MEAN = "all images", "mean of the sources"

# The title of a column, the figure, whether it is a share.
_COLUMNS = (
    ("decided", "decided", True),
    ("right when decided", "right_when_decided", True),
    ("called tumour-free", "called_tumour_free", True),
    ("decided tumour-free", "decided_tumour_free", True),
    ("tumours called tumour-free", "tumour_called_tumour_free", True),
    ("tumour-free called a tumour", "tumour_free_called_tumour", True),
    ("refused", "refused", True),
    ("calibration error", "ece", False),
)


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """Images of some sources, with the predictions of calibrations that did not use their source.

    Attributes:
        labels: (N,) indices of the true classes.
        groups: of the N images.
        probabilities: (N, C) calibrated.
        verdicts: at the level.
    """

    labels: npt.NDArray[np.int64]
    groups: tuple[str, ...]
    probabilities: npt.NDArray[np.float32]
    verdicts: Verdicts


def leave_out(images: CalibrationImages, level: float) -> Iterator[tuple[str, LeftOut | str]]:
    """Calibrate with all sources but one, for each, and make the verdicts on the images of that one.

    Yields:
        The name of each source with its images; or with the reason, in words, why nothing can be measured.
    """
    for source, rest, own in each_left_out(images):
        found = set(rest.labels.tolist())
        if missing := [name for index, name in enumerate(images.classes) if index not in found]:
            yield source, f"no other source has images of {', '.join(missing)}"
            continue
        calibration = calibrate(rest)
        rule = TwoQuestionRule(calibration.thresholds, images.tumour_free)
        if level not in rule.levels:
            yield source, f"the other sources promise {format_levels(rule.levels)}, not {format_level(level)}"
            continue
        probabilities = calibration.probabilities(own.logits)
        verdicts = make_verdicts(own.labels, probabilities, own.novelties, rule, level, images.classes)
        groups = tuple(f"{source}/{group}" for group in own.groups)
        yield source, LeftOut(own.labels, groups, probabilities, verdicts)


def measure(images: CalibrationImages, level: float) -> dict[str, Any]:
    """Measure each source with the calibration of the others.

    Returns:
        Plain values: `level`, `sources` (the figures of each, or `missing`, why there are none) and `together` (the
        rows of `TOGETHER` and all images, with intervals over groups; the mean of the sources, without).
    """
    found = dict(leave_out(images, level))
    parts = {source: part for source, part in found.items() if isinstance(part, LeftOut)}
    figures = {source: _figures(part, images.classes) for source, part in parts.items()}
    missing = {source: {"missing": part} for source, part in found.items() if isinstance(part, str)}
    together = {}
    for row, beginnings in {**TOGETHER, ALL: ("",)}.items():
        chosen = [part for source, part in parts.items() if source.startswith(beginnings)]
        if chosen:
            together[row] = _figures(_joined(chosen), images.classes)
    if figures:
        together[MEAN] = _mean(list(figures.values()))
    return {"level": level, "sources": {**figures, **missing}, "together": together}


def format_rows(measured: Mapping[str, Any]) -> str:
    """Write the figures of `measure` as a Markdown table."""
    heads = ("measured on", "images", *(f"{title}" for title, *_ in _COLUMNS))
    rows = [heads, ("---",) * len(heads)]
    rows += [_row(f"`{source}`", found) for source, found in measured["sources"].items()]
    rows += [_row(name, found) for name, found in measured["together"].items()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _figures(part: LeftOut, classes: Sequence[str]) -> dict[str, Any]:
    bootstrap = Bootstrap(part.groups)
    figures: dict[str, Any] = {
        "images": len(part.labels),
        **level_metrics(part.labels, part.verdicts, classes, bootstrap),
        "refused": bootstrap.share(part.verdicts.is_refused).as_dict(),
        "ece": calibration_metrics(part.labels, part.probabilities, classes, bootstrap)["ece"],
    }
    # Files of scores do not hold the second limit, so the kinds of refusal are not distinguished.
    figures["shares"] = {word: share for word, share in figures["shares"].items() if word not in REFUSED}
    if TUMOUR_FREE in classes:
        free = list(classes).index(TUMOUR_FREE)
        is_called = np.asarray(part.probabilities.argmax(axis=1) == free, bool)
        figures["called_tumour_free"] = bootstrap.share(is_called, part.labels == free).as_dict()
    return figures


def _joined(parts: Sequence[LeftOut]) -> LeftOut:
    verdicts = [part.verdicts for part in parts]
    return LeftOut(
        np.concatenate([part.labels for part in parts]),
        tuple(group for part in parts for group in part.groups),
        np.concatenate([part.probabilities for part in parts]),
        Verdicts(*(np.concatenate([getattr(one, field.name) for one in verdicts]) for field in fields(Verdicts))),
    )


def _mean(figures: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Average the defined figures, each source counting the same; without intervals."""
    found: dict[str, Any] = {"images": sum(one["images"] for one in figures)}
    for _, name, _ in _COLUMNS:
        values = [one[name]["value"] for one in figures if one.get(name, {}).get("value") is not None]
        found[name] = {"value": float(np.mean(values)) if values else None, "interval": None}
    return found


def _row(name: str, found: Mapping[str, Any]) -> tuple[str, ...]:
    if "missing" in found:
        return (name, found["missing"], *(UNDEFINED for _ in _COLUMNS))
    return (name, f"{found['images']:,}", *(_cell(found.get(key), is_share) for _, key, is_share in _COLUMNS))


def _cell(figure: Mapping[str, Any] | None, is_share: bool) -> str:
    if figure and figure["value"] is not None and figure["interval"] is None:
        return format_tenths(figure["value"]) if is_share else f"{figure['value']:.3f}"
    return format_cell(figure, is_share)


def _level(text: str) -> float:
    for level in LEVELS:
        if text == level_key(level):
            return level
    raise argparse.ArgumentTypeError(f"expected {format_levels(LEVELS)}, got {text!r}")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; returns 1 if the scores cannot be used."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.verdicts", description="Measure verdicts on sources that were left out of the fit."
    )
    parser.add_argument("--scores", metavar="F", type=Path, nargs="+", required=True, help="score files, or folders")
    parser.add_argument("--level", metavar="L", type=_level, default=DEFAULT_LEVEL, help="in per cent; default: 95")
    parser.add_argument(
        "--unseen",
        choices=[one.value for one in Unseen if one is not Unseen.UNKNOWN],
        default="",
        help="what the networks had not seen of images for which the files do not state it; left out by default",
    )
    parser.add_argument(
        "--no-biases",
        action="store_true",
        help="fit no biases of the classes, which are those of the networks of the scores",
    )
    parser.add_argument("--json", metavar="F", type=Path, help="write the figures as JSON too")
    arguments = parser.parse_args(argv)
    try:
        images = pool_scores(arguments.scores, otherwise=Unseen(arguments.unseen))
        images = replace(images, fits_biases=not arguments.no_biases)
    except FalxError as error:
        print(error, file=sys.stderr)
        return 1
    measured = measure(images, arguments.level)
    print(f"Verdicts at {format_level(arguments.level)}, each source's calibration from the others:\n")
    print(format_rows(measured), end="")
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
