"""Suggestions for a mistyped word."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that is most similar to a mistyped one, in any case; None where none is similar."""
    # Imported here, because the window starts without it.
    import difflib

    # Ignore the leading dashes, which all options share.
    by_folded = {candidate.casefold().lstrip("-"): candidate for candidate in known}
    found = difflib.get_close_matches(word.casefold().lstrip("-"), by_folded, n=1)
    return by_folded[found[0]] if found else None


def did_you_mean(suggestion: str | None) -> str:
    """Return a suggestion as the end of a message; empty where there is none."""
    return f"; did you mean {suggestion}?" if suggestion else ""
