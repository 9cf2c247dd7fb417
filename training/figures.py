"""Puts the measured figures where they are stated: `make figures` runs it after the evaluations."""

import json
from pathlib import Path
from typing import Any

from core.model_store import shipped_package
from training.model_card import add_metrics, format_table

RESULTS = Path(__file__).resolve().parents[1] / "docs" / "results"
README = Path(__file__).resolve().parents[1] / "README.md"
_BEGIN, _END = "<!-- figures, written by `make figures` -->\n", "<!-- end of figures -->"


def read_results() -> dict[str, Any]:
    """Read what `falx evaluate` wrote, by protocol."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(RESULTS.glob("*.json"))}


def with_figures(text: str, results: dict[str, Any]) -> str:
    """Replace the table between the marks of a text.

    Raises:
        ValueError: if the marks are missing.
    """
    head, _, rest = text.partition(_BEGIN)
    _, mark, tail = rest.partition(_END)
    if not mark:
        raise ValueError(f"expected the marks {_BEGIN.strip()} and {_END}")
    return f"{head}{_BEGIN}{format_table(results)}{mark}{tail}"


def main() -> None:
    """Write the figures into README and the shipped model's card."""
    results = read_results()
    README.write_text(with_figures(README.read_text("utf-8"), results), "utf-8")
    add_metrics(shipped_package(), results)


if __name__ == "__main__":
    main()
