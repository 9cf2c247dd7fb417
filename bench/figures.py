"""Puts the measured figures where they are stated: `make figures` runs it after the protocols (`bench.protocols`)."""

import json
from pathlib import Path
from typing import Any

from core.model_package import PACKAGE_FILE
from core.model_store import shipped_package
from training.model_card import add_metrics, format_origin
from training.protocol_tables import format_tables

RESULTS = Path(__file__).resolve().parents[1] / "docs" / "results"
README = Path(__file__).resolve().parents[1] / "README.md"
PROTOCOLS = ("other_scanners", "source_shift", "patient_proxy", "official", "deduplicated")

# What is known of the shipped model beyond what holds for any.
LIMITS = (
    (
        "It has seen one collection of pictures, in which the tumour-free ones come from other scanners than the "
        "tumours, so that a network can tell the scanners apart instead of finding the tumours."
    ),
    (
        "The official split leaks: most of its Testing pictures have a copy, or a neighbouring slice that is most "
        "likely of the same patient, among the Training pictures. Its accuracy flatters."
    ),
    (
        "It is known to fail on other scanners while stating a high probability: see the row `other_scanners` of the "
        "table."
    ),
    "The heat map of a model of this recipe was found to point into the tumour hardly more often than by chance.",
)

_BEGIN, _END = "<!-- figures, written by `make figures` -->\n", "<!-- end of figures -->"


def read_results() -> dict[str, Any]:
    """Read what was measured, by protocol, in the order of `PROTOCOLS`; those that were not are left out.

    The worst mistakes are left out: a model package names no images.
    """
    paths = {name: RESULTS / f"{name}.json" for name in PROTOCOLS}
    found = {name: json.loads(path.read_text("utf-8")) for name, path in paths.items() if path.is_file()}
    return {name: {key: value for key, value in one.items() if key != "worst"} for name, one in found.items()}


def with_figures(text: str, results: dict[str, Any]) -> str:
    """Replace what stands between the marks of a text by what the figures are of, and their tables.

    Raises:
        ValueError: if the marks are missing.
    """
    head, _, rest = text.partition(_BEGIN)
    _, mark, tail = rest.partition(_END)
    if not mark:
        raise ValueError(f"expected the marks {_BEGIN.strip()} and {_END}")
    about = json.loads((shipped_package() / PACKAGE_FILE).read_text("utf-8"))
    return f"{head}{_BEGIN}{format_origin(about, results)}\n{format_tables(results)}{mark}{tail}"


def main() -> None:
    """Write the figures into README and the shipped model's card."""
    results = read_results()
    README.write_text(with_figures(README.read_text("utf-8"), results), "utf-8")
    add_metrics(shipped_package(), results, LIMITS)


if __name__ == "__main__":
    main()
