"""Names of recent files, with as much of the folder as distinguishes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from core.program.locations import home_folder
from core.program.wording import format_when, one_line, shown_name
from gui.widgets.number_texts import tumour_words


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A recently opened file or folder.

    Attributes:
        path: of the file.
        name: as displayed.
        folder: the folder, shortened; "" where it is not needed.
        when: it was opened, in words; "" where that is not known.
        found: in how many slices a tumour was found, in words; "" where that is not known.
    """

    path: Path
    name: str
    folder: str
    when: str = ""
    found: str = ""

    @property
    def facts(self) -> str:
        """Folder, date and what was found."""
        return " · ".join(filter(None, (self.folder, self.result)))

    @property
    def result(self) -> str:
        """Date and what was found."""
        return " · ".join(filter(None, (self.when, self.found)))


def name_recent(
    paths: list[Path],
    times: Mapping[Path, datetime],
    now: datetime,
    tumours: Mapping[Path, tuple[int, int]] = MappingProxyType({}),
) -> list[RecentFile]:
    """Name files; files of the same name get as many folder names as distinguish them.

    Args:
        paths: of the files.
        times: when they were opened, where that is known.
        now: the time that the dates are relative to.
        tumours: in how many slices a tumour was found, and of how many, where that is known.
    """
    return [
        RecentFile(
            path,
            shown_name(path),
            one_line(_folder_of(path, paths)),
            format_when(times[path], now) if path in times else "",
            tumour_words(*tumours[path]) if path in tumours else "",
        )
        for path in paths
    ]


def _folder_of(path: Path, others: list[Path]) -> str:
    namesakes = [other.parent for other in others if other.name == path.name and other != path]
    parts = path.parent.parts
    for count in range(1, len(parts)):
        tail = parts[-count:]
        if all(other.parts[-count:] != tail for other in namesakes):
            return "~" if path.parent == home_folder() else str(Path(*tail))
    return str(path.parent)
