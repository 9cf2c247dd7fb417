"""Printing of commands: one line for each message, whatever characters it contains."""

import sys

from core.program.wording import one_line


def tell(text: str) -> None:
    """Print a line; escape characters that would break it or control the terminal."""
    print(one_line(text))


def warn(text: object) -> None:
    """Print a line to the standard error, as `tell` does."""
    print(one_line(str(text)), file=sys.stderr)
