"""Cells of CSV files, safe to open in a spreadsheet, which would run some texts as formulas."""

import re
from typing import TypeVar

# By this, Excel knows that a file is UTF-8.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# What begins a formula, in full width too, after blanks too. An apostrophe turns it into text; so names that begin with
# apostrophes before such a character get one more, and reading always removes one.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_TEXT = re.compile(r"'" + _FORMULA.pattern)

Cell = TypeVar("Cell")


def as_text(cell: Cell) -> Cell | str:
    """Write a text as a cell: one that a spreadsheet would run as a formula gets an apostrophe before it.

    Example:
        >>> as_text("=1+1.png")
        "'=1+1.png"
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would run a cell as a formula."""
    return not cell.startswith("'") and bool(_FORMULA.match(cell))


def formula_start(text: str) -> str:
    """Return the character that makes a text a formula for a spreadsheet, with what precedes it; empty for none."""
    found = _FORMULA.match(text)
    return found.group() if found else ""


def plain_text(cell: str) -> str:
    """Return the text that `as_text` turned into a cell."""
    return cell[1:] if _TEXT.match(cell) else cell
