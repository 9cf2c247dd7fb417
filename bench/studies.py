"""`python -m bench.studies --data DIR [--model M] [--json F] [--state]`: how often the verdict on a study is right.

DIR holds volumes and `volumes.csv`, a table of `file,class,group,slices_with_tumour`: `class` is `tumour` or
`notumor`, `group` the patient, and the slices are numbered from 0. The one free threshold of the rule is fitted to the
other patients for each patient. The value fitted to all of them belongs into the package as `study_called_from`: it
holds for the probabilities of that model alone. For packages that state none, `STUDY_CALLED_FROM` of the package's form
was fitted to a single model. That the threshold is set against the strength of a run, and not another score, was chosen
by the same studies.

With `--state` the counts go into the package of the model, a folder: the window states them beside each verdict on a
study.

A column `sequence`, such as `flair`, is optional. If no sequence has studies both with a tumour and without, the
figures do not show whether the model recognises tumours or sequences, and the report says so.
"""

import argparse
import csv
import itertools
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figures_report import report_figures
from bench.study_report import format_report
from core.errors import FalxError
from core.model.classifier import Classifier
from core.model.known_classes import TUMOUR_FREE
from core.model.package import PACKAGE_FILE, ModelPackage, write_about
from core.model.verdicts import REFUSED, UNCERTAIN
from core.readers import read_slices
from core.state_file import read_object
from core.study.study_slice import StudySlice, summarise
from core.study.study_verdict import Study, examine, judge

TABLE = "volumes.csv"


@dataclass(frozen=True, slots=True)
class Case:
    """A study whose truth is known.

    Attributes:
        name: of its file.
        group: the patient.
        has_tumour: whether there is one.
        sequence: of the scanner, as the table names it; "" if it does not.
        tumour_slices: indices of the slices that show it.
        slices: as classified.
    """

    name: str
    group: str
    has_tumour: bool
    tumour_slices: frozenset[int]
    slices: tuple[StudySlice, ...]
    sequence: str = ""

    @property
    def strength(self) -> float:
        """The score that the threshold is applied to."""
        return examine(self.slices).strength


def read_cases(folder: Path, classifier: Classifier) -> Iterator[Case]:
    """Classify the studies of a folder.

    Raises:
        FalxError: if a volume cannot be read.
    """
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            images = read_slices(folder / row["file"])
            package = classifier.package
            slices = tuple(summarise(row["file"], image, classifier.predict(image), package) for image in images)
            shown = frozenset(map(int, row["slices_with_tumour"].split()))
            sequence = row.get("sequence") or ""
            yield Case(row["file"], row["group"], row["class"] != TUMOUR_FREE, shown, slices, sequence)


def fit_threshold(cases: Sequence[Case]) -> float:
    """Find the threshold that separates the studies best, as far from those next to it as possible.

    Best is the highest balanced accuracy. It is in the middle of two log-odds, as probabilities near 1 crowd.
    """
    strengths = [(_log_odds(case.strength), case.has_tumour) for case in cases]
    with_tumour = [value for value, has_tumour in strengths if has_tumour]
    without = [value for value, has_tumour in strengths if not has_tumour]
    if not with_tumour or not without:
        raise FalxError(expected="studies with a tumour and without", got="those of one kind only")

    def quality(threshold: float) -> tuple[float, float]:
        found = sum(value >= threshold for value in with_tumour) / len(with_tumour)
        spared = sum(value < threshold for value in without) / len(without)
        return round(found + spared, 9), min(abs(value - threshold) for value, _ in strengths)

    values = sorted({value for value, _ in strengths})
    middles = [(low + high) / 2 for low, high in itertools.pairwise(values)]
    best = max(middles or values, key=quality)
    return 1 / (1 + math.exp(-best))


def cross_validate(cases: Sequence[Case], package: ModelPackage, level: float) -> list[tuple[float, Study]]:
    """Judge each study with the threshold fitted to the other patients; in their order, with that threshold."""

    def left_out(case: Case) -> float:
        return fit_threshold([other for other in cases if other.group != case.group])

    return [(limit, _judge(case, package, level, limit)) for case in cases for limit in [left_out(case)]]


