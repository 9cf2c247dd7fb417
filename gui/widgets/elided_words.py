"""Lines that are elided between words, not within one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

# What may precede a gap and would dangle before the ellipsis.
_DANGLING = " ·,;:–-"


def elided_words(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return as many whole words of a line as fit, then an ellipsis.

    Args:
        text: one line.
        metrics: of the font.
        width: in pixels.

    Returns:
        The text where it fits. Where not even its first word does, as in a long file name, its beginning and end.
    """
    if metrics.horizontalAdvance(text) <= width:
        return text
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        shown = f"{' '.join(words[:count]).rstrip(_DANGLING)}…"
        if len(shown) > 1 and metrics.horizontalAdvance(shown) <= width:
            return shown
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)
