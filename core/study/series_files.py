"""Of which series the files of a folder are, by their headers alone; and whether all those of a series have come."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from core.errors import NoImagesError, UnreadableImageError
from core.readers.folder import file_format
from core.readers.source import Format

# Headers read for each file that arrives: the folder is known soon, and nothing waits for long.
_HEADERS_AT_A_TIME = 16


def series_of(path: str) -> str | None:
    """Read the fingerprint of a file's series.

    Returns:
        The fingerprint; "" of a DICOM file that states no series or cannot be read; None of any other file.
    """
    if file_format(Path(path)) is not Format.DICOM:
        return None
    # The DICOM library is slow to import.
    from core.readers.dicom.slice_headers import read_identity, series_fingerprint

    try:
        return series_fingerprint(read_identity(Path(path)).series)
    except (UnreadableImageError, OSError):
        return ""


class SeriesCount:
    """Counts the files that a folder has of each series, and those that have come."""

    def __init__(self, files: Iterator[str]) -> None:
        """Begin without any.

        Args:
            files: those of the folder that will come, in any order; `NoImagesError` if that is unknown.
        """
        self._files: Iterator[str] | None = files
        self._there: Counter[str] = Counter()
        self._come: Counter[str] = Counter()
        self._is_known = False

    def add(self, series: str | None) -> None:
        """Count a file that arrived, by its series from `series_of`."""
        if series is not None:
            self._come[series] += 1

    def look_ahead(self) -> None:
        """Read some more headers of the folder."""
        if self._files is None:
            return
        try:
            paths = list(islice(self._files, _HEADERS_AT_A_TIME))
        except NoImagesError:
            # Then no series is known to be whole before the folder ends.
            self._files = None
            return
        for series in map(series_of, paths):
            if series is not None:
                self._there[series] += 1
        if len(paths) < _HEADERS_AT_A_TIME:
            self._files, self._is_known = None, True

    def is_whole(self, series: str) -> bool:
        """Return whether all files of a series have arrived."""
        if not self._is_known or self._come[series] != self._there[series]:
            return False
        # A file that states no series may be of the only one of the folder.
        return self._come[""] == self._there[""] or self.is_shared()

    def is_shared(self) -> bool:
        """Return whether the folder holds several series; reads all remaining headers."""
        while self._files is not None:
            self.look_ahead()
        return sum(1 for series in self._there | self._come if series) > 1
