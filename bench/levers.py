"""`python -m bench.levers`: what each lever of the training did, as a table in docs/levers.md.

A folder of `docs/runs/levers` holds one training without fold 4 of `patient_proxy.csv`: `config.toml`, `about.txt`
with a line on what was tried, and what `falx evaluate` wrote for that fold and for `other_scanners.csv`, in short.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.protocol_tables import UNDEFINED, find_figure

DOCS = Path(__file__).resolve().parents[1] / "docs"
LEVERS, PAGE = DOCS / "runs" / "levers", DOCS / "levers.md"
_BEGIN, _END = "<!-- table, written by `python -m bench.levers` -->\n", "<!-- end of table -->"

# What a figure is called, and where `metrics.json` holds it.
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
_SETS = {"patient_proxy": "Fold 4 of `patient_proxy`", "other_scanners": "`other_scanners`"}


def shorten(metrics: Mapping[str, Any]) -> dict[str, float | None]:
    """Keep the figures of the table alone, None where one is not defined."""
    return {name: _value(metrics, keys) for name, keys in _FIGURES.items()}


def format_levers() -> str:
    """Write a table for each set of images, a row for each run."""
    runs = sorted(folder for folder in LEVERS.iterdir() if folder.is_dir())
    parts = []
    for name, title in _SETS.items():
        lines = [f"**{title}**\n", f"| run | what | {' | '.join(_FIGURES)} |", "|---" * (2 + len(_FIGURES)) + "|"]
        for run in runs:
            figures = json.loads((run / f"{name}.json").read_text("utf-8"))
            cells = (_share(figures[figure]) for figure in _FIGURES)
            lines.append(f"| `{run.name}` | {(run / 'about.txt').read_text('utf-8').strip()} | {' | '.join(cells)} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def with_table(text: str) -> str:
    """Replace the table between the marks of the page."""
    head, _, rest = text.partition(_BEGIN)
    return f"{head}{_BEGIN}{format_levers()}{_END}{rest.partition(_END)[2]}"


def _share(value: float | None) -> str:
    return UNDEFINED if value is None else f"{100 * value:.1f} %"


def _value(metrics: Mapping[str, Any], path: tuple[str, ...]) -> float | None:
    found = find_figure(metrics, path)
    value = found.get("value") if isinstance(found, Mapping) else None
    return None if value is None else round(float(value), 4)


def main(argv: list[str]) -> int:
    """Write the page; with `NAME METRICS METRICS` first keep the two metrics files of a run in short."""
    if argv:
        run = LEVERS / argv[0]
        for name, path in zip(_SETS, argv[1:], strict=True):
            figures = shorten(json.loads(Path(path).read_text("utf-8")))
            (run / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
