"""Output of the benchmark commands: print figures as a table, and keep them as JSON."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.errors import FalxError


def report_figures(
    measure: Callable[[], dict[str, Any]], format_report: Callable[[dict[str, Any]], str], kept: Path | None
) -> int:
    """Measure, and print the figures.

    Args:
        measure: returns the figures, plain values.
        format_report: writes them for reading.
        kept: file to write them to as JSON.

    Returns:
        The exit status: 2 if it cannot be measured, with the reason on stderr.
    """
    try:
        figures = measure()
    except (FalxError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(format_report(figures))
    if kept:
        kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0
