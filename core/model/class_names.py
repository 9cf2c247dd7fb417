"""Names that a class may have: none that means something else in a record, a file or on the screen."""

import unicodedata

from core.csv_cells import formula_start
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, UNCERTAIN, UNLIKE_TRAINING

# What a verdict may say instead of a class.
RESERVED = frozenset({UNCERTAIN, NOT_A_BRAIN_MRI, FAILED, UNLIKE_TRAINING})
LONGEST = 100
# It joins the classes of a prediction set in a CSV.
_JOINER = "|"
# Control, format and private characters, halves of characters, and what ends a line or paragraph.
_UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def fault_of(name: str) -> str:
    """Return why a class cannot have a name, to follow the name and "is" or "has"; empty if it can."""
    if not name.strip():
        return "is empty"
    if name != name.strip():
        return "begins or ends with a blank"
    if len(name) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if name.casefold() in RESERVED:
        return "is a word that Falx uses for a verdict"
    if _JOINER in name:
        return f"has a {_JOINER} in it, which separates classes in a table"
    if any(unicodedata.category(char) in _UNSHOWN for char in name):
        return "has characters in it that cannot be shown"
    if start := formula_start(name):
        return f"begins with {start}, which a spreadsheet takes for a formula"
    return ""
