"""What was probably meant by a word that is not known."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that a mistyped one is most like, whatever its case; None where none is like it."""
    # Imported here: the window starts without it.
    import difflib

    # The dashes that every option begins with make none like another.
    by_folded = {candidate.casefold().lstrip("-"): candidate for candidate in known}
    found = difflib.get_close_matches(word.casefold().lstrip("-"), by_folded, n=1)
    return by_folded[found[0]] if found else None


def did_you_mean(suggestion: str | None) -> str:
    """Word a suggestion as the end of a message; empty where there is none."""
    return f"; did you mean {suggestion}?" if suggestion else ""
