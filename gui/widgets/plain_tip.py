"""Tooltips that show a text as it is, wrapped where it is long."""


def plain_tip(text: str) -> str:
    """Return a tooltip that shows a text letter by letter, also where it looks like HTML."""
    # Its table of entities is not needed for the first paint.
    from html import escape

    return f"<span>{escape(text)}</span>"
