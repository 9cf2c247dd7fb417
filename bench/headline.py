"""The headline table of the README: three protocols, described for a reader who knows none of them."""

from collections.abc import Mapping
from typing import Any

from training.reports.protocol_tables import UNDEFINED, format_cell
from training.statistics.figure_paths import find_figure

# For each protocol in the table, the question that it answers.
QUESTIONS = {
    "patient_proxy": "new slices of the scanners it was trained on",
    "source_shift": "images of other collections",
    "other_scanners": "other scanners, with and without a tumour from the same one",
}
_COLUMNS = {
    "tumour or none": ("any_tumour", "balanced_accuracy"),
    "right kind of tumour": ("any_tumour", "right_class"),
    "heat map points at the tumour": ("heat_maps", "grad-cam", "pointing"),
}


def format_headline(protocols: Mapping[str, Mapping[str, Any]]) -> str:
    """Write a Markdown table with a row for each protocol of `QUESTIONS` that was measured.

    Args:
        protocols: the figures by the name of the protocol; one without figures has no row.
    """
    rows = [["measured on", "images", *_COLUMNS], ["---"] * (2 + len(_COLUMNS))]
    for name, question in QUESTIONS.items():
        figures = protocols.get(name)
        if not figures:
            continue
        count = figures.get("images")
        cells = (format_cell(find_figure(figures, path)) for path in _COLUMNS.values())
        rows.append([question, f"{count:,}" if count else UNDEFINED, *cells])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
