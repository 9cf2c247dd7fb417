"""Cells of CSV files that people open in a spreadsheet, which takes some texts for formulas and runs them."""

import re
from typing import TypeVar

# By this, Excel knows that a file is UTF-8.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# What begins a formula, in full width too, behind blanks too. An apostrophe makes text of it; so names that begin with
# apostrophes before such a character get one more, that one can always be taken away again.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_TEXT = re.compile(r"'" + _FORMULA.pattern)

Cell = TypeVar("Cell")


def as_text(cell: Cell) -> Cell | str:
    """Give a cell as it is written: a text that a spreadsheet would run as a formula gets an apostrophe before it.

    Example:
        >>> as_text("=1+1.png")
        "'=1+1.png"
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would run a cell as a formula."""
    return not cell.startswith("'") and bool(_FORMULA.match(cell))


def formula_start(text: str) -> str:
    """Give the character by which a spreadsheet takes a text for a formula, with what precedes it; empty for none."""
    found = _FORMULA.match(text)
    return found.group() if found else ""


def plain_text(cell: str) -> str:
    """Give the text that `as_text` made a cell of."""
    return cell[1:] if _TEXT.match(cell) else cell
