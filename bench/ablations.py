"""`python -m bench.ablations`: ablations of the training recipe and their results, as tables in docs/ablations.md.

`docs/runs/TABLE/RUN` holds settings (`config.toml`), a line on what was tried (`about.txt`), and a short form of
what `falx evaluate` wrote, a file for each set of images. For a fold of `patient_proxy.csv` it was left out, for
`other_scanners.csv` fold 4. For `other_scanners_more.csv`, which has the same images to measure on, it learnt from the
training images that this file names.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.pages import replace_between
from bench.runs import FOLDS
from core.program.wording import format_tenths
from training.reports.protocol_tables import UNDEFINED
from training.statistics.figure_paths import find_figure

DOCS = Path(__file__).resolve().parents[1] / "docs"
TRIED, PAGE = DOCS / "runs", DOCS / "ablations.md"
_BEGIN, _END = "<!-- docs/runs/{}, written by `python -m bench.ablations` -->\n", "<!-- end of table -->"

# The name of a figure, and its keys in `metrics.json`.
_FIGURES = {
    "accuracy": ("accuracy",),
    "tumours' right class": ("any_tumour", "right_class"),
    "tumours found": ("any_tumour", "sensitivity"),
    "tumour-free right": ("any_tumour", "specificity"),
    "tumour against none": ("any_tumour", "balanced_accuracy"),
    "AUC": ("any_tumour", "roc_auc"),
    "Grad-CAM points": ("heat_maps", "grad-cam", "pointing"),
    "evidence points": ("heat_maps", "evidence", "pointing"),
}
_SETS = {f"patient_proxy.fold-{fold}": f"fold {fold}" for fold in range(FOLDS)} | {
    "other_scanners": "other scanners",
    "other_scanners_more": "other scanners, more sources learnt",
    "source_shift": "source shift",
}
TABLES = ("combined", "one_at_a_time", "doses", "longer", "contrast", "folds", "networks")


def shorten(metrics: Mapping[str, Any]) -> dict[str, float | None]:
    """Keep only the figures of the table, None if one is not defined."""
    return {name: _value(metrics, keys) for name, keys in _FIGURES.items()}


def format_table(name: str) -> str:
    """Write a table of the runs of `docs/runs/NAME`, a row for each set of images that a run was measured on.

    A run that is not measured yet has a row of dashes.
    """
    runs = sorted(folder for folder in (TRIED / name).iterdir() if folder.is_dir())
    heads = ("measured on", "run", "what", *_FIGURES)
    rows = [heads, ("---",) * len(heads)]
    for dataset, title in _SETS.items():
        for run in runs:
            if (path := run / f"{dataset}.json").exists():
                figures = json.loads(path.read_text("utf-8"))
                rows.append((title, *_names(run), *(_share(figures[figure]) for figure in _FIGURES)))
    for run in runs:
        if not any((run / f"{dataset}.json").exists() for dataset in _SETS):
            rows.append(("not measured yet", *_names(run), *(UNDEFINED for _ in _FIGURES)))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def with_tables(text: str) -> str:
    """Replace each table between its marks of the page.

    Raises:
        ValueError: if marks are missing.
    """
    for name in TABLES:
        text = replace_between(text, _BEGIN.format(name), _END, format_table(name))
    return text


def keep(run: Path, metrics: Path) -> None:
    """Write a short form of a metrics file of `falx evaluate`, beside the settings of the run that it measured."""
    values = json.loads(metrics.read_text("utf-8"))
    fold = "" if values["fold"] is None else f".fold-{values['fold']}"
    path = run / f"{values['dataset']}{fold}.json"
    path.write_text(json.dumps(shorten(values), indent=1) + "\n", "utf-8")


def _names(run: Path) -> tuple[str, str]:
    return f"`{run.name}`", (run / "about.txt").read_text("utf-8").strip()


def _share(value: float | None) -> str:
    return UNDEFINED if value is None else format_tenths(value)


def _value(metrics: Mapping[str, Any], path: tuple[str, ...]) -> float | None:
    found = find_figure(metrics, path)
    value = found.get("value") if isinstance(found, Mapping) else None
    return None if value is None else round(float(value), 4)


def main(argv: list[str]) -> int:
    """Write the page; with `TABLE/RUN METRICS...` first keep the metrics files of a run in short form."""
    for path in argv[1:]:
        keep(TRIED / argv[0], Path(path))
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
