"""Pages that commands write in parts, each part between two marks."""


def replace_between(text: str, begin: str, end: str, inside: str) -> str:
    """Replace the text between two marks, and leave the marks.

    Raises:
        ValueError: if a mark is missing.
    """
    head, _, rest = text.partition(begin)
    _, mark, tail = rest.partition(end)
    if not mark:
        raise ValueError(f"expected the marks {begin.strip()} and {end.strip()}")
    return f"{head}{begin}{inside}{end}{tail}"