def measure(cases: Sequence[Case], package: ModelPackage, level: float) -> dict[str, Any]:
    """Measure the rule on studies; returns plain values."""
    found = cross_validate(cases, package, level)
    shipped = [_judge(case, package, level, package.study_called_from) for case in cases]

    def count(studies: Sequence[Study], wanted: Callable[[Study], bool], has_tumour: bool) -> int:
        return sum(wanted(study) for case, study in zip(cases, studies, strict=True) if case.has_tumour is has_tumour)

    validated = [study for _, study in found]
    tumours = sum(case.has_tumour for case in cases)
    slices = [(case.has_tumour, one) for case in cases for one in case.slices]
    return {
        "model": package.title,
        "trained_on": package.training.get("dataset"),
        "level": level,
        "tumour_studies": tumours,
        "tumour_free_studies": len(cases) - tumours,
        "sequences": {
            name: dict(Counter(case.sequence for case in cases if case.has_tumour is has_tumour))
            for name, has_tumour in (("with_tumour", True), ("tumour_free", False))
        },
        "cross_validated": {
            "found": count(validated, _is_called, True),
            "called": count(validated, _is_called, False),
            "cleared": count(validated, _is_cleared, False),
            "missed": count(validated, _is_cleared, True),
            "uncertain": {
                "with_tumour": count(validated, _is_uncertain, True),
                "tumour_free": count(validated, _is_uncertain, False),
            },
            "refused": {
                "with_tumour": count(validated, _is_refused, True),
                "tumour_free": count(validated, _is_refused, False),
            },
        },
        "with_threshold_of_package": {
            "threshold": package.study_called_from,
            "found": count(shipped, _is_called, True),
            "called": count(shipped, _is_called, False),
        },
        "look_first_shows_tumour": sum(
            study.findings.look_first.frame in case.tumour_slices
            for case, study in zip(cases, validated, strict=True)
            if case.has_tumour
        ),
        "slices": len(slices),
        "refused": {
            "with_tumour": _share([not one.is_accepted for has_tumour, one in slices if has_tumour]),
            "tumour_free": _share([not one.is_accepted for has_tumour, one in slices if not has_tumour]),
        },
        "fitted_to_all": fit_threshold(cases),
        "studies": [_plain(case, limit, study, package) for case, (limit, study) in zip(cases, found, strict=True)],
    }


def state(figures: Mapping[str, Any], package: Path, is_unseen: bool) -> None:
    """Write what was counted into a package, where `core.sweep.measured_performance` finds it.

    Args:
        figures: of the package, as `measure` returns them.
        package: its folder.
        is_unseen: whether the model has learnt from none of these patients.
    """
    about = read_object(package / PACKAGE_FILE)
    validated = figures["cross_validated"]
    about["studies_measured"] = {
        "is_unseen": is_unseen,
        **{name: figures[name] for name in ("model", "level", "tumour_studies", "tumour_free_studies", "sequences")},
        **{name: validated[name] for name in ("found", "missed", "called", "cleared", "uncertain", "refused")},
    }
    write_about(package, about)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the arguments name; returns 2 if that cannot be measured."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.studies", description="Measure how often the verdict on a whole study is right."
    )
    parser.add_argument("--data", metavar="DIR", type=Path, required=True, help=f"folder of volumes and {TABLE}")
    parser.add_argument("--model", metavar="M", type=Path, help="package; the shipped one by default")
    parser.add_argument("--level", metavar="L", type=float, help="of the verdicts, as 0.95")
    parser.add_argument("--json", metavar="F", type=Path, help="write the figures to a file")
    parser.add_argument("--state", action="store_true", help="write the counts into the package, which is a folder")
    parser.add_argument("--unseen", action="store_true", help="with --state: the model has learnt from none of them")
    arguments = parser.parse_args(argv)

    def measured() -> dict[str, Any]:
        classifier = Classifier.open(arguments.model, level=arguments.level)
        figures = measure(list(read_cases(arguments.data, classifier)), classifier.package, classifier.level)
        if arguments.state:
            state(figures, classifier.package.path, arguments.unseen)
        return figures

    return report_figures(measured, format_report, arguments.json)


def _judge(case: Case, package: ModelPackage, level: float, called_from: float) -> Study:
    findings = examine(case.slices, TUMOUR_FREE in package.classes, called_from)
    return judge(findings, package.classes, lambda mean, is_open: package.plausible(mean, level, is_open), called_from)


def _plain(case: Case, limit: float, study: Study, package: ModelPackage) -> dict[str, Any]:
    findings = study.findings
    run, first = findings.run, findings.look_first
    return {
        "study": case.name,
        "verdict": study.verdict,
        "threshold": limit,
        "strength": findings.strength,
        "run_slices": len(run.slices) if run else 0,
        "run_mm": run.length_mm if run else None,
        "look_first": first.frame,
        "look_first_shows_tumour": first.frame in case.tumour_slices if case.has_tumour else None,
        "slices": len(case.slices),
        "counting": len(findings.counting),
    }


def _is_cleared(study: Study) -> bool:
    return study.verdict == TUMOUR_FREE


def _is_uncertain(study: Study) -> bool:
    return study.verdict == UNCERTAIN


def _is_refused(study: Study) -> bool:
    return study.verdict in REFUSED


def _is_called(study: Study) -> bool:
    return not (_is_cleared(study) or _is_uncertain(study) or _is_refused(study))


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


if __name__ == "__main__":
    sys.exit(main())
