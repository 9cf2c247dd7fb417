"""How a dataset was understood: names that were mapped to others, and what was left out."""

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class DetectedLayout:
    """Names that were mapped to others, and what was left out.

    Attributes:
        inside: folders that a dataset's own wraps, each as the path from it.
        splits: names of folders, or words in the column split, with the split that each is.
        classes: names of folders, or words in the column class, with the class that each means.
        skipped: folders that are a system's own.
        left_out: folders beside the splits that are not splits.
        loose: number of images that are in no class folder.
        notes: on how a table is written.
    """

    inside: tuple[str, ...] = ()
    splits: tuple[tuple[str, str], ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    loose: int = 0
    notes: tuple[str, ...] = ()


def joined(parts: Iterable[DetectedLayout]) -> DetectedLayout:
    """Join how several places were understood."""
    parts = tuple(parts)
    lists = {
        field.name: tuple(dict.fromkeys(one for part in parts for one in getattr(part, field.name)))
        for field in fields(DetectedLayout)
        if field.name != "loose"
    }
    return DetectedLayout(**lists, loose=sum(part.loose for part in parts))
