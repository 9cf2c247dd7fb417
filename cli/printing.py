"""Where commands print: one line for each thing that is said, whatever characters the names in it hold."""

import sys

from core.program.wording import one_line


def tell(text: str) -> None:
    """Print a line; what would break it or steer the terminal is written as escapes."""
    print(one_line(text))


def warn(text: object) -> None:
    """Print a line to the standard error, as `tell` does."""
    print(one_line(str(text)), file=sys.stderr)
