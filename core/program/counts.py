"""Counts with their nouns, in words."""


def count_of(count: int, noun: str, plural: str = "") -> str:
    """Write a count with its noun: "1 slice", "1,200 slices"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def count_is(count: int, noun: str, plural: str = "") -> str:
    """Write a count with its noun and verb: "1 slice is", "1,200 slices are"."""
    return f"{count_of(count, noun, plural)} {'is' if count == 1 else 'are'}"
