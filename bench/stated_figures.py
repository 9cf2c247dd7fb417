"""Puts the measured figures where they are stated: `make figures` runs it after the protocols (`bench.protocols`)."""

import json
from pathlib import Path
from typing import Any

from bench.headline import format_headline
from bench.pages import replace_between
from bench.runs import FOLDS, RUNS, join_folds
from core.model.package import PACKAGE_FILE
from core.model.store import shipped_package
from core.program.wording import format_tenths
from training.reports.model_card import add_metrics, format_measured

RESULTS = Path(__file__).resolve().parents[1] / "docs" / "results"
FIGURES = Path(__file__).resolve().parents[1] / "docs" / "figures.md"
README = Path(__file__).resolve().parents[1] / "README.md"
PROTOCOLS = ("other_scanners", "source_shift", "patient_proxy", "official", "deduplicated")

# What is known of the shipped model beyond what holds for any.
LIMITS = (
    (
        "Its weights have seen most pictures of each protocol, or copies of them. Measured on those, it would flatter "
        "itself: go by the figures of its recipe."
    ),
    (
        "On other scanners and in pictures of other collections it states higher probabilities than come true, and "
        "most of its prediction sets name more than one class."
    ),
    (
        "Its largest source of tumours has no tumour-free pictures; pictures in which a tumour was erased by a program "
        "stand in for them."
    ),
    (
        "Of other sources its gliomas are lower-grade ones, and its meningiomas and pituitary tumours few: little is "
        "known of its answers on others."
    ),
)
_UNMEASURED = "Not measured with this recipe yet, and therefore missing from the tables: {names}."
_CHOSEN = (
    "Its settings were chosen by fold 4 of patient_proxy. Its recipe is right on {folds}: "
    "go by the mean and its spread."
)
_PARTLY = "Of the {count} folds of patient_proxy only these are measured with this recipe yet: {folds}."

_BEGIN, _END = "<!-- figures, written by `make figures` -->\n", "<!-- end of figures -->"
_HEADLINE = "<!-- headline, written by `make figures` -->\n"


def read_results() -> dict[str, Any]:
    """Read what was measured, by protocol, in the order of `PROTOCOLS`; those that were not are left out.

    Of a cross-validation those folds count that were measured.
    """
    found = {}
    for name in PROTOCOLS:
        kept = [RESULTS / run.kept_as(name) for run in RUNS if name in run.protocols]
        measured = [json.loads(path.read_text("utf-8")) for path in kept if path.is_file()]
        if measured:
            found[name] = measured[0] if len(kept) == 1 else join_folds(measured)
    return found


def read_novelty() -> dict[str, Any] | None:
    """Read how well what is no brain MRI is told, and the `dataset` that the slices are of; None if not measured."""
    for run in RUNS:
        path = RESULTS / run.novelty
        if run.has_novelty and path.is_file():
            return {"dataset": run.dataset, **json.loads(path.read_text("utf-8"))}
    return None


def state_limits(results: dict[str, Any]) -> list[str]:
    """Say what is known of the shipped model, and which protocols nobody has measured its recipe by."""
    limits = list(LIMITS)
    if missing := [name for name in PROTOCOLS if name not in results]:
        limits.append(_UNMEASURED.format(names=", ".join(missing)))
    folds = results.get("patient_proxy", {}).get("folds", ())
    if folds:
        each = (f"{format_tenths(fold['accuracy']['value'])} of fold {fold['fold']}" for fold in folds)
        limits.append(_CHOSEN.format(folds=", ".join(each)))
    if 0 < len(folds) < FOLDS:
        limits.append(_PARTLY.format(count=FOLDS, folds=", ".join(str(fold["fold"]) for fold in folds)))
    return limits


def with_figures(text: str, results: dict[str, Any], novelty: dict[str, Any] | None = None) -> str:
    """Replace what is between the marks of a text by what the figures are of, and their tables.

    Raises:
        ValueError: if the marks are missing.
    """
    about = json.loads((shipped_package() / PACKAGE_FILE).read_text("utf-8"))
    return replace_between(text, _BEGIN, _END, format_measured(about, results, novelty))


def with_headline(text: str, results: dict[str, Any]) -> str:
    """Replace what is between the marks of a text by the few figures that say most.

    Raises:
        ValueError: if the marks are missing.
    """
    return replace_between(text, _HEADLINE, _END, format_headline(results))


def main() -> None:
    """Write the figures into docs/figures.md, README and the shipped model's card."""
    results, novelty = read_results(), read_novelty()
    FIGURES.write_text(with_figures(FIGURES.read_text("utf-8"), results, novelty), "utf-8")
    README.write_text(with_headline(README.read_text("utf-8"), results), "utf-8")
    add_metrics(shipped_package(), results, state_limits(results), novelty)


if __name__ == "__main__":
    main()
