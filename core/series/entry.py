"""What is known of a series before its pictures are read."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from core.program.translation import mark


class Plane(Enum):
    """How the slices of a series are in the body; the value is the word for it."""

    AXIAL = mark("axial")
    CORONAL = mark("coronal")
    SAGITTAL = mark("sagittal")
    OBLIQUE = mark("oblique")
    SEVERAL = mark("several planes")
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in millimetres.

    Attributes:
        row: of the centres of pixels that are one below the other.
        column: of those side by side.
        slices: of neighbouring slices; None where there is one, or where they do not say where they lie.
    """

    row: float
    column: float
    slices: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """A series, a volume or a single picture, as a list shows it.

    Attributes:
        path: that it goes by: its folder where that holds no other series, or else its first file.
        files: in geometric order, duplicates left out.
        key: a fingerprint of the identifier of its series; "" for none.
        number: that the scanner gave to the series, 0 for none.
        plane: of its slices.
        words: on the sequence, of an allow-list, such as "T1 FLAIR"; "" for none.
        count: of slices; None where only reading shows.
        spacing: of its pixels and slices; None where unknown.
        is_localizer: whether it only served to plan the others.
        duplicates: further files that are the same as one in `files`.
        damaged: files that would be of the series, but cannot be understood.
        size: rows and columns; (0, 0) where unknown.
        kind: the name of its format.
        study: a fingerprint of the identifier of its study; "" for none.
        patient: their name as in the file, never to be shown unless the user asks for it; "" for none.
    """

    path: Path
    files: tuple[Path, ...]
    key: str = ""
    number: int = 0
    plane: Plane = Plane.UNKNOWN
    words: str = ""
    count: int | None = None
    spacing: Spacing | None = None
    is_localizer: bool = False
    duplicates: tuple[Path, ...] = ()
    damaged: int = 0
    size: tuple[int, int] = (0, 0)
    kind: str = ""
    study: str = ""
    patient: str = field(default="", repr=False)

    @property
    def is_stack(self) -> bool:
        """Whether it is made of several files."""
        return len(self.files) > 1

    @property
    def middle(self) -> Path:
        """The file in the middle of the stack."""
        return self.files[len(self.files) // 2]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What was found in what was opened.

    Attributes:
        place: the folder, archive, directory or file that was opened.
        series: of all studies, localizers last.
        missing: files that a directory lists and that are not there.
        sources: the files that were opened together, where no folder, archive or directory was.
        left_out: files of an archive that are never read: the name of each, and why.
    """

    place: Path
    series: tuple[Series, ...]
    missing: int = 0
    sources: tuple[Path, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def by_study(self) -> "dict[str, list[Series]]":
        """The series of each study, localizers last, in the order in which they are listed.

        The key is the `study` of the series, "" where none states one. What states no study, such as a PNG beside it,
        is of the only one, or else stands by itself.
        """
        identified = list(dict.fromkeys(one.study for one in self.series if one.study))
        strays = "" if len(identified) > 1 else "".join(identified)
        studies: dict[str, list[Series]] = {study: [] for study in identified}
        for one in self.series:
            studies.setdefault(one.study or strays, []).append(one)
        return {study: sorted(series, key=lambda one: one.is_localizer) for study, series in studies.items()}

    @property
    def listed(self) -> "list[Series]":
        """All series, in the order in which they are listed."""
        return [one for series in self.by_study.values() for one in series]
