"""Write the measured figures into the pages that state them: `make figures` runs it after `bench.protocols`."""

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

# Limits of the shipped model beyond those of any model.
LIMITS = (
    (
        "Its weights have seen most pictures of each protocol, or copies of them. Figures measured on those would be "
        "too good: use the figures of its recipe."
    ),
    (
        "On other scanners and in pictures of other collections its probabilities are too high, and "
        "most of its prediction sets name more than one class."
    ),
    (
        "Its largest source of tumours has no tumour-free pictures; pictures in which a tumour was erased by a program "
        "replace them."
    ),
    (
        "From other sources it has seen only lower-grade gliomas and few meningiomas and pituitary tumours: little is "
        "known of its predictions for others."
    ),
)
_UNMEASURED = "Not measured with this recipe yet, and therefore missing from the tables: {names}."
_CHOSEN = (
    "Its settings were chosen by fold 4 of patient_proxy. The accuracy of its recipe is {folds}: "
    "use the mean and its spread."
)
_PARTLY = "Of the {count} folds of patient_proxy only these are measured with this recipe yet: {folds}."

_BEGIN, _END = "<!-- figures, written by `make figures` -->\n", "<!-- end of figures -->"
_HEADLINE = "<!-- headline, written by `make figures` -->\n"


def read_results() -> dict[str, Any]:
    """Read the figures by protocol, in the order of `PROTOCOLS`; missing ones are left out.

    Of a cross-validation the measured folds count.
    """
    found = {}
    for name in PROTOCOLS:
        kept = [RESULTS / run.kept_as(name) for run in RUNS if name in run.protocols]
        measured = [json.loads(path.read_text("utf-8")) for path in kept if path.is_file()]
        if measured:
            found[name] = measured[0] if len(kept) == 1 else join_folds(measured)
    return found


def read_novelty() -> dict[str, Any] | None:
    """Read how well pictures other than brain MRI are recognised, and the `dataset` of the slices; None if missing."""
    for run in RUNS:
        path = RESULTS / run.novelty
        if run.has_novelty and path.is_file():
            return {"dataset": run.dataset, **json.loads(path.read_text("utf-8"))}
    return None


def state_limits(results: dict[str, Any]) -> list[str]:
    """List the known limits of the shipped model, and the protocols that its recipe was not measured by."""
    limits = list(LIMITS)
    if missing := [name for name in PROTOCOLS if name not in results]:
        limits.append(_UNMEASURED.format(names=", ".join(missing)))
    folds = results.get("patient_proxy", {}).get("folds", ())
    if folds:
        each = (f"{format_tenths(fold['accuracy']['value'])} on fold {fold['fold']}" for fold in folds)
        limits.append(_CHOSEN.format(folds=", ".join(each)))
    if 0 < len(folds) < FOLDS:
        limits.append(_PARTLY.format(count=FOLDS, folds=", ".join(str(fold["fold"]) for fold in folds)))
    return limits


def with_figures(text: str, results: dict[str, Any], novelty: dict[str, Any] | None = None) -> str:
    """Replace the text between the marks by the origin of the figures, and their tables.

    Raises:
        ValueError: if the marks are missing.
    """
    about = json.loads((shipped_package() / PACKAGE_FILE).read_text("utf-8"))
    return replace_between(text, _BEGIN, _END, format_measured(about, results, novelty))


def with_headline(text: str, results: dict[str, Any]) -> str:
    """Replace the text between the marks by the headline table.

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
