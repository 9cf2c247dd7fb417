"""Names of files, as they are shown in texts of one line."""

import unicodedata
from pathlib import Path

# Control characters, halves of characters (bytes that are no UTF-8), and what ends a line or paragraph.
_ESCAPED = {"Cc", "Cs", "Zl", "Zp"}


class Word(str):
    """A text that may stand in the log: the program's own, and of nothing that it was given to read."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Write the characters that would break a line or cannot be printed as escapes, such as `\\n`."""
    return "".join(
        char.encode("unicode_escape").decode("ascii") if unicodedata.category(char) in _ESCAPED else char
        for char in text
    )


def shown_name(path: Path) -> str:
    """Give the name of a file or folder; of `.` that of the folder it stands for, of a disk its path."""
    return one_line(path.name or path.absolute().name or str(path))
